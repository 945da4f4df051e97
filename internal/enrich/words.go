package enrich

import (
	"strings"
	"unicode/utf8"
)

// maxWords bounds how much of a description is read, in bytes.
const maxWords = 256

// clip gives the part of a description that is read.
func clip(text string) string {
	if len(text) <= maxWords {
		return text
	}
	end := maxWords
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// Words gives the words of a text in upper case with one space between them, so that texts that
// read alike are alike.
func Words(text string) string { return string(plainWords(nil, text)) }

// plainWords appends the words of a text in upper case with one space between them. What is
// neither a letter nor a digit parts words; apostrophes are left out.
func plainWords(buf []byte, text string) []byte {
	apart := false
	text = clip(text)
	for i := range len(text) {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		case 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c >= 0x80:
		case c == '\'':
			continue
		default:
			apart = true
			continue
		}
		if apart && len(buf) > 0 {
			buf = append(buf, ' ')
		}
		buf, apart = append(buf, c), false
	}
	return buf
}

// titled writes words the way names are written: Plaid Inc.
func titled(words []string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		for j := range len(word) {
			c := word[j]
			if j > 0 && 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isNumber reports whether a word is made of digits, or of digits and a few letters as references
// are.
func isNumber(word string) bool {
	digits := 0
	for i := range len(word) {
		if '0' <= word[i] && word[i] <= '9' {
			digits++
		}
	}
	return digits > 0 && digits*2 >= len(word)
}

// filler are words that banks write around a name.
var filler = func() map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(`
		ACH ELECTRONIC CREDIT DEBIT CARD CRD DEP DEPOSIT DIRECT DIRECTDEP DIRDEP PAYROLL PAYMENT PYMT PMT POS PURCHASE
		CHECKCARD VISA MC PPD CCD WEB TEL CO ENTRY DESCR RECURRING AUTHORIZED ON PENDING TRANSACTION WITHDRAWAL REF
		XFER TRANSFER ONLINE EXTERNAL INTERNAL FROM TO REFUND SALARY WAGES EDI PAYMNT PAY ATM`) {
		set[word] = true
	}
	return set
}()

// cleanName finds a name in a description: its words without what banks write around it, up to
// the fields that some banks add (DES:, INDN:, ID:).
func cleanName(description string) string {
	var kept []string
	for word := range strings.FieldsSeq(string(plainWords(nil, description))) {
		if word == "DES" || word == "INDN" || word == "ID" {
			break
		}
		if !filler[word] && !isNumber(word) {
			kept = append(kept, word)
		}
	}
	if len(kept) == 0 {
		kept = strings.Fields(string(plainWords(nil, description)))
	}
	return titled(kept)
}
