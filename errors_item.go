package toile

// Errors of Items (facts api 2.3, link 5.4). Texts that the facts do not have are ours and say so.

// itemErrors are the errors of this file whose text is fixed.
var itemErrors = []func() *Error{
	ErrItemLoginRequired, ErrItemNotFound, ErrProductNotReady, ErrNoAccounts, ErrNoAuthAccounts,
	ErrNoLiabilityAccounts, ErrNoInvestmentAccounts, ErrNoInvestmentAuthAccounts, ErrInvalidCredentials, ErrInvalidMFA,
	ErrInvalidSendMethod, ErrInvalidOTP, ErrInvalidPhoneNumber, ErrInvalidUpdatedUsername, ErrInsufficientCredentials,
	ErrItemLocked, ErrItemNotSupported, ErrMFANotSupported, ErrUserSetupRequired, ErrUserInputTimeout,
	ErrPasswordResetRequired, ErrAccessNotGranted, ErrInstantMatchFailed, ErrManualVerificationRequired,
	ErrItemConcurrentlyDeleted, ErrCountryNotSupported, ErrRecaptchaBad,
}

func itemError(code, message, display string) *Error {
	return newError(ErrorTypeItemError, code, message, display)
}

const notReady = "the requested product is not yet ready. please provide a webhook or try the request again later"

// ErrItemLoginRequired says that credentials or consent of an Item are broken.
func ErrItemLoginRequired() *Error {
	return itemError("ITEM_LOGIN_REQUIRED", "the login details of this item have changed (credentials, MFA, or required "+
		"user action) and a user login is required to update this information. use Link's update mode to restore the item "+
		"to a good state", "")
}

// ErrItemNotFound says that an Item has been removed.
func ErrItemNotFound() *Error {
	return itemError("ITEM_NOT_FOUND", "The Item you requested cannot be found. This Item does not exist, has been "+
		"previously removed via /item/remove, or has had access removed by the user.", "")
}

// ErrProductNotReady says that the data of a product is still being fetched.
func ErrProductNotReady() *Error { return itemError("PRODUCT_NOT_READY", notReady, "") }

// ErrProductsNotSupported says that an institution does not have the products.
func ErrProductsNotSupported[P ~string](products ...P) *Error {
	return itemError("PRODUCTS_NOT_SUPPORTED",
		"the following products are not supported by this institution: "+quoteAll(products), "")
}

// ErrProductNotEnabled says that a product was not asked for in Link. The text is ours.
func ErrProductNotEnabled(product string) *Error {
	return itemError("PRODUCT_NOT_ENABLED", "the '"+product+"' product is not enabled on this item. please ensure that '"+
		product+"' is included in the 'product' array when initializing Link and try again.", "")
}

// ErrNoAccounts says that there are no open accounts.
func ErrNoAccounts() *Error {
	return itemError("NO_ACCOUNTS", "no valid accounts were found for this item", "No valid accounts were found at the "+
		"financial institution. Please visit your financial institution's website to confirm accounts are available.")
}

// ErrNoAuthAccounts says that there is no checking or savings account. The text is ours.
func ErrNoAuthAccounts() *Error {
	return itemError("NO_AUTH_ACCOUNTS", "there are no valid checking or savings account(s) associated with this Item.", "")
}

func noAccountsOf(code, kind string) *Error {
	return itemError(code, "There are no valid "+kind+" account(s) associated with this Item.", "")
}

// ErrNoLiabilityAccounts says that there is no account with a liability.
func ErrNoLiabilityAccounts() *Error { return noAccountsOf("NO_LIABILITY_ACCOUNTS", "liability") }

// ErrNoInvestmentAccounts says that there is no investment account.
func ErrNoInvestmentAccounts() *Error { return noAccountsOf("NO_INVESTMENT_ACCOUNTS", "investment") }

// ErrNoInvestmentAuthAccounts says that there is no investment account that money can move from.
func ErrNoInvestmentAuthAccounts() *Error {
	return noAccountsOf("NO_INVESTMENT_AUTH_ACCOUNTS", "investments auth")
}

// ErrInvalidCredentials says that the login failed.
func ErrInvalidCredentials() *Error {
	return itemError("INVALID_CREDENTIALS", "the provided credentials were not correct",
		"The provided credentials were not correct. Please try again.")
}

// ErrInvalidMFA says that the answers of the second step were wrong.
func ErrInvalidMFA() *Error {
	return itemError("INVALID_MFA", "the provided MFA response(s) were not correct",
		"The provided MFA responses were not correct. Please try again.")
}

// ErrInvalidSendMethod says that a code cannot be sent that way.
func ErrInvalidSendMethod() *Error {
	return itemError("INVALID_SEND_METHOD", "the provided MFA send_method was invalid", "")
}

// ErrInvalidOTP says that the code sent to a returning user was wrong. The display text is ours.
func ErrInvalidOTP() *Error {
	return itemError("INVALID_OTP", "the provided OTP was invalid", "The provided code was not correct. Please try again.")
}

// ErrInvalidPhoneNumber says that the phone number of a returning user is none. The display text is ours.
func ErrInvalidPhoneNumber() *Error {
	return itemError("INVALID_PHONE_NUMBER", "the provided phone number was invalid",
		"The provided phone number was not correct. Please try again.")
}

// ErrInvalidUpdatedUsername says that another user logged in to repair an Item. The texts are ours.
func ErrInvalidUpdatedUsername() *Error {
	return itemError("INVALID_UPDATED_USERNAME", "the provided username does not match the one of this item",
		"The provided username is not the one that this account was connected with. Please try again.")
}

// ErrInsufficientCredentials says that the user left the bank's own pages early.
func ErrInsufficientCredentials() *Error {
	return itemError("INSUFFICIENT_CREDENTIALS", "insufficient authorization was provided to complete the request",
		"INSUFFICIENT_CREDENTIALS")
}

// ErrItemLocked says that the bank has locked the account.
func ErrItemLocked() *Error {
	return itemError("ITEM_LOCKED", "the account is locked. prompt the user to visit the institution's site and unlock "+
		"their account", "The given account has been locked by the financial institution. Please visit your financial "+
		"institution's website to unlock your account.")
}

// ErrItemNotSupported says that such an account cannot be connected.
func ErrItemNotSupported() *Error {
	return itemError("ITEM_NOT_SUPPORTED", "this account is currently not supported", "The given account is not currently "+
		"supported for this financial institution. We apologize for the inconvenience.")
}

// ErrMFANotSupported says that the bank asks for a second step of an unknown kind.
func ErrMFANotSupported() *Error {
	return itemError("MFA_NOT_SUPPORTED", "this account requires a MFA type that we do not currently support for the "+
		"institution", "The multi-factor security features enabled on this account are not currently supported for this "+
		"financial institution. We apologize for the inconvenience.")
}

// ErrUserSetupRequired says that the bank wants something from the user first.
func ErrUserSetupRequired() *Error {
	return itemError("USER_SETUP_REQUIRED", "the account has not been fully set up. prompt the user to visit the issuing "+
		"institution's site and finish the setup process", "The given account is not fully setup. Please visit your "+
		"financial institution's website to setup your account.")
}

// ErrUserInputTimeout says that a step of Link took over five minutes.
func ErrUserInputTimeout() *Error {
	return itemError("USER_INPUT_TIMEOUT", "user must retry this operation",
		"The application timed out waiting for user input")
}

// ErrPasswordResetRequired says that the bank wants a new password. The texts are ours.
func ErrPasswordResetRequired() *Error {
	return itemError("PASSWORD_RESET_REQUIRED", "the user must reset their password at the institution's site",
		"Please visit your financial institution's website to reset your password.")
}

// ErrAccessNotGranted says that the user withheld a permission.
func ErrAccessNotGranted() *Error {
	return itemError("ACCESS_NOT_GRANTED", "access to this product was not granted for the account",
		"The user did not grant the necessary permissions for this product on their account.")
}

// ErrInstantMatchFailed says that typed account numbers did not match. The texts are ours.
func ErrInstantMatchFailed() *Error {
	return itemError("INSTANT_MATCH_FAILED", "the provided account and routing numbers did not match those of the account",
		"The provided account numbers were not correct. Please try again.")
}

// ErrManualVerificationRequired says that micro-deposits must be checked first. The texts are ours.
func ErrManualVerificationRequired() *Error {
	return itemError("MANUAL_VERIFICATION_REQUIRED", "the account must be verified by its micro-deposits first", "")
}

// ErrItemConcurrentlyDeleted says that an Item was removed during the call. The text is ours.
func ErrItemConcurrentlyDeleted() *Error {
	return itemError("ITEM_CONCURRENTLY_DELETED", "this item was deleted while the operation was being processed", "")
}

// ErrCountryNotSupported says that accounts of that country cannot be connected. The texts are ours.
func ErrCountryNotSupported() *Error {
	return itemError("COUNTRY_NOT_SUPPORTED", "the country of this institution is not supported",
		"Accounts in this country are not currently supported.")
}

// ErrRecaptchaBad says that the captcha in Link was not solved. The texts are ours.
func ErrRecaptchaBad() *Error {
	return newError(ErrorTypeRecaptchaError, "RECAPTCHA_BAD", "the provided captcha was not solved correctly",
		"The captcha was not solved. Please try again.")
}
