package credit

import (
	"cmp"

	"toile"
	"toile/internal/bank"
)

// PayStub gives a pay stub as the API has it, whether it comes from a payroll provider or was read in a
// document. What a stub says only once stands wherever the API asks for it: the check is the net pay,
// the gross earnings are the total of the earnings.
func PayStub(stub bank.Paystub, documentID string, meta toile.CreditDocumentMetadata) toile.CreditPayStub {
	return toile.CreditPayStub{
		DocumentID: &documentID, DocumentMetadata: meta,
		Employer: employer(stub.Employer), Employee: employee(stub.Employee),
		Earnings: earnings(stub), Deductions: deductions(stub), NetPay: netPay(stub), PayPeriodDetails: period(stub),
	}
}

func employer(e bank.Employer) toile.CreditPayStubEmployer {
	return toile.CreditPayStubEmployer{Name: toile.NonEmpty(e.Name), Address: address(e.Address)}
}

func employee(e bank.Employee) toile.CreditPayStubEmployee {
	return toile.CreditPayStubEmployee{
		Name: toile.NonEmpty(e.Name), Address: address(e.Address), MaritalStatus: toile.NonEmpty(e.MaritalStatus),
		TaxpayerID: toile.PayStubTaxpayerID{IDType: toile.NonEmpty(e.TaxpayerType), IDMask: toile.NonEmpty(e.TaxpayerMask)},
	}
}

func address(a bank.Address) toile.CreditPayStubAddress {
	return toile.CreditPayStubAddress{
		Street: toile.NonEmpty(a.Street), City: toile.NonEmpty(a.City), Region: toile.NonEmpty(a.Region),
		PostalCode: toile.NonEmpty(a.PostalCode), Country: toile.NonEmpty(a.Country),
	}
}

// stubCurrency gives the currency of a stub: the first that one of its parts names.
func stubCurrency(stub bank.Paystub) string {
	code := cmp.Or(stub.Currency, stub.NetPay.Currency, stub.EarningsTotal.Currency, stub.DeductionsTotal.Currency)
	for _, line := range stub.Earnings {
		code = cmp.Or(code, line.Currency)
	}
	return code
}

// earned gives the total of a stub's earnings.
func earned(stub bank.Paystub) bank.Earning {
	total := stub.EarningsTotal
	total.Current = cmp.Or(total.Current, stub.Gross)
	return total
}

// kept gives what a stub leaves.
func kept(stub bank.Paystub) bank.Deduction {
	net := stub.NetPay
	net.Current = cmp.Or(net.Current, stub.PayAmount)
	return net
}

func earnings(stub bank.Paystub) toile.CreditPayStubEarnings {
	total, of := earned(stub), stubCurrency(stub)
	view := toile.CreditPayStubEarnings{Breakdown: []toile.PayStubEarningsBreakdown{}}
	for _, line := range stub.Earnings {
		iso, unofficial := codes(line.Currency, of)
		view.Breakdown = append(view.Breakdown, toile.PayStubEarningsBreakdown{
			CanonicalDescription: toile.NonEmpty(line.Canonical), Description: toile.NonEmpty(line.Description),
			CurrentAmount: line.Current.OrNil(), YtdAmount: line.YTD.OrNil(), Hours: line.Hours, Rate: line.Rate.OrNil(),
			ISOCurrencyCode: iso, UnofficialCurrencyCode: unofficial,
		})
	}
	iso, unofficial := codes(total.Currency, of)
	view.Total = toile.PayStubEarningsTotal{
		CurrentAmount: total.Current.OrNil(), YtdAmount: total.YTD.OrNil(), Hours: total.Hours,
		ISOCurrencyCode: iso, UnofficialCurrencyCode: unofficial,
	}
	return view
}

func deductions(stub bank.Paystub) toile.CreditPayStubDeductions {
	of := stubCurrency(stub)
	view := toile.CreditPayStubDeductions{Breakdown: []toile.PayStubDeductionsBreakdown{}}
	for _, line := range stub.Deductions {
		iso, unofficial := codes(line.Currency, of)
		view.Breakdown = append(view.Breakdown, toile.PayStubDeductionsBreakdown{
			Description: toile.NonEmpty(line.Description), CurrentAmount: line.Current.OrNil(), YtdAmount: line.YTD.OrNil(),
			ISOCurrencyCode: iso, UnofficialCurrencyCode: unofficial,
		})
	}
	iso, unofficial := codes(stub.DeductionsTotal.Currency, of)
	view.Total = toile.PayStubDeductionsTotal{
		CurrentAmount: stub.DeductionsTotal.Current.OrNil(), YtdAmount: stub.DeductionsTotal.YTD.OrNil(),
		ISOCurrencyCode: iso, UnofficialCurrencyCode: unofficial,
	}
	return view
}

func netPay(stub bank.Paystub) toile.CreditPayStubNetPay {
	net := kept(stub)
	iso, unofficial := codes(net.Currency, stubCurrency(stub))
	return toile.CreditPayStubNetPay{
		Description: toile.NonEmpty(net.Description), CurrentAmount: net.Current.OrNil(), YtdAmount: net.YTD.OrNil(),
		ISOCurrencyCode: iso, UnofficialCurrencyCode: unofficial,
	}
}

func period(stub bank.Paystub) toile.PayStubPayPeriodDetails {
	of := stubCurrency(stub)
	iso, unofficial := codes(of)
	view := toile.PayStubPayPeriodDetails{
		StartDate: stub.Start.OrNil(), EndDate: stub.End.OrNil(), PayDate: stub.PayDate.OrNil(), PayFrequency: toile.NonEmpty(stub.PayFrequency),
		GrossEarnings: cmp.Or(stub.Gross, stub.EarningsTotal.Current).OrNil(), PayAmount: cmp.Or(stub.PayAmount, stub.NetPay.Current).OrNil(),
		ISOCurrencyCode: iso, UnofficialCurrencyCode: unofficial,
		DistributionBreakdown: []toile.PayStubDistributionBreakdown{},
	}
	if stub.PayBasis != "" {
		view.PayBasis = new(toile.CreditPayStubPayBasisType(stub.PayBasis))
	}
	for _, to := range stub.Distribution {
		iso, unofficial := codes(to.Currency, of)
		view.DistributionBreakdown = append(view.DistributionBreakdown, toile.PayStubDistributionBreakdown{
			AccountName: toile.NonEmpty(to.AccountName), BankName: toile.NonEmpty(to.BankName), CurrentAmount: to.Current.OrNil(),
			Mask: toile.NonEmpty(to.Mask), Type: toile.NonEmpty(to.Type), ISOCurrencyCode: iso, UnofficialCurrencyCode: unofficial,
		})
	}
	return view
}
