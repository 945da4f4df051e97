package main

import (
	"strings"
	"unicode"
)

// initialisms keep their case in Go names.
var initialisms = map[string]string{
	"ach": "ACH", "api": "API", "apr": "APR", "apy": "APY", "bic": "BIC", "cra": "CRA", "ein": "EIN", "eu": "EU",
	"fico": "FICO", "html": "HTML", "http": "HTTP", "iban": "IBAN", "id": "ID", "ids": "IDs", "ip": "IP", "iso": "ISO",
	"json": "JSON", "mfa": "MFA", "otp": "OTP", "oauth": "OAuth", "pdf": "PDF", "ppd": "PPD", "sms": "SMS", "ssn": "SSN", "uri": "URI",
	"url": "URL", "urls": "URLs", "utc": "UTC", "uuid": "UUID",
}

// goName turns a name of the wire into an exported Go name: link_session_id becomes LinkSessionID. Words end
// at anything that is neither letter nor digit, and at a capital after a small letter.
func goName(name string) string {
	var b strings.Builder
	for _, w := range words(name) {
		if up, ok := initialisms[strings.ToLower(w)]; ok {
			b.WriteString(up)
			continue
		}
		if w == strings.ToUpper(w) {
			w = strings.ToLower(w)
		}
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

// typeName is goName for the name of a schema, which is in Go's form already but for initialisms.
func typeName(name string) string {
	var b strings.Builder
	for _, w := range words(name) {
		if up, ok := initialisms[strings.ToLower(w)]; ok {
			w = up
		}
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

// constName names a value of an enum. Codes of two or three capitals stay as they are: CountryCodeUS.
func constName(typ, value string) string {
	if len(value) <= 3 && value == strings.ToUpper(value) && value != "" {
		return typ + strings.Map(letterOrDigit, value)
	}
	return typ + goName(value)
}

func letterOrDigit(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

func words(name string) []string {
	var list []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			list = append(list, string(word))
		}
		word = nil
	}
	runes := []rune(name)
	for i, r := range runes {
		if letterOrDigit(r) < 0 {
			end()
			continue
		}
		if unicode.IsUpper(r) && i > 0 {
			after := unicode.IsLower(runes[i-1]) || unicode.IsDigit(runes[i-1])
			before := i+1 < len(runes) && unicode.IsLower(runes[i+1]) && unicode.IsUpper(runes[i-1])
			if after || before {
				end()
			}
		}
		word = append(word, r)
	}
	end()
	return list
}

// pathName names an operation after its path: /item/public_token/exchange becomes ItemPublicTokenExchange.
func pathName(path string) string { return goName(path) }

// lowerFirst makes an exported name a private one: APIKeys becomes apiKeys.
func lowerFirst(name string) string {
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsUpper(r) || i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
			break
		}
		runes[i] = unicode.ToLower(r)
	}
	return string(runes)
}
