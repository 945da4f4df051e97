package id_test

import (
	"regexp"
	"testing"

	"toile/internal/id"
)

// The shapes are those of the fact sheet (facts api 1.4), as regular expressions.
func TestShapes(t *testing.T) {
	t.Parallel()
	token := regexp.MustCompile(`^user-[a-z]+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	userID := regexp.MustCompile(`^usr_[0-9A-Za-z]{14}$`)
	audit := regexp.MustCompile(`^a-[a-z]+-[0-9A-Za-z]{26}$`)
	source := id.New("shapes")
	texts := []string{source.Token("user", "someone", 1), source.Token("access", "someone", 1), source.User("someone", 1), source.AuditCopy("someone", 1), "", "user", "user-", "usr_"}
	for _, text := range texts[:4] {
		for i := range len(text) {
			texts = append(texts, text[:i], text[i:], text[:i]+text[i+1:])
			for _, c := range []string{"-", "g", "F", "0", "_", "{", "\n", "é", "\x00"} {
				texts = append(texts, text[:i]+c+text[i:], text[:i]+c+text[i+1:])
			}
		}
	}
	for _, text := range texts {
		if got, want := id.IsToken("user", text), token.MatchString(text); got != want {
			t.Errorf("IsToken of %q is %v, want %v", text, got, want)
		}
		if got, want := id.IsAuditCopy(text), audit.MatchString(text); got != want {
			t.Errorf("IsAuditCopy of %q is %v, want %v", text, got, want)
		}
		if got, want := id.IsUser(text), userID.MatchString(text); got != want {
			t.Errorf("IsUser of %q is %v, want %v", text, got, want)
		}
	}
}
