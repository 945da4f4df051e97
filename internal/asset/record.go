package asset

import (
	"encoding/json"
	"time"

	"toile/internal/id"
)

// The versions of a report. The fast one has no transactions and no balances of the past.
const (
	Full = "full"
	Fast = "fast"
)

// Report is the record of an asset report. Once a version of it is made it never changes; what it
// says is kept apart.
type Report struct {
	ID       string    `json:"id"` // asset_report_id
	ClientID string    `json:"client_id"`
	TokenKey id.Key    `json:"token_key"` // of its asset_report_token
	AskedAt  time.Time `json:"asked_at"`
	ParentID string    `json:"parent_id,omitempty"` // of the report that it is a part of
	Order    Order     `json:"order"`
	Removed  bool      `json:"removed,omitempty"`
	Accounts []string  `json:"accounts,omitempty"` // the account_ids of the full version, once it is made

	Full Version  `json:"full"`
	Fast *Version `json:"fast,omitempty"` // nil where nobody asked for it
}

// Forget ends the report and drops what the caller said of a person. What it says is deleted apart.
func (r *Report) Forget() {
	r.Removed, r.Order.User, r.Order.ClientReportID, r.Order.Webhook = true, nil, "", ""
}

// Version is how far a version of a report is.
type Version struct {
	ReadyAt time.Time       `json:"ready_at"`          // when it is made
	Made    bool            `json:"made,omitempty"`    // or it failed
	Failure json.RawMessage `json:"failure,omitempty"` // the error for which it could not be made
}

// Version gives a version of the report, nil where it has none.
func (r *Report) Version(name string) *Version {
	if name == Fast {
		return r.Fast
	}
	return &r.Full
}

// The kinds of tokens with which reports are read.
const (
	ReportToken = "asset report"
	AuditCopy   = "audit copy"
	Relay       = "relay"
	Latest      = "latest" // no token that anyone has: it leads from a user to the newest report
)

// Token is the record of a token with which reports are read. The token itself is kept only as a key.
type Token struct {
	Key       id.Key   `json:"key"`
	Kind      string   `json:"kind"`
	ClientID  string   `json:"client_id"`           // who made it
	ReaderID  string   `json:"reader_id,omitempty"` // the client that reads with it; empty for whoever has it
	ReportIDs []string `json:"report_ids"`
	Webhook   string   `json:"webhook,omitempty"` // told when the reader has read
	Read      bool     `json:"read,omitempty"`    // the reader has
	Removed   bool     `json:"removed,omitempty"`
}

// Admits reports whether a client may read with the token: the one that it is for, and of an audit
// copy whoever made it, who has the report anyway.
func (t Token) Admits(clientID string) bool {
	return t.ReaderID == clientID || t.Kind == AuditCopy && (t.ReaderID == "" || t.ClientID == clientID)
}
