package toile

// Errors of payments. Only the passwords error_CODE raise them here (facts link 5.4). Their texts are
// not published there; these are ours.

// paymentErrors are the errors of this file.
var paymentErrors = []func() *Error{
	ErrPaymentInsufficientFunds, ErrPaymentInvalidRecipient, ErrPaymentInvalidReference, ErrPaymentInvalidSchedule,
	ErrPaymentRejected, ErrPaymentSchemeNotSupported, ErrUserShouldVerifyDepositAllocations,
}

func paymentError(code, message string) *Error {
	return newError(ErrorTypePaymentError, code, message, "")
}

// ErrPaymentInsufficientFunds says that the account holds too little for the payment.
func ErrPaymentInsufficientFunds() *Error {
	return paymentError("PAYMENT_INSUFFICIENT_FUNDS", "the account has insufficient funds to complete the payment")
}

// ErrPaymentInvalidRecipient says that the recipient of the payment is not taken.
func ErrPaymentInvalidRecipient() *Error {
	return paymentError("PAYMENT_INVALID_RECIPIENT", "the payment recipient was rejected by the institution")
}

// ErrPaymentInvalidReference says that the reference of the payment is not taken.
func ErrPaymentInvalidReference() *Error {
	return paymentError("PAYMENT_INVALID_REFERENCE", "the payment reference was rejected by the institution")
}

// ErrPaymentInvalidSchedule says that the schedule of the payment is not taken.
func ErrPaymentInvalidSchedule() *Error {
	return paymentError("PAYMENT_INVALID_SCHEDULE", "the payment schedule was rejected by the institution")
}

// ErrPaymentRejected says that the institution does not make the payment.
func ErrPaymentRejected() *Error {
	return paymentError("PAYMENT_REJECTED", "the payment was rejected by the institution")
}

// ErrPaymentSchemeNotSupported says that the institution does not know the scheme of the payment.
func ErrPaymentSchemeNotSupported() *Error {
	return paymentError("PAYMENT_SCHEME_NOT_SUPPORTED", "the payment scheme is not supported by the institution")
}

// ErrUserShouldVerifyDepositAllocations says that the person must look at how deposits are split.
func ErrUserShouldVerifyDepositAllocations() *Error {
	return itemError("USER_SHOULD_VERIFY_DEPOSIT_ALLOCATIONS", "the user should verify how deposits are allocated at the institution", "")
}
