package product_test

import (
	"slices"
	"testing"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/product"
)

// noon is when the Items here are linked.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// book gives the book of an account with 100 on it.
func book(number int, kind, subtype, mask, name string) bank.Book {
	return bank.Book{
		Account:  bank.Account{Number: number, Name: name, Type: kind, Subtype: subtype, Mask: mask},
		Currency: "USD", Stated: bank.Balance{Current: new(bank.Cents(10000))},
	}
}

// source joins an Item that shares accounts with a bank of these books.
func source(institution string, shared []bank.Account, after time.Duration, books ...bank.Book) product.Source {
	return sourceAt(noon, institution, shared, after, books)
}

// sharing joins an Item, linked at an instant, that shares all accounts with a bank of these books.
func sharing(made time.Time, books ...bank.Book) product.Source {
	var shared []bank.Account
	for i := range books {
		books[i].Number = i + 1
		shared = append(shared, books[i].Account)
	}
	return sourceAt(made, "", shared, 0, books)
}

func sourceAt(made time.Time, institution string, shared []bank.Account, after time.Duration, books []bank.Book) product.Source {
	it := item.Item{ID: "one", InstitutionID: institution, CreatedAt: made}
	for n, a := range shared {
		it.Accounts = append(it.Accounts, item.Account{ID: accountID(n), Account: a})
	}
	ledger := &bank.Ledger{Customer: &bank.Customer{Books: books}, Since: made}
	at, _ := bank.New("test").Institution(institution)
	return product.Join(it, at, ledger, made.Add(after), id.New("test"))
}

func accountID(n int) string { return id.New("test").Item("account", "one", int64(n)) }

// code gives the code of an error of the API.
func code(err error) string {
	if e, ok := err.(*toile.Error); ok {
		return e.ErrorCode
	}
	return ""
}

// futureUser is a custom user whose bank has told of transactions that are not posted yet.
const futureUser = `{"override_accounts":[{"type":"depository","subtype":"checking","starting_balance":500,"transactions":[
	{"date_transacted":"2026-02-20","date_posted":"2026-02-22","amount":12.34,"description":"Posted","currency":"USD"},
	{"date_transacted":"2026-02-27","date_posted":"2026-03-02","amount":20,"description":"Pending over the linking","currency":"USD"},
	{"date_transacted":"2026-03-01","date_posted":"2026-03-09","amount":30,"description":"A week","currency":"USD"},
	{"date_transacted":"2026-03-05","date_posted":"2026-03-06","amount":-40,"description":"Not yet","currency":"USD"},
	{"date_transacted":"2026-03-12","date_posted":"2026-04-20","amount":50,"description":"Long","currency":"USD"}]}]}`

var logins = map[string]bank.Login{
	"good":    {InstitutionID: "ins_109508", Username: "user_good", Password: "pass_good"},
	"dynamic": {InstitutionID: "ins_109508", Username: "user_transactions_dynamic", Password: "x"},
	"income":  {InstitutionID: "ins_109508", Username: "user_bank_income", Password: "x"},
	"joint":   {InstitutionID: "ins_109508", Username: "user_credit_joint_account", Password: "x"},
	"poor":    {InstitutionID: "ins_109508", Username: "user_credit_profile_poor", Password: "x"},
	"gig":     {InstitutionID: "ins_109508", Username: "user_credit_profile_good", Password: "x"},
	"custom":  {InstitutionID: "ins_109508", Username: "user_custom", Password: futureUser},
}

// linked is an Item and its bank, to which things happen.
type linked struct {
	t       *testing.T
	world   *bank.World
	login   bank.Login
	item    item.Item
	changes []bank.Change
	now     time.Time
	latest  time.Time // that the clock ever showed
	ids     *id.Source
}

func newLinked(t *testing.T, seed string, login bank.Login, h item.History) *linked {
	t.Helper()
	l := &linked{t: t, world: bank.New(seed), login: login, now: noon, latest: noon, ids: id.New(seed)}
	l.item = item.Item{ID: "item " + seed, InstitutionID: login.InstitutionID, Login: login, CreatedAt: noon, Products: []string{"transactions"}}
	l.item.AskTransactions(h, item.SandboxDelays, noon)
	for _, book := range l.source().Ledger.Books {
		l.item.Accounts = append(l.item.Accounts, item.Account{ID: l.ids.Item("account", l.item.ID, int64(book.Number)), Account: book.Account})
	}
	return l
}

func (l *linked) source() product.Source {
	l.t.Helper()
	ledger, err := l.world.Ledger(l.login, l.item.CreatedAt, slices.Clone(l.changes))
	if err != nil {
		l.t.Fatal(err)
	}
	return product.Source{Item: l.item, Ledger: ledger, Now: l.now, IDs: l.ids}
}

func (l *linked) advance(by time.Duration) {
	l.now = l.now.Add(by)
	if l.now.After(l.latest) {
		l.latest = l.now
	}
}

func (l *linked) change(c bank.Change) {
	c.Number, c.At = len(l.changes)+1, l.now
	l.changes = append(l.changes, c)
}

// pendingItem is an Item of the dynamic user with a pending transaction, whose history is there.
func pendingItem(t *testing.T) *linked {
	l := newLinked(t, "pending", logins["dynamic"], item.History{})
	l.advance(time.Hour)
	today := bank.DateOf(l.now)
	l.change(bank.Change{Created: []bank.Created{{Account: 1, Amount: bank.Cents(100), Description: "Coffee", Transacted: today, Posted: today + 2}}})
	return l
}

func (l *linked) sync(t *testing.T, cursor string, count int) *toile.TransactionsSyncResponse {
	t.Helper()
	resp, err := l.source().Sync(&toile.TransactionsSyncRequest{Cursor: &cursor, Count: &count})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}
