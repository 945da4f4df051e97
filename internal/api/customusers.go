package api

import (
	"encoding/json"
	"net/http"

	"toile"
	"toile/internal/app"
)

// customUserRequest names a custom user of a client. The client is the one whose keys come with
// the request unless it names another.
type customUserRequest struct {
	ClientID string          `json:"client_id"`
	Username string          `json:"username"`
	Config   json.RawMessage `json:"config"` // of save: the configuration, or its text in a string
}

// text gives the configuration as it is kept.
func (req customUserRequest) text() string {
	var text string
	if json.Unmarshal(req.Config, &text) == nil && text != "" {
		return text
	}
	return string(req.Config)
}

func readCustomUser(w http.ResponseWriter, r *http.Request, x *exchange) (req customUserRequest, err error) {
	if err := readControl(w, r, x, &req); err != nil {
		return req, err
	}
	if req.ClientID == "" {
		req.ClientID = x.headerValue("Plaid-Client-Id")
	}
	if req.ClientID == "" {
		return req, toile.ErrMissingFields("client_id")
	}
	return req, nil
}

// customUserState tells of one custom user.
type customUserState struct {
	app.CustomUser
	RequestID string `json:"request_id"`
}

func (h *Handler) saveCustomUser(w http.ResponseWriter, r *http.Request, x *exchange) error {
	req, err := readCustomUser(w, r, x)
	if err != nil {
		return err
	}
	if len(req.Config) == 0 {
		return toile.ErrMissingFields("config")
	}
	saved, err := h.App.SaveCustomUser(r.Context(), req.ClientID, app.CustomUser{Username: req.Username, Config: req.text()})
	if err != nil {
		return err
	}
	return x.reply(customUserState{saved, x.caller.RequestID})
}

func (h *Handler) showCustomUser(w http.ResponseWriter, r *http.Request, x *exchange) error {
	req, err := readCustomUser(w, r, x)
	if err != nil {
		return err
	}
	user, err := h.App.CustomUser(r.Context(), req.ClientID, req.Username)
	if err != nil {
		return err
	}
	return x.reply(customUserState{user, x.caller.RequestID})
}

func (h *Handler) listCustomUsers(w http.ResponseWriter, r *http.Request, x *exchange) error {
	req, err := readCustomUser(w, r, x)
	if err != nil {
		return err
	}
	return h.replyCustomUsers(r, x, req)
}

func (h *Handler) removeCustomUser(w http.ResponseWriter, r *http.Request, x *exchange) error {
	req, err := readCustomUser(w, r, x)
	if err != nil {
		return err
	}
	if err := h.App.RemoveCustomUser(r.Context(), req.ClientID, req.Username); err != nil {
		return err
	}
	return h.replyCustomUsers(r, x, req)
}

func (h *Handler) replyCustomUsers(r *http.Request, x *exchange, req customUserRequest) error {
	names, err := h.App.CustomUsernames(r.Context(), req.ClientID)
	if err != nil {
		return err
	}
	return x.reply(struct {
		Usernames []string `json:"usernames"`
		RequestID string   `json:"request_id"`
	}{append([]string{}, names...), x.caller.RequestID})
}
