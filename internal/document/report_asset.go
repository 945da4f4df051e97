package document

import (
	"strconv"
	"strings"

	"toile"
	"toile/internal/bank"
)

// AssetReport renders an asset report as a lender files it: whose assets they are, the sums of
// their balances, every account in one table, and then account by account the owners, a chart of
// the balance, the insights where the report has them, the holdings and the transactions. Amounts
// are those of the report; sums of different currencies stay apart, and debts apart from assets.
func AssetReport(report toile.AssetReport) ([]byte, error) {
	p := newPaper("Asset report", report.AssetReportID, reportNote, report.DateGenerated.Time)
	a := assets{report}
	p.about("Asset report", a.person(), report.AssetReportID)
	p.opening(a.person(), a.facts()...)
	p.panel(
		tile{"Assets", a.sum(false).lines()},
		tile{"Debts", a.sum(true).lines()},
		tile{"Institutions", []string{strconv.Itoa(len(report.Items))}},
		tile{"Accounts", []string{strconv.Itoa(a.count())}},
		tile{"Days requested", []string{strconv.FormatFloat(report.DaysRequested, 'f', -1, 64)}},
	)
	p.assetAccounts(a)
	if insights, ok := report.Insights.Get(); ok {
		p.insights("Insights across all accounts", insights)
	}
	for _, item := range report.Items {
		for _, account := range item.Accounts {
			p.assetAccount(item, account)
		}
	}
	return p.bytes()
}

// assets is an asset report as it is laid out.
type assets struct{ toile.AssetReport }

// person names whom the report is about: as whoever asked for it wrote, or else the owners.
func (a assets) person() string {
	u := a.User
	if name := strings.Join(strings.Fields(u.FirstName.Or("")+" "+u.MiddleName.Or("")+" "+u.LastName.Or("")), " "); name != "" {
		return name
	}
	var owners [][]toile.Owner
	for _, item := range a.Items {
		for _, account := range item.Accounts {
			owners = append(owners, account.Owners)
		}
	}
	return people(namesOf(owners...))
}

// facts gives what stands below the person's name. Of a social security number the end is shown.
func (a assets) facts() []pair {
	facts := []pair{{"Generated", stamp(a.DateGenerated.Time)}}
	if a.ClientReportID != nil {
		facts = append(facts, pair{"Reference", *a.ClientReportID})
	}
	for _, one := range []pair{
		{"User", a.User.ClientUserID.Or("")}, {"Phone", a.User.PhoneNumber.Or("")}, {"Email", a.User.Email.Or("")}, {"Tax number", maskSSN(a.User.SSN.Or(""))},
	} {
		if one.value != "" {
			facts = append(facts, one)
		}
	}
	return facts
}

func maskSSN(number string) string {
	const shown = 4
	runes := []rune(number)
	if len(runes) <= shown {
		return number
	}
	return "ending in " + string(runes[len(runes)-shown:])
}

// owes reports whether an account's balance is a debt.
func owes(account toile.AccountAssets) bool {
	return account.Type == "credit" || account.Type == "loan"
}

// sum adds up the current balances of what is owned, or of what is owed.
func (a assets) sum(owed bool) sums {
	s := sums{}
	for _, item := range a.Items {
		for _, account := range item.Accounts {
			if b := account.Balances; owes(account) == owed && b.Current != nil {
				s[bank.CodeOf(b.ISOCurrencyCode, b.UnofficialCurrencyCode)] += moneyOf(*b.Current)
			}
		}
	}
	return s
}

func (a assets) count() int {
	n := 0
	for _, item := range a.Items {
		n += len(item.Accounts)
	}
	return n
}

func (p *paper) assetAccounts(a assets) {
	p.chapter("Accounts", 20)
	var rows []gridRow
	for _, item := range a.Items {
		for _, account := range item.Accounts {
			b := account.Balances
			currency := bank.CodeOf(b.ISOCurrencyCode, b.UnofficialCurrencyCode)
			rows = append(rows, gridRow{cells: []string{
				item.InstitutionName, account.Name, orDash(value(account.Mask)), kindOf(string(account.Type), string(value(account.Subtype))),
				maybe(b.Available, currency), maybe(b.Current, currency),
			}})
		}
	}
	if rows == nil {
		p.aside("The report has no accounts.")
		return
	}
	p.grid([]column{
		{"Institution", 0.21, "L"}, {"Account", 0.25, "L"}, {"Ends in", 0.09, "L"}, {"Kind", 0.13, "L"}, {"Available", 0.16, "R"}, {"Current", 0.16, "R"},
	}, rows)
}

// maybe writes an amount that may be unknown.
func maybe(units *float64, currency string) string {
	if units == nil {
		return "-"
	}
	return in(moneyOf(*units), currency)
}
