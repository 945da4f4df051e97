package toiletest

import "context"

// VerifyWebhook checks what stands in a webhook's header Plaid-Verification as [toile.WebhookVerifier] does, by the
// keys of this server.
func (s *Server) VerifyWebhook(ctx context.Context, body []byte, signature string) error {
	return s.verifier.Verify(ctx, body, signature)
}
