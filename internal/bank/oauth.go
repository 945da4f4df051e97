package bank

import (
	"slices"
	"strings"

	"toile"
)

// OAuthLogin gives who logs in on the own pages of an OAuth institution by what they type there, and
// what that leads to. The pages take anybody and ask nothing more (facts link 1.7): a person whom the
// world knows, and a custom user, is who they say, with any password; everybody else is user_good. A
// password that asks for an error gets it, unless the person takes any password elsewhere, too.
func (w *World) OAuthLogin(l Login) (Login, Outcome) {
	if _, _, custom := l.custom(); custom {
		_, outcome := w.customOutcome(l, false)
		return l, outcome
	}
	if personas[l.Username] == nil && l.Username != dynamicUsername {
		l.Username = goodUsername
		if code, ok := strings.CutPrefix(l.Password, errorPrefix); ok {
			if err, known := toile.ErrorForCode(code); known {
				return l, Outcome{Error: err}
			}
		}
		if !slices.Contains([]string{goodPassword, depositsPassword}, l.Password) {
			l.Password = goodPassword
		}
	}
	customer, err := w.customer(l)
	if err != nil {
		return l, Outcome{Error: toile.ErrInvalidCredentials()}
	}
	return l, Outcome{Found: customer.found()}
}
