package id_test

import (
	"slices"
	"strings"
	"testing"

	"toile/internal/id"
)

// TestSeal reads tokens back, and none that another secret made or that somebody changed.
func TestSeal(t *testing.T) {
	t.Parallel()
	seal := id.NewSeal("secret")
	words := []string{"item", "", "a-b_c", "12"}
	token := seal.Token("document", words...)
	if token != id.NewSeal("secret").Token("document", words...) || token == seal.Token("document", "item") {
		t.Error("a token does not follow from its words alone")
	}
	if got, ok := seal.Words("document", token); !ok || !slices.Equal(got, words) {
		t.Errorf("%q reads %q, %t", token, got, ok)
	}
	changed := []string{
		"", "document-sandbox-", "document-sandbox-AAAA", token[:len(token)-1], token + "A", token + "\n", strings.ToUpper(token),
		strings.Replace(token, "document", "paper", 1), id.NewSeal("other").Token("document", words...),
	}
	const code = len("document-sandbox-")
	for i := code; i < len(token); i++ { // in any place
		other := byte('A')
		if token[i] == other {
			other = 'B'
		}
		changed = append(changed, token[:i]+string(other)+token[i+1:])
	}
	for _, text := range changed {
		if got, ok := seal.Words("document", text); ok {
			t.Errorf("%q reads %q", text, got)
		}
	}
	if _, ok := seal.Words("paper", token); ok {
		t.Error("a token is read as one of another kind")
	}
}
