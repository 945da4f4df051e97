package web

import (
	"strings"

	"toile/internal/bank"
)

// money writes an amount as a language does (Unicode CLDR): $1,234.50 in English, 1234,50 US$ in Spanish,
// which groups from five digits on, and 1 234,50 $US in French, whose spaces do not break.
func money(language string, amount bank.Money, currency string) string {
	whole, part, _ := strings.Cut(amount.Cents().Abs().String(), ".")
	minus := ""
	if amount.Cents() < 0 {
		minus = "-"
	}
	switch language {
	case "es":
		if len(whole) > 4 {
			whole = grouped(whole, ".")
		}
		return minus + whole + "," + part + "\u00a0" + sign(currency, "US$", "€")
	case "fr":
		return minus + grouped(whole, "\u202f") + "," + part + "\u00a0" + sign(currency, "$US", "€")
	}
	symbol := sign(currency, "$", "€")
	if symbol == currency && symbol != "" {
		symbol += "\u00a0"
	}
	return minus + symbol + grouped(whole, ",") + "." + part
}

// sign is how a language writes a currency: dollars and euros by their signs, others by their codes.
func sign(currency, dollar, euro string) string {
	switch currency {
	case "USD":
		return dollar
	case "EUR":
		return euro
	}
	return currency
}

// grouped sets a mark in front of every three digits from the end.
func grouped(digits, mark string) string {
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + mark + digits[at:]
	}
	return digits
}
