package enrich

import (
	"slices"
	"strings"
)

// phrase is a run of words that tells what a description means, apart for money that leaves the
// account and money that comes in. Nil means nothing in that direction.
type phrase struct {
	words   string // as plainWords writes them
	out, in *meaning
}

// phrases are what is known, the more telling before the less. Which of several phrases in a
// description counts is decided by this order alone.
var phrases = slices.Concat(goodPhrases, payerPhrases, phrasesOfMerchants(), keywordPhrases)

// byFirstWord lists the numbers of the phrases that begin with a word, in their order.
var byFirstWord = func() map[string][]int32 {
	index := map[string][]int32{}
	for i, p := range phrases {
		first, _, _ := strings.Cut(p.words, " ")
		index[first] = append(index[first], int32(i))
	}
	return index
}()

// found is what the phrases tell of a description.
type found struct {
	what  *meaning
	via   *meaning // who stands between, where that is another: a marketplace, a payment app or a terminal
	after int      // where what's phrase ends among the plain words
}

// find reads plain words for the phrases that they hold.
func find(plain []byte, incoming bool) found {
	none := int32(len(phrases))
	direct, between := found{}, found{}
	first, firstBetween := none, none
	for start := 0; start < len(plain); {
		end := start
		for end < len(plain) && plain[end] != ' ' {
			end++
		}
		if n := glued(plain[start:end]); incoming && n >= 0 && n < first {
			direct, first = found{what: phrases[n].in, after: end}, n
		}
		for _, n := range byFirstWord[string(plain[start:end])] {
			p := &phrases[n]
			what, after := p.out, start+len(p.words)
			if incoming {
				what = p.in
			}
			if what == nil || !begins(plain[start:], p.words) {
				continue
			}
			hit, best := &direct, &first
			if what.between() {
				hit, best = &between, &firstBetween
			}
			if n < *best {
				*hit, *best = found{what: what, after: after}, n
			}
		}
		start = end + 1
	}
	switch {
	case direct.what != nil && direct.what.name != "":
		direct.via = between.what
		return direct
	case firstBetween < first:
		return between
	}
	return direct
}

// begins reports whether plain words begin with a phrase.
func begins(plain []byte, phrase string) bool {
	n := len(phrase)
	return len(plain) >= n && string(plain[:n]) == phrase && (len(plain) == n || plain[n] == ' ')
}
