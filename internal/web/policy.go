package web

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"toile/internal/app"
	"toile/internal/link"
)

// policy is the part of the Content-Security-Policy that differs from page to page.
type policy struct {
	ancestor string   // origin of the page that may frame this one; "" for none, "null" for any
	leads    []string // where forms may lead besides this server: addresses
}

// String gives the header. Nothing is loaded from another host, and no script or style stands in a page.
func (p policy) String() string {
	forms := "'self'"
	for _, address := range p.leads {
		if source := sourceOf(address); source != "" {
			forms += " " + source
		}
	}
	text := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action " + forms
	switch p.ancestor {
	case "null": // a page from a file has no origin that could be named
		return text
	case "":
		return text + "; frame-ancestors 'none'"
	}
	return text + "; frame-ancestors " + p.ancestor
}

// sourceOf gives an address as a policy names it: its origin, or the scheme of an app.
func sourceOf(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme == "":
		return ""
	case u.Scheme == "http" || u.Scheme == "https":
		return originOf(u)
	}
	return u.Scheme + ":"
}

// safeAddress lets through what a link may lead to: the web and the addresses of apps.
func safeAddress(text string) template.URL {
	u, err := url.Parse(text)
	if err != nil || u.Scheme == "" || link.LeadsNowhere(u.Scheme) {
		return ""
	}
	return template.URL(text)
}

// originOf gives the origin of an address of the web, or "" if it has none: a wildcard of a policy is no host.
func originOf(u *url.URL) string {
	if u.Scheme != "http" && u.Scheme != "https" || !link.IsHost(u.Host) {
		return ""
	}
	return u.Scheme + "://" + strings.ToLower(u.Host)
}

// ancestorOf gives the origin that may frame the pages of a door.
func ancestorOf(door app.Door, origin string) string {
	if door == app.DoorFrame {
		return origin
	}
	return ""
}

// embedder reads the origin of a page that embeds Link: "" for none, "null" for a page from a file.
func embedder(text string) (origin string, ok bool) {
	if text == "" || text == "null" {
		return text, true
	}
	u, err := url.Parse(text)
	if err != nil || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return "", false
	}
	origin = originOf(u)
	return origin, origin != ""
}

// sameSite refuses a form that a foreign page sends. Browsers say where a form is from in one header or
// the other; what says nothing is no browser. A page with the policy no-referrer, as ours, has the origin
// "null" in its forms, so that word tells nothing, and the key in the address must do.
func sameSite(r *http.Request) error {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return errForeign
	}
	origin := r.Header.Get("Origin")
	if origin == "" || origin == "null" {
		return nil
	}
	if u, err := url.Parse(origin); err != nil || u.Host == "" || !strings.EqualFold(u.Host, r.Host) && !strings.EqualFold(u.Host, r.URL.Host) {
		return errForeign
	}
	return nil
}
