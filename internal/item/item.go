// Package item holds the rules of Items: a person's login at an institution, as one client
// sees it, with the tokens that reach it.
//
// A public token is readable, works once and for 30 minutes; an access token is kept as a
// key and works until it is invalidated or the Item removed (api.md, sections 1.4 and 3.4).
//
// The package is pure: it knows no store, no clock and no HTTP.
package item

import (
	"slices"
	"time"

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
	Products        []string   `json:"products,omitempty"`  // asked for when it was linked, in that order
	Available       []string   `json:"available,omitempty"` // what else the institution offers
	CreatedAt       time.Time  `json:"created_at"`
	UpdatedAt       time.Time  `json:"updated_at"`
	ErrorCode       string     `json:"error_code,omitempty"` // of the ITEM_ERROR that it is in
	Removed         bool       `json:"removed,omitempty"`
	PublicTokens    int64      `json:"public_tokens"` // numbers the tokens made so far
	AccessTokens    int64      `json:"access_tokens"`
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

// AccessToken is the record of a token that reaches an Item.
type AccessToken struct {
	Key         id.Key `json:"key"`
	ItemID      string `json:"item_id"`
	ClientID    string `json:"client_id"`
	Invalidated bool   `json:"invalidated,omitempty"`
}

// AddProducts adds the products that the Item does not have yet.
func (i *Item) AddProducts(products []string) {
	for _, p := range products {
		if !slices.Contains(i.Products, p) {
			i.Products = append(i.Products, p)
		}
	}
}
