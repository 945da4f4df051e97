package enrich

import "slices"

// hit is a phrase that a description holds.
type hit struct {
	m          *meaning
	n          int32 // its place among the phrases
	start, end int
}

// hits are the most telling phrases of each sort that a description of incoming money holds.
type hits struct {
	payer   hit  // names who pays income
	app     hit  // names an app that passes money on
	shop    hit  // names a shop, a market, a bank: what comes from there is no income by itself
	word    hit  // says which income it is, outside the name of a shop
	other   hit  // says that it is no income
	between bool // the shop only passes money on
}

// maxHits bounds how many phrases of a description are looked at.
const maxHits = 24

func hitsOf(plain []byte) hits {
	var buf [maxHits]hit
	found := buf[:0]
	for start := 0; start < len(plain) && len(found) < maxHits; {
		end := start
		for end < len(plain) && plain[end] != ' ' {
			end++
		}
		if n := glued(plain[start:end]); n >= 0 {
			found = append(found, hit{phrases[n].in, n, start, end})
		}
		for _, n := range byFirstWord[string(plain[start:end])] {
			p := &phrases[n]
			if p.in != nil && begins(plain[start:], p.words) && len(found) < maxHits {
				found = append(found, hit{p.in, n, start, start + len(p.words)})
			}
		}
		start = end + 1
	}
	found = longest(found)
	none := int32(len(phrases))
	h := hits{payer: hit{n: none}, app: hit{n: none}, shop: hit{n: none}, word: hit{n: none}, other: hit{n: none}}
	for _, f := range found {
		switch m := f.m; {
		case m.kind == payerKind:
			h.payer.better(f)
		case m.kind == appKind:
			h.app.better(f)
		case m.name != "" && m.kind != "":
			h.shop.better(f)
		}
	}
	h.between = h.shop.m != nil && h.shop.m.between()
	for _, f := range found {
		switch m := f.m; {
		case m.name != "", h.shop.m != nil && f.start >= h.shop.start && f.end <= h.shop.end:
		case m.income != "":
			h.word.better(f)
		case m.v1.Primary == "BANK_FEES", m.v1.Primary == "LOAN_PAYMENTS", m.v1.Primary == "TRANSFER_IN" && !byWire(m):
			h.other.better(f)
		}
	}
	return h
}

// longest leaves out what lies inside a longer phrase: that one tells more.
func longest(found []hit) []hit {
	kept := found[:0:0]
	for _, f := range found {
		inside := slices.ContainsFunc(found, func(o hit) bool { return o.start <= f.start && f.end <= o.end && o.end-o.start > f.end-f.start })
		if !inside {
			kept = append(kept, f)
		}
	}
	return kept
}

// byWire reports whether the money came by wire, which says nothing of what it is.
func byWire(m *meaning) bool { return m.v2.Detailed == "TRANSFER_IN_WIRE" }

func (h *hit) better(o hit) {
	if o.n < h.n {
		*h = o
	}
}

// says reports whether plain words hold one of some phrases.
func says(plain []byte, list map[string][]string) bool {
	for start := 0; start < len(plain); {
		end := start
		for end < len(plain) && plain[end] != ' ' {
			end++
		}
		for _, words := range list[string(plain[start:end])] {
			if begins(plain[start:], words) {
				return true
			}
		}
		start = end + 1
	}
	return false
}
