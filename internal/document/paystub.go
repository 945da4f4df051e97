package document

import (
	"cmp"
	"slices"
	"time"

	"toile/internal/bank"
)

// WritePaystub renders what an employer hands out on a pay date.
func WritePaystub(stub bank.Paystub) ([]byte, error) { return paystubSheet(&stub).write() }

// paystubSheet is the layout of a pay stub.
func paystubSheet(s *bank.Paystub) sheet {
	return sheet{
		kind: Paystub, issuer: s.Employer.Name, title: "Earnings statement", made: madeOn(cmp.Or(s.PayDate, s.End, s.Start)),
		parts: []part{
			{title: "Employer", boxes: append([]slot{
				word("Employer", "employer.name", 9, &s.Employer.Name), word("Employer identification number", "employer.ein", 3, &s.Employer.EIN),
			}, address("Street", "employer.address", &s.Employer.Address)...)},
			{title: "Employee", boxes: append([]slot{
				word("Employee", "employee.name", 6, &s.Employee.Name), word("Marital status", "employee.marital_status", 2, &s.Employee.MaritalStatus),
				word("Taxpayer ID type", "employee.taxpayer_id.id_type", 2, &s.Employee.TaxpayerType),
				word("Taxpayer ID ending", "employee.taxpayer_id.id_mask", 2, &s.Employee.TaxpayerMask),
			}, address("Street", "employee.address", &s.Employee.Address)...)},
			{title: "Pay period", boxes: periodBoxes(s)},
			{title: "Earnings", table: earningsTable(s)},
			{title: "Deductions", table: deductionsTable(s)},
			{title: "Net pay", boxes: []slot{
				word("Net pay description", "net_pay.description", 5, &s.NetPay.Description), sum("Net pay", "net_pay.current_amount", 3, &s.NetPay.Current),
				sum("Net pay, year to date", "net_pay.ytd_amount", 3, &s.NetPay.YTD), word("Curr.", "net_pay.currency", 1, &s.NetPay.Currency),
			}},
			{title: "Distribution", table: distributionTable(s)},
		},
	}
}

func periodBoxes(s *bank.Paystub) []slot {
	const in = "pay_period_details."
	return []slot{
		day("Period begins", in+"start_date", 2, &s.Start), day("Period ends", in+"end_date", 2, &s.End), day("Pay date", in+"pay_date", 2, &s.PayDate),
		word("Pay frequency", in+"pay_frequency", 2, &s.PayFrequency), word("Pay basis", in+"pay_basis", 2, &s.PayBasis),
		number("Advice number", "number", 2, &s.Key),
		sum("Gross earnings", in+"gross_earnings", 4, &s.Gross), sum("Check amount", in+"check_amount", 4, &s.PayAmount),
		word("Currency", in+"currency", 4, &s.Currency),
	}
}

func earningsTable(s *bank.Paystub) *table {
	t := listed("earnings.breakdown", &s.Earnings, []slot{
		heading("Earnings", 3), heading("Kind", 2), amounts("Hours", 1), amounts("Rate", 1), amounts("This period", 2), amounts("Year to date", 2),
		heading("Curr.", 1),
	}, func(_ int, e *bank.Earning) []slot {
		return append([]slot{word("", "description", 0, &e.Description), kindOfPay("canonical_description", &e.Canonical)}, earned("", e)...)
	})
	t.total = append([]slot{
		word("", "earnings.total.description", 0, &s.EarningsTotal.Description), kindOfPay("earnings.total.canonical_description", &s.EarningsTotal.Canonical),
	}, earned("earnings.total.", &s.EarningsTotal)...)
	return t
}

// kindOfPay is a slot for a kind of earnings, which is written as words: REGULAR_PAY as Regular pay.
func kindOfPay(name string, kind *string) slot {
	return slot{name: name, text: func() string {
		if slices.Contains(bank.EarningKinds, *kind) {
			return words(*kind)
		}
		return *kind
	}, take: func(text string) bool {
		*kind = text
		if i := slices.IndexFunc(bank.EarningKinds, func(one string) bool { return words(one) == text }); i >= 0 {
			*kind = bank.EarningKinds[i]
		}
		return true
	}}
}

// earned are what a line of earnings and their total have in common.
func earned(in string, e *bank.Earning) []slot {
	return []slot{
		size("", in+"hours", 0, &e.Hours), sum("", in+"rate", 0, &e.Rate), sum("", in+"current_amount", 0, &e.Current),
		sum("", in+"ytd_amount", 0, &e.YTD), word("", in+"currency", 0, &e.Currency),
	}
}

func deductionsTable(s *bank.Paystub) *table {
	row := func(in string, d *bank.Deduction) []slot {
		return []slot{
			word("", in+"description", 0, &d.Description), sum("", in+"current_amount", 0, &d.Current), sum("", in+"ytd_amount", 0, &d.YTD),
			word("", in+"currency", 0, &d.Currency),
		}
	}
	t := listed("deductions.breakdown", &s.Deductions, []slot{
		heading("Deductions", 7), amounts("This period", 2), amounts("Year to date", 2), heading("Curr.", 1),
	}, func(_ int, d *bank.Deduction) []slot { return row("", d) })
	t.total = row("deductions.total.", &s.DeductionsTotal)
	return t
}

func distributionTable(s *bank.Paystub) *table {
	return listed("pay_period_details.distribution_breakdown", &s.Distribution, []slot{
		heading("Paid into", 3), heading("Bank", 3), heading("Type", 2), heading("Ending", 1), amounts("Amount", 2), heading("Curr.", 1),
	}, func(_ int, d *bank.Distribution) []slot {
		return []slot{
			word("", "account_name", 0, &d.AccountName), word("", "bank_name", 0, &d.BankName), word("", "type", 0, &d.Type), word("", "mask", 0, &d.Mask),
			sum("", "current_amount", 0, &d.Current), word("", "currency", 0, &d.Currency),
		}
	})
}

// madeOn gives when a document of a day was made; one that says no day has a day of its own.
func madeOn(day bank.Date) time.Time {
	if day == 0 {
		return undated
	}
	return day.Time()
}

// undated is when a document was made that says no day.
var undated = time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
