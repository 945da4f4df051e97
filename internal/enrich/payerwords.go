package enrich

import "strings"

// word is one of a description: as it is written, and in plain capitals.
type word struct {
	written, plain string
	reference      bool
}

// wordsOf parts a text into words.
func wordsOf(text string) []word {
	words := make([]word, 0, 12)
	start := -1
	for i := 0; i <= len(text); i++ {
		letter := i < len(text) && isWordByte(text[i])
		switch {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			words = appendWord(words, text[start:i])
			start = -1
		}
	}
	return words
}

// appendWord adds a word. Where a bank forgot the blank between its own word and a name in capitals, CreditGUSTO,
// these are two.
func appendWord(words []word, text string) []word {
	for _, own := range [...]string{"Credit", "Deposit", "Payment"} {
		if rest, glued := strings.CutPrefix(text, own); glued && len(rest) > 1 && rest == strings.ToUpper(rest) {
			words, text = append(words, word{own, strings.ToUpper(own), false}), rest
		}
	}
	if plain := Words(text); plain != "" {
		words = append(words, word{text, plain, isReference(plain)})
	}
	return words
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80 || c == '\''
}

// dropNumbers leaves out what changes from payment to payment: numbers, references, masks, and
// months beside numbers.
func dropNumbers(words []word) []word {
	kept := make([]word, 0, len(words))
	for i, w := range words {
		beside := i > 0 && words[i-1].reference || i+1 < len(words) && words[i+1].reference
		switch {
		case w.reference, months[w.plain] && beside:
		default:
			kept = append(kept, w.bare())
		}
	}
	return kept
}

// bare gives a word without the number behind it: FOREVER21.
func (w word) bare() word {
	if letters := strings.TrimRight(w.plain, "0123456789"); len(letters) >= 4 && len(letters) < len(w.plain) && len(w.written) == len(w.plain) {
		return word{w.written[:len(letters)], letters, false}
	}
	return w
}

// isReference reports whether a word is a number, a reference or a mask and no part of a name.
func isReference(plain string) bool {
	if plans[plain] {
		return false
	}
	digits, vowels, masks := 0, 0, 0
	for i := range len(plain) {
		switch c := plain[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == 'X':
			masks++
		case strings.IndexByte("AEIOUY", c) >= 0, c >= 0x80:
			vowels++
		}
	}
	letters := strings.TrimRight(plain, "0123456789")
	switch {
	case digits == len(plain), masks == len(plain), masks+digits == len(plain):
		return true
	case digits == 0:
		return len(plain) >= 7 && vowels*8 < len(plain)
	case len(letters) >= 4 && digits == len(plain)-len(letters) && digits <= 3:
		return months[letters]
	}
	return digits >= 2 || digits*2 >= len(plain) && len(plain) > 2
}

// written writes words as a person writes names: as they stand where the bank writes small letters
// too, else with capitals first.
func written(words []word) string {
	mixed := false
	for _, w := range words {
		mixed = mixed || strings.ToUpper(w.written) != w.written && strings.ToLower(w.written) != w.written
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch {
		case mixed && (strings.ToUpper(w.written) != w.written && strings.ToLower(w.written) != w.written || smallWords[w.plain] && i > 0):
			b.WriteString(w.written)
		case !mixed && i > 0 && smallWords[w.plain] && len(w.plain) > 1:
			b.WriteString(strings.ToLower(w.plain))
		case w.plain == "GMBH":
			b.WriteString("GmbH")
		case acronyms[w.plain]:
			b.WriteString(w.plain)
		case len(w.plain) <= 4 && len(w.plain) > 1 && !strings.ContainsAny(w.plain, "AEIOUY") && !shortened[w.plain]:
			b.WriteString(w.plain)
		default:
			b.WriteString(titled([]string{w.plain}))
		}
	}
	return b.String()
}

// shortened are words without a vowel that are no acronyms.
var shortened = wordSet("LTD ST MT DR MR MRS MS JR SR RD")

var smallWords = wordSet("OF AND THE FROM FOR")
