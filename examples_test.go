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

// newerLists are the lists that spec/overlay.yaml requires of answers and that the examples of the official file,
// which is older, do not have. The names before the last are lists, too.
var newerLists = map[string][]string{
	"/credit/payroll_income/get": {"items", "payroll_income", "i20s"},
}

// addList adds an empty list to every element on a way through lists, and reports whether one was missing.
func addList(value any, where []string) (missing bool) {
	members := value.(map[string]any)
	if len(where) == 1 {
		_, there := members[where[0]]
		if !there {
			members[where[0]] = []any{}
		}
		return !there
	}
	for _, element := range members[where[0]].([]any) {
		missing = addList(element, where[1:]) || missing
	}
	return missing
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
			want := parseAny(t, body)
			if where, ok := newerLists[op.path]; ok && !addList(want, where) {
				t.Errorf("%s has a list %v by now: it needs no tolerance", name, where)
			}
			if diff := cmp.Diff(want, parseAny(t, got)); diff != "" {
				t.Errorf("%s changes on its way (-example +ours):\n%s", name, diff)
			}
		}
	}
	if seen < answering {
		t.Errorf("only %d examples for %d operations", seen, answering)
	}
}
