package link

// ExitStatuses lists the documented values of an exit's status (facts link 1.5).
var ExitStatuses = []string{
	"requires_questions", "requires_selections", "requires_code", "choose_device", "requires_credentials",
	"requires_account_selection", "requires_oauth", "institution_not_found", "institution_not_supported",
}

// exitStatus says where a person left. It is empty on panes without a documented status.
func exitStatus(s State) string {
	switch s.Pane {
	case PaneInstitution:
		switch {
		case s.Refused:
			return "institution_not_supported"
		case s.NoMatch:
			return "institution_not_found"
		}
		return "requires_credentials" // no institution chosen yet
	case PaneCredentials:
		return "requires_credentials"
	case PaneMFA:
		switch s.Challenge.Type {
		case "questions":
			return "requires_questions"
		case "selections":
			return "requires_selections"
		case "device":
			return "choose_device"
		}
		return "requires_code"
	case PaneAccounts:
		return "requires_account_selection"
	case PaneOAuth, PaneBankLogin, PaneBankAccounts:
		return "requires_oauth"
	}
	return ""
}
