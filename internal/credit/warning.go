package credit

import (
	"slices"

	"toile"
	"toile/internal/link"
)

// warning says that something is missing in a report, and why.
type warning struct {
	code  toile.CreditBankIncomeWarningCode
	cause toile.CreditBankIncomeCause
}

// The errors that a cause may name (spec, CreditBankIncomeErrorType).
var causes = []toile.CreditBankIncomeErrorType{
	toile.CreditBankIncomeErrorTypeInternalServerError, toile.CreditBankIncomeErrorTypeInsufficientCredentials, toile.CreditBankIncomeErrorTypeItemLocked,
	toile.CreditBankIncomeErrorTypeUserSetupRequired, toile.CreditBankIncomeErrorTypeCountryNotSupported, toile.CreditBankIncomeErrorTypeInstitutionDown,
	toile.CreditBankIncomeErrorTypeInstitutionNoLongerSupported, toile.CreditBankIncomeErrorTypeInstitutionNotResponding, toile.CreditBankIncomeErrorTypeInvalidCredentials,
	toile.CreditBankIncomeErrorTypeInvalidMFA, toile.CreditBankIncomeErrorTypeInvalidSendMethod, toile.CreditBankIncomeErrorTypeItemLoginRequired,
	toile.CreditBankIncomeErrorTypeMFANotSupported, toile.CreditBankIncomeErrorTypeNoAccounts, toile.CreditBankIncomeErrorTypeItemNotSupported,
	toile.CreditBankIncomeErrorTypeAccessNotGranted,
}

// warnings lists what a session could not find out, in the order of its Items (spec,
// CreditBankIncomeWarningCode). That a person says that nothing is theirs is no want of data.
func (f Found) warnings() []warning {
	var list []warning
	for _, l := range f.Linked {
		warn := func(code toile.CreditBankIncomeWarningCode, kind toile.CreditBankIncomeErrorType, message string) {
			list = append(list, because(code, kind, message, l.Item.ID))
		}
		switch {
		case l.Removed:
			warn(toile.CreditBankIncomeWarningCodeReportDeleted, toile.CreditBankIncomeErrorTypeAccessNotGranted, "the item was removed")
			continue
		case l.Failure != nil:
			w := because(toile.CreditBankIncomeWarningCodeTransactionsUnavailable, known(l.Failure.ErrorCode), l.Failure.ErrorMessage, l.Item.ID)
			w.cause.ErrorCode = l.Failure.ErrorCode
			if l.Failure.DisplayMessage != nil {
				w.cause.DisplayMessage = *l.Failure.DisplayMessage
			}
			list = append(list, w)
		case l.Status == link.StatusInternalError:
			warn(toile.CreditBankIncomeWarningCodeTransactionsUnavailable, toile.CreditBankIncomeErrorTypeInternalServerError, "an unexpected error occurred")
		case l.Status == link.StatusNoDeposits, l.Status == link.StatusNoEmployers:
			warn(toile.CreditBankIncomeWarningCodeDataUnavailable, toile.CreditBankIncomeErrorTypeNoAccounts, "no account of the item has such deposits in the days requested")
		}
		if len(l.Streams) > 0 && !l.knowsOwners() {
			warn(toile.CreditBankIncomeWarningCodeIdentityUnavailable, toile.CreditBankIncomeErrorTypeItemNotSupported, "the institution does not tell who owns its accounts")
		}
	}
	for _, itemID := range f.Left {
		list = append(list, because(toile.CreditBankIncomeWarningCodeItemUnapproved, toile.CreditBankIncomeErrorTypeAccessNotGranted,
			"the user left before sharing the data of the item", itemID))
	}
	return list
}

func because(code toile.CreditBankIncomeWarningCode, kind toile.CreditBankIncomeErrorType, message, itemID string) warning {
	return warning{code, toile.CreditBankIncomeCause{ErrorType: kind, ErrorCode: string(kind), ErrorMessage: message, ItemID: itemID}}
}

// known gives the kind of cause that an error code is.
func known(code string) toile.CreditBankIncomeErrorType {
	if kind := toile.CreditBankIncomeErrorType(code); slices.Contains(causes, kind) {
		return kind
	}
	return toile.CreditBankIncomeErrorTypeInternalServerError
}
