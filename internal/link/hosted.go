package link

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"toile"
)

// Hosted is what Hosted Link was asked for: Link on a page of this server, by an address that is sent to
// the person, instead of in a page of the client's.
type Hosted struct {
	CompletionRedirect string `json:"completion_redirect,omitempty"` // to which the person is led at the end
	Delivery           string `json:"delivery,omitempty"`            // sms or email; nothing is delivered in the sandbox
	LifetimeSeconds    int    `json:"lifetime_seconds,omitempty"`    // of the address, where it was asked for
	Mobile             bool   `json:"mobile,omitempty"`              // opened in the secure browser of a mobile app
}

// Lifetimes of Hosted Link's addresses (facts link 3).
const (
	hostedLife      = 30 * time.Minute
	hostedSMSLife   = 24 * time.Hour
	hostedEmailLife = 7 * 24 * time.Hour
	maxHostedLife   = 21 * 24 * time.Hour
)

// Lifetime gives how long the address can be used, and the link token with it. In update mode it is as short
// however it would have been delivered.
func (h Hosted) Lifetime(update bool) time.Duration {
	switch {
	case h.LifetimeSeconds > 0:
		return time.Duration(h.LifetimeSeconds) * time.Second
	case h.Delivery == string(toile.HostedLinkDeliveryMethodSMS) && !update:
		return hostedSMSLife
	case h.Delivery == string(toile.HostedLinkDeliveryMethodEmail) && !update:
		return hostedEmailLife
	}
	return hostedLife
}

// checkHosted checks hosted_link, of which {} is enough.
func checkHosted(req *toile.LinkTokenCreateRequest, config *Config) error {
	asked := req.HostedLink
	if asked == nil {
		return nil
	}
	hosted := Hosted{Mobile: asked.IsMobileApp != nil && *asked.IsMobileApp}
	if asked.DeliveryMethod != nil {
		hosted.Delivery = string(*asked.DeliveryMethod)
	}
	if asked.CompletionRedirectURI != nil {
		if err := checkCompletion(*asked.CompletionRedirectURI); err != nil {
			return err
		}
		hosted.CompletionRedirect = *asked.CompletionRedirectURI
	}
	if asked.URLLifetimeSeconds != nil {
		hosted.LifetimeSeconds = *asked.URLLifetimeSeconds
		if hosted.LifetimeSeconds <= 0 || hosted.LifetimeSeconds > int(maxHostedLife/time.Second) {
			return toile.ErrInvalidField("hosted_link.url_lifetime_seconds must be positive and at most 1814400, which is 21 days")
		}
	}
	config.Hosted = &hosted
	return nil
}

// maxCompletion bounds a completion redirect, in bytes.
const maxCompletion = 2048

var completionShape = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):[!-~]+$`)

// checkCompletion takes an address on the web, or one of an app's own scheme (facts link 3).
func checkCompletion(address string) error {
	const name = "hosted_link.completion_redirect_uri"
	if len(address) > maxCompletion {
		return toile.ErrInvalidField(name + " must have at most 2048 bytes")
	}
	parts := completionShape.FindStringSubmatch(address)
	u, err := url.Parse(address)
	if parts == nil || err != nil {
		return toile.ErrInvalidField(name + " must be an absolute address, such as https://example.com/done or myapp://done, without spaces, control characters and letters beyond ASCII")
	}
	switch scheme := strings.ToLower(parts[1]); {
	case LeadsNowhere(scheme):
		return toile.ErrInvalidField(name + " must not have the scheme " + scheme + ": it leads to no page and no app")
	case (scheme == "http" || scheme == "https") && !IsHost(u.Host):
		return toile.ErrInvalidField(name + " must name a host")
	}
	return nil
}
