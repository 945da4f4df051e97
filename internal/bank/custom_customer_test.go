package bank_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"toile/internal/bank"
)

var customSince = time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC)

// custom gives the ledger of a configuration as an Item sees it that was made at customSince.
func custom(t *testing.T, text string) *bank.Ledger {
	t.Helper()
	ledger, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: text}, customSince, nil)
	if err != nil {
		t.Fatal(text, err)
	}
	return ledger
}

// TestCustomAccounts says what an account is by what its configuration says.
func TestCustomAccounts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ account, want string }{
		{`"starting_balance":5`, `Plaid Checking/Plaid Gold Standard 0% Interest Checking depository/checking USD 5.00 5.00 -`},
		{`"starting_balance":5,"force_available_balance":7.5`, `Plaid Checking/Plaid Gold Standard 0% Interest Checking depository/checking USD 5.00 7.50 -`},
		{`"starting_balance":5,"has_null_available_balance":true`, `Plaid Checking/Plaid Gold Standard 0% Interest Checking depository/checking USD 5.00 - -`},
		{`"starting_balance":-5,"subtype":"savings","currency":"CAD","meta":{"name":"Épargne"}`, `Épargne/ depository/savings CAD -5.00 -5.00 -`},
		{`"starting_balance":5,"type":"credit","meta":{"limit":100}`, `Plaid Credit Card/Plaid Diamond 12.5% APR Interest Credit Card credit/credit card USD 5.00 95.00 100.00`},
		{`"starting_balance":5,"type":"credit","subtype":"paypal"`, `Plaid Paypal/ credit/paypal USD 5.00 - -`},
		{`"type":"loan","subtype":"student","liability":{"type":"student","principal":45123}`, `Plaid Student Loan/ loan/student USD 45123.00 - -`},
		{`"starting_balance":5,"type":"investment","meta":{"official_name":"Big Fund"}`, `Big Fund/Big Fund investment/brokerage USD 5.00 - -`},
		{`"subtype":"brokerage","holdings":[{"institution_price":2.5,"quantity":4}]`, `Plaid Brokerage/ investment/brokerage USD 10.00 - -`},
		{`"starting_balance":5,"type":"other","currency":"BTC"`, `Plaid Other/ other/other (BTC) 5.00 - -`},
	} {
		ledger := custom(t, `{"override_accounts":[{`+test.account+`,"transactions":[]}]}`)
		b, balance := ledger.Books[0], ledger.Balance(1, customSince)
		currency := b.Currency
		if b.Unofficial {
			currency = "(" + currency + ")"
		}
		got := fmt.Sprintf("%s/%s %s/%s %s %s %s %s", b.Name, b.OfficialName, b.Type, b.Subtype, currency, said(balance.Current), said(balance.Available), said(balance.Limit))
		if got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.account, got, test.want)
		}
	}
}

func said(m *bank.Money) string {
	if m == nil {
		return "-"
	}
	return m.String()
}

// TestCustomNumbers says by which numbers an account is reached, and that its mask ends its number.
func TestCustomNumbers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		account string
		want    bank.Numbers // drawn account numbers as *
		mask    string       // empty for the end of the account number
	}{
		{`{}`, bank.Numbers{Account: "*", Routing: "011401533", WireRouting: "021000021"}, ""},
		{`{"meta":{"mask":"77"}}`, bank.Numbers{Account: "*", Routing: "011401533", WireRouting: "021000021"}, "77"},
		{`{"currency":"CAD"}`, bank.Numbers{Account: "*"}, ""},
		{`{"numbers":{"account":"12345678"}}`, bank.Numbers{Account: "12345678", Routing: "011401533", WireRouting: "021000021"}, ""},
		{`{"numbers":{"account":"12345678","ach_routing":"122105155"}}`, bank.Numbers{Account: "12345678", Routing: "122105155"}, ""},
		{`{"numbers":{"account":"1","eft_institution":"114","eft_branch":"01533"}}`, bank.Numbers{Account: "1", EFTInstitution: "114", EFTBranch: "01533"}, "1"},
		{`{"numbers":{"account":"123456","bacs_sort_code":"123456"}}`, bank.Numbers{Account: "123456", SortCode: "123456"}, ""},
		{`{"numbers":{"international_bic":"BOFIIE2D","international_iban":"IE29AIBK93115212345678"}}`,
			bank.Numbers{Account: "IE29AIBK93115212345678", BIC: "BOFIIE2D", IBAN: "IE29AIBK93115212345678"}, ""},
		{`{"type":"credit"}`, bank.Numbers{}, "*"},
	} {
		book := custom(t, `{"override_accounts":[`+test.account+`]}`).Books[0]
		got, mask := book.Numbers, test.mask
		if test.want.Account == "*" && len(got.Account) >= 14 {
			test.want.Account = got.Account
		}
		if mask == "" {
			mask = got.Account[len(got.Account)-4:]
		}
		if got != test.want || mask != "*" && book.Mask != mask || !strings.HasSuffix(got.Account, book.Mask) && got.Account != "" {
			t.Errorf("%s\ngot  %+v, mask %s\nwant %+v, mask %s", test.account, got, book.Mask, test.want, mask)
		}
	}
}

// TestCustomDrawn holds that what is drawn follows from the seed alone where there is one, and from
// the login otherwise.
func TestCustomDrawn(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, text := range []string{`{}`, `{ }`, `{"seed":"a"}`, `{"seed":"b"}`} {
		ledger := custom(t, text)
		shown := fmt.Sprint(ledger.Books, ledger.Transactions(0, 1<<20, customSince))
		if other, twice := seen[shown]; twice {
			t.Errorf("%s and %s draw the same", text, other)
		}
		seen[shown] = text
		if again := custom(t, text); shown != fmt.Sprint(again.Books, again.Transactions(0, 1<<20, customSince)) {
			t.Errorf("%s draws something else the second time", text)
		}
		if n := len(ledger.Books); n < 3 || n > 9 {
			t.Errorf("%s has %d accounts", text, n)
		}
		if n := len(ledger.Transactions(bank.DateOf(customSince)-90, 1<<20, customSince)); n < 50 || n > 250 {
			t.Errorf("%s has %d transactions in 90 days", text, n)
		}
	}
	ann := func(password, config string) string {
		l := bank.Login{InstitutionID: "ins_109508", Username: "ann", Password: password, Config: config}
		return world.Login(l, nil).Found.Accounts[0].Mask
	}
	if ann("x", `{}`) != ann("y", `{"override_accounts":[{"starting_balance":1}]}`) {
		t.Error("a new configuration of a name changes what it does not say")
	}
	l := bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: `{"seed":"a"}`}
	here, _ := world.Ledger(l, customSince, nil)
	there, _ := bank.New("another").Ledger(l, customSince, nil)
	if !reflect.DeepEqual(here.Books, there.Books) {
		t.Error("a seed draws something else in another world")
	}
}

// TestCustomPending holds that what is posted later is pending until then, and moves the money once.
func TestCustomPending(t *testing.T) {
	t.Parallel()
	ledger := custom(t, `{"override_accounts":[{"starting_balance":100,"transactions":[
		{"amount":30,"date_transacted":"2026-08-20","date_posted":"2026-10-01","description":"LATE"},
		{"amount":20,"date_transacted":"2026-09-05","date_posted":"2026-09-06","description":"LATER"},
		{"amount":7,"date_transacted":"2026-08-22","date_posted":"2025-08-23","description":"BACKWARDS"}]}]}`)
	for _, test := range []struct{ at, want string }{
		{"2026-08-22", "100.00 50.00 2026-09-05 LATER pending, 2026-08-20 LATE pending, 2025-08-23 BACKWARDS"},
		{"2026-09-06", "80.00 50.00 2026-09-06 LATER, 2026-08-20 LATE pending, 2025-08-23 BACKWARDS"},
		{"2026-10-01", "50.00 50.00 2026-10-01 LATE, 2026-09-06 LATER, 2025-08-23 BACKWARDS"},
	} {
		day, _ := bank.ParseDate(test.at)
		now := day.Time().Add(12 * time.Hour)
		var rows []string
		for _, row := range ledger.Transactions(0, 1<<20, now) {
			text := row.Date.String() + " " + row.Description
			if row.Pending {
				text += " pending"
			}
			rows = append(rows, text)
		}
		balance := ledger.Balance(1, now)
		if got := balance.Current.String() + " " + balance.Available.String() + " " + strings.Join(rows, ", "); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.at, got, test.want)
		}
	}
}

// TestCustomDebtOfInflow holds that a debt is billed, due and paid as the inflow model of its account
// says, whether the configuration says anything else of the debt or not.
func TestCustomDebtOfInflow(t *testing.T) {
	t.Parallel()
	const inflow = `"starting_balance":500,"transactions":[],"inflow_model":{"type":"%s","payment_day_of_month":5,"statement_day_of_month":20,"transaction_name":"PAY"}`
	for _, account := range []string{
		`"type":"credit","subtype":"credit card","meta":{"limit":1000},` + fmt.Sprintf(inflow, "monthly-balance-payment"),
		`"type":"credit","subtype":"credit card","liability":{"type":"credit","purchase_apr":10},` + fmt.Sprintf(inflow, "monthly-balance-payment"),
		`"type":"loan","subtype":"student",` + fmt.Sprintf(inflow, "monthly-interest-only-payment"),
		`"type":"loan","subtype":"mortgage",` + fmt.Sprintf(inflow, "monthly-interest-only-payment"),
	} {
		ledger := custom(t, `{"override_accounts":[{`+account+`}]}`)
		now := customSince.AddDate(0, 1, 0) // of 22 August
		bill := ledger.Bill(1, now)
		if got := fmt.Sprint(bill.Issued, bill.NextDue, bill.PaidOn); got != "2026-09-20 2026-10-05 2026-09-05" || bill.Paid == nil {
			t.Fatalf("%s: issued, due and paid on %s, by %s", account, got, bill.Paid)
		}
		paid := ledger.Transactions(bill.PaidOn, bill.PaidOn, now)
		if len(paid) != 1 || paid[0].Description != "PAY" || paid[0].Amount != -*bill.Paid {
			t.Errorf("%s: %+v paid %s", account, paid, bill.Paid)
		}
	}
}

// TestCustomInflow holds that the inflow models of facts link 6.2 bring what they say.
func TestCustomInflow(t *testing.T) {
	t.Parallel()
	const salary = `"inflow_model":{"type":"monthly-income","income_amount":5125.25,"payment_day_of_month":1,"transaction_name":"DIRECT DEPOSIT PLAID INC"}`
	ledger := custom(t, `{"override_accounts":[{"starting_balance":100,"transactions":[],`+salary+`}]}`)
	var got []string
	for _, row := range ledger.Transactions(bank.DateOf(customSince)-60, 1<<20, customSince.AddDate(0, 1, 0)) {
		got = append(got, fmt.Sprintf("%s %s %s", row.Date, row.Amount, row.Description))
	}
	if want := "2026-09-01 -5125.25 DIRECT DEPOSIT PLAID INC,2026-08-01 -5125.25 DIRECT DEPOSIT PLAID INC,2026-07-01 -5125.25 DIRECT DEPOSIT PLAID INC"; strings.Join(got, ",") != want {
		t.Errorf("income of\n%s\nwant\n%s", strings.Join(got, ","), want)
	}
	if at := ledger.Balance(1, customSince.AddDate(0, 1, 0)); at.Current.String() != "5225.25" {
		t.Errorf("after a month there are %s", at.Current)
	}
	card := custom(t, `{"override_accounts":[{"type":"credit","starting_balance":300,"transactions":[{"amount":12.5,"date_posted":"2026-08-10"}],
		"liability":{"type":"credit","purchase_apr":24},"inflow_model":{"type":"monthly-balance-payment","statement_day_of_month":"25","payment_day_of_month":28}}]}`)
	if at := card.Balance(1, customSince.AddDate(0, 0, 7)); at.Current.String() != "0.00" {
		t.Errorf("after the card is paid off %s are owed", at.Current)
	}
	loan := custom(t, `{"override_accounts":[{"type":"loan","subtype":"student","starting_balance":1200,"transactions":[],
		"liability":{"nominal_apr":10},"inflow_model":{"type":"monthly-interest-only-payment","statement_day_of_month":1,"payment_day_of_month":"last"}}]}`)
	later := customSince.AddDate(0, 3, 0)
	rows := loan.Transactions(bank.DateOf(customSince)+1, 1<<20, later)
	if at := loan.Balance(1, later); at.Current.String() != "1200.00" || len(rows) < 5 || rows[len(rows)-1].Amount.String() != "-10.00" {
		t.Errorf("after three months %s are owed, and %v were moved", at.Current, rows)
	}
}

// TestCustomWealth holds that holdings, trades and debts are as the configuration gives them.
func TestCustomWealth(t *testing.T) {
	t.Parallel()
	ledger := custom(t, `{"override_accounts":[
		{"type":"investment","subtype":"brokerage","starting_balance":10,
			"holdings":[{"cost_basis":10.123456,"institution_price":2.5,"institution_price_as_of":"2026-08-20","quantity":1.25,"currency":"USD","security":{"ticker_symbol":"ZZZ","name":"Zed"}}],
			"investment_transactions":{"date":"2026-08-19","name":"SOLD ZED","quantity":-2,"price":3,"fees":0.5,"type":"sell","currency":"EUR","security":{"cusip":"123456789"}}},
		{"type":"credit","liability":{"type":"credit","purchase_apr":16.99,"special_apr":0,"last_payment_amount":250,"minimum_payment_amount":35,"is_overdue":true}},
		{"type":"loan","subtype":"student","liability":{"origination_date":"2020-01-31","principal":45123,"nominal_apr":4.23,"repayment_model":{"non_repayment_months":12,"repayment_months":121},
			"guarantor":"ACME","loan_status":{"type":"in school","end_date":"2027-01-01"},"sequence_number":7,"pslf_status":{"payments_made":3}}}]}`)
	held, trades := ledger.Positions(1, customSince), ledger.Trades(0, 1<<20, customSince)
	if len(held) != 1 || held[0].Security.Ticker != "ZZZ" || held[0].Security.Name != "Zed" || held[0].Value().String() != "3.125" ||
		said(held[0].CostBasis) != "10.123456" || held[0].PricedOn.String() != "2026-08-20" || held[0].Currency != "" {
		t.Errorf("holds %+v", held)
	}
	if len(trades) != 1 || trades[0].Amount.String() != "-6.00" || said(trades[0].Fees) != "0.50" || trades[0].Currency != "EUR" || trades[0].Security.CUSIP != "123456789" {
		t.Errorf("traded %+v", trades)
	}
	card := ledger.Books[1].Liability.Credit
	if len(card.APRs) != 2 || card.APRs[0].Percentage != 16.99 || card.APRs[1].Type != "special" || said(card.MinimumPayment) != "35.00" || !*card.Overdue || said(card.LastPayment) != "250.00" {
		t.Errorf("the card is %+v", card)
	}
	loan := ledger.Books[2].Liability.Student
	if loan.Originated.String() != "2020-01-31" || loan.PaidOff.String() != "2031-02-28" || loan.Rate != 4.23 || said(loan.Principal) != "45123.00" ||
		loan.Guarantor != "ACME" || loan.Status != "in school" || loan.StatusEnds.String() != "2027-01-01" || loan.Sequence != "7" || *loan.PaymentsMade != 3 {
		t.Errorf("the loan is %+v", loan)
	}
}

// TestCustomPay holds that a payroll provider has the stubs and forms of the configuration, as it gives
// them, the deprecated members too.
func TestCustomPay(t *testing.T) {
	t.Parallel()
	l := bank.Login{InstitutionID: "ins_135842", Username: "user_custom", Password: `{"override_accounts":[{"type":"payroll","income":{"paystubs":[
		{"employer":{"name":"Heartland Toy Company"},"employee":{"name":"Chip Hazard","marital_status":"single","taxpayer_id":{"id_type":"SSN","id_mask":"7512"}},
			"income_breakdown":[{"type":"regular","rate":20,"hours":40,"total":800},{"type":"overtime","rate":30.333333333,"hours":6.68,"total":200.39}],
			"pay_period_details":{"start_date":"2026-07-25","end_date":"2026-08-05","pay_day":"2026-08-08","gross_earnings":1000.39,"check_amount":499.28,
				"pay_frequency":"PAY_FREQUENCY_SEMIMONTHLY","distribution_breakdown":[{"account_name":"Checking","current_amount":499.28}]},
			"earnings":{"breakdown":[{"canonical_description":"PAID TIME OFF","current_amount":5,"ytd_amount":6}],"total":{"hours":46.68,"ytd_amount":7}},
			"deductions":{"breakdown":[{"description":"401K","current_amount":200.15}],"total":{"current_amount":200.15}},
			"net_pay":{"description":"NET","ytd_amount":1500}},
		{"pay_period_details":{"pay_date":"2026-08-22","pay_day":"2026-01-01"}}],
		"w2s":[{"tax_year":2023,"retirement_plan":true,"wages_tips_other_comp":"1000","box_12":[{"code":"AA","amount":200}],"state_and_local_wages":[{"state":"UT"}]}]}}]}`}
	if outcome := world.Login(l, nil); outcome.Found == nil || outcome.Found.Paystubs != 2 || outcome.Found.W2s != 1 {
		t.Fatalf("found %+v", outcome)
	}
	ledger, err := world.Ledger(l, customSince, nil)
	if err != nil {
		t.Fatal(err)
	}
	dated := l
	dated.Password = `{"override_accounts":[{"income":{"paystubs":[{"pay_period_details":{"end_date":"2026-08-01"}},{"employer":{"name":"ACME"}}]}}]}`
	if c, _ := world.Ledger(dated, customSince, nil); len(c.Paystubs(bank.NewDate(2026, 8, 1), 1<<20)) != 2 || len(c.Paystubs(bank.NewDate(2026, 8, 2), 1<<20)) != 1 {
		t.Errorf("stubs without a pay date: %+v", c.Paystubs(0, 1<<20))
	}
	stubs, forms := ledger.Paystubs(0, 1<<20), ledger.W2s(2023)
	if len(stubs) != 2 || stubs[0].PayDate.String() != "2026-08-22" || stubs[0].Key == stubs[1].Key || len(ledger.Books) != 0 {
		t.Fatalf("stubs %+v, accounts %+v", stubs, ledger.Books)
	}
	stub := stubs[1]
	var lines []string
	for _, line := range stub.Earnings {
		lines = append(lines, line.Canonical+" "+said(line.Current)+" "+said(line.Rate))
	}
	if got := strings.Join(lines, ", "); got != "PAID_TIME_OFF 5.00 -, REGULAR_PAY 800.00 20.00, OVERTIME 200.39 30.333333" {
		t.Errorf("earned %s", got)
	}
	if stub.Employer.Name != "Heartland Toy Company" || stub.Employee.Name != "Chip Hazard" || stub.Employee.MaritalStatus != "SINGLE" || stub.Employee.TaxpayerMask != "7512" ||
		stub.Start.String() != "2026-07-25" || stub.PayDate.String() != "2026-08-08" || stub.PayFrequency != "SEMI_MONTHLY" || said(stub.Gross) != "1000.39" ||
		said(stub.PayAmount) != "499.28" || len(stub.Distribution) != 1 || *stub.EarningsTotal.Hours != 46.68 || said(stub.Deductions[0].Current) != "200.15" || said(stub.NetPay.YTD) != "1500.00" {
		t.Errorf("the stub is %+v", stub)
	}
	if len(forms) != 1 || forms[0].RetirementPlan != "true" || forms[0].Box12[0] != (bank.Box12{Code: "AA", Amount: "200"}) || forms[0].StateAndLocalWages[0].State != "UT" {
		t.Errorf("the forms are %+v", forms)
	}
}

// TestCustomOwners fills in what a configuration does not say of the owner.
func TestCustomOwners(t *testing.T) {
	t.Parallel()
	ledger := custom(t, `{"override_accounts":[{"identity":{"emails":[]}},{"identity":{"names":["Ann Ash","Bob Ash"],"phone_numbers":[{"data":"1","type":"work"}]}}]}`)
	first, second := ledger.Books[0].Owners[0], ledger.Books[1].Owners[0]
	if strings.Join(first.Names, "+") != "Ann Ash+Bob Ash" || strings.Join(second.Names, "+") != "Ann Ash+Bob Ash" {
		t.Errorf("the names are %q and %q", first.Names, second.Names)
	}
	if len(first.Phones) != 3 || len(first.Addresses) != 2 || len(second.Phones) != 1 || second.Phones[0] != (bank.Contact{Data: "1", Type: "work"}) || len(second.Emails) != 3 {
		t.Errorf("the owners are %+v and %+v", first, second)
	}
}

// TestCustomLogins says what a configuration makes of the login.
func TestCustomLogins(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		institution, text string
		answers           [][]string
		want              string // an error code, the kind of a challenge, or found
	}{
		{"ins_109508", `{"recaptcha":"good"}`, nil, "found"},
		{"ins_109508", `{"recaptcha":"bad","force_error":"ITEM_LOCKED"}`, nil, "RECAPTCHA_BAD"},
		{"ins_109508", `{"force_error":"PLAID_ERROR","mfa":{"type":"device"}}`, nil, "PLAID_ERROR"},
		{"ins_109508", `{"mfa":{"type":"device"}}`, nil, "device"},
		{"ins_109508", `{"mfa":{"type":"device"}}`, [][]string{{"x"}}, "code"},
		{"ins_109508", `{"mfa":{"type":"device"}}`, [][]string{{"x"}, {"1234"}}, "found"},
		{"ins_109508", `{"mfa":{"type":"questions","question_rounds":2,"questions_per_round":1}}`, [][]string{{"answer_0_0"}}, "questions"},
		{"ins_109508", `{"mfa":{"type":"questions","question_rounds":2}}`, [][]string{{"answer_0_0"}, {"answer_1_0"}}, "found"},
		{"ins_109508", `{"mfa":{"type":"questions"}}`, [][]string{{"answer_1_0"}}, "INVALID_MFA"},
		{"ins_109508", `{"mfa":{"type":"selections","selections_per_question":3}}`, [][]string{{"answer_0_0_0", "answer_0_1_0"}}, "found"},
		{"ins_109508", `{"mfa":{"type":"questions"},"force_error":"INVALID_MFA"}`, [][]string{{"answer_0_0"}}, "INVALID_MFA"},
		{"ins_135842", `{}`, nil, "found"},
		{"ins_0", `{}`, nil, "INVALID_INSTITUTION"},
	} {
		got, outcome := "", login(test.institution, "user_custom", test.text, test.answers...)
		switch {
		case outcome.Error != nil:
			got = outcome.Error.ErrorCode
		case outcome.Challenge != nil:
			got = outcome.Challenge.Type
		case outcome.Found != nil:
			got = "found"
		}
		if got != test.want {
			t.Errorf("%s with %q leads to %s, want %s", test.text, test.answers, got, test.want)
		}
	}
	for password, code := range map[string]string{`{"recaptcha":"good"}`: "", `{"recaptcha":"bad"}`: "RECAPTCHA_BAD", `{"recaptcha":"x"}`: "INVALID_CREDENTIALS", `{}`: "INVALID_CREDENTIALS"} {
		outcome := login("ins_109508", "user_good", password)
		if (outcome.Found != nil) != (code == "") || outcome.Error != nil && outcome.Error.ErrorCode != code {
			t.Errorf("user_good with %s leads to %+v", password, outcome)
		}
	}
	named := bank.Login{InstitutionID: "ins_109508", Username: "ann", Password: "x", Config: `{"override_accounts":[{}]}`}
	if outcome := world.Login(named, nil); outcome.Found == nil || len(outcome.Found.Accounts) != 1 {
		t.Errorf("ann leads to %+v", outcome)
	}
	if named.Password = ""; world.Login(named, nil).Error == nil {
		t.Error("ann logs in without a password")
	}
}

// TestLargestAmounts holds that the sums of the largest amounts that are taken still fit: all rows
// of a custom user, and an income in each month of the clock's years.
func TestLargestAmounts(t *testing.T) {
	t.Parallel()
	rows := func(n int, amount string) string {
		return `[` + strings.Repeat(`{"amount":`+amount+`,"date_posted":"2026-07-01"},`, n-1) + `{"amount":` + amount + `,"date_posted":"2026-07-01"}]`
	}
	for _, test := range []struct{ account, at, want string }{
		{`"starting_balance":1e9,"transactions":` + rows(1000, "-1e9"), "2026-06-01", "-999000000000.00"},
		{`"starting_balance":-1e9,"transactions":` + rows(1000, "1e9"), "2026-06-01", "999000000000.00"},
		{`"type":"credit","starting_balance":1e9,"transactions":` + rows(1000, "-1e9"), "2026-06-01", "1001000000000.00"},
		{`"starting_balance":1e9,"transactions":[],"inflow_model":{"type":"monthly-income","income_amount":1e9,"payment_day_of_month":1}`,
			"2200-12-31", "2093000000000.00"},
	} {
		at, err := time.Parse(time.DateOnly, test.at)
		if err != nil {
			t.Fatal(err)
		}
		ledger := custom(t, `{"override_accounts":[{`+test.account+`}]}`)
		if got := said(ledger.Balance(1, at).Current); got != test.want {
			t.Errorf("%.80s… comes to %s on %s, want %s", test.account, got, test.at, test.want)
		}
	}
}
