package credit

import (
	"toile"
	"toile/internal/bank"
)

// W2Form gives a W-2 form as the API has it.
func W2Form(form bank.W2, documentID string, meta toile.CreditDocumentMetadata) toile.CreditW2 {
	text := toile.NonEmpty[string]
	return toile.CreditW2{
		DocumentID: documentID, DocumentMetadata: meta, Employer: employer(form.Employer), Employee: employee(form.Employee),
		TaxYear: text(form.TaxYear), EmployerIDNumber: text(form.EmployerIDNumber),
		WagesTipsOtherComp: text(form.WagesTipsOtherComp), FederalIncomeTaxWithheld: text(form.FederalIncomeTaxWithheld),
		SocialSecurityWages: text(form.SocialSecurityWages), SocialSecurityTaxWithheld: text(form.SocialSecurityTaxWithheld),
		MedicareWagesAndTips: text(form.MedicareWagesAndTips), MedicareTaxWithheld: text(form.MedicareTaxWithheld),
		SocialSecurityTips: text(form.SocialSecurityTips), AllocatedTips: text(form.AllocatedTips), Box9: text(form.Box9),
		DependentCareBenefits: text(form.DependentCareBenefits), NonqualifiedPlans: text(form.NonqualifiedPlans), Box12: box12(form),
		StatutoryEmployee: text(form.StatutoryEmployee), RetirementPlan: text(form.RetirementPlan),
		ThirdPartySickPay: text(form.ThirdPartySickPay), Other: text(form.Other), StateAndLocalWages: stateWages(form),
	}
}

func box12(form bank.W2) []toile.W2Box12 {
	lines := []toile.W2Box12{}
	for _, line := range form.Box12 {
		lines = append(lines, toile.W2Box12{Code: orNull(line.Code), Amount: orNull(line.Amount)})
	}
	return lines
}

func stateWages(form bank.W2) []toile.W2StateAndLocalWages {
	lines := []toile.W2StateAndLocalWages{}
	for _, s := range form.StateAndLocalWages {
		lines = append(lines, toile.W2StateAndLocalWages{
			State: orNull(s.State), EmployerStateIDNumber: orNull(s.EmployerStateIDNumber), StateWagesTips: orNull(s.StateWagesTips),
			StateIncomeTax: orNull(s.StateIncomeTax), LocalWagesTips: orNull(s.LocalWagesTips),
			LocalIncomeTax: orNull(s.LocalIncomeTax), LocalityName: orNull(s.LocalityName),
		})
	}
	return lines
}
