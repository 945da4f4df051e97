package user

import (
	"encoding/json"
	"fmt"
	"time"

	"toile"
)

// Merge lays what was sent over what is known: a member that was sent replaces the known one,
// the others stay (facts api 3.1, /user/update).
func (u *User) Merge(identity *toile.ClientUserIdentity, report *toile.ConsumerReportUserIdentity, at time.Time) {
	if identity != nil {
		u.Identity = overlay(u.Identity, identity.AppendJSON(nil))
	}
	if report != nil {
		u.ConsumerReportIdentity = overlay(u.ConsumerReportIdentity, report.AppendJSON(nil))
	}
	u.UpdatedAt = at
}

// overlay replaces the members of one JSON object by those of another. Both were written by
// this program, so neither can fail to parse.
func overlay(known, sent json.RawMessage) json.RawMessage {
	members := map[string]json.RawMessage{}
	for _, object := range []json.RawMessage{known, sent} {
		if len(object) == 0 {
			continue
		}
		if err := json.Unmarshal(object, &members); err != nil {
			panic(fmt.Sprintf("user: stored identity is no JSON object: %v", err))
		}
	}
	merged, err := json.Marshal(members)
	if err != nil {
		panic(fmt.Sprintf("user: identity does not encode: %v", err))
	}
	return merged
}

// Remove empties the record: nothing of the person stays but the client_user_id, which keeps
// a legacy user from being made twice.
func (u *User) Remove(at time.Time) {
	u.Removed, u.UpdatedAt, u.Identity, u.ConsumerReportIdentity = true, at, nil, nil
	u.IncomeWebhooks, u.IncomeWebhooksAt = false, time.Time{}
}

// ClientIdentity reads the identity of a user of the new generation. It is nil when none was sent.
func (u *User) ClientIdentity() (*toile.ClientUserIdentity, error) {
	if len(u.Identity) == 0 {
		return nil, nil
	}
	var identity toile.ClientUserIdentity
	if err := json.Unmarshal(u.Identity, &identity); err != nil {
		return nil, fmt.Errorf("identity of user %s: %w", u.ID, err)
	}
	return &identity, nil
}
