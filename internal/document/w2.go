package document

import (
	"strconv"
	"time"

	"toile/internal/bank"
)

// WriteW2 renders the form that an employer gives of a year's wages.
func WriteW2(form bank.W2) ([]byte, error) { return w2Sheet(&form).write() }

// w2Sheet is the layout of a W-2: its boxes with the letters and numbers of the form.
func w2Sheet(f *bank.W2) sheet {
	return sheet{
		kind: W2, issuer: f.Employer.Name, title: "Form W-2, wage and tax statement", made: afterYear(f.TaxYear),
		parts: []part{
			{boxes: append(append([]slot{
				word("Tax year", "tax_year", 3, &f.TaxYear), word("b Employer identification number (EIN)", "employer_id_number", 4, &f.EmployerIDNumber),
				word("Employer's own EIN", "employer.ein", 3, &f.Employer.EIN), number("d Control number", "number", 2, &f.Key),
				word("c Employer's name", "employer.name", 12, &f.Employer.Name),
			}, address("c Employer's address", "employer.address", &f.Employer.Address)...), append([]slot{
				word("e Employee's name", "employee.name", 6, &f.Employee.Name), word("Marital status", "employee.marital_status", 2, &f.Employee.MaritalStatus),
				word("a Taxpayer ID type", "employee.taxpayer_id.id_type", 2, &f.Employee.TaxpayerType),
				word("a Taxpayer ID ending", "employee.taxpayer_id.id_mask", 2, &f.Employee.TaxpayerMask),
			}, address("f Employee's address", "employee.address", &f.Employee.Address)...)...)},
			{title: "Wages and taxes", boxes: wageBoxes(f)},
			{title: "Box 12", table: listed("box_12", &f.Box12, []slot{heading("12 Code", 6), amounts("12 Amount", 6)}, func(_ int, b *bank.Box12) []slot {
				return []slot{word("", "code", 0, &b.Code), word("", "amount", 0, &b.Amount)}
			})},
			{title: "State and local", table: statesTable(f)},
		},
	}
}

func wageBoxes(f *bank.W2) []slot {
	box := func(label, name string, value *string) slot {
		one := word(label, name, 6, value)
		one.right = true
		return one
	}
	return []slot{
		box("1 Wages, tips, other compensation", "wages_tips_other_comp", &f.WagesTipsOtherComp),
		box("2 Federal income tax withheld", "federal_income_tax_withheld", &f.FederalIncomeTaxWithheld),
		box("3 Social security wages", "social_security_wages", &f.SocialSecurityWages),
		box("4 Social security tax withheld", "social_security_tax_withheld", &f.SocialSecurityTaxWithheld),
		box("5 Medicare wages and tips", "medicare_wages_and_tips", &f.MedicareWagesAndTips),
		box("6 Medicare tax withheld", "medicare_tax_withheld", &f.MedicareTaxWithheld),
		box("7 Social security tips", "social_security_tips", &f.SocialSecurityTips), box("8 Allocated tips", "allocated_tips", &f.AllocatedTips),
		box("9", "box_9", &f.Box9), box("10 Dependent care benefits", "dependent_care_benefits", &f.DependentCareBenefits),
		box("11 Nonqualified plans", "nonqualified_plans", &f.NonqualifiedPlans),
		word("13 Statutory employee", "statutory_employee", 2, &f.StatutoryEmployee), word("13 Retirement plan", "retirement_plan", 2, &f.RetirementPlan),
		word("13 Third-party sick pay", "third_party_sick_pay", 2, &f.ThirdPartySickPay), word("14 Other", "other", 12, &f.Other),
	}
}

func statesTable(f *bank.W2) *table {
	return listed("state_and_local_wages", &f.StateAndLocalWages, []slot{
		heading("15 State", 1), heading("Employer's state ID", 2), amounts("16 State wages", 2), amounts("17 State tax", 2), amounts("18 Local wages", 2),
		amounts("19 Local tax", 2), heading("20 Loc.", 1),
	}, func(_ int, s *bank.StateWages) []slot {
		return []slot{
			word("", "state", 0, &s.State), word("", "employer_state_id_number", 0, &s.EmployerStateIDNumber), word("", "state_wages_tips", 0, &s.StateWagesTips),
			word("", "state_income_tax", 0, &s.StateIncomeTax), word("", "local_wages_tips", 0, &s.LocalWagesTips),
			word("", "local_income_tax", 0, &s.LocalIncomeTax), word("", "locality_name", 0, &s.LocalityName),
		}
	})
}

// afterYear gives when a form of a year was made: at the end of the January that follows, as the law
// wants it.
func afterYear(year string) time.Time {
	n, err := strconv.Atoi(year)
	if err != nil || n < 1 || n > 9998 {
		return undated
	}
	return time.Date(n+1, time.January, 31, 0, 0, 0, 0, time.UTC)
}
