package courier

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"

	"toile/internal/webhook"
)

// roads says which addresses webhooks may be sent to. It looks at the address that is dialed, after the name was
// resolved, so that no name leads where it must not, whatever it says at another time.
type roads struct {
	publicOnly bool
	localOnly  bool
	publicHost string // of the server, with its port; "" where it has none

	mu  sync.RWMutex
	own []netip.AddrPort // the server listens here
}

// refusal is why nothing is sent to an address, now and ever.
type refusal struct{ why, says string }

func (r refusal) Error() string { return r.says }

// listens notes an address of the server's.
func (r *roads) listens(addr net.Addr) {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return
	}
	at := tcp.AddrPort()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.own = append(r.own, netip.AddrPortFrom(at.Addr().Unmap().WithZone(""), at.Port()))
}

// check refuses the addresses that are the server's own and those that are not of the kind that is wanted.
func (r *roads) check(to netip.AddrPort) error {
	ip := to.Addr().Unmap().WithZone("")
	if r.isOwn(ip, to.Port()) {
		return refusal{webhook.OwnAddress, fmt.Sprintf("not sent: %s is an address of this server", to)}
	}
	if r.publicOnly && !isPublic(ip) {
		return refusal{webhook.Private, fmt.Sprintf("not sent: %s is no public address, and --public-webhooks allows no others", ip)}
	}
	if r.localOnly && !isLocal(ip) {
		return elsewhere(ip.String())
	}
	return nil
}

func (r *roads) isOwn(ip netip.Addr, port uint16) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, own := range r.own {
		if own.Port() != port {
			continue
		}
		switch at := own.Addr(); {
		case at == ip:
			return true
		case at.IsUnspecified():
			if isLocal(ip) {
				return true
			}
		case ip.IsUnspecified() && at.IsLoopback(): // which is where it leads
			return true
		}
	}
	return false
}

// ofMachine reports whether an address is one of this machine's.
func ofMachine(ip netip.Addr) bool {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	for _, addr := range all {
		if prefix, err := netip.ParsePrefix(addr.String()); err == nil && prefix.Addr().Unmap().WithZone("") == ip {
			return true
		}
	}
	return false
}

// checkURL refuses the public address of the server itself, at which a proxy in front of it answers.
func (r *roads) checkURL(u *url.URL) error {
	if r.publicHost != "" && hostPort(u) == r.publicHost {
		return refusal{webhook.OwnAddress, fmt.Sprintf("not sent: %s is the public address of this server", u.Host)}
	}
	return nil
}

// hostPort gives the host and port of an address in one spelling.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
	}
	return net.JoinHostPort(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), port)
}

// dial connects to an address that may be reached.
func (r *roads) dial(ctx context.Context, network, address string) (net.Conn, error) {
	var mu sync.Mutex
	var refused error
	dialer := net.Dialer{Timeout: webhook.Timeout, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err == nil {
			err = r.check(to)
		}
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			refused = err
		}
		return err
	}}
	address = localName(address)
	if r.localOnly {
		dialer.Resolver = hosts
	}
	if to, err := netip.ParseAddrPort(address); err == nil { // also where this machine has no way to such addresses
		if err := r.check(to); err != nil {
			return nil, err
		}
	}
	conn, err := dialer.DialContext(ctx, network, address)
	mu.Lock()
	defer mu.Unlock()
	if err != nil && refused != nil { // of several addresses of a name, whatever became of the others
		err = refused
	}
	if name, unknown := errors.AsType[*net.DNSError](err); unknown && r.localOnly {
		err = elsewhere(name.Name)
	}
	return conn, err
}

// proxy gives the proxy of the environment for a request, if there is one. A proxy connects where it finds a name
// to lead, which may be elsewhere than here: where only some addresses are wanted there is none, and else what
// the name leads to from here is looked at.
func (r *roads) proxy(request *http.Request) (*url.URL, error) {
	to := hostPort(request.URL)
	if r.publicOnly || r.localOnly || localName(to) != to {
		return nil, nil
	}
	through, err := http.ProxyFromEnvironment(request)
	if err != nil || through == nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(to)
	if err != nil {
		return nil, err
	}
	all, err := net.DefaultResolver.LookupNetIP(request.Context(), "ip", host)
	if err != nil {
		return through, nil // a name that the proxy may know
	}
	for _, ip := range all {
		if leads, err := netip.ParseAddrPort(net.JoinHostPort(ip.String(), port)); err == nil {
			if err := r.check(leads); err != nil {
				return nil, err
			}
		}
	}
	return through, nil
}

// notPublic are the addresses that no receiver of the Internet has (IANA's registries of special addresses), beside
// those that [netip.Addr] knows.
var notPublic = prefixes("0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 " +
	"2001::/23 2001:db8::/32 2002::/16 3fff::/20")

// Of version 6 only global holds addresses of the Internet; translated stands for those of version 4 in its last bytes.
var (
	global     = netip.MustParsePrefix("2000::/3")
	translated = netip.MustParsePrefix("64:ff9b::/96")
)

func prefixes(list string) (all []netip.Prefix) {
	for text := range strings.FieldsSeq(list) {
		all = append(all, netip.MustParsePrefix(text))
	}
	return all
}

// isPublic reports whether an address, which maps none of version 4, is one of the Internet.
func isPublic(ip netip.Addr) bool {
	if translated.Contains(ip) {
		whole := ip.As16()
		ip = netip.AddrFrom4([4]byte(whole[12:]))
	}
	if ip.Is6() && !global.Contains(ip) || ip.IsPrivate() || !ip.IsGlobalUnicast() {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}
