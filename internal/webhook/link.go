package webhook

import "toile"

// LinkSession names the session of Link of which a webhook tells.
type LinkSession struct {
	LinkToken string
	ID        string
	UserID    string // empty where the link token has no user
}

// SessionFinished says that a session has ended: SUCCESS or EXITED, with a public token for each Item
// that it added (facts link 4.3).
func SessionFinished(s LinkSession, status string, publicTokens []string) Message {
	m := s.message("SESSION_FINISHED")
	m.Fields["status"] = status
	m.Fields["public_tokens"] = append([]string{}, publicTokens...)
	if len(publicTokens) > 0 {
		m.Fields["public_token"] = publicTokens[0] // for older clients
	}
	if s.UserID != "" {
		m.Fields["user_id"] = s.UserID
	}
	return m
}

// ItemAdded says that a session added an Item, while the session may go on.
func ItemAdded(s LinkSession, publicToken string) Message {
	m := s.message("ITEM_ADD_RESULT")
	m.Fields["public_token"] = publicToken
	return m
}

// LinkEvents tells all events of a session so far.
func LinkEvents(s LinkSession, events []toile.LinkEvent) Message {
	m := s.message("EVENTS")
	m.Fields["events"] = append([]toile.LinkEvent{}, events...)
	return m
}

func (s LinkSession) message(code string) Message {
	return Message{Type: "LINK", Code: code, Fields: map[string]any{"link_token": s.LinkToken, "link_session_id": s.ID}}
}
