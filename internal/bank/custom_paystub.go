package bank

import (
	"slices"
	"strings"

	"toile"
)

// readPaystub reads a pay stub of a configuration, or of a JSON document that is uploaded as one
// (facts link 6.2 and 7).
func readPaystub(in object) (Paystub, bool) {
	stub := Paystub{Employer: readEmployer(in.object("employer")), Employee: readEmployee(in.object("employee"))}
	stub.readPeriod(in.object("pay_period_details"))
	earnings := in.object("earnings")
	total := earnings.object("total")
	stub.EarningsTotal = readTotal(total)
	total.end()
	earnings.each("breakdown", func(in object) { stub.earned(in, readEarning(in)) })
	earnings.end()
	in.each("income_breakdown", func(in object) { // deprecated: earnings without the sums of the year
		stub.earned(in, Earning{
			Canonical: oldEarnings[in.word("type", "bonus", "overtime", "regular")],
			Rate:      in.rounded("rate"), Hours: in.size("hours"), Current: in.money("total"),
		})
	})
	deductions := in.object("deductions")
	stub.DeductionsTotal = readDeduction(deductions.object("total"))
	deductions.each("breakdown", func(in object) {
		if line := readDeduction(in); !in.blank() {
			stub.Deductions = append(stub.Deductions, line)
		}
	})
	deductions.end()
	stub.NetPay = readDeduction(in.object("net_pay"))
	in.end()
	return stub, !in.blank()
}

func readEmployer(in object) Employer {
	e := Employer{Name: in.text("name"), Address: readPlace(in.object("address"))}
	in.end()
	return e
}

func readEmployee(in object) Employee {
	e := Employee{Name: in.text("name"), Address: readPlace(in.object("address")), MaritalStatus: strings.ToUpper(in.text("marital_status"))}
	taxpayer := in.object("taxpayer_id")
	e.TaxpayerType, e.TaxpayerMask = taxpayer.text("id_type"), taxpayer.label("id_mask")
	taxpayer.end()
	in.end()
	return e
}

// payFrequencies are the words of files for what pay stubs call otherwise.
var payFrequencies = map[string]string{
	"PAY_FREQUENCY_UNKNOWN": "UNKNOWN", "PAY_FREQUENCY_WEEKLY": "WEEKLY", "PAY_FREQUENCY_BIWEEKLY": "BIWEEKLY",
	"PAY_FREQUENCY_SEMIMONTHLY": "SEMI_MONTHLY", "PAY_FREQUENCY_MONTHLY": "MONTHLY",
}

func (stub *Paystub) readPeriod(in object) {
	stub.Start, stub.End = toile.OrZero(in.date("start_date")), toile.OrZero(in.date("end_date"))
	if in.has("start_date") && in.has("end_date") && stub.Start > stub.End {
		in.refuse("start_date", "must not lie after end_date")
	}
	if stub.PayDate = toile.OrZero(in.date("pay_date")); !in.has("pay_date") {
		stub.PayDate = toile.OrZero(in.date("pay_day")) // deprecated
	}
	in.date("pay_day")
	stub.PayFrequency = payFrequencies[in.word("pay_frequency", "PAY_FREQUENCY_UNKNOWN", "PAY_FREQUENCY_WEEKLY", "PAY_FREQUENCY_BIWEEKLY",
		"PAY_FREQUENCY_SEMIMONTHLY", "PAY_FREQUENCY_MONTHLY")]
	stub.Gross, stub.PayAmount = in.money("gross_earnings"), in.money("check_amount")
	in.each("distribution_breakdown", func(in object) {
		to := Distribution{
			AccountName: in.text("account_name"), BankName: in.text("bank_name"), Currency: in.currency("currency"),
			Mask: in.text("mask"), Type: in.text("type"), Current: in.money("current_amount"),
		}
		if in.end(); !in.blank() {
			stub.Distribution = append(stub.Distribution, to)
		}
	})
	in.end()
}

// earned adds a line of earnings that was read from an object.
func (stub *Paystub) earned(in object, line Earning) {
	if in.end(); !in.blank() {
		stub.Earnings = append(stub.Earnings, line)
	}
}

// EarningKinds are the kinds of earnings that the API knows, with spaces in its older answers and
// with underscores in its newer ones.
var EarningKinds = strings.Fields("BONUS COMMISSION OVERTIME PAID_TIME_OFF REGULAR_PAY VACATION BASIC_ALLOWANCE_HOUSING BASIC_ALLOWANCE_SUBSISTENCE OTHER " +
	"ALLOWANCE BEREAVEMENT HOLIDAY_PAY JURY_DUTY LEAVE LONG_TERM_DISABILITY_PAY MILITARY_PAY PER_DIEM REFERRAL_BONUS REIMBURSEMENTS " +
	"RETENTION_BONUS RETROACTIVE_PAY SEVERANCE_PAY SHIFT_DIFFERENTIAL SHORT_TERM_DISABILITY_PAY SICK_PAY SIGNING_BONUS")

// oldEarnings gives the kind of earnings for a type of the deprecated breakdown.
var oldEarnings = map[string]string{"bonus": "BONUS", "overtime": "OVERTIME", "regular": "REGULAR_PAY"}

func readEarning(in object) Earning {
	line := readTotal(in)
	line.Canonical, line.Description = strings.ReplaceAll(in.text("canonical_description"), " ", "_"), in.text("description")
	line.Rate = in.rounded("rate")
	if line.Canonical != "" && !slices.Contains(EarningKinds, line.Canonical) {
		in.refuse("canonical_description", "must be one of "+strings.Join(EarningKinds, ", "))
	}
	return line
}

// readTotal reads what a line of earnings and their total have in common.
func readTotal(in object) Earning {
	return Earning{Current: in.money("current_amount"), YTD: in.money("ytd_amount"), Hours: in.size("hours"), Currency: in.currency("currency")}
}

func readDeduction(in object) Deduction {
	line := Deduction{
		Description: in.text("description"), Current: in.money("current_amount"), YTD: in.money("ytd_amount"), Currency: in.currency("currency"),
	}
	in.end()
	return line
}
