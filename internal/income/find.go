package income

import (
	"cmp"
	"slices"
	"strings"

	"toile/internal/bank"
	"toile/internal/enrich"
)

// Find finds the streams of income that came to the depository accounts among books within a
// window, both its days included. It looks at all transactions that it is given, those outside the window too: who
// pays how often is seen better from further away. The streams are in the order of their accounts
// and payers.
func Find(books []bank.Book, all []bank.Transaction, window bank.Period) []Stream {
	f := finder{books: books, all: all, owners: ownersOf(books), read: map[string]*enrich.Incoming{}, leaves: map[leaving]bool{}}
	f.collect()
	f.listSides()
	f.dropOwn()
	f.dropUndone()
	f.group()
	var found []Stream
	for start := 0; start < len(f.deposits); {
		end := start + 1
		for end < len(f.deposits) && compareGroup(f.deposits[end], f.deposits[start]) == 0 {
			end++
		}
		if s, ok := f.stream(f.deposits[start:end], window); ok {
			found = append(found, s)
		}
		start = end
	}
	return found
}

// finder is one look at the accounts of a customer.
type finder struct {
	books    []bank.Book
	all      []bank.Transaction
	read     map[string]*enrich.Incoming // by description
	owners   map[string]bool             // their names, by the words in order
	deposits []*deposit
	sides    map[bank.Money][]*debit // what left any account in the amount of a deposit, oldest first
	leaves   map[leaving]bool        // what leavesForOwn said
}

// deposit is money that came in.
type deposit struct {
	t       *bank.Transaction
	book    *bank.Book
	in      *enrich.Incoming
	payer   string // in.Payer, or what stands for it
	kind    string // what parts the streams of one payer
	dropped bool   // it is no income after all
}

// debit is money that left an account.
type debit struct {
	t    *bank.Transaction
	book *bank.Book
	used bool // it is the other side of a deposit
}

// compareGroup orders deposits by what all of a stream have in common.
func compareGroup(a, b *deposit) int {
	if a.t.Account != b.t.Account {
		return cmp.Compare(a.t.Account, b.t.Account)
	}
	if order := strings.Compare(a.currency(), b.currency()); order != 0 {
		return order
	}
	if order := strings.Compare(a.payer, b.payer); order != 0 {
		return order
	}
	return strings.Compare(a.kind, b.kind)
}

// currency gives the currency of the deposit where it is not its account's.
func (d *deposit) currency() string {
	if d.t.Currency == d.book.Currency {
		return ""
	}
	return d.t.Currency
}

// book finds an account by its number, nil when it is not among those asked about.
func (f *finder) book(number int) *bank.Book {
	if number >= 1 && number <= len(f.books) && f.books[number-1].Number == number {
		return &f.books[number-1] // where it mostly is
	}
	if i := slices.IndexFunc(f.books, func(b bank.Book) bool { return b.Number == number }); i >= 0 {
		return &f.books[i]
	}
	return nil
}

// collect reads the deposits on depository accounts that may be income, or the own side of a transfer.
func (f *finder) collect() {
	made := make([]deposit, 0, f.count())
	for i := range f.all {
		t := &f.all[i]
		if !counts(t) || t.Amount > 0 {
			continue
		}
		book := f.book(t.Account)
		if book == nil || book.Type != "depository" {
			continue
		}
		in := f.read[t.Description]
		if in == nil {
			read := enrich.In(t.Description)
			in = &read
			f.read[t.Description] = in
		}
		if in.Standing != enrich.Never || in.Transfer {
			made = append(made, deposit{t: t, book: book, in: in})
			f.deposits = append(f.deposits, &made[len(made)-1])
		}
	}
	slices.SortFunc(f.deposits, func(a, b *deposit) int { return older(a.t, b.t) })
}

// count gives how many deposits there are at most.
func (f *finder) count() (n int) {
	for i := range f.all {
		if f.all[i].Amount < 0 {
			n++
		}
	}
	return n
}

// counts reports whether a transaction is posted and stands.
func counts(t *bank.Transaction) bool { return !t.Pending && t.Removed.IsZero() && t.Amount != 0 }

// older orders transactions by their dates.
func older(a, b *bank.Transaction) int {
	return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Key, b.Key))
}
