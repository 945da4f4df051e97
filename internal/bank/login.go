package bank

import (
	"strings"

	"toile"
)

// The usernames of the sandbox's two plain users, at banks and at payroll providers, and the
// passwords of the first (facts link 5.3).
const (
	goodUsername     = "user_good"
	payrollUsername  = "test-good"
	goodPassword     = "pass_good"
	depositsPassword = "microdeposits_good" // at a bank that does not tell account numbers
	devicePassword   = "mfa_device"
	errorPrefix      = "error_" // then an error code
)

// Login gives what a username, a password and the answers to the challenges so far lead to.
func (w *World) Login(l Login, answers [][]string) Outcome {
	institution, ok := w.Institution(l.InstitutionID)
	if !ok {
		return Outcome{Error: toile.ErrInvalidInstitution()}
	}
	if _, _, custom := l.custom(); custom {
		return w.customLogin(l, institution.Payroll, answers)
	}
	if institution.Payroll {
		return w.payrollLogin(l)
	}
	if institution.OAuth && l.Username == "" && l.Password == "" { // its own pages take anybody (facts link 1.7)
		l.Username, l.Password = goodUsername, goodPassword
	}
	if outcome, ok := w.personaLogin(l); ok {
		return outcome
	}
	if l.Username == dynamicUsername {
		return Outcome{Found: dynamic(noiseOf(w.seed, l.Username)).found()}
	}
	if l.Username != goodUsername {
		return Outcome{Error: toile.ErrInvalidCredentials()}
	}
	if code, ok := strings.CutPrefix(l.Password, errorPrefix); ok {
		if err, known := toile.ErrorForCode(code); known {
			return Outcome{Error: err}
		}
	}
	good := Outcome{Found: good(noiseOf(w.seed, l.Username)).found()}
	switch {
	case l.Password == goodPassword:
		return good
	case l.Password == depositsPassword && institution.Auth.byDeposits():
		return good
	case l.Password == devicePassword:
		return ask(deviceRounds, answers, good)
	case strings.HasPrefix(l.Password, "mfa_questions_"), strings.HasPrefix(l.Password, "mfa_selections_"):
		if rounds, ok := writtenRounds(l.Password); ok {
			return ask(rounds, answers, good)
		}
	case l.Password == "mfa_selections":
		return ask(yesRounds, answers, good)
	case strings.HasPrefix(l.Password, "{"):
		return recaptcha(l.Password, good)
	}
	return Outcome{Error: toile.ErrInvalidCredentials()}
}

// payrollLogin is a login at a payroll provider. Personas get in with any password.
func (w *World) payrollLogin(l Login) Outcome {
	if code, ok := strings.CutPrefix(l.Password, errorPrefix); ok {
		if err, known := toile.ErrorForCode(code); known {
			return Outcome{Error: err}
		}
	}
	wrong := l.Username == payrollUsername && l.Password != "test" || l.Username == goodUsername && l.Password != goodPassword
	c, ok := w.payrollCustomer(l.Username)
	if wrong || !ok {
		return Outcome{Error: toile.ErrInvalidCredentials()}
	}
	return Outcome{Found: c.foundAtPayroll()}
}

// personaLogin is a login of a persona at a bank. Any password will do, but for the limited
// purpose account.
func (w *World) personaLogin(l Login) (Outcome, bool) {
	if personas[l.Username] == nil {
		return Outcome{}, false
	}
	if l.Username == "user_limited_purpose_checking" && l.Password != goodPassword {
		return Outcome{Error: toile.ErrInvalidCredentials()}, true
	}
	c, err := w.customer(l)
	if err != nil {
		return Outcome{}, false
	}
	return Outcome{Found: c.found()}, true
}
