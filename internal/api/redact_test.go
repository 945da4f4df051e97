package api

import "testing"

func TestRedact(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"/item/get": "/item/get",
		"/access-sandbox-11111111-1111-4111-8111-111111111111":        "/access-sandbox-…",
		"x_access-sandbox-11111111-1111-4111-8111-111111111111 and":   "x_access-sandbox-… and",
		"unknown: 70117e5eed5a9d0f005ec4e7000000":                     "unknown: …",
		"client_user_id \"ann\" of 70117e5eed5a9d0f00c11e47 is taken": "client_user_id \"ann\" of 70117e5eed5a9d0f00c11e47 is taken",
	} {
		if got := redact(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
