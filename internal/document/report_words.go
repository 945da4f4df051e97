package document

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"toile"
	"toile/internal/bank"
)

// moneyOf reads an amount of the API. What is larger than any bank has is kept at that size.
func moneyOf(units float64) bank.Money {
	const most = 9e12 // so that its millionths fit
	if math.IsNaN(units) {
		return 0
	}
	return bank.MoneyOf(max(-most, min(most, units)))
}

// in writes an amount with its currency, to the hundredth: $1,234.50, or 1,234.50 EUR.
func in(m bank.Money, currency string) string { return exactly(m.Cents(), currency) }

// exactly writes an amount with all its decimals.
func exactly(m bank.Money, currency string) string {
	switch text := amount(m); {
	case currency == "USD" && m < 0:
		return "-$" + text[1:]
	case currency == "USD":
		return "$" + text
	case currency == "":
		return text
	default:
		return text + " " + currency
	}
}

// sums are amounts by currency, which are never added to one another.
type sums map[string]bank.Money

// currencies gives the currencies of sums in their order: the largest group of codes is small.
func (s sums) currencies() []string { return slices.Sorted(maps.Keys(s)) }

// lines writes each sum, in the order of the currencies.
func (s sums) lines() []string {
	var all []string
	for _, currency := range s.currencies() {
		all = append(all, in(s[currency], currency))
	}
	if all == nil {
		return []string{"-"}
	}
	return all
}

func (s sums) String() string { return strings.Join(s.lines(), ", ") }

// plainDate writes a date of the API as people write it, and leaves what is none as it is.
func plainDate(date string) string {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return t.Format("Jan 2, 2006")
	}
	return date
}

// period writes the days from one date to another.
func period(from, to string) string {
	switch {
	case from == "" && to == "":
		return "-"
	case from == to || to == "":
		return plainDate(from)
	case from == "":
		return plainDate(to)
	}
	return plainDate(from) + " to " + plainDate(to)
}

// initials are the words of the API that stand for the first letters of others.
var initials = strings.Fields("cd ebt etf gia gic hra hsa ira isa lif lira lrif lrsp prif qshr rdsp resp rlif rrif rrsp sarsep sep sipp tfsa ugma utma")

// words writes an item of an enumeration as words: SEMI_MONTHLY as Semi monthly, sep ira as SEP IRA.
func words(item string) string {
	list := strings.Fields(strings.ToLower(strings.ReplaceAll(item, "_", " ")))
	for i, word := range list {
		switch {
		case slices.Contains(initials, word):
			list[i] = strings.ToUpper(word)
		case i == 0:
			list[i] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return orDash(strings.Join(list, " "))
}

// kindOf writes what an account is.
func kindOf(kind, subtype string) string { return words(cmp.Or(subtype, kind)) }

// ending writes the end of an account's number.
func ending(mask *string) string {
	if mask == nil || *mask == "" {
		return "-"
	}
	return "ending in " + *mask
}

// namesOf gives the names of the owners of accounts, each once, in their order.
func namesOf(owners ...[]toile.Owner) []string {
	var names []string
	seen := map[string]bool{}
	for _, list := range owners {
		for _, owner := range list {
			for _, name := range owner.Names {
				if name = strings.TrimSpace(name); name != "" && !seen[name] {
					seen[name] = true
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// people writes names in a row.
func people(names []string) string {
	const most = 6
	switch n := len(names); {
	case n == 0:
		return "Not known"
	case n > most:
		return strings.Join(names[:most], ", ") + " and " + strconv.Itoa(n-most) + " more"
	}
	return strings.Join(names, ", ")
}

// stamp writes an instant.
func stamp(t time.Time) string { return t.UTC().Format("January 2, 2006, 15:04:05 UTC") }

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
