package bank

// byDeposits reports whether account numbers are found out by deposits of a few cents, and not at
// once.
func (m AuthMethods) byDeposits() bool { return m.AutomatedMicroDeposits && !m.InstantAuth }

// AuthMethod says in the API's words how the account numbers behind a login are found out: by the
// bank's telling, by matching what the person types, or by deposits (facts link 5.2 to 5.4). It is
// empty for the first.
func (i Institution) AuthMethod(l Login) string {
	switch {
	case i.Auth.InstantAuth:
		return ""
	case i.Auth.byDeposits() && l.Password == depositsPassword:
		return "AUTOMATED_MICRODEPOSITS"
	case i.Auth.InstantMatch:
		return "INSTANT_MATCH"
	case i.Auth.InstantMicroDeposits:
		return "INSTANT_MICRODEPOSITS"
	}
	return ""
}
