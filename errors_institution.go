package toile

// Errors of institutions (facts api 2.3, link 5.4).

// institutionErrors are the errors of this file whose text is fixed.
var institutionErrors = []func() *Error{
	ErrInstitutionDown, ErrInstitutionNotResponding, ErrInstitutionNotAvailable, ErrInstitutionNoLongerSupported,
	ErrInstitutionNotEnabledInEnvironment, ErrUnauthorizedInstitution, ErrInstitutionRegistrationRequired,
	ErrUnsupportedResponse,
}

func institutionError(code, message, display string) *Error {
	return newError(ErrorTypeInstitutionError, code, message, display)
}

func unreachable(code string) *Error {
	return institutionError(code, "this institution is not currently responding to this request. please try again soon",
		"This financial institution is not currently responding to requests. We apologize for the inconvenience.")
}

// ErrInstitutionDown says that the bank cannot be reached.
func ErrInstitutionDown() *Error { return unreachable("INSTITUTION_DOWN") }

// ErrInstitutionNotResponding says that the bank does not answer.
func ErrInstitutionNotResponding() *Error { return unreachable("INSTITUTION_NOT_RESPONDING") }

// ErrInstitutionNotAvailable says that the bank cannot be used now.
func ErrInstitutionNotAvailable() *Error { return unreachable("INSTITUTION_NOT_AVAILABLE") }

// ErrInstitutionNoLongerSupported says that the bank has been given up.
func ErrInstitutionNoLongerSupported() *Error {
	return institutionError("INSTITUTION_NO_LONGER_SUPPORTED", "this institution is no longer supported",
		"This financial institution is no longer supported. We apologize for the inconvenience.")
}

// ErrInstitutionNotEnabledInEnvironment says that the bank exists, but not here.
func ErrInstitutionNotEnabledInEnvironment() *Error {
	return institutionError("INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT", "Institution not enabled in this environment", "")
}

// ErrUnauthorizedInstitution says that the client may not use the bank.
func ErrUnauthorizedInstitution() *Error {
	return institutionError("UNAUTHORIZED_INSTITUTION", "not authorized to create items for this institution",
		"You are not authorized to create items for this institution at this time.")
}

// ErrInstitutionRegistrationRequired says that the client must register with the bank first.
func ErrInstitutionRegistrationRequired() *Error {
	return institutionError("INSTITUTION_REGISTRATION_REQUIRED",
		"not yet registered to create items for this institution",
		"You must register your application with this institution before you can create items for it.")
}

// ErrUnsupportedResponse says that the bank answered something unknown. The texts are ours.
func ErrUnsupportedResponse() *Error {
	return institutionError("UNSUPPORTED_RESPONSE", "the data returned from the institution is not supported",
		"The data returned from the financial institution is not supported.")
}
