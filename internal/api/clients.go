package api

import (
	"context"
	"regexp"

	"toile"
)

// The shapes of keys (facts api 1.4). Keys that were configured may look otherwise.
var (
	clientIDShape = regexp.MustCompile(`^[0-9a-f]{24}$`)
	secretShape   = regexp.MustCompile(`^[0-9a-f]{30}$`)
)

// authenticate finds out who calls. What the body says wins; headers fill the gaps.
func (x *exchange) authenticate(ctx context.Context, clientID, secret *string) error {
	clientID, secret = x.key(clientID, "Plaid-Client-Id"), x.key(secret, "Plaid-Secret")
	switch {
	case clientID == nil && secret == nil:
		return toile.ErrMissingFields("client_id", "secret")
	case clientID == nil:
		return toile.ErrMissingFields("client_id")
	case secret == nil:
		return toile.ErrMissingFields("secret")
	}
	admitted, err := x.app.Admits(ctx, *clientID, *secret)
	switch {
	case err != nil:
		return err
	case admitted:
		x.caller.ClientID = *clientID
		return nil
	case !clientIDShape.MatchString(*clientID):
		return toile.ErrInvalidField("client_id must be a properly formatted, non-empty string")
	case !secretShape.MatchString(*secret):
		return toile.ErrInvalidField("secret must be a properly formatted, non-empty string")
	}
	return toile.ErrInvalidAPIKeys()
}

// key gives what the body said, or what the header says.
func (x *exchange) key(body *string, header string) *string {
	if body != nil {
		return body
	}
	if values := x.header[header]; len(values) > 0 {
		return &values[0]
	}
	return nil
}

// headerValue gives what a header says. The name is spelt as net/http does, which then need
// not be worked out for each request.
func (x *exchange) headerValue(name string) string {
	if values := x.header[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}
