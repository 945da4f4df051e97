package id_test

import (
	"testing"

	"toile/internal/id"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	sealed := id.NewSeal("secret").Token("visit", "word")
	for text, want := range map[string]string{
		"/item/get": "/item/get",
		"/access-sandbox-11111111-1111-4111-8111-111111111111":                             "/access-sandbox-…",
		"x_access-sandbox-11111111-1111-4111-8111-111111111111 and":                        "x_access-sandbox-… and",
		"unknown: 70117e5eed5a9d0f005ec4e7000000":                                          "unknown: …",
		"client_user_id \"ann\" of 70117e5eed5a9d0f00c11e47 is taken":                      "client_user_id \"ann\" of 70117e5eed5a9d0f00c11e47 is taken",
		"no " + sealed + " here":                                                           "no visit-sandbox-… here",
		"/hl/" + id.Hosted("link-sandbox-11111111-1111-4111-8111-111111111111") + ": gone": "/hl/…: gone",
		"toile/internal/link.(*turn).decideWhatThePersonIsAskedForNext(0xc000123456)":      "toile/internal/link.(*turn).decideWhatThePersonIsAskedForNext(0xc000123456)",
	} {
		if got := id.Redact(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
