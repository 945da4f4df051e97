package toile

import (
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Error lets *Error be returned as an error. The text has no tokens and no secrets in it, as the messages of
// the API do not.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.ErrorType))
	b.WriteByte('/')
	b.WriteString(e.ErrorCode)
	if e.ErrorMessage != "" {
		b.WriteString(": ")
		b.WriteString(e.ErrorMessage)
	}
	if e.RequestID != nil {
		b.WriteString(" (request_id ")
		b.WriteString(*e.RequestID)
		b.WriteByte(')')
	}
	return b.String()
}

// Is makes errors.Is match errors of the same type and code, whatever their messages:
//
//	errors.Is(err, toile.ErrProductNotReady())
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.ErrorType == e.ErrorType && t.ErrorCode == e.ErrorCode
}

// HTTPStatus returns the status of the response that carries e: the one it came with, or the one that the API
// documents for its type and code.
func (e *Error) HTTPStatus() int {
	if e.Status.Value != nil {
		return *e.Status.Value
	}
	if status, ok := codeStatus[typeCode{e.ErrorType, e.ErrorCode}]; ok {
		return status
	}
	if status, ok := typeStatus[e.ErrorType]; ok {
		return status
	}
	return http.StatusBadRequest
}

// AppendResponse appends e as the body of a response with the given request_id. The status stays out: the API
// gives it only inside webhooks (facts api 2.1).
func (e *Error) AppendResponse(b []byte, requestID string) []byte {
	body := *e
	body.RequestID = &requestID
	body.Status = Optional[int]{}
	return body.AppendJSON(b)
}

// ErrorForCode returns the error of the catalogue with the given code, for instance what a Sandbox login with
// the password error_ITEM_LOCKED fails with (facts link 5.4). A code that several types share means that of an
// Item.
func ErrorForCode(code string) (*Error, bool) {
	construct, ok := byCode()[code]
	if !ok {
		return nil, false
	}
	return construct(), true
}

var byCode = sync.OnceValue(func() map[string]func() *Error {
	m := map[string]func() *Error{}
	lists := slices.Concat(itemErrors, institutionErrors, inputErrors, requestErrors, incomeErrors, paymentErrors, serverErrors)
	for _, construct := range lists {
		if code := construct().ErrorCode; m[code] == nil {
			m[code] = construct
		}
	}
	return m
})

// NewError makes an error of a type and code with its texts: one that was kept in parts, or that the catalogue
// does not have. A display message of nil is null: there is nothing that the end user should know.
func NewError(t ErrorType, code, message string, display *string) *Error {
	return &Error{
		ErrorType:        t,
		ErrorCode:        code,
		ErrorMessage:     message,
		DisplayMessage:   display,
		DocumentationURL: new(documentationURL(t)),
		SuggestedAction:  Null[string](),
	}
}

// newError makes an error of the catalogue. An empty display message is none.
func newError(t ErrorType, code, message, display string) *Error {
	if display == "" {
		return NewError(t, code, message, nil)
	}
	return NewError(t, code, message, &display)
}

// documentationURL is the link that real errors carry: one anchor a type (facts api 2.1).
func documentationURL(t ErrorType) string {
	name := strings.TrimSuffix(string(t), "_ERROR")
	return "https://plaid.com/docs/?ref=error#" + strings.ReplaceAll(strings.ToLower(name), "_", "-") + "-errors"
}

type typeCode struct {
	errorType ErrorType
	code      string
}

// typeStatus has the types whose errors are not a bad request (facts api 2.2).
var typeStatus = map[ErrorType]int{
	ErrorTypeRateLimitExceeded: http.StatusTooManyRequests,
	ErrorTypeAPIError:          http.StatusInternalServerError,
}

// codeStatus has the codes whose status differs from that of their type (facts api 2.2).
var codeStatus = map[typeCode]int{
	{ErrorTypeInvalidRequest, "NOT_FOUND"}:                                 http.StatusNotFound,
	{ErrorTypeInvalidRequest, "NO_LONGER_AVAILABLE"}:                       http.StatusNotFound,
	{ErrorTypeIncomeVerificationError, "INCOME_VERIFICATION_UPLOAD_ERROR"}: http.StatusInternalServerError,
	{ErrorTypeUserError, "INVALID_USER_IDENTITY_DATA"}:                     http.StatusForbidden,
	{ErrorTypeAPIError, "PLANNED_MAINTENANCE"}:                             http.StatusServiceUnavailable,
}
