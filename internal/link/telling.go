package link

import "time"

// TellsResults reports whether webhooks tell of the Items and the end of a session: of Hosted Link, and
// where several Items may be linked (facts link 4.3).
func (c Config) TellsResults() bool { return c.Hosted != nil || c.MultiItem }

// TellsEvents reports whether webhooks tell of what happens in a session: of Hosted Link (facts link 4.3).
func (c Config) TellsEvents() bool { return c.Hosted != nil }

// Told reports whether there is, or may come to be, somebody whom webhooks tell of the sessions. In update mode
// that is whoever hears of the Item.
func (c Config) Told() bool { return c.TellsResults() && (c.Webhook != "" || c.Update != nil) }

// LastAt gives the time of the last action of the session.
func (s Session) LastAt() time.Time {
	if len(s.Events) == 0 {
		return s.StartedAt
	}
	return s.Events[len(s.Events)-1].At
}
