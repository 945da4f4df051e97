package api

import (
	"net/http"
	"time"

	"toile"
	"toile/internal/app"
	"toile/internal/webhook"
)

// listedWebhooks is how many webhooks are listed where the caller does not say.
const listedWebhooks = 100

// listWebhooks lists webhooks, the newest first. A client's keys in the headers choose nothing here: the person who
// runs the server sees those of all clients.
func (h *Handler) listWebhooks(w http.ResponseWriter, r *http.Request, x *exchange) error {
	var req struct {
		ClientID string `json:"client_id"`
		ItemID   string `json:"item_id"`
		URL      string `json:"url"`
		Type     string `json:"webhook_type"`
		Code     string `json:"webhook_code"`
		State    string `json:"state"`
		Limit    int    `json:"limit"`
		Before   string `json:"before"`
	}
	req.Limit = listedWebhooks
	if err := readControl(w, r, x, &req); err != nil {
		return err
	}
	all, before, err := h.App.Webhooks(r.Context(), app.WebhookQuery{
		ClientID: req.ClientID, ItemID: req.ItemID, URL: req.URL, Type: req.Type, Code: req.Code,
		State: webhook.State(req.State), Before: req.Before, Most: req.Limit,
	})
	if err != nil {
		return err
	}
	return x.reply(struct {
		Before    string        `json:"before"`
		RequestID string        `json:"request_id"`
		Webhooks  []webhookView `json:"webhooks"`
	}{before, x.caller.RequestID, viewWebhooks(all)})
}

// oneWebhook reads a request that names a webhook and answers with what a method gives for it.
func oneWebhook(w http.ResponseWriter, r *http.Request, x *exchange, method func(id string) (app.SeenWebhook, error)) error {
	var req struct {
		ID string `json:"id"`
	}
	if err := readControl(w, r, x, &req); err != nil {
		return err
	}
	if req.ID == "" {
		return toile.ErrMissingFields("id")
	}
	s, err := method(req.ID)
	if err != nil {
		return err
	}
	return x.reply(struct {
		RequestID string      `json:"request_id"`
		Webhook   webhookView `json:"webhook"`
	}{x.caller.RequestID, viewWebhook(s)})
}

func (h *Handler) showWebhook(w http.ResponseWriter, r *http.Request, x *exchange) error {
	return oneWebhook(w, r, x, func(id string) (app.SeenWebhook, error) { return h.App.Webhook(r.Context(), id) })
}

func (h *Handler) resendWebhook(w http.ResponseWriter, r *http.Request, x *exchange) error {
	return oneWebhook(w, r, x, func(id string) (app.SeenWebhook, error) { return h.App.ResendWebhook(r.Context(), id) })
}

// maxWait is how long a caller may wait for a webhook in one call.
const maxWait = 30 * time.Second

// heardWebhook is a webhook with a signature of this moment, to hand it on with.
type heardWebhook struct {
	webhookView
	Signature string `json:"signature"`
}

// awaitWebhooks answers with the webhooks that were made since an instant, when there are any or the wait is over. Who
// names no instant learns which one it is.
func (h *Handler) awaitWebhooks(w http.ResponseWriter, r *http.Request, x *exchange) error {
	var req struct {
		Since       *time.Time `json:"since"`
		WaitSeconds float64    `json:"wait_seconds"`
	}
	if err := readControl(w, r, x, &req); err != nil {
		return err
	}
	if req.WaitSeconds < 0 || req.WaitSeconds > maxWait.Seconds() {
		return toile.ErrInvalidField("wait_seconds must be between 0 and 30")
	}
	wait := time.Duration(req.WaitSeconds * float64(time.Second))
	if req.Since == nil {
		req.Since, wait = new(farFuture), 0
	}
	all, now, err := h.App.AwaitWebhooks(r.Context(), *req.Since, wait)
	if err != nil {
		return err
	}
	heard := make([]heardWebhook, len(all))
	for i, s := range all {
		heard[i].webhookView = viewWebhook(s)
		if heard[i].Signature, err = h.App.SignWebhook(r.Context(), []byte(s.Body)); err != nil {
			return err
		}
	}
	return x.reply(struct {
		Now       moment         `json:"now"`
		RequestID string         `json:"request_id"`
		Webhooks  []heardWebhook `json:"webhooks"`
	}{moment(now), x.caller.RequestID, heard})
}

// farFuture is an instant since which nothing was made.
var farFuture = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
