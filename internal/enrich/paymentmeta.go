package enrich

import "strings"

// PaymentMeta is what a description tells of a transfer between banks. Empty is what it does not.
type PaymentMeta struct {
	ReferenceNumber, PPDID, Payee, ByOrderOf, Payer, Method, Processor, Reason string
}

// paymentMeta reads the fields that banks write into descriptions of transfers.
func paymentMeta(description string, plain []byte, m *meaning, in bool) PaymentMeta {
	var p PaymentMeta
	if m.code == "purchase" {
		return p
	}
	p.Method = method(plain)
	if m.kind == appKind {
		p.Processor = m.name
	}
	if p.Method == "" && p.Processor == "" && m.code != "transfer" {
		return p
	}
	p.PPDID = textAfter(description, "PPD ID:")
	p.ReferenceNumber = afterAny(description, "REF#", "REF #", "TRN:", "CONF#", "CONFIRMATION#", "REFERENCE NUMBER:")
	p.Reason = afterAny(description, "MEMO:", "REASON:", "RMR:")
	p.ByOrderOf = afterAny(description, "B/O:", "ORIG:", "BY ORDER OF:")
	if p.ByOrderOf != "" {
		p.Payer = p.ByOrderOf
	}
	if in && p.Payer == "" {
		p.Payer = party(description, " FROM ")
	}
	if !in {
		p.Payee = party(description, " TO ")
	}
	return p
}

// methods are the words that say how money went.
var methods = [...]struct{ words, method string }{
	{"ACH", "ACH"}, {"PPD", "ACH"}, {"CCD", "ACH"}, {"DIRECT DEP", "ACH"}, {"DIRECT DEPOSIT", "ACH"},
	{"WIRE", "Wire"}, {"FEDWIRE", "Wire"}, {"SEPA", "SEPA"}, {"BACS", "BACS"},
}

// method is how the money went.
func method(plain []byte) string {
	for i := range plain {
		if i > 0 && plain[i-1] != ' ' || strings.IndexByte("ABCDFPSW", plain[i]) < 0 {
			continue
		}
		for _, m := range &methods {
			if m.words[0] == plain[i] && begins(plain[i:], m.words) {
				return m.method
			}
		}
	}
	return ""
}

// afterAny gives what stands after the first mark that the description has.
func afterAny(description string, marks ...string) string {
	for _, mark := range marks {
		if value := textAfter(description, mark); value != "" {
			return value
		}
	}
	return ""
}

// textAfter gives what stands after a mark: a word, or words up to the next mark or two blanks where
// the mark names a party or a reason.
func textAfter(description, mark string) string {
	i := indexFold(description, mark)
	if i < 0 {
		return ""
	}
	rest := strings.TrimLeft(description[i+len(mark):], " ")
	switch mark {
	case "MEMO:", "REASON:", "RMR:", "B/O:", "ORIG:", "BY ORDER OF:":
		return upToMark(rest)
	}
	word, _, _ := strings.Cut(rest, " ")
	return word
}

// party gives the words after FROM or TO, up to a mark or a number.
func party(description, mark string) string {
	i := indexFold(description, mark)
	if i < 0 {
		return ""
	}
	rest := upToMark(description[i+len(mark):])
	words := strings.Fields(rest)
	for n, word := range words {
		if isNumber(word) || strings.ContainsAny(word, "#:") || strings.EqualFold(word, "on") || strings.EqualFold(word, "ref") {
			words = words[:n]
			break
		}
	}
	if len(words) == 1 && (strings.EqualFold(words[0], "CHK") || strings.EqualFold(words[0], "SAV")) {
		return "" // an account of the same person
	}
	return strings.Join(words, " ")
}

// upToMark cuts words before the next field.
func upToMark(text string) string {
	end := len(text)
	for _, mark := range [...]string{"  ", ";", " REF", " TRN", " MEMO:", " CONF", " PPD ID:", " RMR:"} {
		if i := indexFold(text, mark); i >= 0 && i < end {
			end = i
		}
	}
	return strings.TrimSpace(text[:end])
}

// indexFold finds a mark in a text whatever the case of its letters.
func indexFold(text, mark string) int {
	for i := 0; i+len(mark) <= len(text); i++ {
		if strings.EqualFold(text[i:i+len(mark)], mark) {
			return i
		}
	}
	return -1
}
