package income

import (
	"slices"
	"strings"

	"toile/internal/bank"
	"toile/internal/enrich"
)

// The days within which the two sides of a transfer are posted, and within which a bank takes back a
// deposit that was not good.
const (
	transferDays = 4
	undoneDays   = 14
)

// dropOwn drops what the customer moved from one account to another: what comes from one of the
// owners by name, and what left another account in the same amount at about the same time. Where a
// description says what income it is, no amount speaks against it. Deposits that are called
// transfers take their other sides first.
func (f *finder) dropOwn() {
	for _, d := range f.deposits {
		if d.in.Standing != enrich.Stated && d.in.Who != "" && f.owners[sortedWords(d.in.Who)] {
			d.dropped = true
		}
	}
	for _, transfers := range []bool{true, false} {
		for _, d := range f.deposits {
			if (d.in.Standing == enrich.Never) != transfers || d.in.Standing == enrich.Stated && d.in.Income != "OTHER" {
				continue
			}
			if side := f.otherSide(d); side != nil {
				side.used, d.dropped = true, true
			}
		}
	}
	f.deposits = slices.DeleteFunc(f.deposits, func(d *deposit) bool { return d.dropped || d.in.Standing == enrich.Never })
}

// coin gives the currency of a deposit.
func (d *deposit) coin() string { return coinOf(d.t, d.book) }

func coinOf(t *bank.Transaction, book *bank.Book) string {
	if t.Currency != "" {
		return t.Currency
	}
	return book.Currency
}

// listSides lists what left the accounts in the amounts of deposits.
func (f *finder) listSides() {
	f.sides = make(map[bank.Money][]*debit, len(f.deposits))
	for _, d := range f.deposits {
		f.sides[-d.t.Amount] = nil
	}
	for i := range f.all {
		t := &f.all[i]
		list, asked := f.sides[t.Amount]
		if !asked || !counts(t) || t.Amount < 0 {
			continue
		}
		if book := f.book(t.Account); book != nil {
			f.sides[t.Amount] = append(list, &debit{t: t, book: book})
		}
	}
	for _, list := range f.sides {
		slices.SortFunc(list, func(a, b *debit) int { return older(a.t, b.t) })
	}
}

// otherSide finds the debit nearest in time that may be the other side of a deposit, nil when there is none.
func (f *finder) otherSide(d *deposit) (best *debit) {
	for _, side := range f.sides[-d.t.Amount] {
		days := apart(side.t.Date, d.t.Date)
		if side.used || side.t.Account == d.t.Account || coinOf(side.t, side.book) != d.coin() || days > transferDays || best != nil && days >= apart(best.t.Date, d.t.Date) {
			continue
		}
		if f.leavesForOwn(side) {
			best = side
		}
	}
	return best
}

func apart(a, b bank.Date) bank.Date { return max(a-b, b-a) }

// leaving is what is asked of money that leaves.
type leaving struct {
	description string
	account     enrich.Account
}

// leavesForOwn reports whether nothing in a description speaks against money going to another
// account of the same person. No description is read twice.
func (f *finder) leavesForOwn(side *debit) bool {
	l := leaving{side.t.Description, enrich.Account{Type: side.book.Type, Subtype: side.book.Subtype}}
	own, known := f.leaves[l]
	if !known {
		own = l.own()
		f.leaves[l] = own
	}
	return own
}

// own keeps away what is bought, and what is paid to a creditor.
func (l leaving) own() bool {
	e := enrich.Of(l.description, false, l.account)
	switch e.V1.Primary {
	case "TRANSFER_OUT":
		return true
	case "GENERAL_MERCHANDISE":
		return e.Confidence == "LOW" && e.MerchantEntityID == ""
	case "LOAN_PAYMENTS", "BANK_FEES":
		return l.account.Type != "depository" // a cash advance
	}
	return false
}

// dropUndone drops deposits that the bank took back: the last one of the amount on the same account
// before a debit that says so.
func (f *finder) dropUndone() {
	for _, list := range f.sides {
		for _, side := range list {
			if !side.used && enrich.TakesBack(side.t.Description) {
				f.undo(side)
			}
		}
	}
	f.deposits = slices.DeleteFunc(f.deposits, func(d *deposit) bool { return d.dropped })
}

func (f *finder) undo(side *debit) {
	for _, d := range slices.Backward(f.deposits) {
		if !d.dropped && d.t.Account == side.t.Account && d.t.Amount == -side.t.Amount && d.coin() == coinOf(side.t, side.book) &&
			d.t.Date <= side.t.Date && side.t.Date-d.t.Date <= undoneDays {
			d.dropped = true
			return
		}
	}
}

// ownersOf gives the names of those who own the accounts, as words in an order that is always the
// same: banks write the family name first or last. A name of one word tells nobody from a shop.
func ownersOf(books []bank.Book) map[string]bool {
	names := map[string]bool{}
	for i := range books {
		for _, owner := range books[i].Owners {
			for _, name := range owner.Names {
				words := strings.Fields(enrich.Words(name))
				if len(words) < 2 {
					continue
				}
				names[sortedWords(strings.Join(words, " "))] = true
				names[sortedWords(words[0]+" "+words[len(words)-1])] = true
				names[sortedWords(words[0][:1]+" "+words[len(words)-1])] = true
			}
		}
	}
	return names
}

func sortedWords(text string) string {
	words := strings.Fields(text)
	slices.Sort(words)
	return strings.Join(words, " ")
}
