package webhook

import (
	"time"

	"toile"
)

// Whose is the Item of which a webhook tells, and its user. Webhooks about the income of users of the new generation have
// codes of their own, which begin with USER_ (facts api 3.9 and 7).
type Whose struct {
	ItemID string
	UserID string // empty where the Item has no user
	New    bool   // the user is of the new generation
}

// Reasons for which an Item will be disconnected (facts link 4.3).
const (
	InstitutionMigration       = "INSTITUTION_MIGRATION"
	InstitutionTokenExpiration = "INSTITUTION_TOKEN_EXPIRATION"
)

// ItemError says that an Item is in an error.
func ItemError(w Whose, failure *toile.Error) Message {
	return w.about("ITEM", "ERROR", map[string]any{"error": shown(failure)})
}

// LoginRepaired says that an Item works again without update mode.
func LoginRepaired(w Whose) Message { return w.about("ITEM", "LOGIN_REPAIRED", nil) }

// AuthorizationGranted says that a person allowed something. The API has its name and says no more of it.
func AuthorizationGranted(w Whose) Message { return w.about("ITEM", "AUTHORIZATION_GRANTED", nil) }

// PendingExpiration says that the consent of an Item's person ends soon, in Europe.
func PendingExpiration(w Whose, at time.Time) Message {
	return w.about("ITEM", "PENDING_EXPIRATION", map[string]any{"consent_expiration_time": toile.Seconds(at)})
}

// PendingDisconnect says that an Item needs another login soon, in America.
func PendingDisconnect(w Whose, reason string, at time.Time) Message {
	return w.about("ITEM", "PENDING_DISCONNECT", map[string]any{"reason": reason, "disconnect_time": toile.Seconds(at)})
}

// NewAccountsAvailable says that the institution shows accounts which the Item does not have.
func NewAccountsAvailable(w Whose) Message {
	return w.about("ITEM", "NEW_ACCOUNTS_AVAILABLE", map[string]any{"error": nil})
}

// UserPermissionRevoked says that a person took back what they allowed. Its error is one of the Item, where
// answers give the same code as one of the input (facts link 4.3, api 2.3).
func UserPermissionRevoked(w Whose, failure *toile.Error) Message {
	ofItem := shown(failure)
	if ofItem != nil {
		ofItem.ErrorType = toile.ErrorTypeItemError
	}
	return w.about("ITEM", "USER_PERMISSION_REVOKED", map[string]any{"error": ofItem})
}

// UserAccountRevoked says that a person took back what they allowed of one account.
func UserAccountRevoked(w Whose, accountID string) Message {
	return w.about("ITEM", "USER_ACCOUNT_REVOKED", map[string]any{"account_id": accountID})
}

// UpdateAcknowledged says that an Item's webhooks come here from now on.
func UpdateAcknowledged(itemID, url string) Message {
	return Whose{ItemID: itemID}.about("ITEM", "WEBHOOK_UPDATE_ACKNOWLEDGED", map[string]any{"new_webhook_url": url, "error": nil})
}

// about writes a webhook about an Item, with fields besides item_id and, where it is known, user_id.
func (w Whose) about(kind, code string, fields map[string]any) Message {
	m := Message{Type: kind, Code: code, Fields: map[string]any{"item_id": w.ItemID}}
	if w.UserID != "" {
		m.Fields["user_id"] = w.UserID
	}
	for key, value := range fields {
		m.Fields[key] = value
	}
	return m
}

// shown gives an error as webhooks carry it: with the status that an answer would have had, and without what only
// answers have (facts link 4.3).
func shown(failure *toile.Error) *toile.Error {
	if failure == nil {
		return nil
	}
	with := *failure
	with.Status = toile.Some(failure.HTTPStatus())
	with.RequestID, with.DocumentationURL, with.SuggestedAction = nil, nil, toile.Optional[string]{}
	return &with
}
