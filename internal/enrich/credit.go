package enrich

import (
	_ "embed"
	"fmt"
	"strings"
)

// Credit is a credit category: what a transaction was for, as lenders part them.
type Credit struct {
	Primary  string
	Detailed string // the full name, which begins with the primary one
}

//go:embed credit.txt
var creditText string

// creditOf finds the credit category by the detailed personal finance category of version 2. It is
// made once, when the program starts.
var creditOf = parseCredit(creditText)

// parseCredit reads credit.txt. The file is ours, so a line that leads from nowhere or from where
// another one does is a mistake in the program.
func parseCredit(text string) map[string]Credit {
	all, primary := map[string]Credit{}, ""
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case len(words) == 1:
			primary = words[0]
		default:
			for _, from := range words[1:] {
				if _, twice := all[from]; twice || !category(from, "2").In("2") {
					panic(fmt.Sprintf("credit.txt: %q", from))
				}
				all[from] = Credit{primary, primary + "_" + words[0]}
			}
		}
	}
	return all
}

// Credit gives the credit category of a transaction. It follows from the personal finance category:
// gambling is ENTERTAINMENT_CASINOS_AND_GAMBLING, what a bank charges for no money is BANK_PENALTIES.
func (e Enriched) Credit() Credit { return creditOf[e.V2.Detailed] }
