package toile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"toile"
)

// A handler takes webhooks from toile or from Plaid, whichever the client calls.
func ExampleWebhookVerifier_Read() {
	client := toile.NewClient("client_id", "secret", toile.WithBaseURL("https://sandbox.plaid.com"))
	verifier := toile.NewWebhookVerifier(client) // one for the program, for it keeps keys
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hook, err := verifier.Read(r)
		switch {
		case errors.Is(err, toile.ErrWebhookKeyUnavailable):
			http.Error(w, "not now", http.StatusServiceUnavailable) // it comes again
			return
		case err != nil:
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		switch hook.Type + " " + hook.Code {
		case "ITEM ERROR":
			var says struct {
				ItemID string       `json:"item_id"`
				Error  *toile.Error `json:"error"`
			}
			if err := json.Unmarshal(hook.Body, &says); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			} else if says.Error != nil && errors.Is(says.Error, toile.ErrItemLoginRequired()) {
				fmt.Println("ask the owner of", says.ItemID, "to log in")
			}
		}
	})

	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest(http.MethodPost, "/plaid", strings.NewReader(`{"webhook_type": "ITEM", "webhook_code": "ERROR"}`)))
	fmt.Print(answer.Code, " ", answer.Body)
	// Output: 401 the webhook has no signature, or several
}
