package enrich

import "strings"

// payerMarks stand before who pays.
var payerMarks = [...]string{"ORIG CO NAME:", "CO NAME:", "COMPANY NAME:", "B/O:", "ORIGINATOR:", "ORIG:", "SENDER:", "PAYER:", "FROM: BNF-", "FROM:", " CO: "}

// payerField gives the part of a description that says who pays, whether the bank marks it, and whether it is
// all of a name.
func payerField(description string) (text string, marked, whole bool) {
	if strings.IndexByte(description, ':') < 0 {
		return description, false, false
	}
	for _, mark := range payerMarks {
		if i := indexFold(description, mark); i >= 0 {
			if rest := cutFields(strings.TrimLeft(description[i+len(mark):], " ")); rest != "" {
				return rest, true, true
			}
		}
	}
	for _, mark := range [...]string{" DES:", " DESC:", " TYPE:"} {
		if i := indexFold(description, mark); i > 0 {
			return description[:i], false, true
		}
	}
	return cutFields(description), false, false
}

// fieldNames are the words before a colon that begin another field.
var fieldNames = wordSet(`ID INDN DES DESC TYPE REF REFERENCE TRACE TRACE# TRN SEC EED IND MEMO DATE NAME CONF CO ENTRY DESCR ORIG PPD RMR IID TIME BNF ADV OBI BANK`)

// fieldStarts are the first of two words that begin a field.
var fieldStarts = wordSet("ORIG IND CO PPD CCD WEB DESC PMT ENTRY COMPANY BENEFICIARY")

// cutFields cuts a description before the second of its fields.
func cutFields(text string) string {
	if strings.IndexByte(text, ':') < 0 {
		return text
	}
	at, before := 0, 0
	for at < len(text) {
		end := strings.IndexByte(text[at:], ' ')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		if mark := strings.IndexByte(text[at:end], ':'); mark >= 0 && at > 0 && fieldNames[strings.ToUpper(text[at:at+mark])] {
			if before > 0 && fieldStarts[strings.ToUpper(strings.TrimSpace(text[before:at]))] {
				at = before // a field of two words
			}
			return strings.TrimRight(text[:at], " ")
		}
		before, at = at, end+1
	}
	return text
}
