package api_test

import "testing"

// TestCategories holds that the categories need no keys, whatever JSON the body is.
func TestCategories(t *testing.T) {
	t.Parallel()
	s := open(t)
	without := map[string]string{"PLAID-CLIENT-ID": "", "PLAID-SECRET": ""}
	for _, body := range []string{`null`, `{}`, `{"client_id":"x","secret":"y"}`} {
		code, answer, _ := request{"POST", "/categories/get", body, without}.send(t, s)
		if code != 200 || len(answer["categories"].([]any)) < 590 || answer["request_id"] == "" {
			t.Errorf("%s: %d", body, code)
		}
	}
	for _, body := range []string{``, `{`, `nonsense`} {
		if code, answer, _ := (request{"POST", "/categories/get", body, without}).send(t, s); code != 400 || answer["error_code"] != "INVALID_BODY" {
			t.Errorf("%q: %d %v", body, code, answer)
		}
	}
}
