package bank

import (
	"fmt"
	"strconv"
)

// W2 is what an employer reports of a year's wages (facts link 6.2). Its boxes are texts, as the
// API has them; empty is what it does not say.
type W2 struct {
	Key                       int64        `json:"key,omitempty"` // names the form among those of its customer, the same on every call
	Employer                  Employer     `json:"employer,omitzero"`
	Employee                  Employee     `json:"employee,omitzero"`
	TaxYear                   string       `json:"tax_year,omitempty"`
	EmployerIDNumber          string       `json:"employer_id_number,omitempty"`
	WagesTipsOtherComp        string       `json:"wages_tips_other_comp,omitempty"`
	FederalIncomeTaxWithheld  string       `json:"federal_income_tax_withheld,omitempty"`
	SocialSecurityWages       string       `json:"social_security_wages,omitempty"`
	SocialSecurityTaxWithheld string       `json:"social_security_tax_withheld,omitempty"`
	MedicareWagesAndTips      string       `json:"medicare_wages_and_tips,omitempty"`
	MedicareTaxWithheld       string       `json:"medicare_tax_withheld,omitempty"`
	SocialSecurityTips        string       `json:"social_security_tips,omitempty"`
	AllocatedTips             string       `json:"allocated_tips,omitempty"`
	Box9                      string       `json:"box_9,omitempty"`
	DependentCareBenefits     string       `json:"dependent_care_benefits,omitempty"`
	NonqualifiedPlans         string       `json:"nonqualified_plans,omitempty"`
	Box12                     []Box12      `json:"box_12,omitempty"`
	StatutoryEmployee         string       `json:"statutory_employee,omitempty"`
	RetirementPlan            string       `json:"retirement_plan,omitempty"`
	ThirdPartySickPay         string       `json:"third_party_sick_pay,omitempty"`
	Other                     string       `json:"other,omitempty"`
	StateAndLocalWages        []StateWages `json:"state_and_local_wages,omitempty"`
}

// Box12 is an amount under a letter code.
type Box12 struct {
	Code   string `json:"code,omitempty"`
	Amount string `json:"amount,omitempty"`
}

// StateWages are the wages as a state taxes them.
type StateWages struct {
	State                 string `json:"state,omitempty"`
	EmployerStateIDNumber string `json:"employer_state_id_number,omitempty"`
	StateWagesTips        string `json:"state_wages_tips,omitempty"`
	StateIncomeTax        string `json:"state_income_tax,omitempty"`
	LocalWagesTips        string `json:"local_wages_tips,omitempty"`
	LocalIncomeTax        string `json:"local_income_tax,omitempty"`
	LocalityName          string `json:"locality_name,omitempty"`
}

// W2s gives the forms of a year, which is over: one of each employment that paid in it, and those
// that a custom user gives of that year or of none.
func (c *Customer) W2s(year int) []W2 {
	var forms []W2
	for i := range c.Employments {
		if form, ok := c.Employments[i].W2(year); ok {
			form.Key |= int64(i+1) << 40
			forms = append(forms, form)
		}
	}
	for _, account := range c.given {
		for _, form := range account.W2s {
			if form.TaxYear == strconv.Itoa(year) || form.TaxYear == "" {
				forms = append(forms, form)
			}
		}
	}
	return forms
}

// W2 gives the form of a year, the sum of its stubs, and whether the year had any.
func (e *Employment) W2(year int) (W2, bool) {
	sum := e.year(year, e.schedule.first(NewDate(year+1, 1, 1))-1)
	if sum.gross() == 0 {
		return W2{}, false
	}
	insured := sum.gross() - sum.cut[healthPlan]
	taxed := insured - sum.cut[plan401k]
	form := W2{
		Key: int64(year), Employer: e.Employer, Employee: e.Employee, TaxYear: strconv.Itoa(year), EmployerIDNumber: e.Employer.EIN,
		WagesTipsOtherComp: taxed.String(), FederalIncomeTaxWithheld: sum.cut[federalTax].String(),
		SocialSecurityWages: insured.String(), SocialSecurityTaxWithheld: sum.cut[socialSecurity].String(),
		MedicareWagesAndTips: insured.String(), MedicareTaxWithheld: sum.cut[medicare].String(),
		SocialSecurityTips: "0.00", AllocatedTips: "0.00", DependentCareBenefits: "0.00", NonqualifiedPlans: "0.00",
		StatutoryEmployee: "NOT CHECKED", RetirementPlan: "NOT CHECKED", ThirdPartySickPay: "NOT CHECKED",
		StateAndLocalWages: []StateWages{{
			State: e.Employee.Address.Region, EmployerStateIDNumber: fmt.Sprintf("%s-%s", e.Employee.Address.Region, e.Employer.EIN),
			StateWagesTips: taxed.String(), StateIncomeTax: sum.cut[stateTax].String(),
			LocalWagesTips: "0.00", LocalIncomeTax: "0.00",
		}},
	}
	for _, box := range []struct {
		code string
		kind int
	}{{"D", plan401k}, {"AA", roth401k}, {"DD", healthPlan}} {
		if amount := sum.cut[box.kind]; amount != 0 {
			form.Box12 = append(form.Box12, Box12{box.code, amount.String()})
		}
	}
	if sum.cut[plan401k]+sum.cut[roth401k] != 0 {
		form.RetirementPlan = "CHECKED"
	}
	return form, true
}
