package credit

import (
	"cmp"

	"toile"
	"toile/internal/bank"
)

// orNull gives a text that is null where it is not said.
func orNull(text string) toile.Optional[string] { return toile.OrNull(toile.NonEmpty(text)) }

// amountOrNull gives an amount that is null where it is not said.
func amountOrNull(m *bank.Money) toile.Optional[float64] { return toile.OrNull(m.OrNil()) }

// codes gives the two codes of a currency, of which one is always null. A paper that names none is in
// dollars.
func codes(currencies ...string) (iso, unofficial *string) {
	return bank.Codes(cmp.Or(append(currencies, "USD")...))
}
