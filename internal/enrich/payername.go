package enrich

import (
	"slices"
	"strings"
)

// payerText is what a description says of who pays.
type payerText struct {
	key     string // words without case, forms of companies and numbers; empty where nobody is named
	name    string // as a person would write it
	company bool
	through string // who pays out for others, where somebody else is named beside
}

// BeginsForm reports whether a word is how a company calls itself, or the beginning of that where a bank
// cut it off: LL, COR.
func BeginsForm(word string) bool {
	for form := range forms {
		if strings.HasPrefix(form, word) {
			return true
		}
	}
	return false
}

// only reports whether the payer is called by one word.
func (p payerText) only(word string) bool { return p.key == word }

// readPayer reads who pays from a description: from the field that some banks write for it, from behind FROM
// where nothing but what all descriptions share stands before, or from what is left of the whole
// without such words. Behind an app stands a person, if anybody.
func readPayer(description string, app hit) payerText {
	text, field, whole := payerField(description)
	words := wordsOf(text)
	p := payerText{}
	if app.m != nil && !field {
		words = behindApp(words, app.m)
	}
	words, p.through = employerWords(words, whole)
	key, fund := make([]string, 0, len(words)), false
	for _, w := range words {
		p.company, fund = p.company || companies[w.plain], fund || funds[w.plain]
		if !forms[w.plain] || len(words) == 1 {
			key = append(key, w.plain)
		}
	}
	p.company = p.company && !fund
	p.key, p.name = strings.Join(key, " "), written(words)
	if roles[p.key] {
		p.name = wholeName(description)
	}
	return p
}

// wholeName writes all words of a description but what changes from payment to payment.
func wholeName(description string) string {
	words := dropNumbers(wordsOf(cutFields(description)))
	for len(words) > 1 && counted[words[len(words)-1].plain] {
		words = words[:len(words)-1]
	}
	return written(words)
}

// counted are words whose number was left out.
var counted = wordSet("REF ID PPD NO UNIT APT BRANCH INVOICE CONF TRN")

// behindApp gives the words that do not name the app or say that it passed money on. All of a person's
// name counts who stands behind FROM, even where a word of it is one that apps write, as
// a family's may be. Where only such words stand there, it is the app's own name.
func behindApp(words []word, app *meaning) []word {
	own := strings.Fields(Words(app.name))
	ofApp := func(w word) bool { return appWords[w.plain] || slices.Contains(own, w.plain) }
	for i, w := range words {
		if w.plain != "FROM" {
			continue
		}
		words = words[i+1:]
		if slices.ContainsFunc(words, func(w word) bool { return !w.reference && !ofApp(w) }) {
			return words
		}
		return nil
	}
	return slices.DeleteFunc(words, ofApp)
}

// appWords are what apps write of themselves.
var appWords = wordSet(`ZELLE VENMO TRANSFERWISE CASHAPP SQUARE SQ PP PAYPAL CASHOUT CASH OUT TRANSFER INST INSTANT XFER PAYMENT QUICKPAY DEPOSIT CREDIT APP STANDARD VISA BANK INC CO CR P2P ADD MONEY RECEIVED BLOCK`)

// nameWords finds the name among words: behind what stands before names, up to where another field
// or what is said of the payment begins. Words that may stand behind a name belong to it where the
// words are all of a name.
func nameWords(words []word, whole bool) []word {
	for len(words) > 0 && skipped(words) {
		words = words[1:]
	}
	for i := range words {
		if i > 0 && ends(words[i:]) {
			words = words[:i]
			break
		}
	}
	words = dropNumbers(words)
	for len(words) > 0 && !whole && (edges[words[len(words)-1].plain] || tails[words[len(words)-1].plain] || len(words) > 1 && months[words[len(words)-1].plain]) {
		words = words[:len(words)-1]
	}
	for len(words) > 0 && (edges[words[0].plain] || len(words) > 1 && starts[words[0].plain]) {
		words = words[1:]
	}
	return words
}

// skipped reports whether the first word stands before a name.
func skipped(words []word) bool {
	first := words[0].plain
	if len(words) > 1 && (first == "CREDIT" && words[1].plain == "UNION" || first == "PAY" && words[1].plain == "O") {
		return false
	}
	return edges[first] || ends(words) || words[0].reference
}

// ends reports whether what is said of a payment begins with the first word.
func ends(words []word) bool {
	first := words[0].plain
	return stops[first] || isStateRefund([]byte(first)) || len(words) > 1 && pairs[first][words[1].plain]
}
