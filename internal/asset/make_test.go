package asset_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/asset"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/product"
)

// linkedAt is when the Items here are linked.
var linkedAt = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// people are logins of every kind that a bank has.
var people = []string{
	"user_good", "user_transactions_dynamic", "user_bank_income", "user_credit_joint_account", "user_credit_profile_poor",
	"user_credit_profile_excellent", "user_small_business", "user_yuppie", "user_prism_3",
}

// customPerson lists transactions of which some are pending, in another currency or long ago.
const customPerson = `{"override_accounts":[
	{"type":"depository","subtype":"checking","starting_balance":500,"transactions":[
		{"date_transacted":"2025-12-29","date_posted":"2026-01-02","amount":12.34,"description":"Posted","currency":"USD"},
		{"date_transacted":"2026-02-27","date_posted":"2026-03-02","amount":20,"description":"Pending over the linking","currency":"USD"},
		{"date_transacted":"2026-02-10","date_posted":"2026-02-11","amount":77,"description":"Abroad","currency":"EUR"},
		{"date_transacted":"2026-03-05","date_posted":"2026-03-09","amount":-40.01,"description":"Check 2011","currency":"USD"}]},
	{"type":"credit","subtype":"credit card","starting_balance":250.5,"meta":{"limit":1000},"transactions":[
		{"date_transacted":"2026-02-20","date_posted":"2026-02-20","amount":33.25,"description":"Card","currency":"USD"},
		{"date_transacted":"2026-02-25","date_posted":"2026-02-25","amount":-100,"description":"Payment","currency":"USD"}]}]}`

// sourceOf joins an Item of a person with what its bank knows some time after it was linked.
func sourceOf(t testing.TB, username, password string, after time.Duration) product.Source {
	t.Helper()
	world, ids := bank.New("asset"), id.New("asset")
	it := item.Item{
		ID: "item " + username, InstitutionID: "ins_109508", InstitutionName: "First Platypus Bank", CreatedAt: linkedAt, Products: []string{"assets", "investments"},
		Available: []string{"assets", "identity", "investments", "transactions"},
		Login:     bank.Login{InstitutionID: "ins_109508", Username: username, Password: password},
	}
	ledger, err := world.Ledger(it.Login, it.CreatedAt, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range ledger.Books {
		it.Accounts = append(it.Accounts, item.Account{ID: ids.Item("account", it.ID, int64(i)), Account: ledger.Books[i].Account})
	}
	institution, _ := world.Institution(it.InstitutionID)
	return product.Join(it, institution, ledger, linkedAt.Add(after), ids)
}

func made(t testing.TB, days int, version string, sources ...product.Source) asset.Made {
	t.Helper()
	var found []asset.Found
	for _, s := range sources {
		found = append(found, asset.Found{ItemID: s.Item.ID, Source: s})
	}
	m, err := asset.Make(asset.Report{ID: "report", Order: asset.Order{Days: days, Investments: true}}, version, found, sources[0].Now)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestBalancesAgreeWithTheLedger compares the balances of the past with what the bank says of the end
// of each day, whoever it is and whenever the report is made.
func TestBalancesAgreeWithTheLedger(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 5))
	for _, username := range append(people, "user_custom") {
		for range 3 {
			after, days := time.Duration(random.IntN(60*24))*time.Hour, random.IntN(200)
			s := sourceOf(t, username, customPerson, after)
			name := fmt.Sprintf("%s after %s, %d days", username, after, days)
			for _, a := range made(t, days, asset.Full, s).Report.Items[0].Accounts {
				compareBalances(t, name, s, a, days)
			}
		}
	}
}

func compareBalances(t *testing.T, name string, s product.Source, a toile.AccountAssets, days int) {
	t.Helper()
	number := 0
	for _, account := range s.Item.Accounts {
		if account.ID == a.AccountID {
			number = account.Number
		}
	}
	if a.Type != "depository" && a.Type != "credit" {
		if len(a.HistoricalBalances) > 0 {
			t.Errorf("%s: a %s account has %d balances of the past", name, a.Type, len(a.HistoricalBalances))
		}
		return
	}
	if len(a.HistoricalBalances) != days {
		t.Errorf("%s: %s has %d balances", name, a.Name, len(a.HistoricalBalances))
	}
	end := bank.DateOf(s.Now).Time()
	for i, h := range a.HistoricalBalances {
		if want := s.Ledger.Balance(number, end.Add(-time.Duration(i)*24*time.Hour-time.Nanosecond)).Current; h.Current != want.Float() {
			t.Errorf("%s: at the end of %s there were %v on %s, want %v", name, h.Date, h.Current, a.Name, *want)
			return
		}
	}
}

// TestTransactionsAreThoseOfTheLedger compares what a report lists with what the bank tells.
func TestTransactionsAreThoseOfTheLedger(t *testing.T) {
	t.Parallel()
	for _, username := range append(people, "user_custom") {
		s := sourceOf(t, username, customPerson, 30*24*time.Hour)
		for _, days := range []int{0, 1, 45, 731} {
			today := bank.DateOf(s.Now)
			want := map[string]string{}
			for _, b := range s.Ledger.Transactions(today-bank.Date(days), today, s.Now) {
				want[s.TransactionID(b.Key)] = fmt.Sprintln(b.Date, b.Amount.Float(), b.Description, b.Pending)
			}
			m := made(t, days, asset.Full, s)
			listed := 0
			for _, a := range m.Report.Items[0].Accounts {
				for _, v := range a.Transactions {
					listed++
					if got := fmt.Sprintln(v.Date, v.Amount, *v.OriginalDescription, v.Pending); got != want[v.TransactionID] {
						t.Errorf("%s: %s is %s, want %s", username, v.TransactionID, got, want[v.TransactionID])
					}
					if c, _ := v.CreditCategory.Get(); !strings.HasPrefix(c.Detailed, c.Primary) || c.Primary == "" {
						t.Errorf("%s: %q has the credit category %+v", username, *v.OriginalDescription, c)
					}
				}
				if a.DaysAvailable > float64(days) {
					t.Errorf("%s: %v days are available of %d", username, a.DaysAvailable, days)
				}
			}
			if listed != len(want) {
				t.Errorf("%s: %d transactions are listed for %d days, want %d", username, listed, days, len(want))
			}
			again, err := asset.Read(m.Body())
			if err != nil || string(again.Body()) != string(m.Body()) {
				t.Errorf("%s: a report changes when it is read and written: %v", username, err)
			}
		}
	}
}

// TestFewerDays cuts a long report to what a shorter one of the same instant says.
func TestFewerDays(t *testing.T) {
	t.Parallel()
	for _, username := range people {
		s := sourceOf(t, username, "x", 50*24*time.Hour)
		long := made(t, 400, asset.Full, s)
		before := string(long.Body())
		for _, days := range []int{0, 1, 33, 400, 731} {
			cut := asset.Within(long.Report, days)
			short := made(t, min(days, 400), asset.Full, s).Report
			cut.DaysRequested = short.DaysRequested
			for i := range short.Items[0].Accounts { // securities of old trades stay listed
				if a := short.Items[0].Accounts[i].Investments; a != nil {
					a.Securities = cut.Items[0].Accounts[i].Investments.Securities
				}
			}
			if got, want := string(cut.AppendJSON(nil)), string(short.AppendJSON(nil)); got != want {
				t.Errorf("%s: a report cut to %d days is not the one of %[2]d days:\n%s\n%s", username, days, got, want)
			}
		}
		if string(long.Body()) != before {
			t.Errorf("%s: cutting changed the report", username)
		}
	}
}

// TestFastVersion has owners and balances only.
func TestFastVersion(t *testing.T) {
	t.Parallel()
	s := sourceOf(t, "user_good", "x", time.Hour)
	for _, a := range made(t, 90, asset.Fast, s).Report.Items[0].Accounts {
		if len(a.Owners) == 0 || a.Balances.Current == nil {
			t.Errorf("%s lacks owners or a balance", a.Name)
		}
		if len(a.Transactions)+len(a.HistoricalBalances) > 0 || a.Investments != nil || a.DaysAvailable != 0 {
			t.Errorf("%s says more than owners and balances", a.Name)
		}
	}
}

// TestWhatIsMissing warns of what an institution does not offer and of what nobody agreed to.
func TestWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := sourceOf(t, "user_good", "x", time.Hour)
	s.Item.Available, s.Item.Products, s.Item.Limited = []string{"assets", "balance", "investments"}, []string{"assets"}, true
	m := made(t, 10, asset.Full, s)
	got := ""
	for _, w := range m.Warnings {
		got += w.WarningCode + "/" + w.Cause.ErrorCode + " "
	}
	want := "OWNERS_UNAVAILABLE/PRODUCTS_NOT_SUPPORTED TRANSACTIONS_UNAVAILABLE/PRODUCTS_NOT_SUPPORTED INVESTMENTS_UNAVAILABLE/ADDITIONAL_CONSENT_REQUIRED "
	if got != want {
		t.Errorf("the warnings are %s, want %s", got, want)
	}
	for _, a := range m.Report.Items[0].Accounts {
		if len(a.Owners)+len(a.Transactions)+len(a.HistoricalBalances) > 0 || a.Investments != nil {
			t.Errorf("%s shows what its bank does not offer", a.Name)
		}
	}
	report := asset.Report{Order: asset.Order{Days: 10}}
	if _, err := asset.Make(report, asset.Fast, []asset.Found{{ItemID: s.Item.ID, Source: s}}, s.Now); err == nil {
		t.Error("a fast version was made without owners")
	}
}

// BenchmarkMake builds and writes the longest report, of three Items.
func BenchmarkMake(b *testing.B) {
	sources := []product.Source{sourceOf(b, "user_good", "x", 0), sourceOf(b, "user_credit_profile_excellent", "x", 0), sourceOf(b, "user_small_business", "x", 0)}
	var size int
	for b.Loop() {
		m := made(b, 731, asset.Full, sources...)
		size = len(m.Body())
	}
	b.ReportMetric(float64(size), "bytes/report")
}
