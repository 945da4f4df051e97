package credit

import (
	"cmp"
	"strings"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
)

// Old is what the deprecated endpoints of /income/verification say of an Item: the same papers in other
// words (the spec's examples of /income/verification/paystubs/get and taxforms/get).
type Old struct {
	Paystubs         []toile.Paystub
	PaystubDocuments []toile.DocumentMetadata
	Taxforms         []toile.Taxform
	TaxformDocuments []toile.DocumentMetadata
}

// Old gives what an Item at a payroll provider has. 1099s have no place there: tax forms are W-2s.
func (p Payroll) Old() Old {
	var old Old
	for _, a := range p.Accounts {
		for _, stub := range a.Paystubs {
			old.addStub(stub, p.documentID(stubPaper, stub.Key), stubFile, document.Complete)
			old.Paystubs[len(old.Paystubs)-1].PaystubDetails.PaystubProvider = orNull(p.Item.InstitutionName)
		}
		for _, form := range a.W2s {
			old.addW2(form, p.documentID(w2Paper, form.Key), w2File, document.Complete)
		}
	}
	return old
}

// OldDocuments gives what an Item of uploaded documents has. What could not be read stands among the
// documents alone.
func OldDocuments(uploads []Upload) Old {
	var old Old
	for _, u := range uploads {
		switch {
		case u.Reading.Paystub != nil:
			old.addStub(*u.Reading.Paystub, u.ID, u.Name, u.Reading.Status())
		case u.Reading.W2 != nil:
			old.addW2(*u.Reading.W2, u.ID, u.Name, u.Reading.Status())
		case u.Reading.Kind == document.W2:
			old.TaxformDocuments = append(old.TaxformDocuments, oldMetadata(u.ID, u.Name, toile.DocTypeDocumentTypeUsTaxW2, u.Reading.Status()))
		case u.Reading.Kind == document.Paystub:
			old.PaystubDocuments = append(old.PaystubDocuments, oldMetadata(u.ID, u.Name, toile.DocTypeDocumentTypePaystub, u.Reading.Status()))
		}
	}
	return old
}

func (o *Old) addStub(stub bank.Paystub, documentID, name, status string) {
	o.Paystubs = append(o.Paystubs, oldStub(stub, documentID))
	o.PaystubDocuments = append(o.PaystubDocuments, oldMetadata(documentID, name, toile.DocTypeDocumentTypePaystub, status))
}

func (o *Old) addW2(form bank.W2, documentID, name, status string) {
	o.Taxforms = append(o.Taxforms, toile.Taxform{DocID: &documentID, DocumentType: "W2", W2: oldW2(form)})
	o.TaxformDocuments = append(o.TaxformDocuments, oldMetadata(documentID, name, toile.DocTypeDocumentTypeUsTaxW2, status))
}

func oldMetadata(documentID, name string, kind toile.DocType, status string) toile.DocumentMetadata {
	return toile.DocumentMetadata{DocID: &documentID, DocType: &kind, Name: &name, Status: toile.Some("DOCUMENT_STATUS_" + status)}
}

// oldFrequencies are the older words for how often somebody is paid: those of the period, and those of
// the stub's details.
var oldFrequencies = map[string]struct {
	period  toile.PayPeriodDetailsPayFrequency
	details toile.PaystubPayFrequency
}{
	"WEEKLY":       {toile.PayPeriodDetailsPayFrequencyPayFrequencyWeekly, toile.PaystubPayFrequencyWeekly},
	"BIWEEKLY":     {toile.PayPeriodDetailsPayFrequencyPayFrequencyBiweekly, toile.PaystubPayFrequencyBiWeekly},
	"SEMI_MONTHLY": {toile.PayPeriodDetailsPayFrequencyPayFrequencySemimonthly, toile.PaystubPayFrequencySemiMonthly},
	"MONTHLY":      {toile.PayPeriodDetailsPayFrequencyPayFrequencyMonthly, toile.PaystubPayFrequencyMonthly},
	"UNKNOWN":      {period: toile.PayPeriodDetailsPayFrequencyPayFrequencyUnknown},
}

func oldStub(stub bank.Paystub, documentID string) toile.Paystub {
	often := oldFrequencies[stub.PayFrequency]
	return toile.Paystub{
		DocID: documentID, Employer: oldEmployer(stub.Employer), Employee: oldEmployee(stub.Employee),
		Earnings: oldEarnings(stub), Deductions: oldDeductions(stub), NetPay: oldNetPay(stub), PayPeriodDetails: oldPeriod(stub),
		PaystubDetails: &toile.PaystubDetails{
			PayPeriodStartDate: toile.OrNull(stub.Start.OrNil()), PayPeriodEndDate: toile.OrNull(stub.End.OrNil()), PayDate: toile.OrNull(stub.PayDate.OrNil()),
			PayFrequency: toile.OrNull(toile.NonEmpty(often.details)), PaystubProvider: toile.Null[string](),
		},
		YtdEarnings: &toile.PaystubYTDDetails{GrossEarnings: amountOrNull(stub.EarningsTotal.YTD), NetEarnings: amountOrNull(stub.NetPay.YTD)},
	}
}

func oldEmployer(e bank.Employer) toile.PaystubEmployer {
	return toile.PaystubEmployer{Name: toile.NonEmpty(e.Name), Address: new(oldAddress(e.Address))}
}

func oldEmployee(e bank.Employee) toile.Employee {
	return toile.Employee{
		Name: toile.NonEmpty(e.Name), Address: oldAddress(e.Address), MaritalStatus: orNull(strings.ToLower(e.MaritalStatus)),
		TaxpayerID: &toile.TaxpayerID{IDType: orNull(e.TaxpayerType), IDMask: orNull(e.TaxpayerMask)},
	}
}

func oldAddress(a bank.Address) toile.PaystubAddress {
	return toile.PaystubAddress{
		Street: orNull(a.Street), City: orNull(a.City), Region: orNull(a.Region), PostalCode: orNull(a.PostalCode), Country: orNull(a.Country),
	}
}

func oldEarnings(stub bank.Paystub) toile.Earnings {
	total, of := earned(stub), stubCurrency(stub)
	var view toile.Earnings
	for _, line := range stub.Earnings {
		iso, unofficial := codes(line.Currency, of)
		kind := toile.EarningsBreakdownCanonicalDescription(strings.ReplaceAll(line.Canonical, "_", " "))
		view.Breakdown = append(view.Breakdown, toile.EarningsBreakdown{
			CanonicalDescription: toile.OrNull(toile.NonEmpty(kind)), Description: orNull(line.Description),
			CurrentAmount: amountOrNull(line.Current), YtdAmount: amountOrNull(line.YTD), Hours: toile.OrNull(line.Hours), Rate: amountOrNull(line.Rate),
			ISOCurrencyCode: toile.OrNull(iso), UnofficialCurrencyCode: toile.OrNull(unofficial),
		})
	}
	iso, unofficial := codes(total.Currency, of)
	view.Total = &toile.EarningsTotal{
		CurrentAmount: amountOrNull(total.Current), YtdAmount: amountOrNull(total.YTD), Hours: toile.OrNull(total.Hours),
		ISOCurrencyCode: toile.OrNull(iso), UnofficialCurrencyCode: toile.OrNull(unofficial),
	}
	return view
}

func oldDeductions(stub bank.Paystub) toile.Deductions {
	of := stubCurrency(stub)
	view := toile.Deductions{Breakdown: []toile.DeductionsBreakdown{}}
	for _, line := range stub.Deductions {
		iso, unofficial := codes(line.Currency, of)
		view.Breakdown = append(view.Breakdown, toile.DeductionsBreakdown{
			Description: orNull(line.Description), CurrentAmount: amountOrNull(line.Current), YtdAmount: amountOrNull(line.YTD),
			ISOCurrencyCode: toile.OrNull(iso), UnofficialCurrencyCode: toile.OrNull(unofficial),
		})
	}
	iso, unofficial := codes(stub.DeductionsTotal.Currency, of)
	view.Total = toile.DeductionsTotal{
		CurrentAmount: amountOrNull(stub.DeductionsTotal.Current), YtdAmount: amountOrNull(stub.DeductionsTotal.YTD),
		ISOCurrencyCode: toile.OrNull(iso), UnofficialCurrencyCode: toile.OrNull(unofficial),
	}
	return view
}

func oldNetPay(stub bank.Paystub) toile.NetPay {
	net := kept(stub)
	iso, unofficial := codes(net.Currency, stubCurrency(stub))
	return toile.NetPay{
		Description: orNull(net.Description), CurrentAmount: amountOrNull(net.Current), YtdAmount: amountOrNull(net.YTD),
		ISOCurrencyCode: toile.OrNull(iso), UnofficialCurrencyCode: toile.OrNull(unofficial),
	}
}

func oldPeriod(stub bank.Paystub) toile.PayPeriodDetails {
	view := toile.PayPeriodDetails{
		StartDate: toile.OrNull(stub.Start.OrNil()), EndDate: toile.OrNull(stub.End.OrNil()), PayDate: toile.OrNull(stub.PayDate.OrNil()),
		PayFrequency:  toile.OrNull(toile.NonEmpty(oldFrequencies[stub.PayFrequency].period)),
		GrossEarnings: amountOrNull(cmp.Or(stub.Gross, stub.EarningsTotal.Current)), CheckAmount: amountOrNull(cmp.Or(stub.PayAmount, stub.NetPay.Current)),
	}
	for _, to := range stub.Distribution {
		iso, unofficial := codes(to.Currency, stubCurrency(stub))
		view.DistributionBreakdown = append(view.DistributionBreakdown, toile.DistributionBreakdown{
			AccountName: orNull(to.AccountName), BankName: orNull(to.BankName), CurrentAmount: amountOrNull(to.Current),
			Mask: orNull(to.Mask), Type: orNull(to.Type), ISOCurrencyCode: toile.OrNull(iso), UnofficialCurrencyCode: toile.OrNull(unofficial),
		})
	}
	return view
}

func oldW2(form bank.W2) *toile.W2 {
	return &toile.W2{
		Employer: new(oldEmployer(form.Employer)), Employee: new(oldEmployee(form.Employee)),
		TaxYear: orNull(form.TaxYear), EmployerIDNumber: orNull(form.EmployerIDNumber),
		WagesTipsOtherComp: orNull(form.WagesTipsOtherComp), FederalIncomeTaxWithheld: orNull(form.FederalIncomeTaxWithheld),
		SocialSecurityWages: orNull(form.SocialSecurityWages), SocialSecurityTaxWithheld: orNull(form.SocialSecurityTaxWithheld),
		MedicareWagesAndTips: orNull(form.MedicareWagesAndTips), MedicareTaxWithheld: orNull(form.MedicareTaxWithheld),
		SocialSecurityTips: orNull(form.SocialSecurityTips), AllocatedTips: orNull(form.AllocatedTips), Box9: orNull(form.Box9),
		DependentCareBenefits: orNull(form.DependentCareBenefits), NonqualifiedPlans: orNull(form.NonqualifiedPlans), Box12: box12(form),
		StatutoryEmployee: orNull(form.StatutoryEmployee), RetirementPlan: orNull(form.RetirementPlan),
		ThirdPartySickPay: orNull(form.ThirdPartySickPay), Other: orNull(form.Other), StateAndLocalWages: stateWages(form),
	}
}
