package income

import (
	"slices"
	"strings"

	"toile/internal/enrich"
)

// group brings the deposits of a stream together, oldest first.
func (f *finder) group() {
	for _, d := range f.deposits {
		d.payer, d.kind = d.in.Payer, kindOf(d.in)
		if d.payer == "" {
			d.payer = "(" + unnamed(d.in.Name) + ")"
		}
		if d.in.Through != "" && f.owners[sortedWords(d.in.Who)] {
			through := *d.in // it names whom it pays
			through.Name = d.in.Through
			d.in, d.payer = &through, enrich.Words(d.in.Through)
		}
	}
	f.sort()
	joined := f.joinShortened()
	if f.joinNamesakes() || joined {
		f.sort()
	}
	if f.joinDrifted() {
		f.sort()
	}
}

func (f *finder) sort() {
	slices.SortFunc(f.deposits, func(a, b *deposit) int {
		if order := compareGroup(a, b); order != 0 {
			return order
		}
		return older(a.t, b.t)
	})
}

// unnamed gives what stands for a payer where nobody is named: the words that say how the money
// came, "DIRECT DEP" and "Direct Deposit" being one.
func unnamed(name string) string {
	words := strings.Fields(enrich.Words(name))
	for i, word := range words {
		switch word {
		case "DEP", "DEPOSITS":
			words[i] = "DEPOSIT"
		case "DIR":
			words[i] = "DIRECT"
		case "CR":
			words[i] = "CREDIT"
		}
	}
	return strings.Join(words, " ")
}

// kindOf gives what parts the streams of one payer: a benefit, an interest, a rent is another stream
// than the wages that the same one pays, and one benefit another than the next. What the descriptions of wages, of gigs and of nothing in
// particular say may differ from payment to payment, so these are one kind.
func kindOf(in *enrich.Incoming) string {
	switch in.Income {
	case "", "SALARY", "GIG_ECONOMY", "OTHER":
		return ""
	}
	if in.Program != "" {
		return in.Income + "/" + in.Program
	}
	return in.Income
}

// shortName is the number of letters from which on a payer's name counts as cut off by a bank when
// another one goes on in the same word: banks show 16 to 22 letters of a name.
const shortName = 10

// joinShortened gives one name to a payer whose name is cut off in some descriptions. Deposits are
// sorted, so that such names stand side by side. Persons behind apps are left alone.
func (f *finder) joinShortened() (joined bool) {
	for i := 1; i < len(f.deposits); i++ {
		short, long := f.deposits[i-1], f.deposits[i]
		if short.t.Account != long.t.Account || short.kind != long.kind || short.currency() != long.currency() || short.payer == long.payer {
			continue
		}
		if short.kind == "" && shortens(short.payer, long.payer) {
			for j, was := i, long.payer; j < len(f.deposits) && f.deposits[j].payer == was && f.deposits[j].kind == short.kind && f.deposits[j].t.Account == short.t.Account; j++ {
				f.deposits[j].payer = short.payer
			}
			joined = true
		}
	}
	return joined
}

// joinNamesakes makes one stream of the wages of a payer and of what only its name makes another kind of
// income: Interest Design Studio pays a bonus.
func (f *finder) joinNamesakes() (joined bool) {
	for i := 1; i < len(f.deposits); i++ {
		wages, other := f.deposits[i-1], f.deposits[i]
		if wages.t.Account != other.t.Account || wages.payer != other.payer || wages.currency() != other.currency() || wages.kind != "" || other.kind == "" {
			continue
		}
		if in := enrich.In(other.payer); in.Income == other.kind && wages.in.Income == "SALARY" {
			other.kind, joined = "", true
		}
	}
	return joined
}

// shortens reports whether a bank cut a name off: in the middle of a word, or of the legal form behind it.
func shortens(short, long string) bool {
	rest, begins := strings.CutPrefix(long, short)
	if !begins || len(long) <= shortName {
		return false
	}
	if form, parted := strings.CutPrefix(rest, " "); parted {
		return enrich.BeginsForm(form)
	}
	return len(short) >= shortName
}
