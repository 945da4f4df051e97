package toile

import (
	"strconv"
	"strings"
)

// Errors of requests, credentials and routes (facts api 2.3).

// requestErrors are the errors of this file whose text is fixed.
var requestErrors = []func() *Error{
	ErrInvalidBody, ErrInvalidConfiguration, ErrIncompatibleAPIVersion, ErrNotFound, ErrInvalidAPIKeys,
	ErrUnauthorizedEnvironment, ErrUnauthorizedRouteAccess, ErrDirectIntegrationNotEnabled,
}

func invalidRequest(code, message string) *Error {
	return newError(ErrorTypeInvalidRequest, code, message, "")
}

// ErrMissingFields says that required keys are absent; nested ones are given with dots.
func ErrMissingFields(names ...string) *Error {
	return invalidRequest("MISSING_FIELDS", "the following required fields are missing: "+strings.Join(names, ", "))
}

// ErrUnknownFields says that a request has keys which the endpoint does not know.
func ErrUnknownFields(names ...string) *Error {
	return invalidRequest("UNKNOWN_FIELDS",
		"the following fields are not recognized by this endpoint: "+strings.Join(names, ", "))
}

// ErrInvalidField says that a value has a wrong type, format or range; the message names the field.
func ErrInvalidField(message string) *Error { return invalidRequest("INVALID_FIELD", message) }

// ErrInvalidBody says that a body is not JSON.
func ErrInvalidBody() *Error {
	return invalidRequest("INVALID_BODY", "body could not be parsed as JSON")
}

// ErrInvalidHeaders says that a header is missing or wrong; the message names it.
func ErrInvalidHeaders(message string) *Error { return invalidRequest("INVALID_HEADERS", message) }

// ErrInvalidConfiguration says that the configuration of a link token has a wrong shape.
func ErrInvalidConfiguration() *Error {
	return invalidRequest("INVALID_CONFIGURATION", "please ensure that the request body is formatted correctly")
}

// ErrIncompatibleAPIVersion says that a public_key was sent, which no current version takes.
func ErrIncompatibleAPIVersion() *Error {
	return invalidRequest("INCOMPATIBLE_API_VERSION", "public_key cannot be used with API version "+APIVersion)
}

// ErrNotFound says that there is no such route.
func ErrNotFound() *Error { return invalidRequest("NOT_FOUND", "not found") }

// ErrNoLongerAvailable says that a route was removed with the given version.
func ErrNoLongerAvailable(version string) *Error {
	return invalidRequest("NO_LONGER_AVAILABLE", "This endpoint has been discontinued as of version "+version+" of the API.")
}

// ErrUnimplemented says that what a route did was taken away, and what to do instead. Its status is one
// of the two that facts api 2.2 suggests; the code and the text are ours.
func ErrUnimplemented(instead string) *Error {
	return invalidRequest("UNIMPLEMENTED", "Unimplemented: the backend of this endpoint was removed; "+instead)
}

// ErrInvalidAPIKeys says that client_id and secret do not belong together, or to nobody.
func ErrInvalidAPIKeys() *Error {
	return invalidInput("INVALID_API_KEYS", "invalid client_id or secret provided")
}

// ErrUnauthorizedEnvironment says that the client may not use this environment.
func ErrUnauthorizedEnvironment() *Error {
	return invalidInput("UNAUTHORIZED_ENVIRONMENT", "you are not authorized to create items in this api environment.")
}

// ErrUnauthorizedRouteAccess says that the endpoint is not enabled for the client.
func ErrUnauthorizedRouteAccess() *Error {
	return invalidInput("UNAUTHORIZED_ROUTE_ACCESS", "you are not authorized to access this route in this api environment.")
}

// ErrDirectIntegrationNotEnabled says that the client may create Items through Link alone.
func ErrDirectIntegrationNotEnabled() *Error {
	return invalidInput("DIRECT_INTEGRATION_NOT_ENABLED", "your client is only authorized to use Link.")
}

// quoteAll writes names as the API does: ["auth","transactions"].
func quoteAll[S ~string](names []S) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = strconv.Quote(string(name))
	}
	return "[" + strings.Join(quoted, ",") + "]"
}
