package webhook_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"toile"
	"toile/internal/webhook"
)

// The body of a real webhook, which hashes to the digest that its sender signed (facts link 4.1),
// with the environment that today's have.
const real = `{
  "environment": "sandbox",
  "error": null,
  "item_id": "xVDbz8kaZRf69Nd18x81I3y83kZaxEF688545",
  "new_transactions": 0,
  "webhook_code": "DEFAULT_UPDATE",
  "webhook_type": "TRANSACTIONS"
}`

func TestBody(t *testing.T) {
	t.Parallel()
	// What we hold ours against is what was signed then.
	then := sha256.Sum256([]byte(strings.Replace(real, "  \"environment\": \"sandbox\",\n", "", 1)))
	if digest := hex.EncodeToString(then[:]); !strings.HasPrefix(digest, "c43741964e9b") || !strings.HasSuffix(digest, "aade40a") {
		t.Fatalf("the body that was captured hashes to %s", digest)
	}
	fields := func(more map[string]any) webhook.Message {
		return webhook.Message{Type: "ITEM", Code: "ERROR", Fields: more}
	}
	for name, test := range map[string]struct {
		message webhook.Message
		want    string
	}{
		"a real one": {webhook.Message{Type: "TRANSACTIONS", Code: "DEFAULT_UPDATE", Fields: map[string]any{
			"new_transactions": 0, "error": nil, "item_id": "xVDbz8kaZRf69Nd18x81I3y83kZaxEF688545",
		}}, real},
		"no fields": {fields(nil), "{\n  \"environment\": \"sandbox\",\n  \"webhook_code\": \"ERROR\",\n  \"webhook_type\": \"ITEM\"\n}"},
		"signs as they are, keys sorted at every level": {
			fields(map[string]any{"a": struct {
				Z string            `json:"z"`
				B []json.RawMessage `json:"b"`
			}{"<R&D> é \u2028", []json.RawMessage{json.RawMessage(`{"d":1.10,"c":12345678901234567890}`)}}}),
			"{\n  \"a\": {\n    \"b\": [\n      {\n        \"c\": 12345678901234567890,\n        \"d\": 1.10\n      }\n    ],\n" +
				"    \"z\": \"<R&D> é \\u2028\"\n  },\n  \"environment\": \"sandbox\",\n  \"webhook_code\": \"ERROR\",\n  \"webhook_type\": \"ITEM\"\n}",
		},
		"what it is cannot be overwritten": {
			fields(map[string]any{"webhook_type": "X", "webhook_code": "Y", "environment": "production"}),
			"{\n  \"environment\": \"sandbox\",\n  \"webhook_code\": \"ERROR\",\n  \"webhook_type\": \"ITEM\"\n}",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := test.message.Body()
			if err != nil || string(got) != test.want {
				t.Errorf("%v\n%s\nwant\n%s", err, got, test.want)
			}
		})
	}
	if _, err := fields(map[string]any{"a": math.NaN()}).Body(); err == nil {
		t.Error("no number is a number")
	}
}

// An error of the API in a webhook is in order, too.
func TestBodyWithError(t *testing.T) {
	t.Parallel()
	body, err := webhook.Message{Type: "ITEM", Code: "ERROR", Fields: map[string]any{"error": toile.ErrItemLoginRequired()}}.Body()
	if err != nil {
		t.Fatal(err)
	}
	var read map[string]any
	if err := json.Unmarshal(body, &read); err != nil {
		t.Fatal(err)
	}
	again, err := json.MarshalIndent(read, "", "  ")
	if err != nil || string(again) != string(body) {
		t.Errorf("%v: the keys of\n%s\nare in another order than those of\n%s", err, body, again)
	}
}
