package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"toile/internal/server"
)

// fire causes a webhook about an Item for an address.
func fire(t *testing.T, s *server.Server, url, item string) {
	t.Helper()
	body := fmt.Sprintf(`{"webhook":%q,"item_id":%q,"user_id":"user","verification_status":"VERIFICATION_STATUS_PROCESSING_COMPLETE","webhook_code":"INCOME_VERIFICATION"}`, url, item)
	if status, answer, _ := (request{method: "POST", path: "/sandbox/income/fire_webhook", body: body}).send(t, s); status != 200 {
		t.Fatalf("%d %v", status, answer)
	}
}

// control calls the control surface, which must answer.
func control(t *testing.T, s *server.Server, path, body string) map[string]any {
	t.Helper()
	status, answer, _ := (request{method: "POST", path: path, body: body}).send(t, s)
	if status != 200 || answer["request_id"] == "" {
		t.Fatalf("%s %s: %d %v", path, body, status, answer)
	}
	return answer
}

var instant = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$`)

// What was sent and answered is shown as it was, and a webhook is sent again on request.
func TestWebhooks(t *testing.T) {
	t.Parallel()
	s := open(t)
	came := make(chan *http.Request, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Receiver", "here")
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprint(w, "no tea")
		came <- r
	}))
	t.Cleanup(receiver.Close)
	now := control(t, s, "/toile/webhooks/listen", `{}`)["now"].(string)
	fire(t, s, receiver.URL, "item")
	heard := control(t, s, "/toile/webhooks/listen", `{"since":"`+now+`","wait_seconds":30}`)["webhooks"].([]any)[0].(map[string]any)
	if strings.Count(heard["signature"].(string), ".") != 2 || heard["item_id"] != "item" || !instant.MatchString(now) {
		t.Errorf("heard is %v", heard)
	}
	id := heard["id"].(string)
	sent := <-came
	w := until(t, s, id, 1)
	if w["state"] != "waiting" || !instant.MatchString(w["made_at"].(string)) || !instant.MatchString(w["at"].(string)) || !instant.MatchString(w["next_attempt_at"].(string)) ||
		w["webhook_type"] != "INCOME" || w["webhook_code"] != "INCOME_VERIFICATION" || w["url"] != receiver.URL || w["client_id"] != server.DevelopmentClientID {
		t.Errorf("shown is %v", w)
	}
	attempt := w["attempts"].([]any)[0].(map[string]any)
	headers := attempt["request"].(map[string]any)["headers"].(map[string]any)
	for _, name := range []string{"Content-Type", "User-Agent", "Plaid-Verification"} {
		if headers[name] != sent.Header.Get(name) {
			t.Errorf("%s is shown as %v, was %q", name, headers[name], sent.Header.Get(name))
		}
	}
	answer := attempt["answer"].(map[string]any)
	if attempt["status"] != 418.0 || attempt["took_ms"].(float64) <= 0 || !instant.MatchString(attempt["at"].(string)) ||
		answer["body"] != "no tea" || answer["cut"] != false || answer["headers"].(map[string]any)["X-Receiver"].([]any)[0] != "here" {
		t.Errorf("the attempt is shown as %v", attempt)
	}
	if again := control(t, s, "/toile/webhooks/resend", `{"id":"`+id+`"}`)["webhook"].(map[string]any); again["id"] != id {
		t.Errorf("sent again is %v", again)
	}
	<-came
	until(t, s, id, 2)
	page := control(t, s, "/toile/webhooks/list", `{"item_id":"item","client_id":"","url":"`+receiver.URL+`","webhook_type":"INCOME","webhook_code":"INCOME_VERIFICATION","state":"waiting","limit":2,"before":""}`)
	if listed := page["webhooks"].([]any); len(listed) != 1 || listed[0].(map[string]any)["id"] != id || page["before"] != "" {
		t.Errorf("listed is %v", page)
	}
}

// until waits for a webhook to have so many attempts.
func until(t *testing.T, s *server.Server, id string, attempts int) map[string]any {
	t.Helper()
	for range 2000 { // the courier keeps what came of an attempt after the receiver has answered
		w := control(t, s, "/toile/webhooks/get", `{"id":"`+id+`"}`)["webhook"].(map[string]any)
		if len(w["attempts"].([]any)) == attempts {
			return w
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("webhook %s has no %d attempts", id, attempts)
	return nil
}

func TestWebhookRefusals(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, test := range []struct {
		path, body string
		status     int
		code, says string
	}{
		{"list", `{"item":"x"}`, 400, "UNKNOWN_FIELDS", "item"},
		{"list", `{"limit":0}`, 400, "INVALID_FIELD", "limit"},
		{"list", `{"limit":501}`, 400, "INVALID_FIELD", "limit"},
		{"list", `{"state":"gone"}`, 400, "INVALID_FIELD", "state must be one of waiting, delivered, failed"},
		{"list", `{"before":"yesterday"}`, 400, "INVALID_FIELD", "before"},
		{"list", `{"before":"99999999999999999999_x"}`, 400, "INVALID_FIELD", "before"},
		{"get", `{}`, 400, "MISSING_FIELDS", "id"},
		{"get", `{"id":"absent"}`, 404, "NOT_FOUND", "no webhook"},
		{"get", `{"id":"\u0000"}`, 400, "INVALID_FIELD", "id"},
		{"resend", `{"id":"absent"}`, 404, "NOT_FOUND", "no webhook"},
		{"resend", `{"id":1}`, 400, "INVALID_FIELD", "id"},
		{"listen", `{"since":"noon"}`, 400, "INVALID_FIELD", "since"},
		{"listen", `{"wait_seconds":31}`, 400, "INVALID_FIELD", "wait_seconds"},
		{"listen", `{"wait_seconds":-1}`, 400, "INVALID_FIELD", "wait_seconds"},
		{"sign", `{"body":{}}`, 400, "INVALID_FIELD", "body"},
		{"sign", `{"text":""}`, 400, "UNKNOWN_FIELDS", "text"},
		{"rotate_key", `{"expires_in_seconds":-0.5}`, 400, "INVALID_FIELD", "expires_in_seconds"},
		{"rotate_key", `{"expires_in_seconds":1e300}`, 400, "INVALID_FIELD", "expires_in_seconds"},
		{"rotate_key", `{"expires_in_seconds":"now"}`, 400, "INVALID_FIELD", "expires_in_seconds"},
	} {
		status, answer, _ := (request{method: "POST", path: "/toile/webhooks/" + test.path, body: test.body}).send(t, s)
		message, _ := answer["error_message"].(string)
		if status != test.status || answer["error_code"] != test.code || !strings.Contains(message, test.says) {
			t.Errorf("%s %s: %d %v", test.path, test.body, status, answer)
		}
	}
	abroad := request{method: "POST", path: "/toile/webhooks/list", body: `{}`, header: map[string]string{"RemoteAddr": "192.0.2.1:1"}}
	if status, _, _ := abroad.send(t, s); status == 200 {
		t.Error("webhooks are shown to another machine")
	}
}

// A key that is rotated ends after five minutes where nobody says when, and the other one signs.
func TestRotateKey(t *testing.T) {
	t.Parallel()
	s := open(t)
	before := time.Now()
	rotated := control(t, s, "/toile/webhooks/rotate_key", `{}`)
	ends, err := time.Parse(time.RFC3339, rotated["expires_at"].(string))
	if wait := ends.Sub(before); err != nil || wait < 5*time.Minute-2*time.Second || wait > 6*time.Minute {
		t.Errorf("it ends in %s, %v", wait, err)
	}
	for kid, ended := range map[string]bool{rotated["expired_key_id"].(string): true, rotated["key_id"].(string): false} {
		key := control(t, s, "/webhook_verification_key/get", `{"key_id":"`+kid+`"}`)["key"].(map[string]any)
		if at, has := key["expired_at"].(float64); has != ended || has && int64(at) != ends.Unix() {
			t.Errorf("%s is shown as %v", kid, key)
		}
	}
	if signed := control(t, s, "/toile/webhooks/sign", `{"body":"{\n}"}`); signed["body"] != "{\n}" || strings.Count(signed["signature"].(string), ".") != 2 {
		t.Errorf("signed is %v", signed)
	}
}
