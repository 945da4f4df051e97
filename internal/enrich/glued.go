package enrich

import (
	"bytes"
	"slices"
)

// What words mean that states write in one with other letters, or cut off.
var (
	stateRefund       = phraseNumber("TAXRFD")
	stateUnemployment = phraseNumber("UNEMPLOYMENT")
	statePension      = phraseNumber("STRS")
)

func phraseNumber(words string) int32 {
	return int32(slices.IndexFunc(phrases, func(p phrase) bool { return p.words == words }))
}

// glued gives the number of the phrase that a word stands for in money that comes in, less than 0 where it
// stands for none: GASTTAXRFD and MSTTAXRFD are refunds of the taxes of Georgia and Minnesota, UEMPLOYMEN is what New
// Jersey writes, and NYSTRS pays the teachers of New York.
func glued(word []byte) int32 {
	switch {
	case isStateRefund(word):
		return stateRefund
	case len(word) > 7 && (bytes.HasPrefix(word, []byte("UNEMPLOY")) || bytes.HasPrefix(word, []byte("UEMPLOY"))):
		return stateUnemployment
	case len(word) <= 7 && bytes.HasSuffix(word, []byte("STRS")):
		return statePension
	}
	return -1
}

// isStateRefund reports whether a word ends in TAXRFD, with what stands for a state before.
func isStateRefund(word []byte) bool {
	return bytes.HasSuffix(word, []byte("TAXRFD")) || bytes.HasSuffix(word, []byte("TAXRFND")) || bytes.HasSuffix(word, []byte("TAXREFUND"))
}
