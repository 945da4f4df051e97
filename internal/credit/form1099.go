package credit

import (
	"toile"
	"toile/internal/bank"
)

// form1099Types are the API's words for the kinds of 1099 form.
var form1099Types = map[string]toile.Form1099Type{
	bank.Form1099Misc: toile.Form1099TypeForm1099TypeMisc, bank.Form1099K: toile.Form1099TypeForm1099TypeK,
	"": toile.Form1099TypeForm1099TypeUnknown,
}

// Form1099 gives a 1099 form as the API has it: every box of both kinds, null where the form says nothing
// (the spec's example of /credit/payroll_income/get).
func Form1099(form bank.Form1099, documentID string, meta toile.CreditDocumentMetadata) toile.Credit1099 {
	view := toile.Credit1099{
		DocumentID: &documentID, DocumentMetadata: &meta, Form1099Type: new(form1099Types[form.Type]), TaxYear: orNull(form.TaxYear),
		Recipient: &toile.Credit1099Recipient{
			Name: orNull(form.Recipient.Name), Tin: orNull(form.Recipient.TIN), Address: new(address(form.Recipient.Address)),
			AccountNumber: orNull(form.Recipient.AccountNumber), FactaFilingRequirement: orNull(form.Recipient.FACTA),
			SecondTinExists: orNull(form.Recipient.SecondTIN),
		},
		Payer: &toile.Credit1099Payer{
			Name: orNull(form.Payer.Name), Tin: orNull(form.Payer.TIN), Address: new(address(form.Payer.Address)),
			TelephoneNumber: orNull(form.Payer.Telephone),
		},
		Filer: &toile.Credit1099Filer{
			Name: orNull(form.Filer.Name), Tin: orNull(form.Filer.TIN), Address: new(address(form.Filer.Address)), Type: orNull(form.Filer.Type),
		},
		FederalIncomeTaxWithheld: amountOrNull(form.FederalIncomeTaxWithheld),
	}
	fillMisc(&view, form.Misc)
	fillProcessed(&view, form.Processed)
	fillStates(&view, form.States)
	return view
}

func fillMisc(view *toile.Credit1099, m bank.Misc1099) {
	view.Rents, view.Royalties, view.OtherIncome = amountOrNull(m.Rents), amountOrNull(m.Royalties), amountOrNull(m.OtherIncome)
	view.FishingBoatProceeds = amountOrNull(m.FishingBoatProceeds)
	view.MedicalAndHealthcarePayments = amountOrNull(m.MedicalPayments)
	view.NonemployeeCompensation = amountOrNull(m.NonemployeeCompensation)
	view.SubstitutePaymentsInLieuOfDividendsOrInterest = amountOrNull(m.SubstitutePayments)
	view.PayerMadeDirectSalesOf5000OrMoreOfConsumerProductsToBuyer = orNull(m.DirectSales)
	view.CropInsuranceProceeds = amountOrNull(m.CropInsuranceProceeds)
	view.ExcessGoldenParachutePayments = amountOrNull(m.GoldenParachutePayments)
	view.GrossProceedsPaidToAnAttorney = amountOrNull(m.AttorneyProceeds)
	view.Section409aDeferrals, view.Section409aIncome = amountOrNull(m.Section409ADeferrals), amountOrNull(m.Section409AIncome)
}

func fillProcessed(view *toile.Credit1099, p bank.Processed1099) {
	view.TransactionsReported = orNull(p.Reported)
	view.PseName, view.PseTelephoneNumber = orNull(p.PSEName), orNull(p.PSETelephone)
	view.GrossAmount, view.CardNotPresentTransaction = amountOrNull(p.Gross), amountOrNull(p.CardNotPresent)
	view.MerchantCategoryCode, view.NumberOfPaymentTransactions = orNull(p.MerchantCode), orNull(p.Payments)
	for i, month := range [...]*toile.Optional[float64]{
		&view.JanuaryAmount, &view.FebruaryAmount, &view.MarchAmount, &view.AprilAmount, &view.MayAmount, &view.JuneAmount,
		&view.JulyAmount, &view.AugustAmount, &view.SeptemberAmount, &view.OctoberAmount, &view.NovemberAmount, &view.DecemberAmount,
	} {
		*month = amountOrNull(p.Months[i])
	}
}

func fillStates(view *toile.Credit1099, s bank.States1099) {
	view.StateTaxWithheld, view.StateTaxWithheldLower = amountOrNull(s.TaxWithheld), amountOrNull(s.TaxWithheldLower)
	view.PayerStateNumber, view.PayerStateNumberLower = orNull(s.PayerNumber), orNull(s.PayerNumberLower)
	view.StateIncome, view.StateIncomeLower = amountOrNull(s.Income), amountOrNull(s.IncomeLower)
	view.PrimaryState, view.SecondaryState = orNull(s.Primary), orNull(s.Secondary)
	view.PrimaryStateID, view.SecondaryStateID = orNull(s.PrimaryID), orNull(s.SecondaryID)
	view.PrimaryStateIncomeTax, view.SecondaryStateIncomeTax = amountOrNull(s.PrimaryIncomeTax), amountOrNull(s.SecondaryIncomeTax)
}
