package authority

import (
	"fmt"
	"net"
	"slices"
	"strings"
)

// always lists the host names that every authority may sign for.
func always() []string { return append([]string{"localhost"}, Plaid()...) }

// loopback lists the addresses that every authority may sign for.
func loopback() []*net.IPNet {
	return []*net.IPNet{
		{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)},
		{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
	}
}

// maxName is the longest host name (RFC 1035).
const maxName = 253

// canonical gives a host as certificates have it: lower case, without a last dot or brackets.
func canonical(host string) (string, error) {
	name := strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if ip := net.ParseIP(name); ip != nil {
		return ip.String(), nil
	}
	if name == "" || len(name) > maxName {
		return "", fmt.Errorf("%q is neither a host name nor an IP address", host)
	}
	for _, label := range strings.Split(name, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || strings.Trim(label, letters) != "" {
			return "", fmt.Errorf("%q is neither a host name nor an IP address", host)
		}
	}
	return name, nil
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789-_"

// Covers reports whether the authority may sign for a host.
func (a *Authority) Covers(host string) bool {
	name, err := canonical(host)
	if err != nil {
		return false
	}
	if ip := net.ParseIP(name); ip != nil {
		return slices.ContainsFunc(a.cert.PermittedIPRanges, func(n *net.IPNet) bool { return n.Contains(ip) })
	}
	return slices.ContainsFunc(a.cert.PermittedDNSDomains, func(domain string) bool {
		return name == domain || strings.HasSuffix(name, "."+domain)
	})
}

// Names lists what the authority may sign for. A host name stands for those below it, too.
func (a *Authority) Names() []string {
	names := slices.Clone(a.cert.PermittedDNSDomains)
	for _, n := range a.cert.PermittedIPRanges {
		if ones, bits := n.Mask.Size(); ones == bits {
			names = append(names, n.IP.String())
			continue
		}
		names = append(names, n.String())
	}
	return names
}

// added lists what the authority may sign for beyond what every one may.
func (a *Authority) added() (names []string) {
	always := always()
	for _, domain := range a.cert.PermittedDNSDomains {
		if !slices.Contains(always, domain) {
			names = append(names, domain)
		}
	}
	for _, n := range a.cert.PermittedIPRanges {
		if !n.IP.IsLoopback() {
			names = append(names, n.IP.String())
		}
	}
	return names
}

// localIP gives the address that a caller without a name has called.
func localIP(conn net.Conn) string {
	host, _, err := net.SplitHostPort(conn.LocalAddr().String())
	if err != nil {
		return ""
	}
	address, _, _ := strings.Cut(host, "%") // the zone of a link-local address
	return address
}
