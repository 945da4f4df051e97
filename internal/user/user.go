// Package user holds the rules of users: the two generations, what they may be called by,
// and how an update merges into what is known.
//
// A legacy user is called by its user_token ("user-sandbox-…"), which is told once and
// kept only as a key; its user_id is for reading. A user of the new generation is called
// by its user_id ("usr_…"). Both come from one operation, /user/create
// (facts api 3.1).
//
// The package is pure: it knows no store, no clock and no HTTP.
package user

import (
	"encoding/json"
	"time"

	"toile/internal/id"
)

// User is the record of one user.
type User struct {
	Key          id.Key    `json:"key"` // of the handle: the user_token of a legacy user, else the user_id
	ID           string    `json:"id"`  // "usr_…", or 64 hexadecimal characters for a legacy user
	Legacy       bool      `json:"legacy,omitempty"`
	ClientID     string    `json:"client_id"`
	ClientUserID string    `json:"client_user_id"`
	Incarnation  int64     `json:"incarnation"` // counts the users that this client_user_id has had, from 1
	CreatedAt    time.Time `json:"created_at"`
	UpdatedAt    time.Time `json:"updated_at"`
	Removed      bool      `json:"removed,omitempty"` // the row stays, emptied, so that a legacy client_user_id is never used again

	IncomeWebhooks   bool      `json:"income_webhooks,omitempty"`   // tell of changes of the user's bank income
	IncomeWebhooksAt time.Time `json:"income_webhooks_at,omitzero"` // that came about after this

	Identity               json.RawMessage `json:"identity,omitempty"`                      // ClientUserIdentity
	ConsumerReportIdentity json.RawMessage `json:"consumer_report_user_identity,omitempty"` // ConsumerReportUserIdentity
}
