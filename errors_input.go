package toile

// Errors of tokens and ids (facts api 2.3). A token of another client or environment behaves as an unknown one.

// inputErrors are the errors of this file whose text is fixed.
var inputErrors = []func() *Error{
	ErrInvalidAccessToken, ErrInvalidPublicToken, ErrInvalidLinkToken, ErrInvalidUserToken, ErrInvalidUserID,
	ErrInvalidAccountID, ErrInvalidInstitution, ErrInvalidAuditCopyToken, ErrInvalidWebhookVerificationKeyID,
	ErrUserPermissionRevoked, ErrUserNotFound,
}

func invalidInput(code, message string) *Error {
	return newError(ErrorTypeInvalidInput, code, message, "")
}

func badFormat(kind, code, prefix string) *Error {
	return invalidInput(code,
		"provided "+kind+" token is in an invalid format. expected format: "+prefix+"-<environment>-<identifier>")
}

// ErrInvalidAccessTokenFormat says that a value does not look like an access token.
func ErrInvalidAccessTokenFormat() *Error {
	return badFormat("access", "INVALID_ACCESS_TOKEN", "access")
}

// ErrInvalidAccessToken says that there is no such access token.
func ErrInvalidAccessToken() *Error {
	return invalidInput("INVALID_ACCESS_TOKEN", "could not find matching access token")
}

// ErrInvalidPublicTokenFormat says that a value does not look like a public token.
func ErrInvalidPublicTokenFormat() *Error {
	return badFormat("public", "INVALID_PUBLIC_TOKEN", "public")
}

// ErrInvalidPublicToken says that there is no such public token or that it has been exchanged.
func ErrInvalidPublicToken() *Error {
	return invalidInput("INVALID_PUBLIC_TOKEN", "could not find matching public token")
}

// ErrPublicTokenExpired says that a public token is older than 30 minutes.
func ErrPublicTokenExpired() *Error {
	return invalidInput("INVALID_PUBLIC_TOKEN", "provided public token is expired. Public tokens expire 30 minutes "+
		"after creation at which point they can no longer be exchanged")
}

// ErrInvalidLinkToken says that a link token is unknown or expired.
func ErrInvalidLinkToken() *Error {
	return invalidInput("INVALID_LINK_TOKEN", "invalid link_token provided")
}

// ErrInvalidUserTokenFormat says that a value does not look like a user token. The text follows that of access
// tokens; the real one is not known.
func ErrInvalidUserTokenFormat() *Error { return badFormat("user", "INVALID_USER_TOKEN", "user") }

// ErrInvalidUserToken says that there is no such user token, or that its user has been removed.
func ErrInvalidUserToken() *Error {
	return invalidInput("INVALID_USER_TOKEN", "could not find matching user token")
}

// ErrInvalidUserID says that a value is not of the form usr_….
func ErrInvalidUserID() *Error {
	return invalidInput("INVALID_USER_ID", "user.user_id must be a non-empty string")
}

// ErrUserNotFound says that there is no such user.
func ErrUserNotFound() *Error {
	return newError(ErrorTypeUserError, "USER_NOT_FOUND", "The User you requested cannot be found. This User does not "+
		"exist or has had access removed by the user.", "")
}

// ErrInvalidUserIdentityData says that what a request tells about a person cannot be true.
func ErrInvalidUserIdentityData(message string) *Error {
	return newError(ErrorTypeUserError, "INVALID_USER_IDENTITY_DATA", message, "")
}

// ErrInvalidAccountID says that an Item has no such account.
func ErrInvalidAccountID() *Error {
	return invalidInput("INVALID_ACCOUNT_ID", "failed to find requested account ID for requested item")
}

// ErrInvalidInstitution says that there is no such institution.
func ErrInvalidInstitution() *Error {
	return invalidInput("INVALID_INSTITUTION", "invalid institution_id provided")
}

// ErrInvalidProduct says that products are not for this client or not for this call.
func ErrInvalidProduct[P ~string](products ...P) *Error {
	return invalidInput("INVALID_PRODUCT",
		"client is not authorized to access the following products: "+quoteAll(products))
}

// ErrInvalidAuditCopyToken says that there is no such audit copy.
func ErrInvalidAuditCopyToken() *Error {
	return invalidInput("INVALID_AUDIT_COPY_TOKEN", "could not find matching audit copy token")
}

// ErrInvalidAuditCopyTokenFormat says that a value does not look like an audit copy token. The text follows that
// of access tokens.
func ErrInvalidAuditCopyTokenFormat() *Error {
	return badFormat("audit copy", "INVALID_AUDIT_COPY_TOKEN", "a")
}

// ErrInvalidAssetReportTokenFormat says that a value does not look like an asset report token. Code and text are
// not published (facts api 8).
func ErrInvalidAssetReportTokenFormat() *Error {
	return badFormat("asset report", "INVALID_FIELD", "assets")
}

// ErrInvalidAssetReportToken says that there is no such asset report token, or that its report was removed.
func ErrInvalidAssetReportToken() *Error {
	return invalidInput("INVALID_FIELD", "could not find matching asset report token")
}

// ErrInvalidRelayTokenFormat says that a value does not look like a relay token.
func ErrInvalidRelayTokenFormat() *Error { return badFormat("relay", "INVALID_FIELD", "credit-relay") }

// ErrInvalidRelayToken says that there is no such relay token for this client.
func ErrInvalidRelayToken() *Error {
	return invalidInput("INVALID_FIELD", "could not find matching relay token")
}

// ErrInvalidWebhookVerificationKeyID says that there is no such key.
func ErrInvalidWebhookVerificationKeyID() *Error {
	return invalidInput("INVALID_WEBHOOK_VERIFICATION_KEY_ID", "invalid key_id provided. note that key_ids are specific "+
		"to Plaid environments, and verification requests must be made to the same environment that the webhook was sent from")
}

// ErrAdditionalConsentRequired says that the user has not consented to a product; its name is in capitals.
func ErrAdditionalConsentRequired(product string) *Error {
	return invalidInput("ADDITIONAL_CONSENT_REQUIRED",
		"client does not have user consent to access the PRODUCT_"+product+" product")
}

// ErrUserPermissionRevoked says that the user has revoked the permission.
func ErrUserPermissionRevoked() *Error {
	return invalidInput("USER_PERMISSION_REVOKED",
		"the holder of this account has revoked their permission for your application to access it")
}
