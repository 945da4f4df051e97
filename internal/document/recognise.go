package document

import (
	"sync"
	"time"

	"toile/internal/bank"
)

// document is a sheet with what it is read into.
type document struct {
	sheet
	into func(*Reading)
	day  func() time.Time // on which it was made, for what was read
}

// documents makes an empty sheet of each kind that toile writes.
var documents = []func() document{
	func() document {
		s := &bank.Paystub{}
		return document{paystubSheet(s), func(r *Reading) { r.Paystub = s }, func() time.Time { return paystubSheet(s).made }}
	},
	func() document {
		f := &bank.W2{}
		return document{w2Sheet(f), func(r *Reading) { r.W2 = f }, func() time.Time { return afterYear(f.TaxYear) }}
	},
	func() document { return empty1099(bank.Form1099K) },
	func() document { return empty1099(bank.Form1099Misc) },
	func() document { return empty1099("") },
	func() document {
		s, institution := &bank.Statement{}, new(string)
		return document{statementSheet(institution, s), func(r *Reading) { r.Statement, r.Bank = s, *institution }, func() time.Time { return (s.To + 1).Time() }}
	},
}

func empty1099(kind string) document {
	f := &bank.Form1099{}
	return document{form1099Sheet(f, kind), func(r *Reading) { r.Form1099 = f }, func() time.Time { return afterYear(f.TaxYear) }}
}

// Shares of the labels of a document by which it is known: on all of its pages, so that one that
// lacks some is still known, and on the first, which may be full of a long table.
const (
	mostLabels = 0.7
	someLabels = 0.2
)

// pattern is a kind of document with the labels by which it is known.
type pattern struct {
	labels []string
	make   func() document
}

// patterns are those of all kinds.
var patterns = sync.OnceValue(func() []pattern {
	var list []pattern
	for _, make := range documents {
		list = append(list, pattern{make().labels(), make})
	}
	return list
})

// labels gives the labels that a document always has.
func (s sheet) labels() (list []string) {
	for _, p := range s.parts {
		if p.optional {
			continue
		}
		for _, box := range p.boxes {
			list = append(list, box.label)
		}
		if p.table != nil {
			for _, column := range p.table.columns {
				list = append(list, column.label)
			}
		}
	}
	return list
}

// share gives how many of the labels are there, as a part of 1.
func (p pattern) share(there map[string]bool) float64 {
	count := 0
	for _, label := range p.labels {
		if there[label] {
			count++
		}
	}
	return float64(count) / float64(len(p.labels))
}

// recognise finds the kind of document of whose labels more than a share stand on pages.
func recognise(pages []page, share float64) (document, bool) {
	labels, kind := map[string]bool{}, ""
	for _, p := range pages {
		for _, c := range p.cells {
			if c.label() == kindLabel {
				kind = kindOf1099(c.value())
			}
			labels[c.label()], labels[c.head()] = true, true
		}
	}
	var best pattern
	for _, one := range patterns() {
		if there := one.share(labels); there > share {
			best, share = one, there
		}
	}
	if best.make == nil {
		return document{}, false
	}
	found := best.make()
	if found.kind == Form1099 {
		found = empty1099(kind)
	}
	return found, true
}
