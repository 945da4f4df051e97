package toile_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// requestIDOf returns the request_id of a response.
func requestIDOf(body []byte) string {
	var v struct {
		RequestID string `json:"request_id"`
	}
	_ = json.Unmarshal(body, &v)
	return v.RequestID
}

// parseAny decodes JSON for a comparison by value.
func parseAny(t *testing.T, body []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return v
}

// Every response example of the official file survives our types.
func TestOfficialExamples(t *testing.T) {
	t.Parallel()
	spec := openSpec(t)
	seen, answering := 0, 0
	for _, op := range allOps {
		if op.response == nil {
			continue
		}
		answering++
		examples := spec.find("paths", op.path, "post", "responses", "200", "content", "application/json", "examples")
		if examples == nil {
			continue
		}
		for i := 0; i < len(examples.Content); i += 2 {
			name := op.path + " " + examples.Content[i].Value
			value := specNode{examples.Content[i+1]}.find("value")
			if value == nil {
				t.Errorf("%s has no value", name)
				continue
			}
			seen++
			body := toJSON(t, value)
			got, err := op.response(body)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if diff := cmp.Diff(parseAny(t, body), parseAny(t, got)); diff != "" {
				t.Errorf("%s changes on its way (-example +ours):\n%s", name, diff)
			}
		}
	}
	if seen < answering {
		t.Errorf("only %d examples for %d operations", seen, answering)
	}
}
