package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"slices"
	"time"
)

// How long certificates are good. A leaf's life is far below the 398 days that browsers accept at most.
const (
	rootYears   = 10
	leafLife    = 90 * 24 * time.Hour
	leafRenewal = 30 * 24 * time.Hour // before its end a leaf is made anew
	earlier     = time.Hour           // by how much clocks of one machine and its guests may differ
)

// key is the key of an authority.
type key struct{ *ecdsa.PrivateKey }

func newKey() (*key, error) {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	return &key{k}, err
}

// root makes the certificate of the authority: it may sign for the machine, for Plaid's host names and for
// more, certificates of TLS servers only, and no further authority.
//
// The names have no leading dot: the domain itself is meant too, and older Java knows no other form.
func (k *key) root(now time.Time, more []string) (*x509.Certificate, error) {
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{Organization: []string{"toile"}, CommonName: "toile local authority " + serial.Text(16)[:8]},
		NotBefore:    now.Add(-earlier),
		NotAfter:     now.AddDate(rootYears, 0, 0),
		IsCA:         true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage:    x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},

		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         always(),
		PermittedIPRanges:           loopback(),
	}
	for _, name := range more {
		if ip := net.ParseIP(name); ip != nil {
			template.PermittedIPRanges = append(template.PermittedIPRanges, single(ip))
		} else {
			template.PermittedDNSDomains = append(template.PermittedDNSDomains, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, k.Public(), k.PrivateKey)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// single gives the range of one address.
func single(ip net.IP) *net.IPNet {
	if v4 := ip.To4(); v4 != nil {
		return &net.IPNet{IP: v4, Mask: net.CIDRMask(32, 32)}
	}
	return &net.IPNet{IP: ip, Mask: net.CIDRMask(128, 128)}
}

// leaf makes the certificate of a host, with a key of its own. That of the machine's own name is good for its
// addresses, too.
func (k *key) leaf(root *x509.Certificate, name string, now time.Time) (*tls.Certificate, error) {
	own, err := newKey()
	if err != nil {
		return nil, err
	}
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{Organization: []string{"toile"}},
		NotBefore:    now.Add(-earlier),
		NotAfter:     now.Add(leafLife),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},

		BasicConstraintsValid: true,
	}
	switch ip := net.ParseIP(name); {
	case name == "localhost", ip != nil && ip.IsLoopback():
		template.DNSNames = []string{"localhost"}
		template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1).To4(), net.IPv6loopback}
		if ip != nil && !slices.ContainsFunc(template.IPAddresses, ip.Equal) {
			template.IPAddresses = append(template.IPAddresses, ip)
		}
	case ip != nil:
		template.IPAddresses = []net.IP{ip}
	default:
		template.DNSNames = []string{name}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, root, own.Public(), k.PrivateKey)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der, root.Raw}, PrivateKey: own.PrivateKey, Leaf: parsed}, nil
}

// newSerial draws a number that no other certificate has, of 127 bits so that it has the same length in
// every one.
func newSerial() (*big.Int, error) {
	limit := new(big.Int).Lsh(big.NewInt(1), 126)
	n, err := rand.Int(rand.Reader, limit)
	if err != nil {
		return nil, err
	}
	return n.Add(n, limit), nil
}
