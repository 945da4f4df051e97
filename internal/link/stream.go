package link

import (
	"strconv"
	"time"

	"toile"
	"toile/internal/bank"
)

// views gives the documented view name of a pane. The income and payroll panes have none
// (facts link 1.5).
var views = map[Pane]string{
	PaneConsent:     "CONSENT",
	PaneInstitution: "SELECT_INSTITUTION",
	PaneCredentials: "CREDENTIAL",
	PaneOAuth:       "OAUTH",
	PaneMFA:         "MFA",
	PaneAccounts:    "SELECT_ACCOUNT",
	PaneDocuments:   "UPLOAD_DOCUMENTS",
}

// told is the session in Link's own event names, oldest first. The sequences are those of facts link
// 1.6. /link/token/get, the EVENTS webhook and onEvent all tell of it.
func told(s Session) []event {
	stream := eventStream{session: s}
	for _, e := range s.Events {
		stream.add(e)
	}
	return stream.events
}

// event is one event of Link. Its time is in the metadata only as text.
type event struct {
	CallbackEvent
	at time.Time
}

type eventStream struct {
	session     Session
	events      []event
	institution *Institution
	challenge   *bank.Challenge
	update      bool // update mode, which opens with the institution of the Item
}

// add tells one event of the session in Link's own event names. After an error comes the view
// to which it leads (facts link 2.4).
func (s *eventStream) add(e Event) {
	switch {
	case e.Institution != nil:
		s.institution = e.Institution
	case e.Kind == WentBack:
		s.institution = nil
	}
	switch e.Kind {
	case Opened:
		s.update = e.Institution != nil
		s.emit(e, "OPEN", view(e.Pane), s.mode)
	case Returned:
		s.emit(e, "OPEN", s.mode)
	case OAuthOpened:
		s.emit(e, "OPEN_OAUTH")
	case OAuthClosed:
		s.emit(e, "CLOSE_OAUTH")
	case OAuthFailed:
		s.emit(e, "FAIL_OAUTH")
	case Consented, FlowChosen, AnotherWanted, WentBack:
		s.emit(e, "TRANSITION_VIEW", view(e.Pane))
		if e.Pane == PaneDocuments {
			s.emit(e, "SUBMIT_DOCUMENTS")
		}
	case Searched:
		s.emit(e, "SEARCH_INSTITUTION", func(m *CallbackMetadata) { m.InstitutionSearchQuery = &e.Query })
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
		s.emit(e, "EXIT", failure(e.Failure), func(m *CallbackMetadata) { m.ExitStatus = toile.NonEmpty(e.Status) })
	}
}

type detail func(*CallbackMetadata)

// timestamps of callbacks have milliseconds (facts link 1.3).
const milliseconds = "2006-01-02T15:04:05.000Z07:00"

func (s *eventStream) emit(e Event, name string, details ...detail) {
	metadata := CallbackMetadata{
		LinkSessionID: s.session.ID, RequestID: toile.NonEmpty(e.RequestID), Timestamp: e.At.UTC().Format(milliseconds),
	}
	if s.institution != nil {
		metadata.InstitutionID, metadata.InstitutionName = &s.institution.ID, &s.institution.Name
	}
	for _, add := range details {
		add(&metadata)
	}
	s.events = append(s.events, event{CallbackEvent{name, metadata}, e.At})
}

func (s *eventStream) mfa(m *CallbackMetadata) { m.MFAType = &s.challenge.Type }

func (s *eventStream) mode(m *CallbackMetadata) { m.IsUpdateMode = new(strconv.FormatBool(s.update)) }

func view(p Pane) detail { return viewName(views[p]) }

func viewName(name string) detail {
	return func(m *CallbackMetadata) { m.ViewName = toile.NonEmpty(name) }
}

func failure(f *Failure) detail {
	return func(m *CallbackMetadata) {
		if f != nil {
			m.ErrorType, m.ErrorCode, m.ErrorMessage = &f.Type, &f.Code, &f.Message
		}
	}
}
