package courier

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"

	"toile/internal/webhook"
)

// hosts resolves the names that this machine has itself, such as localhost, and asks nobody about others.
var hosts = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
	return nil, errors.New("only names of this machine are known")
}}

// isLocal reports whether an address is one of this machine's.
func isLocal(ip netip.Addr) bool { return ip.IsLoopback() || ip.IsUnspecified() || ofMachine(ip) }

// elsewhere refuses a host that is not this machine.
func elsewhere(host string) error {
	return refusal{webhook.Elsewhere, fmt.Sprintf("not sent: %s is not this machine, and --local-webhooks allows no others", host)}
}

// localName gives a name below localhost as localhost, which is what it means (RFC 6761 6.3): the machine's table
// of hosts has that one alone, and no name server is to be asked.
func localName(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err == nil && strings.HasSuffix(strings.TrimSuffix(strings.ToLower(host), "."), ".localhost") {
		return net.JoinHostPort("localhost", port)
	}
	return address
}
