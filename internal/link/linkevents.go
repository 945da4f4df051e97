package link

import (
	"slices"
	"time"

	"toile"
	"toile/internal/id"
)

// eventIDs makes the ids of the Link events from the session's own id: they are for telling
// events apart and grant nothing.
var eventIDs = id.New("link events")

// LinkEvents is the session as Link's event stream tells it, newest first as
// /link/token/get does. It has the members that say something.
func LinkEvents(s Session) []toile.LinkEvent {
	var events []toile.LinkEvent
	for n, e := range told(s) {
		m := e.Metadata
		events = append(events, toile.LinkEvent{
			EventName: e.Name,
			Timestamp: e.at.UTC().Format(time.RFC3339),
			EventID:   eventIDs.UUID("event", s.ID, int64(n+1)),
			EventMetadata: toile.LinkEventMetadata{
				ErrorType: m.ErrorType, ErrorCode: m.ErrorCode, ErrorMessage: m.ErrorMessage, ExitStatus: m.ExitStatus,
				InstitutionID: m.InstitutionID, InstitutionName: m.InstitutionName, InstitutionSearchQuery: m.InstitutionSearchQuery,
				RequestID: m.RequestID, MFAType: m.MFAType, ViewName: m.ViewName,
			},
		})
	}
	slices.Reverse(events)
	return events
}
