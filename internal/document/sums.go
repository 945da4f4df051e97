package document

import (
	"toile/internal/bank"
)

// sums finds totals that their lines do not come to. Only what is said is added up: a document that
// does not give a line or a total is not wrong.
func (e examination) sums() (list []Signal) {
	var r Reading
	e.into(&r)
	check := func(name string, total *bank.Money, lines ...*bank.Money) {
		if total == nil || len(lines) == 0 {
			return
		}
		var sum bank.Money
		for _, line := range lines {
			if line == nil {
				return
			}
			sum += *line
		}
		if sum != *total {
			list = append(list, fraud("EDITED_TEXT", name, amount(*total), amount(sum), "the lines of the document come to something else", e.pageOf(name)))
		}
	}
	switch {
	case r.Paystub != nil:
		paystubSums(*r.Paystub, check)
	case r.Form1099 != nil:
		if p := r.Form1099.Processed; p.Gross != nil {
			check("gross_amount", p.Gross, p.Months[:]...)
		}
	case r.Statement != nil:
		list = append(list, e.balances(*r.Statement)...)
	}
	return list
}

func paystubSums(s bank.Paystub, check func(name string, total *bank.Money, lines ...*bank.Money)) {
	var earned, earnedYTD, deducted, deductedYTD, paid []*bank.Money
	for _, line := range s.Earnings {
		earned, earnedYTD = append(earned, line.Current), append(earnedYTD, line.YTD)
	}
	for _, line := range s.Deductions {
		deducted, deductedYTD = append(deducted, line.Current), append(deductedYTD, line.YTD)
	}
	for _, part := range s.Distribution {
		paid = append(paid, part.Current)
	}
	check("earnings.total.current_amount", s.EarningsTotal.Current, earned...)
	check("earnings.total.ytd_amount", s.EarningsTotal.YTD, earnedYTD...)
	check("deductions.total.current_amount", s.DeductionsTotal.Current, deducted...)
	check("deductions.total.ytd_amount", s.DeductionsTotal.YTD, deductedYTD...)
	check("pay_period_details.gross_earnings", s.Gross, s.EarningsTotal.Current)
	check("net_pay.current_amount", s.NetPay.Current, s.EarningsTotal.Current, less(s.DeductionsTotal.Current))
	check("net_pay.ytd_amount", s.NetPay.YTD, s.EarningsTotal.YTD, less(s.DeductionsTotal.YTD))
	check("net_pay.current_amount", s.NetPay.Current, paid...)
}

func less(m *bank.Money) *bank.Money {
	if m == nil {
		return nil
	}
	return new(-*m)
}

// balances checks that the transactions of a statement lead from one balance to the other, and to
// each that stands beside them.
func (e examination) balances(s bank.Statement) (list []Signal) {
	balance := s.Opening
	beside := map[string]found{}
	for _, v := range e.values {
		beside[v.Name] = v
	}
	for i, t := range s.Transactions {
		balance += s.Moved(t)
		name := rowName("transactions", i) + "balance"
		if v, there := beside[name]; there && v.Text != amount(balance) {
			return append(list, fraud("EDITED_TEXT", name, v.Text, amount(balance), "the transactions come to something else", v.cell.page))
		}
	}
	if _, cut := beside["more"]; !cut && balance != s.Closing {
		list = append(list, fraud("EDITED_TEXT", "ending_balance", amount(s.Closing), amount(balance), "the transactions come to something else", e.pageOf("ending_balance")))
	}
	return list
}

// pageOf gives the page on which a value stands.
func (e examination) pageOf(name string) int {
	for _, v := range e.values {
		if v.Name == name {
			return v.cell.page
		}
	}
	return 0
}
