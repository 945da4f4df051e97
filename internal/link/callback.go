package link

import (
	"toile"
)

// CallbackEvent is what the callback onEvent is told (facts link 1.3).
type CallbackEvent struct {
	Name     string           `json:"name"`
	Metadata CallbackMetadata `json:"metadata"`
}

// CallbackMetadata has every key of onEvent's metadata, null where it does not apply.
type CallbackMetadata struct {
	AccountNumberMask      *string `json:"account_number_mask"`
	ErrorType              *string `json:"error_type"`
	ErrorCode              *string `json:"error_code"`
	ErrorMessage           *string `json:"error_message"`
	ExitStatus             *string `json:"exit_status"`
	InstitutionID          *string `json:"institution_id"`
	InstitutionName        *string `json:"institution_name"`
	InstitutionSearchQuery *string `json:"institution_search_query"`
	IsUpdateMode           *string `json:"is_update_mode"`
	LinkSessionID          string  `json:"link_session_id"`
	MatchReason            *string `json:"match_reason"`
	MFAType                *string `json:"mfa_type"`
	RequestID              *string `json:"request_id"`
	RoutingNumber          *string `json:"routing_number"`
	Selection              *string `json:"selection"`
	Timestamp              string  `json:"timestamp"` // with milliseconds
	ViewName               *string `json:"view_name"`
}

// CallbackEvents is the session as onEvent hears of it, oldest first.
func CallbackEvents(s Session) []CallbackEvent {
	var events []CallbackEvent
	for _, e := range told(s) {
		events = append(events, e.CallbackEvent)
	}
	return events
}

// CallbackSuccess is what onSuccess is told.
type CallbackSuccess struct {
	PublicToken *string                 `json:"public_token"`
	Metadata    CallbackSuccessMetadata `json:"metadata"`
}

// CallbackSuccessMetadata is the second argument of onSuccess.
type CallbackSuccessMetadata struct {
	Institution    *CallbackInstitution `json:"institution"`
	Accounts       []CallbackAccount    `json:"accounts"`
	Account        *CallbackAccount     `json:"account"` // deprecated: the only one
	AccountID      *string              `json:"account_id"`
	LinkSessionID  string               `json:"link_session_id"`
	TransferStatus *string              `json:"transfer_status"`
}

// CallbackInstitution names an institution to a callback.
type CallbackInstitution struct {
	Name          string `json:"name"`
	InstitutionID string `json:"institution_id"`
}

// CallbackAccount is an account as onSuccess shows it.
type CallbackAccount struct {
	ID                 string  `json:"id"`
	Name               string  `json:"name"`
	Mask               *string `json:"mask"`
	Type               string  `json:"type"`
	Subtype            string  `json:"subtype"`
	VerificationStatus *string `json:"verification_status"`
	ClassType          *string `json:"class_type"`
}

// CallbackExit is what onExit is told.
type CallbackExit struct {
	Error    *CallbackError       `json:"error"`
	Metadata CallbackExitMetadata `json:"metadata"`
}

// CallbackError is the first argument of onExit.
type CallbackError struct {
	ErrorType      string  `json:"error_type"`
	ErrorCode      string  `json:"error_code"`
	ErrorMessage   string  `json:"error_message"`
	DisplayMessage *string `json:"display_message"`
}

// CallbackExitMetadata is the second argument of onExit.
type CallbackExitMetadata struct {
	Institution   *CallbackInstitution `json:"institution"`
	Status        *string              `json:"status"`
	LinkSessionID string               `json:"link_session_id"`
	RequestID     string               `json:"request_id"`
}

// Callbacks is how a session ended, for the page that embeds Link. Neither is there while it runs.
type Callbacks struct {
	Success *CallbackSuccess `json:"success,omitempty"`
	Exit    *CallbackExit    `json:"exit,omitempty"`
}

// CallbacksOf gives how a session ended.
func CallbacksOf(s Session) Callbacks {
	switch r := resultsOf(s); {
	case r.finished:
		success := callbackSuccess(s, r.handedOff)
		return Callbacks{Success: &success}
	case r.exited != nil:
		exit := callbackExit(s, *r.exited)
		return Callbacks{Exit: &exit}
	}
	return Callbacks{}
}

// callbackSuccess tells of the Item that was linked. Of several, where the token takes several, the
// callback has nothing to tell, how many there are: they are in /link/token/get (facts link 1.3).
func callbackSuccess(s Session, handedOff []Event) CallbackSuccess {
	success := CallbackSuccess{Metadata: CallbackSuccessMetadata{LinkSessionID: s.ID, Accounts: []CallbackAccount{}}}
	e := handedOff[0]
	if e.Pane == PaneAnother {
		return success
	}
	success.PublicToken = &e.Item.PublicToken
	success.Metadata.Institution = callbackInstitution(e.Institution)
	for _, a := range e.Item.Accounts {
		success.Metadata.Accounts = append(success.Metadata.Accounts, CallbackAccount{
			ID: a.ID, Name: a.Name, Mask: toile.NonEmpty(a.Mask), Type: a.Type, Subtype: a.Subtype,
		})
	}
	if accounts := success.Metadata.Accounts; len(accounts) == 1 {
		success.Metadata.Account, success.Metadata.AccountID = &accounts[0], &accounts[0].ID
	}
	return success
}

func callbackExit(s Session, e Event) CallbackExit {
	exit := CallbackExit{Metadata: CallbackExitMetadata{
		Institution: callbackInstitution(StateOf(s).Institution), Status: toile.NonEmpty(e.Status), LinkSessionID: s.ID, RequestID: e.RequestID,
	}}
	if f := e.Failure; f != nil {
		exit.Error = &CallbackError{ErrorType: f.Type, ErrorCode: f.Code, ErrorMessage: f.Message, DisplayMessage: f.Display}
	}
	return exit
}

func callbackInstitution(i *Institution) *CallbackInstitution {
	if i == nil {
		return nil
	}
	return &CallbackInstitution{Name: i.Name, InstitutionID: i.ID}
}

// RefusedExit is what onExit is told of a link token that opens no session.
func RefusedExit(e *toile.Error, requestID string) CallbackExit {
	return CallbackExit{Error: &CallbackError{ErrorType: string(e.ErrorType), ErrorCode: e.ErrorCode, ErrorMessage: e.ErrorMessage, DisplayMessage: e.DisplayMessage}, Metadata: CallbackExitMetadata{RequestID: requestID}}
}
