package link

import (
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
)

// eventIDs makes the ids of the Link events from the session's own id: they are for telling
// events apart and grant nothing.
var eventIDs = id.New("link events")

// views gives the documented view name of a pane. The income and payroll panes have none
// (facts link 1.5).
var views = map[Pane]string{
	PaneConsent:     "CONSENT",
	PaneInstitution: "SELECT_INSTITUTION",
	PaneCredentials: "CREDENTIAL",
	PaneMFA:         "MFA",
	PaneAccounts:    "SELECT_ACCOUNT",
	PaneDocuments:   "UPLOAD_DOCUMENTS",
}

// LinkEvents is the session as Link's event stream tells it, newest first as
// /link/token/get does. The sequences are those of facts link 1.6.
func LinkEvents(s Session) []toile.LinkEvent {
	stream := eventStream{session: s}
	for _, e := range s.Events {
		stream.add(e)
	}
	slices.Reverse(stream.events)
	return stream.events
}

type eventStream struct {
	session     Session
	events      []toile.LinkEvent
	institution *Institution
	challenge   *bank.Challenge
}

// add tells one event of the session in Link's own event names. After an error comes the view
// to which it leads (facts link 2.4).
func (s *eventStream) add(e Event) {
	if e.Institution != nil {
		s.institution = e.Institution
	}
	switch e.Kind {
	case Opened:
		s.emit(e, "OPEN", view(e.Pane))
	case Consented, FlowChosen, AnotherWanted:
		s.emit(e, "TRANSITION_VIEW", view(e.Pane))
		if e.Pane == PaneDocuments {
			s.emit(e, "SUBMIT_DOCUMENTS")
		}
	case Searched:
		s.emit(e, "SEARCH_INSTITUTION", func(m *toile.LinkEventMetadata) { m.InstitutionSearchQuery = &e.Query })
	case InstitutionSelected:
		switch e.Institution.Health {
		case bank.Down:
			s.emit(e, "SELECT_DOWN_INSTITUTION")
			return
		case bank.Degraded:
			s.emit(e, "SELECT_DEGRADED_INSTITUTION")
		}
		s.emit(e, "SELECT_INSTITUTION")
		s.emit(e, "TRANSITION_VIEW", view(e.Pane))
	case InstitutionRefused:
		s.emit(e, "SELECT_FILTERED_INSTITUTION")
	case Submitted:
		s.emit(e, "SUBMIT_CREDENTIALS")
		s.emit(e, "TRANSITION_VIEW", viewName("LOADING"))
	case Challenged:
		s.challenge = e.Challenge
		s.emit(e, "TRANSITION_VIEW", view(e.Pane), s.mfa)
	case Answered:
		s.emit(e, "SUBMIT_MFA", s.mfa)
		s.emit(e, "TRANSITION_VIEW", viewName("LOADING"))
	case LoggedIn:
		if e.Pane == PaneAccounts { // not where there is nothing to choose
			s.emit(e, "TRANSITION_VIEW", view(e.Pane))
		}
	case IncomeStarted, EmploymentStarted, PayrollRetrieved:
		s.emit(e, "TRANSITION_VIEW")
	case IncomeDecided:
		if e.Status != StatusInternalError {
			s.emit(e, "BANK_INCOME_INSIGHTS_COMPLETED")
		}
	case DocumentUploaded:
		s.emit(e, "SUBMIT_DOCUMENTS_SUCCESS")
	case Failed:
		if e.Document != nil {
			s.emit(e, "SUBMIT_DOCUMENTS_ERROR")
		}
		s.emit(e, "ERROR", failure(e.Failure))
		s.emit(e, "TRANSITION_VIEW", viewName("ERROR"))
		switch {
		case e.Pane == PaneMFA:
			s.emit(e, "TRANSITION_VIEW", view(e.Pane), s.mfa)
		case views[e.Pane] != "":
			s.emit(e, "TRANSITION_VIEW", view(e.Pane))
		}
	case ItemAdded, ItemUpdated:
		s.emit(e, "TRANSITION_VIEW", viewName("CONNECTED"))
		s.emit(e, "HANDOFF")
		s.institution = nil
	case Exited:
		s.emit(e, "TRANSITION_VIEW", viewName("EXIT"))
		s.emit(e, "EXIT", failure(e.Failure), func(m *toile.LinkEventMetadata) { m.ExitStatus = toile.NonEmpty(e.Status) })
	}
}

type detail func(*toile.LinkEventMetadata)

// emit adds one event. Its id and its place depend only on the events before it.
func (s *eventStream) emit(e Event, name string, details ...detail) {
	metadata := toile.LinkEventMetadata{RequestID: toile.NonEmpty(e.RequestID)}
	if s.institution != nil {
		metadata.InstitutionID, metadata.InstitutionName = &s.institution.ID, &s.institution.Name
	}
	for _, add := range details {
		add(&metadata)
	}
	s.events = append(s.events, toile.LinkEvent{
		EventName:     name,
		Timestamp:     e.At.UTC().Format(time.RFC3339),
		EventID:       eventIDs.UUID("event", s.session.ID, int64(len(s.events)+1)),
		EventMetadata: metadata,
	})
}

func (s *eventStream) mfa(m *toile.LinkEventMetadata) { m.MFAType = &s.challenge.Type }

func view(p Pane) detail { return viewName(views[p]) }

func viewName(name string) detail {
	return func(m *toile.LinkEventMetadata) { m.ViewName = toile.NonEmpty(name) }
}

func failure(f *Failure) detail {
	return func(m *toile.LinkEventMetadata) {
		if f != nil {
			m.ErrorType, m.ErrorCode, m.ErrorMessage = &f.Type, &f.Code, &f.Message
		}
	}
}
