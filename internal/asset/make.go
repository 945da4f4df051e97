package asset

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
	"toile/internal/product"
)

// Found is what became of an Item of a report: what its bank knows, or why that is out of reach.
type Found struct {
	ItemID  string
	Source  product.Source
	Failure *toile.Error
}

// Made is what a version of a report became.
type Made struct {
	Report   toile.AssetReport
	Warnings []toile.Warning

	missing []Found // Items that lack what the fast version must have
}

// Body writes what is kept of it: the answer of /asset_report/get but for its request_id.
func (m *Made) Body() []byte {
	b := m.Report.AppendJSON(append(make([]byte, 0, m.about()), `{"report":`...))
	b = append(b, `,"warnings":[`...)
	for i := range m.Warnings {
		if i > 0 {
			b = append(b, ',')
		}
		b = m.Warnings[i].AppendJSON(b)
	}
	return append(b, "]}"...)
}

// about gives about how many bytes it takes, so that the body is seldom moved while it is written.
func (m *Made) about() int {
	const account, move, balance = 2048, 448, 112
	n := account
	for i := range m.Report.Items {
		for j := range m.Report.Items[i].Accounts {
			a := &m.Report.Items[i].Accounts[j]
			n += account + move*len(a.Transactions) + balance*len(a.HistoricalBalances)
			if a.Investments != nil {
				n += move * (len(a.Investments.Transactions) + len(a.Investments.Holdings))
			}
		}
	}
	return n
}

// Read reads what Body wrote.
func Read(body []byte) (m Made, err error) {
	var answer toile.AssetReportGetResponse
	err = answer.UnmarshalJSON(body)
	return Made{Report: answer.Report, Warnings: answer.Warnings}, err
}

// Make makes a version of a report as of an instant, or says why it cannot be made: all Items must be
// there, or at least one, as the order says.
func Make(r Report, version string, found []Found, at time.Time) (Made, error) {
	if err := enough(r.Order, found); err != nil {
		return Made{}, err
	}
	user, err := r.Order.user()
	if err != nil {
		return Made{}, err
	}
	made := Made{Report: toile.AssetReport{
		AssetReportID: r.ID, ClientReportID: toile.NonEmpty(r.Order.ClientReportID), DateGenerated: toile.Seconds(at),
		DaysRequested: float64(r.Order.Days), User: shownUser(user), Items: []toile.AssetReportItem{},
	}}
	for _, f := range found {
		if f.Failure != nil {
			made.warn(f.ItemID, f.Failure, r.Order.lost(version)...)
			continue
		}
		b := builder{order: r.Order, fast: version == Fast, source: f.Source, today: bank.DateOf(at), drafts: map[draft]*toile.AssetReportTransaction{}}
		view, err := b.item(&made)
		if err != nil {
			return Made{}, err
		}
		made.Report.Items = append(made.Report.Items, view)
	}
	if version == Fast && len(made.missing) > 0 {
		return Made{}, Unavailable(made.missing) // it is made of owners and balances only (spec, options.add_ons)
	}
	return made, nil
}

// enough refuses a report for which too few Items can be read.
func enough(o Order, found []Found) error {
	failed := slices.DeleteFunc(slices.Clone(found), func(f Found) bool { return f.Failure == nil })
	if len(failed) == 0 || o.Some && len(failed) < len(found) {
		return nil
	}
	return Unavailable(failed)
}

// Unavailable is the error of a report some of whose Items cannot be read. Its causes tell which.
func Unavailable(failed []Found) *toile.Error {
	err := toile.ErrAssetReportDataUnavailable()
	for _, f := range failed {
		err.Causes = append(err.Causes, json.RawMessage(causeOf(f.ItemID, f.Failure).AppendJSON(nil)))
	}
	return err
}

func causeOf(itemID string, e *toile.Error) *toile.Cause {
	return &toile.Cause{
		ItemID: itemID, ErrorType: e.ErrorType, ErrorCode: e.ErrorCode, ErrorCodeReason: e.ErrorCodeReason, ErrorMessage: e.ErrorMessage,
		DisplayMessage: e.DisplayMessage, DocumentationURL: e.DocumentationURL, SuggestedAction: e.SuggestedAction,
	}
}

// The codes of warnings (schema Warning).
const (
	noOwners       = "OWNERS_UNAVAILABLE"
	noInvestments  = "INVESTMENTS_UNAVAILABLE"
	noTransactions = "TRANSACTIONS_UNAVAILABLE"
)

// lost lists what a version lacks of an Item that could not be read.
func (o Order) lost(version string) []string {
	lost := []string{noOwners}
	if version != Fast {
		lost = append(lost, noTransactions)
	}
	if version != Fast && o.Investments {
		lost = append(lost, noInvestments)
	}
	return lost
}

func (m *Made) warn(itemID string, cause *toile.Error, codes ...string) {
	for _, code := range codes {
		m.Warnings = append(m.Warnings, toile.Warning{WarningType: "ASSET_REPORT_WARNING", WarningCode: code, Cause: causeOf(itemID, cause)})
	}
}

// builder builds what a report says of an Item.
type builder struct {
	order  Order
	fast   bool
	source product.Source
	today  bank.Date
	drafts map[draft]*toile.AssetReportTransaction
}

func (b *builder) item(to *Made) (toile.AssetReportItem, error) {
	it := b.source.Item
	view := toile.AssetReportItem{
		ItemID: it.ID, InstitutionID: it.InstitutionID, InstitutionName: it.InstitutionName,
		DateLastUpdated: to.Report.DateGenerated, Accounts: []toile.AccountAssets{},
	}
	have, err := b.available(to)
	if err != nil {
		return view, err
	}
	moves := map[int][]bank.Transaction{}
	if have.transactions {
		moves = b.moves()
	}
	for _, account := range it.Accounts {
		if slices.Contains(b.order.Excluded, account.ID) {
			continue
		}
		view.Accounts = append(view.Accounts, b.account(account, have, moves[account.Number]))
	}
	return view, nil
}

// parts says which parts of a report an Item has.
type parts struct{ owners, transactions, investments bool }

// available finds out what the Item has, and warns of what is missing. What the institution does not
// offer nobody can read; investments must have been asked for in Link (spec, options.add_ons).
func (b *builder) available(to *Made) (have parts, err error) {
	it := b.source.Item
	offers := func(p toile.Products, code string) bool {
		if slices.Contains(it.Available, string(p)) {
			return true
		}
		refused := toile.ErrProductsNotSupported(p)
		to.warn(it.ID, refused, code)
		to.missing = append(to.missing, Found{ItemID: it.ID, Failure: refused})
		return false
	}
	have.owners = offers(toile.ProductsIdentity, noOwners)
	if b.fast {
		return have, nil
	}
	have.transactions = offers(toile.ProductsTransactions, noTransactions)
	if !b.order.Investments || !invests(it) {
		return have, nil
	}
	err = it.Allows(string(toile.ProductsInvestments))
	if refused := (*toile.Error)(nil); errors.As(err, &refused) {
		to.warn(it.ID, refused, noInvestments)
		return have, nil
	}
	have.investments = err == nil
	return have, err
}

func invests(it item.Item) bool {
	return slices.ContainsFunc(it.Accounts, func(a item.Account) bool { return a.Type == "investment" })
}
