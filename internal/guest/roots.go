package guest

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"

	"software.sslmate.com/src/go-pkcs12"
)

// systemRoots lists where systems keep the authorities that they trust. Where there is none, as on macOS and
// Windows, programs ask the system itself.
var systemRoots = []string{
	"/etc/ssl/certs/ca-certificates.crt",                // Debian, Ubuntu, Alpine, Arch
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // Fedora, RHEL
	"/etc/pki/tls/certs/ca-bundle.crt",                  // older ones of these
	"/etc/ssl/ca-bundle.pem",                            // openSUSE
	"/etc/ssl/cert.pem",                                 // macOS' and Alpine's OpenSSL
}

// rootsOf gives the authorities that the machine trusts and those that the user's variables name.
func rootsOf(e *environ) []byte {
	var roots []byte
	for _, path := range systemRoots {
		if text, err := os.ReadFile(path); err == nil {
			roots = append(text, '\n')
			break
		}
	}
	seen := map[string]bool{}
	for _, name := range []string{"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"} {
		if path := e.values[name]; path != "" && !seen[path] {
			seen[path] = true
			roots = append(roots, named(e, name)...)
		}
	}
	return roots
}

// named gives what is in the file that a variable names. A file that is not there was none to the program
// either.
func named(e *environ, name string) []byte {
	text, err := os.ReadFile(e.values[name])
	if err != nil {
		return nil
	}
	return append(text, '\n')
}

// storePassword is the password of every trust store that nobody needs to hide.
const storePassword = "changeit"

// trustStore writes authorities as Java reads them.
func trustStore(roots []byte) ([]byte, error) {
	var entries []pkcs12.TrustStoreEntry
	seen := map[string]bool{}
	for block, rest := pem.Decode(roots); block != nil; block, rest = pem.Decode(rest) {
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil || seen[string(block.Bytes)] {
			continue // Java would stumble over what Go cannot read
		}
		seen[string(block.Bytes)] = true
		entries = append(entries, pkcs12.TrustStoreEntry{Cert: cert, FriendlyName: fmt.Sprint("authority ", len(entries))})
	}
	return pkcs12.Modern.EncodeTrustStoreEntries(entries, storePassword)
}
