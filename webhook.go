package toile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const (
	// WebhookSignatureHeader is the header in which a webhook is signed. Its name may come in any case (facts link 4.1).
	WebhookSignatureHeader = "Plaid-Verification"
	// MaxWebhookBytes is how long the body of a webhook is that [WebhookVerifier.Read] still reads: LINK EVENTS of a long
	// session have over a million bytes.
	MaxWebhookBytes = 4 << 20
)

// Why a webhook is not accepted. The errors of a [WebhookVerifier] wrap one of these; errors.Is tells which.
//
// ErrWebhookKeyUnavailable and an error of reading say nothing about the webhook: it may be genuine and should be
// answered with a status of 500 or more, so that it comes again. All others are of webhooks to be refused.
var (
	ErrWebhookUnsigned       = errors.New("the webhook has no signature, or several")
	ErrWebhookMalformed      = errors.New("the webhook's signature is no JWT of a webhook")
	ErrWebhookAlgorithm      = errors.New("the webhook is not signed as a JWT by ES256")
	ErrWebhookTooOld         = errors.New("the webhook's signature is too old")
	ErrWebhookFromFuture     = errors.New("the webhook's signature is from the future")
	ErrWebhookBody           = errors.New("the webhook's signature is of another body")
	ErrWebhookTooLarge       = errors.New("the webhook is too large")
	ErrWebhookKeyUnknown     = errors.New("the webhook is signed by an unknown key")
	ErrWebhookKeyExpired     = errors.New("the webhook is signed by a key that has expired")
	ErrWebhookKeyUnavailable = errors.New("the key of the webhook cannot be had now")
	ErrWebhookSignature      = errors.New("the webhook is not signed by the key that it names")
	ErrWebhookUnreadable     = errors.New("the webhook is signed well, but its body is no webhook")
)

// Webhook is a webhook that came and is genuine.
type Webhook struct {
	Type        string // webhook_type, such as "ITEM"
	Code        string // webhook_code, such as "ERROR"
	Environment string // "sandbox" or "production"; a few webhooks say nothing (facts link 4.3)
	Body        []byte // as it was signed, for json.Unmarshal
}

// ParseWebhook reads what a body says of its kind. It verifies nothing: that is for a [WebhookVerifier]. Its error
// is ErrWebhookUnreadable.
func ParseWebhook(body []byte) (Webhook, error) {
	var says struct {
		Type        string `json:"webhook_type"`
		Code        string `json:"webhook_code"`
		Environment string `json:"environment"`
	}
	if err := json.Unmarshal(body, &says); err != nil {
		return Webhook{}, fmt.Errorf("%w: %w", ErrWebhookUnreadable, err)
	}
	if says.Type == "" || says.Code == "" {
		return Webhook{}, fmt.Errorf("%w: webhook_type or webhook_code is missing", ErrWebhookUnreadable)
	}
	return Webhook{says.Type, says.Code, says.Environment, body}, nil
}

// Read reads the request of a webhook and verifies it, as [WebhookVerifier.Verify] does. What does not verify is not
// looked into. A body of more than MaxWebhookBytes is refused with ErrWebhookTooLarge, and is not read to its end.
func (v *WebhookVerifier) Read(r *http.Request) (Webhook, error) {
	signature, err := webhookSignature(r.Header)
	if err != nil {
		return Webhook{}, err
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, MaxWebhookBytes+1))
	if err != nil {
		return Webhook{}, fmt.Errorf("reading a webhook: %w", err)
	}
	if len(body) > MaxWebhookBytes {
		return Webhook{}, ErrWebhookTooLarge
	}
	if err := v.Verify(r.Context(), body, signature); err != nil {
		return Webhook{}, err
	}
	return ParseWebhook(body)
}

// webhookSignature gives the one signature in a header whose names nobody may have made canonical.
func webhookSignature(header http.Header) (string, error) {
	var found []string
	for name, values := range header {
		if strings.EqualFold(name, WebhookSignatureHeader) {
			found = append(found, values...)
		}
	}
	if len(found) != 1 {
		return "", ErrWebhookUnsigned
	}
	return found[0], nil
}
