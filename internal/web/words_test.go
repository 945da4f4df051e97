package web

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"toile/internal/bank"
)

var place = regexp.MustCompile(`\{[0-9]\}`)

// TestLanguages compares every language with English: the same texts with the same places, and none empty.
func TestLanguages(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "es", "fr"} {
		if spoken(language) != language {
			t.Errorf("there are no words in %s", language)
		}
		for key, text := range words[language] {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: %s is empty", language, key)
			}
			if _, ok := words["en"][key]; !ok {
				t.Errorf("%s: English has no %s", language, key)
			}
		}
		for key, text := range words["en"] {
			own, ok := words[language][key]
			if !ok {
				t.Errorf("%s lacks %s", language, key)
			}
			if got, want := places(own), places(text); !slices.Equal(got, want) {
				t.Errorf("%s: %s has the places %v, English %v", language, key, got, want)
			}
		}
	}
	if (&Page{Language: "de"}).Lang() != "en" {
		t.Error("German, which has no words, is not said to be English")
	}
}

func places(text string) []string {
	found := map[string]bool{}
	for _, p := range place.FindAllString(text, -1) {
		found[p] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// TestFailureWords finds a title and a text for every error with which Link itself fails: those of the
// custom users' force_error (facts link 6.2), of the route table (facts link 2.4), and of OAuth and uploads.
func TestFailureWords(t *testing.T) {
	t.Parallel()
	codes := strings.Fields(`INSTITUTION_NOT_RESPONDING INSTITUTION_NO_LONGER_SUPPORTED INVALID_CREDENTIALS INVALID_MFA ITEM_LOCKED
		ITEM_NOT_SUPPORTED INVALID_LINK_TOKEN MFA_NOT_SUPPORTED NO_ACCOUNTS PLAID_ERROR USER_INPUT_TIMEOUT USER_SETUP_REQUIRED
		INVALID_UPDATED_USERNAME INVALID_SEND_METHOD INSTITUTION_DOWN INSTITUTION_NOT_AVAILABLE RECAPTCHA_BAD ACCESS_NOT_GRANTED
		INCOME_VERIFICATION_UPLOAD_ERROR INTERNAL_SERVER_ERROR`)
	for _, code := range codes {
		for _, what := range []string{"title", "text"} {
			if key := "failure." + code + "." + what; !said(key) {
				t.Errorf("there is no text %s", key)
			}
		}
	}
}

// TestMoney writes amounts as each language does.
func TestMoney(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		language string
		cents    int64
		currency string
		want     string
	}{
		{"en", 1234567_89, "USD", "$1,234,567.89"}, {"en", 5, "USD", "$0.05"}, {"en", -12_50, "EUR", "-€12.50"}, {"en", 100_00, "CAD", "CAD\u00a0100.00"},
		{"es", 1234_50, "USD", "1234,50\u00a0US$"}, {"es", 12345_50, "EUR", "12.345,50\u00a0€"},
		{"fr", 1234_50, "USD", "1\u202f234,50\u00a0$US"}, {"fr", 999_00, "GBP", "999,00\u00a0GBP"},
		{"de", 1234_00, "USD", "$1,234.00"},
	} {
		if got := money(c.language, bank.Cents(c.cents), c.currency); got != c.want {
			t.Errorf("%d cents of %s in %s are %q, want %q", c.cents, c.currency, c.language, got, c.want)
		}
	}
}

// TestCount puts numbers of things as each language does.
func TestCount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		language string
		n        int
		want     string
	}{
		{"en", 0, "0 deposits"}, {"en", 1, "1 deposit"}, {"en", 2, "2 deposits"}, {"fr", 0, "0 versement"}, {"fr", 1, "1 versement"}, {"fr", 2, "2 versements"},
		{"es", 0, "0 ingresos"}, {"es", 1, "1 ingreso"},
	} {
		if got := (&Page{Language: c.language}).Count("income.count", c.n); got != c.want {
			t.Errorf("%d in %s is %q, want %q", c.n, c.language, got, c.want)
		}
	}
}
