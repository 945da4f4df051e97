package bank

// personas are the sandbox's users with lives of their own (facts link 5.3). What the sandbox's
// users hold is not published (facts link 8), so their names, payers and amounts are ours.
var personas = map[string]func(*household){
	"user_bank_income":              bankIncome,
	"user_credit_bonus":             creditBonus,
	"user_credit_joint_account":     creditJoint,
	"user_credit_profile_poor":      creditPoor,
	"user_credit_profile_good":      creditGood,
	"user_credit_profile_excellent": creditExcellent,
	"user_ewa_user":                 earnedWage,
	"user_yuppie":                   yuppie,
	"user_small_business":           smallBusiness,
	"user_limited_purpose_checking": limitedPurpose,
	"user_prism_1":                  prismRetired,
	"user_prism_2":                  prismVeteran,
	"user_prism_3":                  prismDriver,
	"user_prism_4":                  prismParent,
	"user_prism_5":                  prismDisabled,
	"user_prism_6":                  prismStudent,
	"user_prism_7":                  prismFreelancer,
	"user_prism_8":                  prismSeller,
}

// personaCustomer gives the customer behind the username of a persona.
func (w *World) personaCustomer(username string) (*Customer, bool) {
	build, ok := personas[username]
	if !ok {
		return nil, false
	}
	h := newHousehold(noiseOf(w.seed, username))
	build(h)
	h.memo = &memo{}
	return h.Customer, true
}

// payrollCustomer gives what a payroll provider knows of the person behind a username: the
// employments and the platforms for gigs, and no account. The provider's own test-good is the person of user_bank_income.
func (w *World) payrollCustomer(username string) (*Customer, bool) {
	var c *Customer
	switch username {
	case goodUsername:
		c = w.alberta()
	case payrollUsername:
		c, _ = w.personaCustomer("user_bank_income")
	default:
		c, _ = w.personaCustomer(username)
	}
	if c == nil || len(c.Employments)+len(c.gigs) == 0 {
		return nil, false
	}
	return &Customer{Employments: c.Employments, gigs: c.gigs, noise: c.noise}, true
}

// alberta is who owns the accounts of user_good, at work. Its pay is the row of 5850 that comes
// to the money market account in each cycle of 30 days (facts link 5.6), so its pay dates are
// 30 days apart; what they are called is the nearest that the API has, monthly.
func (w *World) alberta() *Customer {
	h := newHousehold(noiseOf(w.seed, goodUsername), standardOwner)
	for _, book := range goodBooks[:5] {
		h.Books = append(h.Books, Book{Account: book.Account})
	}
	h.works(job{
		employer: company("Selvedge Tailors"), title: "Pattern Maker",
		started: NewDate(2012, 1, 2), schedule: schedule{days: 30, anchor: 20},
		terms: payTerms{salary: 101_400 * unit, state: 480, health: 118 * unit, net: 5850 * unit},
		parts: into(5, gustoPay),
	})
	return h.Customer
}
