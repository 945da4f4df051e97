package bank_test

import (
	"strconv"
	"testing"
	"time"

	"toile/internal/bank"
)

// TestForm1099s holds that what a platform reports of a year is what came to the bank account: month by
// month on a 1099-K, in one sum on a 1099-MISC.
func TestForm1099s(t *testing.T) {
	t.Parallel()
	payers := map[string]map[string]string{ // by login: the payer and the words of its deposits
		"user_prism_3":             {"Uber": "UBER TECHNOLOGIES EDI PAYMNT", "Lyft": "LYFT INC DRIVER PAYOUT", "DoorDash": "DOORDASH, INC. DASHER PAY"},
		"user_bank_income":         {"Gingham Rides": "GINGHAM RIDES DRIVER PAYOUT"},
		"user_credit_profile_good": {"Gingham Rides": "GINGHAM RIDES DRIVER PAYOUT", "Corduroy Deliveries": "CORDUROY DELIVERIES COURIER PAY"},
	}
	for username, words := range payers {
		for i, now := range someTimes(3, 77) {
			w := bank.New(seeds[i%len(seeds)])
			year := now.Year() - 1
			rows := personaLedger(t, w, "ins_109509", username, now).Transactions(bank.NewDate(year, 1, 1), bank.NewDate(year, 12, 31), now)
			deposits := func(words string, month time.Month) (sum bank.Money) {
				for _, row := range rows {
					if row.Description == words && row.Date.Time().Month() == month {
						sum -= row.Amount
					}
				}
				return sum
			}
			reported := 0
			for _, account := range payrollLedger(t, w, username, now).Payroll(now) {
				for _, form := range account.Form1099s {
					reported++
					checkForm1099(t, form, account.Employer, year, func(m time.Month) bank.Money { return deposits(words[account.Employer], m) })
				}
			}
			if reported != len(words) {
				t.Errorf("%s: %d forms of %d payers", username, reported, len(words))
			}
		}
	}
}

func checkForm1099(t *testing.T, form bank.Form1099, payer string, year int, deposits func(time.Month) bank.Money) {
	t.Helper()
	var sum bank.Money
	for m := time.January; m <= time.December; m++ {
		sum += deposits(m)
		if form.Type == bank.Form1099K && *form.Processed.Months[m-1] != deposits(m) {
			t.Errorf("%s reports %s of %s %d, and %s came", payer, form.Processed.Months[m-1], m, year, deposits(m))
		}
	}
	if form.TaxYear != strconv.Itoa(year) || form.Recipient.Name == "" || form.Recipient.TIN == "" || sum <= 0 {
		t.Errorf("%s reports %+v", payer, form)
	}
	switch form.Type {
	case bank.Form1099K:
		if *form.Processed.Gross != sum || form.Filer.Name != payer || form.Payer != (bank.Payer1099{}) || form.Misc != (bank.Misc1099{}) {
			t.Errorf("%s: a 1099-K of %s, and %s came: %+v", payer, form.Processed.Gross, sum, form)
		}
	case bank.Form1099Misc:
		if *form.Misc.NonemployeeCompensation != sum || form.Payer.Name != payer || form.Filer != (bank.Filer1099{}) || form.Processed != (bank.Processed1099{}) {
			t.Errorf("%s: a 1099-MISC of %s, and %s came: %+v", payer, form.Misc.NonemployeeCompensation, sum, form)
		}
	default:
		t.Errorf("%s: a form of the kind %q", payer, form.Type)
	}
}
