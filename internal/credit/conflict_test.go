package credit_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile/internal/bank"
	"toile/internal/credit"
	"toile/internal/document"
)

var noon = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)

// workers are people at a payroll provider, one at a time.
var workers = []string{
	"user_bank_income", "user_credit_profile_excellent", "user_ewa_user", "user_yuppie",
	"user_prism_2", "user_prism_4", "user_prism_6", "user_prism_8",
}

// papers are all documents that a person could have at noon: a year of pay stubs, the forms of last year and
// the statements of their accounts.
func papers(t *testing.T, seed, username string) (uploads []credit.Upload) {
	t.Helper()
	ledger, err := bank.New(seed).Ledger(bank.Login{InstitutionID: "ins_109508", Username: username}, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	today := bank.DateOf(noon)
	for _, stub := range ledger.Paystubs(today-400, today) {
		uploads = append(uploads, paper(document.Reading{Kind: document.Paystub, Paystub: &stub}))
	}
	for _, form := range ledger.W2s(2025) {
		uploads = append(uploads, paper(document.Reading{Kind: document.W2, W2: &form}))
	}
	for _, book := range ledger.Books {
		for _, month := range bank.StatementMonths(bank.Period{From: today - 90, To: today}, noon) {
			if statement, ok := ledger.Statement(book.Number, month); ok {
				uploads = append(uploads, paper(document.Reading{Kind: document.BankStatement, Statement: &statement}))
			}
		}
	}
	if len(uploads) < 20 {
		t.Fatalf("%s has only %d documents", username, len(uploads))
	}
	return uploads
}

func paper(r document.Reading) credit.Upload { return credit.Upload{Reading: r} }

// TestHonestPapersAgree holds everything that a person could upload against everything else.
func TestHonestPapersAgree(t *testing.T) {
	t.Parallel()
	for _, username := range workers {
		for _, conflict := range credit.Conflicts(papers(t, "honest", username)) {
			t.Errorf("%s: %+v", username, conflict.Signals)
		}
	}
}

// TestAlteredPapersDisagree alters one pay stub among those of a year.
func TestAlteredPapersDisagree(t *testing.T) {
	t.Parallel()
	raise := func(m *bank.Money, by bank.Money) *bank.Money { return new(*m + by) }
	alter := map[string]func(*bank.Paystub){
		"gross earnings": func(s *bank.Paystub) {
			s.EarningsTotal.Current = raise(s.EarningsTotal.Current, bank.MoneyOf(500))
		},
		"net pay": func(s *bank.Paystub) { s.NetPay.Current = raise(s.NetPay.Current, bank.MoneyOf(300)) },
		"net pay, year to date": func(s *bank.Paystub) {
			s.NetPay.YTD = raise(s.NetPay.YTD, bank.MoneyOf(9000))
		},
		"name":        func(s *bank.Paystub) { s.Employee.Name = "Somebody Else" },
		"taxpayer id": func(s *bank.Paystub) { s.Employee.TaxpayerMask = "0001" },
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for _, username := range workers {
		uploads := papers(t, "altered", username)
		stubs := 0
		for ; uploads[stubs].Reading.Paystub != nil; stubs++ {
		}
		for field, change := range alter {
			at := dice.IntN(stubs)
			altered := *uploads[at].Reading.Paystub
			change(&altered)
			var fields []string
			for _, conflict := range credit.Conflicts(append(uploads[:stubs:stubs], paper(document.Reading{Kind: document.Paystub, Paystub: &altered}))) {
				for _, s := range conflict.Signals {
					fields = append(fields, s.Field)
				}
			}
			if !strings.Contains(strings.Join(fields, ";")+";", field+";") {
				t.Errorf("%s: the %s of stub %d of %d was altered, and what is found is %q", username, field, at, stubs, fields)
			}
		}
	}
}

// TestYearsThatShrink raises what an earlier stub says of the year, so that a later one says too little.
func TestYearsThatShrink(t *testing.T) {
	t.Parallel()
	for _, username := range workers {
		uploads := papers(t, "shrink", username) // the newest stub comes first
		later, earlier := *uploads[0].Reading.Paystub, *uploads[1].Reading.Paystub
		if later.PayDate.Time().Year() != earlier.PayDate.Time().Year() {
			continue
		}
		earlier.EarningsTotal.YTD = new(*earlier.EarningsTotal.YTD + bank.MoneyOf(2000))
		got := credit.Conflicts([]credit.Upload{
			paper(document.Reading{Kind: document.Paystub, Paystub: &later}), paper(document.Reading{Kind: document.Paystub, Paystub: &earlier}),
		})
		if len(got) != 1 || len(got[0].Signals) != 1 || got[0].Signals[0].Field != "gross earnings, year to date" {
			t.Errorf("%s: %+v", username, got)
		}
	}
}

// TestPayThatNeverCame uploads a stub whose pay is not on the statement of its account.
func TestPayThatNeverCame(t *testing.T) {
	t.Parallel()
	found := 0
	for _, username := range workers {
		for _, u := range papers(t, "unpaid", username) {
			stub := u.Reading.Paystub
			if stub == nil || len(stub.Distribution) == 0 {
				continue
			}
			altered := *stub
			altered.Distribution = append([]bank.Distribution(nil), stub.Distribution...)
			altered.Distribution[0].Current = new(*altered.Distribution[0].Current + bank.MoneyOf(120))
			for _, statement := range papers(t, "unpaid", username) {
				if statement.Reading.Statement == nil {
					continue
				}
				conflicts := credit.Conflicts([]credit.Upload{statement, paper(document.Reading{Kind: document.Paystub, Paystub: &altered})})
				if len(conflicts) > 0 {
					found++
				}
			}
		}
	}
	if found < len(workers) {
		t.Errorf("%d pays that never came were found on the statements of %d people", found, len(workers))
	}
}

// TestWhatSaysNothing leaves out what was not read.
func TestWhatSaysNothing(t *testing.T) {
	t.Parallel()
	stub := func(name string) *bank.Paystub { return &bank.Paystub{Employee: bank.Employee{Name: name}} }
	one := document.Reading{Kind: document.Paystub, Paystub: stub("One Person")}
	for what, other := range map[string]document.Reading{
		"a preset":        {Kind: document.Paystub, Paystub: stub("Another Human"), Preset: true},
		"an error":        {Kind: document.Paystub, Paystub: stub("Another Human"), Error: "blurred"},
		"a middle name":   {Kind: document.Paystub, Paystub: stub("PERSON, One M.")},
		"no name":         {Kind: document.Paystub, Paystub: stub("")},
		"another kind":    {Kind: document.I20},
		"an empty period": {Kind: document.Paystub, Paystub: &bank.Paystub{Gross: new(bank.MoneyOf(5))}},
	} {
		if got := credit.Conflicts([]credit.Upload{paper(one), paper(other)}); len(got) > 0 {
			t.Errorf("%s: %+v", what, got)
		}
	}
	named := credit.Conflicts([]credit.Upload{paper(one), paper(document.Reading{Kind: document.Paystub, Paystub: stub("Another Human")})})
	want := document.Signal{
		Type: "NAME_FORMAT_ANOMALY", Field: "name", FraudRisk: new(true), Expected: "One Person", Actual: "Another Human",
		Description: "The documents name different people", Page: new(0),
	}
	if diff := cmp.Diff([]document.Signal{want}, named[0].Signals); diff != "" {
		t.Errorf("two people: (-want +got)\n%s", diff)
	}
}
