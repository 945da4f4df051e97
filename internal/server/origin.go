package server

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"toile/internal/link"
)

// public is the address by which everybody reaches the server, if its owner named one.
type public struct{ scheme, host string }

// publicOf reads --public-url. The empty text names none.
func publicOf(address string) (public, error) {
	if address == "" {
		return public{}, nil
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "":
		return public{}, fmt.Errorf("the public URL %q is no http or https address such as https://toile.example", address)
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.Path != "" && u.Path != "/":
		return public{}, fmt.Errorf("the public URL %q must be a scheme, a host and perhaps a port, and nothing more", address)
	case !link.IsHost(u.Host):
		return public{}, fmt.Errorf("the public URL %q names no host", address)
	}
	return public{u.Scheme, u.Host}, nil
}

// reached fills the URL of each request with the scheme and the host by which its caller reached the
// server: those of the public address, else those that a proxy in front tells (X-Forwarded-Proto and
// -Host), else those of the connection. Whatever makes an address takes them from there. A proxy's word
// is not proved, but a caller who lies only changes the addresses of their own answer. Where nothing has the
// shape of a host, the host is empty and no address can be made. r.Host stays as it came.
func (p public) reached(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Scheme, r.URL.Host = p.of(r)
		h.ServeHTTP(w, r)
	})
}

func (p public) of(r *http.Request) (scheme, host string) {
	if p.host != "" {
		return p.scheme, p.host
	}
	scheme, host = "http", r.Host
	if r.TLS != nil {
		scheme = "https"
	}
	if said := r.Header["X-Forwarded-Proto"]; said != nil {
		if by := first(said); by == "http" || by == "https" {
			scheme = by
		}
	}
	if said := r.Header["X-Forwarded-Host"]; said != nil {
		host = first(said)
	}
	if !link.IsHost(host) {
		host = ""
	}
	return scheme, host
}

// first gives what the proxy that the caller talked to said, where several did.
func first(values []string) string {
	value, _, _ := strings.Cut(values[0], ",")
	return strings.ToLower(strings.TrimSpace(value))
}
