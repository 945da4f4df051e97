package api

import (
	"net/http"
	"time"

	"toile/internal/app"
)

// signWebhook signs a body as if it were sent now, or a while ago, so that a receiver can be tried alone.
func (h *Handler) signWebhook(w http.ResponseWriter, r *http.Request, x *exchange) error {
	var req struct {
		Body       string  `json:"body"`
		AgeSeconds float64 `json:"age_seconds"`
	}
	if err := readControl(w, r, x, &req); err != nil {
		return err
	}
	longest := 2 * app.MaxSignatureAge.Seconds() // what is too far is refused there
	age := min(max(req.AgeSeconds, -longest), longest)
	signature, err := h.App.SignOldWebhook(r.Context(), []byte(req.Body), time.Duration(age*float64(time.Second)))
	if err != nil {
		return err
	}
	return x.reply(struct {
		Body      string `json:"body"`
		RequestID string `json:"request_id"`
		Signature string `json:"signature"`
	}{req.Body, x.caller.RequestID, signature})
}

// keyEnding is how long the old key is good where the caller does not say: as old as a signature may be
// (facts link 4.2).
const keyEnding = 5 * time.Minute

// rotateWebhookKey puts a new key in the place of the one that signs.
func (h *Handler) rotateWebhookKey(w http.ResponseWriter, r *http.Request, x *exchange) error {
	req := struct {
		ExpiresInSeconds float64 `json:"expires_in_seconds"`
	}{keyEnding.Seconds()}
	if err := readControl(w, r, x, &req); err != nil {
		return err
	}
	// What is too far is refused there.
	seconds := max(min(req.ExpiresInSeconds, 2*app.MaxKeyEnding.Seconds()), -1)
	newKid, oldKid, expiresAt, err := h.App.RotateWebhookKey(r.Context(), time.Duration(seconds*float64(time.Second)))
	if err != nil {
		return err
	}
	return x.reply(struct {
		ExpiredKeyID string    `json:"expired_key_id"`
		ExpiresAt    time.Time `json:"expires_at"`
		KeyID        string    `json:"key_id"`
		RequestID    string    `json:"request_id"`
	}{oldKid, expiresAt, newKid, x.caller.RequestID})
}
