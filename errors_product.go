package toile

// Errors of income, reports, the Sandbox, limits and the server itself (facts api 2.3).

// incomeErrors are the income errors whose text is fixed.
var incomeErrors = []func() *Error{
	ErrIncomeVerificationNotFound, ErrIncomeVerificationDocumentNotFound, ErrIncomeVerificationFailed,
	ErrIncomeVerificationUploadError, ErrVerificationStatusPendingApproval, ErrEmploymentNotFound,
	ErrIncomeProductNotReady,
}

// serverErrors are the errors of the server whose text is fixed.
var serverErrors = []func() *Error{ErrInternalServerError, ErrPlannedMaintenance, ErrPlaidError}

func incomeError(code, message string) *Error {
	return newError(ErrorTypeIncomeVerificationError, code, message, "")
}

const incomeNotFound = "the requested data was not found. Please check the ID supplied."

// ErrIncomeVerificationNotFound says that a user never finished Link for income.
func ErrIncomeVerificationNotFound() *Error {
	return incomeError("INCOME_VERIFICATION_NOT_FOUND", incomeNotFound)
}

// ErrIncomeVerificationDocumentNotFound says that the address of a document is used up.
func ErrIncomeVerificationDocumentNotFound() *Error {
	return incomeError("INCOME_VERIFICATION_DOCUMENT_NOT_FOUND", incomeNotFound)
}

// ErrIncomeVerificationFailed says that documents could not be read.
func ErrIncomeVerificationFailed() *Error {
	return incomeError("INCOME_VERIFICATION_FAILED", "the income verification you are trying to retrieve could not be "+
		"completed. please try creating a new income verification")
}

// ErrIncomeVerificationUploadError says that an upload broke.
func ErrIncomeVerificationUploadError() *Error {
	return incomeError("INCOME_VERIFICATION_UPLOAD_ERROR", "there was a problem uploading the document for verification. "+
		"Please try again or recreate an income verification.")
}

// ErrIncomeVerificationUpload says why a file was not taken.
func ErrIncomeVerificationUpload(reason string) *Error {
	err := ErrIncomeVerificationUploadError()
	return newError(err.ErrorType, err.ErrorCode, err.ErrorMessage+" "+reason, reason)
}

// ErrVerificationStatusPendingApproval says that the user has not agreed to share.
func ErrVerificationStatusPendingApproval() *Error {
	return incomeError("VERIFICATION_STATUS_PENDING_APPROVAL", "The user has not yet authorized the sharing of this data")
}

// ErrEmploymentNotFound says that a user never finished Link for employment.
func ErrEmploymentNotFound() *Error {
	return incomeError("EMPLOYMENT_NOT_FOUND", "the requested employment data was not found. Please check the ID supplied.")
}

// ErrIncomeProductNotReady says that documents are still being read.
func ErrIncomeProductNotReady() *Error { return incomeError("PRODUCT_NOT_READY", notReady) }

// ErrIncomeProductNotEnabled says that income was not asked for in Link, or is not for this client.
func ErrIncomeProductNotEnabled(clientID string) *Error {
	return incomeError("PRODUCT_NOT_ENABLED", "the 'income_verification' product is not enabled for the following client "+
		"ID: "+clientID+". please ensure that the 'income_verification' is included in the 'product' array when "+
		"initializing Link and try again.")
}

// ErrAssetReport says what is wrong with an asset report. The documented messages of all codes but
// DATA_UNAVAILABLE are empty.
func ErrAssetReport(code string) *Error { return newError(ErrorTypeAssetReportError, code, "", "") }

// ErrAssetReportDataUnavailable says that some Items of a report are broken; causes tell which.
func ErrAssetReportDataUnavailable() *Error {
	return newError(ErrorTypeAssetReportError, "DATA_UNAVAILABLE", "unable to pull sufficient data for all items to "+
		`generate this report. please see the "causes" field for more details`, "")
}

// ErrLastUpdatedDatetimeOutOfRange says that the newest balance is older than asked for.
func ErrLastUpdatedDatetimeOutOfRange(newest Timestamp) *Error {
	return newError(ErrorTypeInvalidResult, "LAST_UPDATED_DATETIME_OUT_OF_RANGE",
		"requested datetime out of range, most recently updated balance "+newest.String(), "")
}

// ErrTransactionsSyncMutation says that data changed between two pages.
func ErrTransactionsSyncMutation() *Error {
	return newError(ErrorTypeTransactionsError, "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION", "Underlying transaction "+
		"data changed since last page was fetched. Please restart pagination from last update.", "")
}

// ErrSandboxProductNotEnabled says that an Item lacks the product of a webhook.
func ErrSandboxProductNotEnabled(products string) *Error {
	return newError(ErrorTypeSandboxError, "SANDBOX_PRODUCT_NOT_ENABLED",
		"The ["+products+"] product is not enabled on this item", "")
}

// ErrSandboxWebhookInvalid says that an Item has no webhook that can be called.
func ErrSandboxWebhookInvalid() *Error {
	return newError(ErrorTypeSandboxError, "SANDBOX_WEBHOOK_INVALID", "Webhook for this item is either not set up, or "+
		"invalid. Please update the item's webhook and try again.", "")
}

// ErrRateLimit says that there were too many calls for an Item; the code names the limit.
func ErrRateLimit(code string) *Error {
	return newError(ErrorTypeRateLimitExceeded, code,
		"rate limit exceeded for attempts to access this item. please try again later", "")
}

// ErrInternalServerError says that the server failed, and nothing more.
func ErrInternalServerError() *Error {
	return newError(ErrorTypeAPIError, "INTERNAL_SERVER_ERROR", "an unexpected error occurred", "")
}

// ErrPlannedMaintenance says that the server is closed for a while. The text is ours.
func ErrPlannedMaintenance() *Error {
	return newError(ErrorTypeAPIError, "PLANNED_MAINTENANCE",
		"the API is down for planned maintenance. please see the status page and try again later", "")
}

// ErrPlaidError says that the server failed on the way to the institution. The text is ours.
func ErrPlaidError() *Error {
	return newError(ErrorTypeAPIError, "PLAID_ERROR", "an internal error occurred. please try again later", "")
}
