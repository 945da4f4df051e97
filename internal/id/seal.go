package id

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// Seal makes tokens that say themselves what they stand for, so that nothing is kept for one that is
// only handed out. Whoever has the secret reads and makes them.
type Seal struct{ secret []byte }

// NewSeal gives the seal of a secret.
func NewSeal(secret string) Seal { return Seal{[]byte(secret)} }

const (
	sealSize = 16     // bytes of the HMAC
	sealed   = "\x00" // between the words; no word holds it
)

// Token makes "<prefix>-sandbox-" and base 64 of words behind an HMAC of them. No word may hold a NUL.
func (s Seal) Token(prefix string, words ...string) string {
	text := strings.Join(words, sealed)
	return prefix + "-" + Environment + "-" + base64.RawURLEncoding.EncodeToString(append(s.sum(prefix, text), text...))
}

// Words gives the words of a token that Token made with the same secret and prefix.
func (s Seal) Words(prefix, token string) (words []string, ok bool) {
	code, ok := strings.CutPrefix(token, prefix+"-"+Environment+"-")
	if !ok {
		return nil, false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(code)
	if err != nil || len(b) < sealSize || strings.ContainsAny(code, "\r\n") {
		return nil, false
	}
	text := string(b[sealSize:])
	if !hmac.Equal(b[:sealSize], s.sum(prefix, text)) {
		return nil, false
	}
	return strings.Split(text, sealed), true
}

func (s Seal) sum(prefix, text string) []byte {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte(prefix + sealed + text))
	return mac.Sum(nil)[:sealSize]
}
