// Package authority makes certificates for this machine: a certificate authority of its own, kept in a
// directory or in memory, and certificates for host names that it signs.
//
// The authority's own certificate says for which names it may sign (its name constraints, RFC 5280 4.2.1.10):
// the machine itself, the host names of Plaid that toile stands in for, and what the user adds. Whoever trusts
// it and loses its key has lost no more than these.
//
// A directory holds ca.pem, the certificate that others are to trust, and ca-key.pem, its key, which only its
// owner may read. Certificates for hosts are made when they are asked for and live in memory.
package authority

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"sync"
	"time"
)

// Plaid lists the host names that toile stands in for.
func Plaid() []string {
	return []string{"sandbox.plaid.com", "production.plaid.com", "development.plaid.com", "cdn.plaid.com", "secure.plaid.com"}
}

// Authority signs certificates. Its methods may be called at the same time.
type Authority struct {
	dir  string // "" in memory
	now  func() time.Time
	cert *x509.Certificate
	key  *key

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
}

// New makes an authority that is gone with its process.
func New(now func() time.Time) (*Authority, error) {
	key, err := newKey()
	if err != nil {
		return nil, err
	}
	cert, err := key.root(now(), nil)
	if err != nil {
		return nil, err
	}
	return join("", now, cert, key), nil
}

func join(dir string, now func() time.Time, cert *x509.Certificate, key *key) *Authority {
	return &Authority{dir: dir, now: now, cert: cert, key: key, leaves: map[string]*tls.Certificate{}}
}

// PEM gives the certificate that is to be trusted.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: certificateBlock, Bytes: a.cert.Raw})
}

// Certificate gives the certificate that is to be trusted.
func (a *Authority) Certificate() *x509.Certificate { return a.cert }

// SPKI gives the hash of the authority's public key, as Chromium's --ignore-certificate-errors-spki-list
// takes it.
func (a *Authority) SPKI() string {
	sum := sha256.Sum256(a.cert.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// TLS gives what a server needs that speaks TLS for every name of the authority: the certificate is chosen by
// the name that a caller asks for, or by the address that it called.
func (a *Authority) TLS() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: a.forHello}
}

func (a *Authority) forHello(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	if hello.ServerName != "" {
		return a.For(hello.ServerName)
	}
	return a.For(localIP(hello.Conn))
}

// maxLeaves bounds how many certificates are kept: names under localhost have no end.
const maxLeaves = 1000

// For gives the certificate of a host name or an IP address. It is made when it is asked for first, and anew
// before it ends.
func (a *Authority) For(host string) (*tls.Certificate, error) {
	name, err := canonical(host)
	if err != nil {
		return nil, err
	}
	if !a.Covers(name) {
		return nil, fmt.Errorf("the authority may not sign for %s; toile authority add %s lets it", name, name)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	if leaf := a.leaves[name]; leaf != nil && now.Before(leaf.Leaf.NotAfter.Add(-leafRenewal)) && now.After(leaf.Leaf.NotBefore) {
		return leaf, nil
	}
	leaf, err := a.key.leaf(a.cert, name, now)
	if err != nil {
		return nil, err
	}
	if len(a.leaves) >= maxLeaves {
		clear(a.leaves)
	}
	a.leaves[name] = leaf
	return leaf, nil
}

// holds reports whether the certificate is that of the key.
func (a *Authority) holds() bool {
	public, err := x509.MarshalPKIXPublicKey(a.key.Public())
	return err == nil && bytes.Equal(public, a.cert.RawSubjectPublicKeyInfo)
}
