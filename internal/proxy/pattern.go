package proxy

import (
	"fmt"
	"net"
	"slices"
	"strings"

	"toile/internal/authority"
)

// target is a host and port that a caller wants to reach.
type target struct{ host, port string }

func (t target) String() string { return net.JoinHostPort(t.host, t.port) }

// targetOf reads HOST or HOST:PORT.
func targetOf(address, port string) (target, bool) {
	if host, p, err := net.SplitHostPort(address); err == nil {
		address, port = host, p
	}
	t := target{strings.ToLower(strings.TrimSuffix(strings.Trim(address, "[]"), ".")), port}
	return t, t.host != "" && port != "" && !strings.ContainsAny(t.host+port, " /?#@\\\r\n")
}

func (t target) isPlaid() bool { return slices.Contains(authority.Plaid(), t.host) }

// isLocal reports whether a target is on this machine by its name alone: no name is looked up for that.
func (t target) isLocal() bool {
	if ip := net.ParseIP(t.host); ip != nil {
		return ip.IsLoopback()
	}
	return t.host == "localhost" || strings.HasSuffix(t.host, ".localhost")
}

// patterns are the hosts that are let through: "example.com", "*.example.com" for those below it, either with
// ":PORT" for that port only, and "*" for every host.
type patterns []target

func parsePatterns(words []string) (patterns, error) {
	var all patterns
	for _, word := range words {
		t, ok := targetOf(word, "*")
		rest := strings.TrimPrefix(t.host, "*")
		if !ok || strings.Contains(rest, "*") || rest != t.host && rest != "" && rest[0] != '.' || strings.Contains(rest, ",") {
			return nil, fmt.Errorf("%q is no host: give example.com, example.com:8080, *.example.com or *", word)
		}
		all = append(all, t)
	}
	return all, nil
}

func (all patterns) match(t target) bool {
	return slices.ContainsFunc(all, func(p target) bool {
		if p.port != "*" && p.port != t.port {
			return false
		}
		below, any := strings.CutPrefix(p.host, "*")
		return p.host == t.host || any && strings.HasSuffix(t.host, below)
	})
}
