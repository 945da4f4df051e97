// Package item holds the rules of Items: a person's login at an institution, as one client
// sees it, with the tokens that reach it.
//
// A public token is readable, works once and for 30 minutes; an access token is kept as a
// key and works until it is invalidated or the Item removed (facts api 1.4 and 3.4).
//
// What an Item may show follows from what its person agreed to at Link, and from what was used
// since ([Item.Allows], [Item.Use]). Whether it works is a function of time: a login and a consent
// last for some days, and what a record says is what it was when it was written ([Item.At]).
// When webhooks are to tell of what time brings about is in [Item.Moments] and [Item.NextMoment]; what was told stands in
// the record.
//
// The package is pure: it knows no store, no clock and no HTTP.
package item

import (
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
)

// PublicTokenLife is how long a public token can be exchanged.
const PublicTokenLife = 30 * time.Minute

// Item is the record of one Item.
type Item struct {
	ID              string     `json:"id"`
	ClientID        string     `json:"client_id"`
	UserKey         id.Key     `json:"user_key,omitzero"` // zero without a user
	LinkSessionID   string     `json:"link_session_id,omitempty"`
	InstitutionID   string     `json:"institution_id"`
	InstitutionName string     `json:"institution_name"`
	Login           bank.Login `json:"login"`
	Accounts        []Account  `json:"accounts,omitempty"`
	Webhook         string     `json:"webhook,omitempty"`
	AuthMethod      string     `json:"auth_method,omitempty"` // how account numbers come in, if not from the bank at once
	CreatedAt       time.Time  `json:"created_at"`
	UpdatedAt       time.Time  `json:"updated_at"`

	Products  []string `json:"products,omitempty"`  // added at Link, or later by using them, in that order
	Unbilled  []string `json:"unbilled,omitempty"`  // those of them that are billed when they are first used
	Available []string `json:"available,omitempty"` // what the institution offers
	Consented []string `json:"consented,omitempty"` // what else the person agreed to
	Limited   bool     `json:"limited,omitempty"`   // to what the person agreed to; Items of old records are not

	Parsing []string `json:"parsing,omitempty"` // ocr and risk_signals: what is done with its uploaded documents; empty for ocr

	Statements []bank.Period `json:"statements,omitempty"` // when those were posted that were asked for

	LoggedInAt     time.Time `json:"logged_in_at,omitzero"`    // in Link; zero in old records
	LoginDays      int       `json:"login_days,omitempty"`     // how long that login lasts; 0 for ever
	RefreshedAt    time.Time `json:"refreshed_at,omitzero"`    // what a payroll provider knows; zero for never since the login
	ConsentExpires time.Time `json:"consent_expires,omitzero"` // zero for never
	ErrorCode      string    `json:"error_code,omitempty"`     // of the ITEM_ERROR that it is in
	ErrorReason    string    `json:"error_reason,omitempty"`
	ErrorSince     time.Time `json:"error_since,omitzero"`

	Removed      bool  `json:"removed,omitempty"`
	PublicTokens int64 `json:"public_tokens"` // numbers the tokens made so far
	AccessTokens int64 `json:"access_tokens"`

	Feed Feed `json:"feed,omitzero"` // of transactions
	News News `json:"news,omitzero"` // that were told to the webhook

	Told        time.Time `json:"told,omitzero"`     // what was new on the days up to this was told to the webhook; zero while none is watched for
	Past        []Moment  `json:"past,omitempty"`    // what else was told, or was before there was a webhook
	Watch       time.Time `json:"watch,omitzero"`    // when there is more to tell; zero for never
	Watches     int64     `json:"watches,omitempty"` // numbers what was arranged for that so far
	LastWebhook *Sent     `json:"last_webhook,omitempty"`
}

// Sent is a webhook that was sent about an Item.
type Sent struct {
	At   time.Time `json:"at"`
	Code string    `json:"code"`
}

// Account is an account of the Item that the person chose to share.
type Account struct {
	ID string `json:"id"`
	bank.Account
}

// PublicToken is the record of a token that is exchanged for access.
type PublicToken struct {
	Token     string    `json:"token"`
	ItemID    string    `json:"item_id"`
	ClientID  string    `json:"client_id"`
	ExpiresAt time.Time `json:"expires_at"`
	Used      bool      `json:"used,omitempty"`
}

// NewPublicToken gives the record of a public token that is made now.
func (i Item) NewPublicToken(token string, now time.Time) PublicToken {
	return PublicToken{Token: token, ItemID: i.ID, ClientID: i.ClientID, ExpiresAt: now.Add(PublicTokenLife)}
}

// Exchange uses a public token up, if this client still can. A used token and another client's
// are as unknown as one that never was.
func (p *PublicToken) Exchange(clientID string, now time.Time) error {
	switch {
	case p.ClientID != clientID, p.Used:
		return toile.ErrInvalidPublicToken()
	case !now.Before(p.ExpiresAt):
		return toile.ErrPublicTokenExpired()
	}
	p.Used = true
	return nil
}

// AccessToken is the record of a token that reaches an Item.
type AccessToken struct {
	Key         id.Key `json:"key"`
	ItemID      string `json:"item_id"`
	ClientID    string `json:"client_id"`
	Invalidated bool   `json:"invalidated,omitempty"`
}

// Remove ends the Item. What its person typed is forgotten.
func (i *Item) Remove(now time.Time) {
	i.Removed, i.UpdatedAt, i.Login = true, now, bank.Login{}
}
