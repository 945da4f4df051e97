package id

import (
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"strings"
)

// HostedSize is the length of the key at the end of a Hosted Link URL (facts link 3).
const HostedSize = 34

// A hosted key is a number: the 128 bits of a link token's UUID behind 47 bits that follow from them,
// so that nearly every other text is seen to be none. The largest has 34 digits of base 36.
const (
	hostedBase  = 36
	hostedCheck = 47 // bits
	uuidBytes   = 16
)

// Hosted gives the key of a link token: the token in another spelling, so nothing is kept to read it back.
// It is empty where the text has not the shape of a link token of this environment.
func Hosted(linkToken string) string {
	text, ok := strings.CutPrefix(linkToken, linkPrefix)
	if !ok || !isUUID(text) {
		return ""
	}
	uuid, err := hex.DecodeString(strings.ReplaceAll(text, "-", ""))
	if err != nil {
		return ""
	}
	digits := new(big.Int).SetBytes(append(hostedSum(uuid), uuid...)).Text(hostedBase)
	return strings.Repeat("0", HostedSize-len(digits)) + digits
}

// Unhosted gives the link token whose key this is, if it is one.
func Unhosted(key string) (linkToken string, ok bool) {
	if len(key) != HostedSize || !only(key, isHostedDigit) {
		return "", false
	}
	number, ok := new(big.Int).SetString(key, hostedBase)
	if !ok || number.BitLen() > hostedCheck+8*uuidBytes {
		return "", false
	}
	both := number.FillBytes(make([]byte, hostedSumBytes+uuidBytes))
	uuid := both[hostedSumBytes:]
	if string(both[:hostedSumBytes]) != string(hostedSum(uuid)) {
		return "", false
	}
	return linkPrefix + formatUUID([uuidBytes]byte(uuid)), true
}

const (
	linkPrefix     = "link-" + Environment + "-"
	hostedSumBytes = (hostedCheck + 7) / 8
)

// hostedSum gives the check of a UUID: 47 bits in 6 bytes.
func hostedSum(uuid []byte) []byte {
	sum := sha256.Sum256(append([]byte("hosted link\x00"), uuid...))
	sum[0] &= 1<<(hostedCheck%8) - 1
	return sum[:hostedSumBytes]
}

func isHostedDigit(c byte) bool { return '0' <= c && c <= '9' || isLower(c) }
