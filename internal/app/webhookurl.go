package app

import (
	"fmt"
	"net/url"
	"strings"

	"toile"
)

// checkWebhook takes what the sandbox takes: http and https addresses, loopback ones and ones
// without a scheme among them (ecosystem.md, A.6). Empty means none.
func checkWebhook(field, address string) error {
	if address == "" {
		return nil
	}
	full := address
	if !strings.Contains(address, "://") {
		full = "https://" + address
	}
	u, err := url.Parse(full)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(address, " \t\r\n") {
		return toile.ErrInvalidField(fmt.Sprintf("%s must be a valid http or https URL", field))
	}
	return nil
}

// checkRedirect keeps the rules for OAuth redirect URIs that need no list of registered ones:
// https, or http on this machine, without query and fragment (link.md, section 1.7).
func checkRedirect(address string) error {
	u, err := url.Parse(address)
	local := err == nil && u.Scheme == "http" && (u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1" || u.Hostname() == "::1")
	if err != nil || u.Host == "" || u.Scheme != "https" && !local {
		return toile.ErrInvalidField("OAuth redirect URI must be configured in the developer dashboard: redirect_uri must be an https URL, or http on localhost")
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return toile.ErrInvalidField("OAuth redirect URI must not contain a query string or a fragment: redirect_uri")
	}
	return nil
}
