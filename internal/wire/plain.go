package wire

import (
	"encoding/binary"
	"math/bits"
)

// plain marks the bytes that stand for themselves inside a string.
var plain = func() (t [256]bool) {
	for c := ' '; c < 0x80; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// hard returns a word whose lowest set bit is in the first of the eight bytes of x that is not plain, 0 if all
// are. A subtraction borrows from a byte above only where a byte below is not plain itself.
func hard(x uint64) uint64 {
	return (x | (x - ' '*ones) | ((x ^ '"'*ones) - ones) | ((x ^ '\\'*ones) - ones)) & highs
}

// plainBytes returns how many bytes at the start of s are plain, eight at a time: most of a body is strings.
func plainBytes(s []byte) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if h := hard(binary.LittleEndian.Uint64(s[i:])); h != 0 {
			return i + bits.TrailingZeros64(h)/8
		}
	}
	for i < len(s) && plain[s[i]] {
		i++
	}
	return i
}

// plainText is plainBytes for a string.
func plainText(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		t := s[i : i+8]
		x := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		if h := hard(x); h != 0 {
			return i + bits.TrailingZeros64(h)/8
		}
	}
	for i < len(s) && plain[s[i]] {
		i++
	}
	return i
}
