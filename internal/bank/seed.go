package bank

import (
	"crypto/sha256"
	"encoding/hex"
)

// SeedOf gives the seed of the world of a server that was given a seed. It tells nobody what was
// given, and databases keep it.
func SeedOf(given string) string {
	sum := sha256.Sum256([]byte("toile world\x00" + given))
	return hex.EncodeToString(sum[:])
}
