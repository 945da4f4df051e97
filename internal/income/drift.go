package income

import (
	"cmp"
	"slices"
	"strings"

	"toile"
	"toile/internal/bank"
)

// sameSpread is by how many hundredths the deposits of one payer under three names or more may differ where
// each name keeps a pace of its own.
const sameSpread = 10

// spelling is a name under which deposits stand.
type spelling struct {
	deposits []*deposit // of an account, in a currency, oldest first
	letters  string     // of the name, without the blanks
	joins    int        // the number of the shorter name that this one may be, itself where there is none
	branches int        // longer names that this one may be
}

// joinDrifted gives one name to a payer whom the bank names now so, now so: cut off at a word, or with the
// blanks left out. Deposits are sorted.
func (f *finder) joinDrifted() (joined bool) {
	for start := 0; start < len(f.deposits); {
		end := start + 1
		for end < len(f.deposits) && f.deposits[end].t.Account == f.deposits[start].t.Account && f.deposits[end].currency() == f.deposits[start].currency() {
			end++
		}
		list, unparted := joinUnparted(spellingsOf(f.deposits[start:end]))
		joined = joinFamilies(list) || unparted || joined
		start = end
	}
	return joined
}

// spellingsOf lists the names of who may pay wages in the order of their letters.
func spellingsOf(deposits []*deposit) (list []spelling) {
	for start := 0; start < len(deposits); {
		end := start + 1
		for end < len(deposits) && deposits[end].payer == deposits[start].payer && deposits[end].kind == deposits[start].kind {
			end++
		}
		if payer := deposits[start].payer; deposits[start].kind == "" && payer[0] != '(' {
			list = append(list, spelling{deposits: deposits[start:end], letters: strings.ReplaceAll(payer, " ", "")})
		}
		start = end
	}
	slices.SortStableFunc(list, func(a, b spelling) int { return strings.Compare(a.letters, b.letters) })
	return list
}

// joinUnparted makes one of names with the same letters.
func joinUnparted(list []spelling) (kept []spelling, joined bool) {
	kept = list[:0]
	for _, s := range list {
		n := len(kept)
		if n == 0 || kept[n-1].letters != s.letters {
			kept = append(kept, s)
			continue
		}
		same := &kept[n-1]
		for _, d := range s.deposits {
			d.payer = same.deposits[0].payer
		}
		same.deposits, joined = inTime(same.deposits, s.deposits), true
	}
	return kept, joined
}

// inTime brings deposits together, oldest first.
func inTime(groups ...[]*deposit) []*deposit {
	all := slices.Concat(groups...)
	slices.SortStableFunc(all, func(a, b *deposit) int { return cmp.Compare(a.t.Date, b.t.Date) })
	return all
}

// findShorter finds the nearest shorter name that each may be.
func findShorter(list []spelling) {
	var shorter []int // names that begin as the one looked at, the longest last
	for i := range list {
		for len(shorter) > 0 && !strings.HasPrefix(list[i].letters, list[shorter[len(shorter)-1]].letters) {
			shorter = shorter[:len(shorter)-1]
		}
		list[i].joins = i
		if n := len(shorter); n > 0 && list[shorter[n-1]].cutFrom(&list[i]) {
			list[i].joins = shorter[n-1]
			list[shorter[n-1]].branches++
		}
		shorter = append(shorter, i)
	}
}

// naming counts the words of a name but those that only join others.
func naming(name string) (n int) {
	for word := range strings.FieldsSeq(name) {
		switch word {
		case "OF", "THE", "AND", "FOR":
		default:
			n++
		}
	}
	return n
}

// cutFrom reports whether a name may be the beginning of another one, whose letters begin with its own: two of its
// words, or as many letters as banks show at least.
func (s *spelling) cutFrom(long *spelling) bool {
	left, rest := len(s.letters), long.deposits[0].payer
	for {
		word, behind, more := strings.Cut(rest, " ")
		switch {
		case left == 0:
			return naming(long.deposits[0].payer[:len(long.deposits[0].payer)-len(rest)]) > 1
		case left < len(word), !more:
			return len(s.letters) >= shortName
		}
		left, rest = left-len(word), behind
	}
}

// joinFamilies joins each name with the shorter one that it may be, unless two payers would become one: where a
// name may be the beginning of two others, or where both are paid from at a pace of their own at the same
// time.
func joinFamilies(list []spelling) (joined bool) {
	findShorter(list)
	for i := range list {
		if list[i].joins != i && list[list[i].joins].branches > 1 {
			list[i].joins = i
		}
	}
	families := map[int][]*spelling{} // by the first of their names
	for i := range list {
		first := i
		for list[first].joins != first {
			first = list[first].joins
		}
		if first != i {
			families[first] = append(families[first], &list[i])
		}
	}
	for first, others := range families {
		joined = joinFamily(list, &list[first], others) || joined
	}
	return joined
}

// joinFamily joins names that may be longer ones of the first.
func joinFamily(list []spelling, first *spelling, others []*spelling) (joined bool) {
	groups := [][]*deposit{first.deposits}
	for _, s := range others {
		groups = append(groups, s.deposits)
	}
	one := len(groups) > 2 && keepOnePace(inTime(groups...))
	for _, long := range others {
		short := &list[long.joins]
		if !one && sideBySide(short.deposits, long.deposits) {
			continue
		}
		for _, d := range long.deposits {
			d.payer = short.deposits[0].payer
		}
		joined = true
	}
	return joined
}

// keepOnePace reports whether deposits keep a strict pace together, one on a day, in amounts that lie close together.
func keepOnePace(group []*deposit) bool {
	days := daysOf(group)
	_, ok := bank.Pace(days)
	return ok && len(days) == len(group) && within(group, sameSpread)
}

// sideBySide reports whether each of two groups keeps a pace at the time of the other.
func sideBySide(a, b []*deposit) bool {
	return a[0].t.Date <= b[len(b)-1].t.Date && b[0].t.Date <= a[len(a)-1].t.Date && regular(a) && regular(b)
}

// regular reports whether a group keeps a pace over three days or more.
func regular(group []*deposit) bool {
	days := daysOf(group)
	return len(days) >= rhythmDays && frequencyOf(days) != toile.CreditBankIncomePayFrequencyUnknown
}
