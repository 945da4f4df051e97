// Package id makes every identifier and token that the server hands out.
//
// Nothing is drawn: a value is the HMAC-SHA256 of a secret, the kind of thing, the
// parent it belongs to and its number below that parent. Whoever runs the same
// script with the same seed gets the same bytes, whatever else was asked in
// between, because numbers count below a parent and not over the whole server.
// Without a seed the secret is random and lives only as long as the process, so
// that nobody who reads the database can work out a token.
//
// Tokens that grant access are kept as a [Key], never as text. The shapes are those
// of the fact sheet (facts api 1.4).
package id

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"hash"
	"strconv"
	"sync"
)

// Environment is the middle part of every token. toile stands in for the sandbox.
const Environment = "sandbox"

// Key is what is stored of a token: the first 128 bits of its SHA-256.
type Key [16]byte

// KeyOf gives the key under which a token or a user's handle is stored.
func KeyOf(token string) Key {
	var buf [96]byte // most tokens fit, so that none is copied to the heap
	sum := sha256.Sum256(append(buf[:0], token...))
	return Key(sum[:16])
}

// RandomKey gives a key that stands for nothing else. No identifier follows from it.
func RandomKey() (k Key) {
	rand.Read(k[:])
	return k
}

// String gives the key in hexadecimal.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// MarshalText and UnmarshalText let records hold a key as hexadecimal text.
func (k Key) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, k[:]), nil }

// UnmarshalText reads what MarshalText wrote.
func (k *Key) UnmarshalText(text []byte) error {
	_, err := hex.Decode(k[:], text)
	return err
}

// IsZero reports whether the key belongs to nothing.
func (k Key) IsZero() bool { return k == Key{} }

// Source derives identifiers from one secret. It is safe for concurrent use.
type Source struct {
	macs sync.Pool
}

// New gives a source for a seed. The same seed gives the same identifiers.
func New(seed string) *Source {
	secret := sha256.Sum256([]byte("toile identifiers\x00" + seed))
	return fromSecret(secret)
}

// Random gives a source whose identifiers nobody can foretell.
func Random() *Source {
	var secret [32]byte
	rand.Read(secret[:])
	return fromSecret(secret)
}

func fromSecret(secret [32]byte) *Source {
	return &Source{macs: sync.Pool{New: func() any { return &mac{Hash: hmac.New(sha256.New, secret[:])} }}}
}

// mac is a hash that is used again and again, with its input and output: a page of transactions
// needs hundreds, and what a hash.Hash is given would be allocated for each.
type mac struct {
	hash.Hash
	in  []byte
	sum [sha256.Size]byte
}

// bytes derives 32 bytes for the n-th thing of a kind below a parent.
func (s *Source) bytes(kind, parent string, n int64) [sha256.Size]byte {
	m := s.macs.Get().(*mac)
	defer s.macs.Put(m)
	m.Reset()
	m.in = append(m.in[:0], kind...)
	m.in = append(m.in, 0)
	m.in = append(m.in, parent...)
	m.in = append(m.in, 0)
	m.in = strconv.AppendInt(m.in, n, 10)
	m.Write(m.in)
	m.Sum(m.sum[:0])
	return m.sum
}

// UUID derives a version 4 UUID in lower case.
func (s *Source) UUID(kind, parent string, n int64) string {
	b := s.bytes(kind, parent, n)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return formatUUID([16]byte(b[:16]))
}

// formatUUID writes a UUID in lower case.
func formatUUID(b [16]byte) string {
	text := make([]byte, 36)
	hex.Encode(text, b[:4])
	text[8] = '-'
	hex.Encode(text[9:], b[4:6])
	text[13] = '-'
	hex.Encode(text[14:], b[6:8])
	text[18] = '-'
	hex.Encode(text[19:], b[8:10])
	text[23] = '-'
	hex.Encode(text[24:], b[10:16])
	return string(text)
}

// Token derives "<prefix>-sandbox-<UUID>", the shape of link, public, access and user tokens.
func (s *Source) Token(prefix, parent string, n int64) string {
	return prefix + "-" + Environment + "-" + s.UUID(prefix+" token", parent, n)
}

// AuditCopy derives "a-sandbox-" and 26 characters of base 32, the shape of audit copy tokens.
func (s *Source) AuditCopy(parent string, n int64) string {
	b := s.bytes("audit copy token", parent, n)
	return auditCopy + "-" + Environment + "-" + base32Lower.EncodeToString(b[:auditCopyBytes])
}

const (
	auditCopy      = "a"
	auditCopyBytes = 16 // 26 characters
	base32Digits   = "abcdefghijklmnopqrstuvwxyz234567"
)

var base32Lower = base32.NewEncoding(base32Digits).WithPadding(base32.NoPadding)

// Base62 derives size characters of [0-9A-Za-z]; size is at most 40.
func (s *Source) Base62(kind, parent string, n int64, size int) string {
	var text [maxSize]byte
	encodeBase62(text[:size], s.bytes(kind, parent, n))
	return string(text[:size])
}

// Hex derives 64 lower-case hexadecimal characters.
func (s *Source) Hex(kind, parent string, n int64) string {
	b := s.bytes(kind, parent, n)
	return hex.EncodeToString(b[:])
}

const (
	base62   = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	digits   = 10                       // base-62 digits that fit one 64-bit word with room to spare
	itemSize = 37                       // item_id, account_id
	userSize = 14                       // after "usr_"
	maxSize  = digits * sha256.Size / 8 // 40
)

// encodeBase62 fills text from the four words of b, ten digits from each.
func encodeBase62(text []byte, b [sha256.Size]byte) {
	if len(text) > maxSize {
		panic("id: more base-62 characters asked for than one hash gives")
	}
	for i := 0; i < len(text); i += digits {
		word := uint64(0)
		for _, c := range b[i/digits*8 : i/digits*8+8] {
			word = word<<8 | uint64(c)
		}
		for j := i; j < min(i+digits, len(text)); j++ {
			text[j] = base62[word%62]
			word /= 62
		}
	}
}

// Item derives an item_id or account_id: 37 characters.
func (s *Source) Item(kind, parent string, n int64) string {
	return s.Base62(kind, parent, n, itemSize)
}

// User derives a user_id of the new generation: "usr_" and 14 characters.
func (s *Source) User(parent string, n int64) string {
	return "usr_" + s.Base62("user", parent, n, userSize)
}
