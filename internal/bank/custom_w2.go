package bank

import "regexp"

var (
	yearForm = regexp.MustCompile(`^[0-9]{4}$`)
	boxForm  = regexp.MustCompile(`^\$?[0-9][0-9,]*(\.[0-9]*)?([eE][+-]?[0-9]+)?$`)
)

// box reads an amount that stands in a box of a form.
func box(in object, key string) string {
	return in.numeral(key, boxForm, "must be an amount that is not negative, such as 1234.56")
}

// readW2 reads a W-2 form of a configuration. Its boxes hold text, as the API shows them; files
// write numbers, true and false there, too.
func readW2(in object) (W2, bool) {
	form := W2{
		Employer: readEmployer(in.object("employer")), Employee: readEmployee(in.object("employee")),
		TaxYear: in.numeral("tax_year", yearForm, "must be a year of four digits"), EmployerIDNumber: in.label("employer_id_number"),
		WagesTipsOtherComp: box(in, "wages_tips_other_comp"), FederalIncomeTaxWithheld: box(in, "federal_income_tax_withheld"),
		SocialSecurityWages: box(in, "social_security_wages"), SocialSecurityTaxWithheld: box(in, "social_security_tax_withheld"),
		MedicareWagesAndTips: box(in, "medicare_wages_and_tips"), MedicareTaxWithheld: box(in, "medicare_tax_withheld"),
		SocialSecurityTips: box(in, "social_security_tips"), AllocatedTips: box(in, "allocated_tips"), Box9: in.label("box_9"),
		DependentCareBenefits: box(in, "dependent_care_benefits"), NonqualifiedPlans: box(in, "nonqualified_plans"),
		StatutoryEmployee: in.label("statutory_employee"), RetirementPlan: in.label("retirement_plan"),
		ThirdPartySickPay: in.label("third_party_sick_pay"), Other: in.label("other"),
	}
	in.each("box_12", func(in object) {
		line := Box12{in.label("code"), box(in, "amount")}
		if in.end(); !in.blank() {
			form.Box12 = append(form.Box12, line)
		}
	})
	in.each("state_and_local_wages", func(in object) {
		state := StateWages{
			State: in.label("state"), EmployerStateIDNumber: in.label("employer_state_id_number"), StateWagesTips: box(in, "state_wages_tips"),
			StateIncomeTax: box(in, "state_income_tax"), LocalWagesTips: box(in, "local_wages_tips"),
			LocalIncomeTax: box(in, "local_income_tax"), LocalityName: in.label("locality_name"),
		}
		if in.end(); !in.blank() {
			form.StateAndLocalWages = append(form.StateAndLocalWages, state)
		}
	})
	in.end()
	return form, !in.blank()
}
