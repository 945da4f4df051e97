package id_test

import (
	"regexp"
	"strings"
	"testing"

	"toile/internal/id"
)

// TestHosted spells link tokens as keys of hosted sessions and reads them back, and no text that differs.
func TestHosted(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^[0-9a-z]{34}$`)
	source := id.New("hosted")
	seen := map[string]bool{}
	for n := range int64(2000) {
		token := source.Token("link", "someone", n)
		key := id.Hosted(token)
		if !shape.MatchString(key) || seen[key] {
			t.Fatalf("%s has the key %q", token, key)
		}
		seen[key] = true
		if back, ok := id.Unhosted(key); !ok || back != token {
			t.Fatalf("%s is read from %s as %q, %t", token, key, back, ok)
		}
		i := int(n) % len(key)
		other := "0"
		if key[i] == '0' {
			other = "1"
		}
		for _, wrong := range []string{key[:i] + other + key[i+1:], key[1:] + key[:1], key[:33], key + "0", strings.ToUpper(key), "0" + key[:33], key[:i] + "_" + key[i+1:]} {
			if wrong == key { // a letterless key in upper case
				continue
			}
			if back, ok := id.Unhosted(wrong); ok {
				t.Fatalf("%q is read as %s", wrong, back)
			}
		}
	}
	for _, none := range []string{"", "link-sandbox-", "link-production-" + source.UUID("x", "", 1), "public-sandbox-" + source.UUID("x", "", 1), strings.ToUpper(source.Token("link", "", 1))} {
		if key := id.Hosted(none); key != "" {
			t.Errorf("%q has the key %q", none, key)
		}
	}
	// The bounds of the number: the smallest UUID, the largest, and a number beyond 175 bits.
	for _, digit := range []string{"0", "f"} {
		uuid := strings.ReplaceAll("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "x", digit)
		if back, ok := id.Unhosted(id.Hosted("link-sandbox-" + uuid)); !ok || back != "link-sandbox-"+uuid {
			t.Errorf("%s is read as %q, %t", uuid, back, ok)
		}
	}
	if back, ok := id.Unhosted(strings.Repeat("z", 34)); ok {
		t.Errorf("a number that is too large is read as %s", back)
	}
}

// FuzzUnhosted reads only what Hosted wrote.
func FuzzUnhosted(f *testing.F) {
	f.Add(id.Hosted(id.New("fuzz").Token("link", "someone", 1)))
	f.Add(strings.Repeat("0", 34))
	f.Fuzz(func(t *testing.T, key string) {
		if token, ok := id.Unhosted(key); ok && (!id.IsToken("link", token) || id.Hosted(token) != key) {
			t.Errorf("%q is read as %q", key, token)
		}
	})
}
