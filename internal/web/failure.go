package web

import "toile/internal/link"

// justFailed reports whether an error is the last thing that the person saw happen: after it came
// only the views that it led to.
func (p *Page) justFailed() bool {
	if p.Failure == nil {
		return false
	}
	for i := len(p.Events) - 1; i >= 0; i-- {
		switch p.Events[i].Name {
		case "ERROR":
			return true
		case "TRANSITION_VIEW":
		default:
			return false
		}
	}
	return false
}

// FailureTitle is what went wrong, in a few words.
func (p *Page) FailureTitle() string { return p.failureWords(p.Failure.Code, "title") }

// FailureText is what the error says to the person.
func (p *Page) FailureText() string { return p.failureText(p.Failure) }

func (p *Page) failureText(f *link.Failure) string {
	key := "failure." + f.Code + ".text"
	switch {
	case said(key):
		return p.T(key, p.InstitutionName())
	case f.Display != nil && p.Lang() == "en":
		return *f.Display
	}
	return p.T("failure.other.text", p.InstitutionName())
}

func (p *Page) failureWords(code, what string) string {
	if key := "failure." + code + "." + what; said(key) {
		return p.T(key, p.InstitutionName())
	}
	return p.T("failure.other." + what)
}

// FailureRequestID is the request in which the error came up, for who asks for help.
func (p *Page) FailureRequestID() string {
	for i := len(p.Events) - 1; i >= 0; i-- {
		if e := p.Events[i]; e.Name == "ERROR" && e.Metadata.RequestID != nil {
			return *e.Metadata.RequestID
		}
	}
	return p.RequestID
}

// HomeAddress is that of the bank's home page, where an error is put right that the person can only
// put right there (facts link 2.4); "" for any other error.
func (p *Page) HomeAddress() string {
	if p.Institution == nil || p.Failure.Code != "ITEM_LOCKED" && p.Failure.Code != "USER_SETUP_REQUIRED" {
		return ""
	}
	return homePath + p.Institution.ID
}

// RefusalTitle and RefusalText say what is wrong on the error page.
func (p *Page) RefusalTitle() string { return p.T("refused." + p.Refusal.what + ".title") }

// RefusalText says it at more length.
func (p *Page) RefusalText() string {
	if p.Refusal.text != "" {
		return p.Refusal.text
	}
	return p.T("refused." + p.Refusal.what + ".text")
}

// Expired reports whether the session ended because it waited too long or its token ran out.
func (p *Page) Expired() bool {
	return p.Failure != nil && (p.Failure.Code == "USER_INPUT_TIMEOUT" || p.Failure.Code == "INVALID_LINK_TOKEN") && p.Pane == link.PaneDone
}

// MustBeRead reports whether an error ended the session that its person is told of before Link closes (facts link 2.4).
func (p *Page) MustBeRead() bool {
	return p.Failure != nil && (p.Failure.Code == "USER_INPUT_TIMEOUT" || p.Failure.Code == "INVALID_SEND_METHOD")
}

// WrongAnswer reports whether the last answer to a challenge was wrong. An error before the challenge is no
// matter of its pane.
func (p *Page) WrongAnswer() bool { return p.justFailed() }

// WrongCredentials reports whether what was typed on the credentials pane was wrong.
func (p *Page) WrongCredentials() bool {
	return p.Failure != nil && (p.Failure.Code == "INVALID_CREDENTIALS" || p.Failure.Code == "INVALID_UPDATED_USERNAME")
}

// TypedUsername is what stands in the field for it: what was typed in a form that was refused, or what the session knows.
func (p *Page) TypedUsername() string {
	if p.Sent != nil && p.Sent.Get("action") == "submit_credentials" {
		return p.Sent.Get("username")
	}
	return p.Username
}
