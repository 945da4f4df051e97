package link

import (
	"context"
	"fmt"
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
)

// Script plays a person: it says what they do on each pane. The zero script is somebody who
// links First Platypus Bank as user_good and agrees to everything, or uploads one pay stub
// where documents are asked for.
type Script struct {
	Part                 // the first Item
	Items     []Part     `json:"items,omitempty"`      // more Items, in a session that takes several
	Flow      Flow       `json:"flow,omitempty"`       // payroll or documents, where both are offered; without it documents if any are named
	Documents []Document `json:"documents,omitempty"`  // to upload
	Exit      *Leaving   `json:"exit,omitempty"`       // leave on a pane
	AbandonAt Pane       `json:"abandon_at,omitempty"` // close the window on a pane, so that the session never ends

	uploads []UploadDocument // the documents, once they were read
}

// Part is what a person does for one Item. What is left out is done in the usual way.
type Part struct {
	InstitutionID string        `json:"institution_id,omitempty"`
	Search        string        `json:"search,omitempty"` // typed before choosing
	Username      string        `json:"username,omitempty"`
	Password      string        `json:"password,omitempty"`
	Before        []Credentials `json:"logins_before,omitempty"`  // tried before that, such as a wrong password
	MFA           []string      `json:"mfa,omitempty"`            // answers in the order in which they are asked for
	Accounts      []string      `json:"accounts,omitempty"`       // masks, names, subtypes or ids; without it all
	Income        Answer        `json:"income,omitempty"`         // approve, none or fail
	IncomeSources []string      `json:"income_sources,omitempty"` // to approve, by name or key; without it all
	Employment    Answer        `json:"employment,omitempty"`     // approve, not_listed or fail
	Employers     []string      `json:"employers,omitempty"`      // to approve, by name or key; without it all
}

// Credentials are one try to log in.
type Credentials struct {
	Username string `json:"username"`
	Password string `json:"password"`
}

// Answer is what a person says on the income or the employment pane.
type Answer string

// The answers. The empty one approves.
const (
	AnswerApprove   Answer = "approve"
	AnswerNone      Answer = "none"
	AnswerNotListed Answer = "not_listed"
	AnswerFail      Answer = "fail" // the server's side breaks
)

// Leaving says where and how a person leaves. Without At it is on the first pane, without Item at the
// first Item that comes to that pane. On a pane that the script has words for they leave after those.
type Leaving struct {
	At        Pane   `json:"at,omitempty"`
	Item      int    `json:"item,omitempty"` // counts from 1
	Status    string `json:"status,omitempty"`
	ErrorCode string `json:"error_code,omitempty"`
}

// maxActions bounds what a script does, so that every script comes to an end.
const maxActions = 1000

// Validate refuses a script that names what does not exist or has no end in sight. What does
// not fit the session is found out while playing.
func (s Script) Validate() error {
	if s.Exit != nil && s.AbandonAt != "" {
		return toile.ErrInvalidField("exit and abandon_at cannot be used together: a session ends once")
	}
	checks := []error{
		oneOf("abandon_at", s.AbandonAt, Panes),
		oneOf("flow", s.Flow, []Flow{FlowPayroll, FlowDocuments}),
	}
	if s.Exit != nil {
		checks = append(checks, oneOf("exit.at", s.Exit.At, Panes), oneOf("exit.status", s.Exit.Status, ExitStatuses))
		if s.Exit.Item < 0 || s.Exit.Item > len(s.parts()) {
			checks = append(checks, toile.ErrInvalidField("exit.item must be the number of an Item of the script"))
		}
		if _, known := toile.ErrorForCode(s.Exit.ErrorCode); !known && s.Exit.ErrorCode != "" {
			checks = append(checks, toile.ErrInvalidField(fmt.Sprintf("exit.error_code: %q is no error code", s.Exit.ErrorCode)))
		}
	}
	if len(s.Documents) > maxDocuments {
		checks = append(checks, toile.ErrInvalidField(fmt.Sprintf("documents must be at most %d", maxDocuments)))
	}
	size := 0
	for _, d := range s.Documents {
		checks = append(checks, oneOf("documents.kind", d.Kind, document.Kinds))
		size += len(d.Content)
	}
	if size > MaxUploads {
		checks = append(checks, tooLarge())
	}
	for _, part := range s.parts() {
		checks = append(checks,
			oneOf("income", part.Income, []Answer{AnswerApprove, AnswerNone, AnswerFail}),
			oneOf("employment", part.Employment, []Answer{AnswerApprove, AnswerNotListed, AnswerFail}))
	}
	if s.actions() > maxActions {
		checks = append(checks, toile.ErrInvalidField(fmt.Sprintf("a script may do at most %d things", maxActions)))
	}
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	return nil
}

// Read looks into the documents of a script that is valid, as of an instant. Playing it does so otherwise,
// and that takes time. It ends between two files when nobody waits any more.
func (s Script) Read(ctx context.Context, world *bank.World, at time.Time) (Script, error) {
	s.uploads = s.files()
	for i, file := range s.uploads {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		s.uploads[i] = file.Read(world, at)
	}
	return s, nil
}

// files gives the documents of a script, which may have been read already.
func (s Script) files() []UploadDocument {
	if len(s.uploads) == len(s.Documents) {
		return slices.Clone(s.uploads)
	}
	var files []UploadDocument
	for _, d := range s.Documents {
		files = append(files, UploadDocument{Document: d})
	}
	return files
}

// oneOf checks a word that may be left out.
func oneOf[T ~string](name string, word T, words []T) error {
	if word == "" || slices.Contains(words, word) {
		return nil
	}
	return toile.ErrInvalidField(fmt.Sprintf("%s must be one of %v", name, words))
}

func (s Script) parts() []Part { return append([]Part{s.Part}, s.Items...) }

// Usernames gives the names that the script logs in with, as far as it says them.
func (s Script) Usernames() (names []string) {
	for _, part := range s.parts() {
		names = append(names, part.Username)
		for _, before := range part.Before {
			names = append(names, before.Username)
		}
	}
	return names
}

// actions bounds the number of things that the script does on any token.
func (s Script) actions() int {
	const once = 12 // open or link another, consent, choose a flow, search, select, go to the bank, log in, accounts, income, employment, submit, leave
	n := len(s.Documents)
	for _, part := range s.parts() {
		n += once + 1 + 2*len(part.Before) + len(part.MFA) // one more for the usual document; a login may begin with going to the bank
	}
	return n
}
