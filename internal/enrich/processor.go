package enrich

import "strings"

// Payroll processors pay wages out for others: one of them is the payer only where no employer is named beside it.
var (
	// processors do nothing else.
	processors = byWord(`ADP TOTALSOURCE|ADP WAGE PAY|ADP TX FINCL SVC|ADP|PAYCHEX EIB|PAYCHEX OASIS|PAYCHEX|GUSTO|RIPPLING|TRINET|PAYCOM|PAYCOR|PAYLOCITY|ONPAY|JUSTWORKS|CERIDIAN DAYFORCE|CERIDIAN|DAYFORCE
		INSPERITY|SUREPAYROLL|SURE PAYROLL|ZENPAYROLL|ZENEFITS|PRIMEPAY|ISOLVED|COADVANTAGE|UKG|BAMBOOHR|VENSURE|ENGAGE PEO`)
	// payrollOf are processors with PAYROLL behind their names.
	payrollOf = wordSet("INTUIT QUICKBOOKS QUICKBOOK QB SQUARE SQ PATRIOT HEARTLAND WAVE TOAST CLOVER HOMEBASE WORKDAY DEEL REMOTE NAMELY XERO SAGE")
	// services are what processors write behind their names.
	services = wordSet("SVC SVCS SERV SERVI SERVIC SERVICE SERVICES PR PROCESSING PROC PEO HR HCM")
)

// isProcessor reports whether a name is that of a processor.
func isProcessor(name string) bool {
	plain := Words(name)
	return payrollOf[plain] || len(processors[plain]) > 0
}

// employerWords finds the name of an employer among words, and the processor through whom it pays where both
// are named: ADP PAYROLL ACME, ACME ADP PAYROLL.
func employerWords(words []word, whole bool) (name []word, through string) {
	for start := range words {
		n := processorAt(words[start:])
		if n == 0 {
			continue
		}
		end := start + n
		for end < len(words) && behindProcessor(words, start, end) {
			end++
		}
		through = written(words[start : start+n])
		if name = nameWords(words[end:], whole); len(name) > 0 {
			return name, through
		}
		if name = nameWords(words[:start], whole); len(name) > 0 {
			return name, through
		}
		break
	}
	return nameWords(words, whole), ""
}

// behindProcessor reports whether a word behind a processor says only that it pays wages. Intuit calls its services S.
func behindProcessor(words []word, processor, at int) bool {
	w := words[at].plain
	return ends(words[at:]) || services[w] || len(w) > 2 && BeginsForm(w) || w == "S" && words[processor].plain == "INTUIT"
}

// processorAt gives how many words at the beginning name a processor.
func processorAt(words []word) int {
	first := words[0].plain
	if len(words) > 1 && payrollOf[first] && words[1].plain == "PAYROLL" {
		return 1
	}
	for _, phrase := range processors[first] {
		if n := strings.Count(phrase, " ") + 1; n <= len(words) && wordsAre(words[:n], phrase) {
			return n
		}
	}
	return 0
}

// wordsAre reports whether words are those of a phrase.
func wordsAre(words []word, phrase string) bool {
	for _, w := range words {
		var first string
		if first, phrase, _ = strings.Cut(phrase, " "); first != w.plain {
			return false
		}
	}
	return true
}
