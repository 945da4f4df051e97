package toile_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzRequests holds every operation's strict decoder against encoding/json: what ours takes, encoding/json
// takes too, and what ours takes without a problem comes back equal, but for keys that are null.
func FuzzRequests(f *testing.F) {
	for i, body := range []string{
		`{"user_token":"user-sandbox-1"}`, `null`, `{"client_id":"a","secret":"\ud83d\ude00\n","user_token":"\u00e9"}`,
		`{"client_user_id":"u","identity":{"name":{"given_name":"a","family_name":"b"},"date_of_birth":"1975-01-18","emails":[]}}`,
		linkToken(`"products":["auth"],"user":{"client_user_id":"u"},"account_filters":{"depository":{"account_subtypes":["all"]}}`),
		`{"institution_id":"ins_1","initial_products":["auth"],"options":{"transactions":{"days_requested":90}}}`,
		`{"access_token":"a","webhook":null}`, `{"a":[1,-2.5e3,true,{"b":null}],"a":2}`,
	} {
		f.Add(i, []byte(body))
	}
	f.Fuzz(func(t *testing.T, n int, body []byte) {
		op := allOps[uint(n)%uint(len(allOps))]
		got, problems, err := op.request(body)
		if err != nil {
			return
		}
		if !json.Valid(body) {
			t.Fatalf("%s takes what encoding/json does not: %q", op.path, body)
		}
		if len(problems.Unknown)+len(problems.Missing)+len(problems.Invalid) > 0 {
			return
		}
		want := withoutNulls(parseAny(t, body))
		if want == nil {
			want = map[string]any{}
		}
		if diff := cmp.Diff(want, withoutNulls(parseAny(t, got))); diff != "" {
			t.Fatalf("%s changes %q to %q (-before +after):\n%s", op.path, body, got, diff)
		}
		again, problems, err := op.request(got)
		if err != nil || !bytes.Equal(again, got) || !problems.Empty() {
			t.Fatalf("%s reads its own %q as %q, %v, %v", op.path, got, again, problems, err)
		}
	})
}

// FuzzResponses holds every operation's lenient decoder against itself: what it takes is JSON, and what it
// writes it reads again without a change.
func FuzzResponses(f *testing.F) {
	f.Add(0, []byte(`{"sessions":[{"session_start_time":"2026-01-02T03:04:05.600000Z","x":{"y":[1]}}],"request_id":"r"}`))
	f.Add(2, []byte(`{"item":{"item_id":"i","error":null,"available_products":["x"],"webhook":""},"status":null,"more":1e2}`))
	f.Add(11, []byte(`{"user_id":"u","created_at":"2026-01-02T03:04:05Z","identity":null,"client_user_id":null}`))
	f.Fuzz(func(t *testing.T, n int, body []byte) {
		op := allOps[uint(n)%uint(len(allOps))]
		if op.response == nil {
			return
		}
		got, err := op.response(body)
		if err != nil {
			return
		}
		if !json.Valid(body) || !json.Valid(got) {
			t.Fatalf("%s makes %q of %q", op.path, got, body)
		}
		again, err := op.response(got)
		if err != nil || !bytes.Equal(again, got) {
			t.Fatalf("%s reads its own %q as %q, %v", op.path, got, again, err)
		}
	})
}

// withoutNulls drops members that are null: a request may leave them out instead.
func withoutNulls(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, member := range v {
			if member = withoutNulls(member); member == nil {
				delete(v, key)
			}
		}
	case []any:
		for i := range v {
			v[i] = withoutNulls(v[i])
		}
		return slices.Clip(v)
	}
	return v
}
