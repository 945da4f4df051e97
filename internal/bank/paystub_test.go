package bank_test

import (
	"strconv"
	"testing"
	"time"

	"toile/internal/bank"
)

// workers are the logins at a payroll provider, with the login of the same person at a bank.
var workers = []struct{ username, atBank string }{
	{"test-good", "user_bank_income"}, {"user_good", "user_good"}, {"user_bank_income", "user_bank_income"},
	{"user_credit_bonus", "user_credit_bonus"}, {"user_credit_joint_account", "user_credit_joint_account"},
	{"user_credit_profile_excellent", "user_credit_profile_excellent"}, {"user_ewa_user", "user_ewa_user"},
	{"user_yuppie", "user_yuppie"}, {"user_prism_2", "user_prism_2"}, {"user_prism_4", "user_prism_4"},
	{"user_prism_6", "user_prism_6"}, {"user_prism_8", "user_prism_8"},
}

func payrollLedger(t *testing.T, w *bank.World, username string, now time.Time) *bank.Ledger {
	t.Helper()
	password := "pass_good"
	if username == "test-good" {
		password = "test"
	}
	l, err := w.Ledger(bank.Login{InstitutionID: "ins_135842", Username: username, Password: password}, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// eachStub calls fn for the stubs of a year and more before some times, oldest first within an
// employer.
func eachStub(t *testing.T, fn func(username string, stubs []bank.Paystub)) {
	t.Helper()
	for i, worker := range workers {
		w := bank.New(seeds[i%len(seeds)])
		for _, now := range someTimes(3, uint64(300+i)) {
			byEmployer := map[string][]bank.Paystub{}
			stubs := payrollLedger(t, w, worker.username, now).Paystubs(bank.DateOf(now)-800, bank.DateOf(now))
			for j := range stubs {
				stub := stubs[len(stubs)-1-j]
				byEmployer[stub.Employer.Name] = append(byEmployer[stub.Employer.Name], stub)
			}
			if len(byEmployer) == 0 {
				t.Errorf("%s: no stubs on %s", worker.username, now)
			}
			for _, stubs := range byEmployer {
				fn(worker.username, stubs)
			}
		}
	}
}

// TestPaystubsAddUp holds that each stub's lines make its totals, and its totals its net pay.
func TestPaystubsAddUp(t *testing.T) {
	t.Parallel()
	eachStub(t, func(username string, stubs []bank.Paystub) {
		for _, stub := range stubs {
			var earned, withheld, paid bank.Money
			for _, line := range stub.Earnings {
				earned += *line.Current
				if line.Hours != nil && bank.MoneyOf(*line.Hours*line.Rate.Float()).Cents() != *line.Current {
					t.Errorf("%s: %v hours at %s are not %s", username, *line.Hours, line.Rate, line.Current)
				}
			}
			for _, line := range stub.Deductions {
				withheld += *line.Current
				if *line.Current < 0 {
					t.Errorf("%s: %s of %s", username, line.Description, line.Current)
				}
			}
			for _, to := range stub.Distribution {
				paid += *to.Current
			}
			net := *stub.NetPay.Current
			if earned != *stub.Gross || earned != *stub.EarningsTotal.Current || withheld != *stub.DeductionsTotal.Current ||
				earned-withheld != net || paid != net || *stub.PayAmount != net || net <= 0 || net%bank.Cents(1) != 0 {
				t.Errorf("%s, %s: earned %s of %s, withheld %s, net %s, paid %s", username, stub.PayDate, earned, stub.Gross, withheld, net, paid)
			}
		}
	})
}

// TestPaystubsMeet holds that the periods of an employer's stubs meet, and that the keys differ.
func TestPaystubsMeet(t *testing.T) {
	t.Parallel()
	eachStub(t, func(username string, stubs []bank.Paystub) {
		for i, stub := range stubs[1:] {
			if before := stubs[i]; before.End+1 != stub.Start || before.PayDate >= stub.PayDate || before.Key >= stub.Key || stub.End < stub.Start {
				t.Errorf("%s: the pay of %s is for %s to %s, the next for %s to %s", username, before.PayDate, before.Start, before.End, stub.Start, stub.End)
			}
			if day := stub.PayDate.Time().Weekday(); username != "user_good" && (day == time.Saturday || day == time.Sunday) {
				t.Errorf("%s is paid on a %s", username, day)
			}
		}
	})
}

// TestYearToDate holds that what a stub says of its year is the sum of the year's stubs.
func TestYearToDate(t *testing.T) {
	t.Parallel()
	eachStub(t, func(username string, stubs []bank.Paystub) {
		year, sums := 0, map[string]bank.Money{}
		add := func(stub bank.Paystub, line string, current, ytd *bank.Money) {
			if sums[line] += *current; sums[line] != *ytd && year > stubs[0].PayDate.Time().Year() {
				t.Errorf("%s, %s: %s is %s this year, the stubs add up to %s", username, stub.PayDate, line, ytd, sums[line])
			}
		}
		for _, stub := range stubs {
			if y := stub.PayDate.Time().Year(); y != year {
				year, sums = y, map[string]bank.Money{}
			}
			for _, line := range stub.Earnings {
				add(stub, line.Canonical, line.Current, line.YTD)
			}
			for _, line := range stub.Deductions {
				add(stub, line.Description, line.Current, line.YTD)
			}
			add(stub, "earnings", stub.EarningsTotal.Current, stub.EarningsTotal.YTD)
			add(stub, "deductions", stub.DeductionsTotal.Current, stub.DeductionsTotal.YTD)
			add(stub, "net", stub.NetPay.Current, stub.NetPay.YTD)
		}
	})
}

// TestPayIsDeposited holds that each share of a net pay is on the account that the stub names, on
// its pay date.
func TestPayIsDeposited(t *testing.T) {
	t.Parallel()
	for i, worker := range workers {
		w := bank.New(seeds[i%len(seeds)])
		for _, now := range someTimes(3, uint64(400+i)) {
			from, to := bank.DateOf(now)-80, bank.DateOf(now)-1
			l := personaLedger(t, w, "ins_109509", worker.atBank, now)
			type deposit struct {
				on     bank.Date
				mask   string
				amount bank.Money
			}
			deposits := map[deposit]int{}
			for _, row := range l.Transactions(from, to, now) {
				book, _ := l.Book(row.Account)
				amount := -row.Amount
				if worker.username == "user_good" {
					amount = amount.Abs() // the sandbox writes its pay as if it left the account (facts link 5.6)
				}
				deposits[deposit{row.Date, book.Mask, amount}]++
			}
			for _, stub := range payrollLedger(t, w, worker.username, now).Paystubs(from, to) {
				for _, share := range stub.Distribution {
					if deposits[deposit{stub.PayDate, share.Mask, *share.Current}]--; deposits[deposit{stub.PayDate, share.Mask, *share.Current}] < 0 {
						t.Errorf("%s: %s of %s is not on account %s", worker.username, share.Current, stub.PayDate, share.Mask)
					}
				}
			}
		}
	}
}

// TestW2s holds that the boxes of a year are the sums of its stubs.
func TestW2s(t *testing.T) {
	t.Parallel()
	for i, worker := range workers {
		w := bank.New(seeds[i%len(seeds)])
		for year := 2023; year < 2026; year++ {
			l := payrollLedger(t, w, worker.username, time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC))
			gross, cut := map[string]bank.Money{}, map[string]map[string]bank.Money{}
			for _, stub := range l.Paystubs(bank.NewDate(year, 1, 1), bank.NewDate(year, 12, 31)) {
				name := stub.Employer.Name
				gross[name] += *stub.Gross
				if cut[name] == nil {
					cut[name] = map[string]bank.Money{}
				}
				for _, line := range stub.Deductions {
					cut[name][line.Description] += *line.Current
				}
			}
			forms := l.W2s(year)
			if len(forms) != len(gross) {
				t.Errorf("%s: %d forms for %d employers", worker.username, len(forms), len(gross))
			}
			for _, form := range forms {
				cut := cut[form.Employer.Name]
				insured := gross[form.Employer.Name] - cut["Health Insurance"]
				taxed := insured - cut["401(k)"]
				got := [...]string{form.WagesTipsOtherComp, form.FederalIncomeTaxWithheld, form.SocialSecurityWages, form.SocialSecurityTaxWithheld,
					form.MedicareWagesAndTips, form.MedicareTaxWithheld, form.StateAndLocalWages[0].StateWagesTips, form.StateAndLocalWages[0].StateIncomeTax}
				want := [...]string{taxed.String(), cut["Federal Income Tax"].String(), insured.String(), cut["Social Security"].String(),
					insured.String(), cut["Medicare"].String(), taxed.String(), cut["State Income Tax"].String()}
				if got != want {
					t.Errorf("%s, %d:\ngot  %v\nwant %v", worker.username, year, got, want)
				}
			}
		}
	}
}

// TestPayroll holds that a payroll provider hands over what Link counted, each account its own.
func TestPayroll(t *testing.T) {
	t.Parallel()
	for _, worker := range workers {
		password := map[string]string{"test-good": "test", "user_good": "pass_good"}[worker.username]
		found := login("ins_135842", worker.username, password).Found
		for _, now := range someTimes(5, 6) {
			stubs, forms := 0, 0
			for i, account := range payrollLedger(t, world, worker.username, now).Payroll(now) {
				if account.Number != i+1 || account.Employer == "" || account.PayFrequency == "" {
					t.Errorf("%s: account %d is %+v", worker.username, i+1, account)
				}
				stubs, forms = stubs+len(account.Paystubs), forms+len(account.W2s)
				for j, stub := range account.Paystubs {
					late := bank.DateOf(now) - stub.PayDate
					if late < 0 || late > 62 || stub.Employer.Name != account.Employer || j > 0 && stub.PayDate >= account.Paystubs[j-1].PayDate {
						t.Errorf("%s: a stub of %s for %s is handed on %s", worker.username, stub.PayDate, account.Employer, now)
					}
				}
				for _, form := range account.W2s {
					if form.TaxYear != strconv.Itoa(now.Year()-1) || form.Employer.Name != account.Employer {
						t.Errorf("%s: the form of %s is handed on %s", worker.username, form.TaxYear, now)
					}
				}
			}
			if stubs != found.Paystubs || forms != found.W2s {
				t.Errorf("%s: handed %d stubs and %d forms, Link counted %+v", worker.username, stubs, forms, found)
			}
		}
	}
}

// BenchmarkPaystub computes the last stub of a year, long after the employment began.
func BenchmarkPaystub(b *testing.B) {
	l, err := world.Ledger(bank.Login{InstitutionID: "ins_135842", Username: "test-good", Password: "test"}, time.Date(2031, 12, 31, 0, 0, 0, 0, time.UTC), nil)
	if err != nil {
		b.Fatal(err)
	}
	to := bank.NewDate(2031, 12, 31)
	for b.Loop() {
		if len(l.Paystubs(to-13, to)) != 1 {
			b.Fatal("not one stub")
		}
	}
}

// TestUndated holds that stubs and forms that a custom user gives without a date are there on every
// day.
func TestUndated(t *testing.T) {
	t.Parallel()
	const text = `{"override_accounts":[{"type":"payroll","income":{
		"paystubs":[{"employer":{"name":"Heartland Toy Company"},"pay_period_details":{"gross_earnings":1000.39}}],
		"w2s":[{"employer":{"name":"Heartland Toy Company"},"wages_tips_other_comp":"1000"}]}}]}`
	now := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	l, err := world.Ledger(bank.Login{InstitutionID: "ins_135842", Username: "user_custom", Password: text}, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	accounts := l.Payroll(now)
	stubs := l.Paystubs(bank.DateOf(now)-1, bank.DateOf(now))
	if len(accounts) != 1 || len(accounts[0].Paystubs) != 1 || len(accounts[0].W2s) != 1 || len(stubs) != 1 || len(l.W2s(2020)) != 1 {
		t.Fatalf("handed %+v; %d stubs, %d forms", accounts, len(stubs), len(l.W2s(2020)))
	}
	if stub := stubs[0]; stub.Employer.Name != "Heartland Toy Company" || stub.Gross.String() != "1000.39" || stub.NetPay.Current != nil {
		t.Errorf("got %+v", stub)
	}
}
