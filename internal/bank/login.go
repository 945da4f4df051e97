package bank

import (
	"strings"

	"toile"
)

// The passwords of user_good (facts link 5.3).
const (
	goodPassword   = "pass_good"
	devicePassword = "mfa_device"
	errorPrefix    = "error_" // then an error code
)

// Login gives what a username, a password and the answers to the challenges so far lead to.
func (w *World) Login(l Login, answers [][]string) Outcome {
	institution, ok := w.Institution(l.InstitutionID)
	if !ok {
		return Outcome{Error: toile.ErrInvalidInstitution()}
	}
	if institution.Payroll {
		return payrollLogin(l)
	}
	if found, ok := persona(l.Username); ok {
		return Outcome{Found: found}
	}
	if l.Username != "user_good" {
		return Outcome{Error: toile.ErrInvalidCredentials()}
	}
	if code, ok := strings.CutPrefix(l.Password, errorPrefix); ok {
		if err, known := toile.ErrorForCode(code); known {
			return Outcome{Error: err}
		}
	}
	good := Outcome{Found: &Found{Accounts: standardAccounts}}
	switch {
	case l.Password == goodPassword:
		return good
	case l.Password == devicePassword:
		return ask(deviceRounds, answers, good)
	case strings.HasPrefix(l.Password, "mfa_questions_"), strings.HasPrefix(l.Password, "mfa_selections_"):
		if rounds, ok := writtenRounds(l.Password); ok {
			return ask(rounds, answers, good)
		}
	case l.Password == "mfa_selections":
		return ask(yesRounds, answers, good)
	}
	return Outcome{Error: toile.ErrInvalidCredentials()}
}

// payrollLogin is the one login that works at every payroll provider.
func payrollLogin(l Login) Outcome {
	if code, ok := strings.CutPrefix(l.Password, errorPrefix); ok {
		if err, known := toile.ErrorForCode(code); known {
			return Outcome{Error: err}
		}
	}
	good := l.Username == "test-good" && l.Password == "test" || l.Username == "user_good" && l.Password == goodPassword
	if !good {
		return Outcome{Error: toile.ErrInvalidCredentials()}
	}
	return Outcome{Found: &Found{Paystubs: 2, W2s: 1}}
}

// persona gives what is behind a user who has income. Any password will do.
func persona(username string) (*Found, bool) {
	sources, ok := personas[username]
	if !ok {
		return nil, false
	}
	found := &Found{Accounts: personAccounts, Income: sources}
	for _, source := range sources {
		if source.Category == "SALARY" {
			found.Employers = append(found.Employers, source.Name)
		}
	}
	return found, true
}

// personas are the sandbox's users with bank income. The sources are ours: what the sandbox's
// users hold is not published (facts link 8).
var personas = map[string][]IncomeSource{
	"user_bank_income": {
		{"Platypus Manufacturing", "SALARY"}, {"Gingham Rides", "GIG_ECONOMY"}, {"Tartan Apartments", "RENTAL"},
		{"State Unemployment Office", "UNEMPLOYMENT"}, {"Houndstooth Pension Fund", "RETIREMENT"},
	},
	"user_credit_bonus":             {{"Herringbone Outfitters", "SALARY"}, {"Argyle Consulting", "SALARY"}},
	"user_credit_joint_account":     {{"Paisley School District", "SALARY"}, {"Seersucker Hospital", "SALARY"}},
	"user_credit_profile_poor":      nil,
	"user_credit_profile_good":      {{"Gingham Rides", "GIG_ECONOMY"}, {"Corduroy Deliveries", "GIG_ECONOMY"}},
	"user_credit_profile_excellent": {{"Cashmere Capital", "SALARY"}, {"Tartan Apartments", "RENTAL"}},
}
