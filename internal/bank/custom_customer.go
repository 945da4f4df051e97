package bank

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// drawnBy gives what a custom user is drawn by: its seed, or the login without one. A named user is
// drawn by the name, so that a change of the configuration leaves the rest as it was.
func (w *World) drawnBy(c *customUser, l Login) noise {
	switch {
	case c.Seed != "":
		return noiseOf("custom user", c.Seed)
	case l.Config != "":
		l.Password = "" // which may be any
	}
	return noiseOf(w.seed, strings.Join([]string{"custom user", l.InstitutionID, l.Username, l.Password}, "\x00"))
}

// customerOf builds the customer of a configuration, and draws what it leaves open.
func (w *World) customerOf(c *customUser, l Login) *Customer {
	n := w.drawnBy(c, l)
	accounts := c.Accounts
	if len(accounts) == 0 {
		accounts = drawnAccounts(n)
	}
	customer := &Customer{noise: n}
	names, alike := namesOf(accounts), map[string]int64{}
	for i, account := range accounts {
		customer.earn(account)
		if account.Type != "payroll" { // which is no account of a bank
			kind := account.Type + "/" + account.Subtype
			ending := digits(noiseOf("endings of custom accounts", kind).at(alike[kind]), 4)
			alike[kind]++
			customer.open(account, names, ending, n.at(int64(i)))
		}
	}
	if institution, _ := w.Institution(l.InstitutionID); institution.Payroll && len(customer.given) == 0 {
		customer.employed(accounts, names)
	}
	return customer
}

// open adds an account of a configuration, with what happens on it. Where the configuration says
// nothing of it, its number ends in digits that follow from its kind alone, so that Link knows the
// account again whatever else is changed.
func (c *Customer) open(a customAccount, names []string, ending string, n noise) {
	number := len(c.Books) + 1
	book := a.book(number, ending, n)
	book.Owners = []Owner{a.Identity.owner(names)}
	c.Books = append(c.Books, book)
	for _, t := range a.Transactions {
		c.list(listed{
			account: number, amount: t.Amount, currency: unless(t.Currency, book.Currency), transacted: t.Transacted, posted: t.Posted,
			description: t.Description,
		}, book)
	}
	if a.Transactions == nil {
		c.streams = append(c.streams, drawnStreams(book, a.Inflow == nil, n)...)
	}
	c.streams = append(c.streams, a.Inflow.streams(number, book, a.Liability)...)
}

// list adds a transaction of a configuration. Its name follows from what it says and the account it
// stands on, so that it keeps its id when others come or go.
func (c *Customer) list(l listed, on Book) {
	said := fmt.Sprint(on.Type, on.Subtype, on.Mask, " ", l.transacted, l.posted, l.amount, l.currency, l.description)
	for l.name = noiseOf("listed", said).below(1 << 37); slices.ContainsFunc(c.listed, func(o listed) bool { return o.name == l.name }); {
		l.name++
	}
	c.listed = append(c.listed, l)
}

// book gives the book of an account. What the configuration leaves open is drawn.
func (a customAccount) book(number int, ending string, n noise) Book {
	b := Book{
		Account:  Account{Number: number, Name: a.Name, OfficialName: a.Official, Type: a.Type, Subtype: a.Subtype},
		Currency: cmp.Or(a.Currency, "USD"), HolderCategory: cmp.Or(a.Holder, "personal"),
		FixedAvailable: a.Available != nil || a.NoAvailable,
	}
	b.Unofficial = !Official(b.Currency)
	if b.Name == "" && b.OfficialName == "" {
		b.Name, b.OfficialName = usualNames(a.Subtype)
	}
	b.Name = cmp.Or(b.Name, b.OfficialName)
	b.Numbers = a.numbers(ending, n)
	b.Mask = cmp.Or(a.Mask, lastFour(b.Numbers.Account), ending)
	b.Positions, b.Trades = a.Holdings, a.Trades
	b.Stated = a.stated(n.at(2))
	b.Liability = a.debt(b)
	return b
}

// usualNames gives the names of an account that has none: those of user_good's where it has such
// an account.
func usualNames(subtype string) (name, official string) {
	for _, standard := range goodBooks {
		if standard.Subtype == subtype {
			return standard.Name, standard.OfficialName
		}
	}
	words := strings.Fields(subtype)
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return "Plaid " + strings.Join(words, " "), ""
}

// numbers gives the numbers of an account. One for payments in dollars has numbers in the United
// States unless the configuration gives those of another country.
func (a customAccount) numbers(ending string, n noise) Numbers {
	numbers := a.Numbers
	numbers.Account = cmp.Or(numbers.Account, numbers.IBAN)
	if !takesTransfers(Account{Type: a.Type, Subtype: a.Subtype}) {
		return numbers
	}
	if numbers.Account == "" {
		numbers.Account = digits(n.at(3), 12) + cmp.Or(a.Mask, ending)
	}
	abroad := numbers.EFTBranch != "" || numbers.IBAN != "" || numbers.SortCode != ""
	if !abroad && numbers.Routing == "" && numbers.WireRouting == "" && (a.Currency == "" || a.Currency == "USD") {
		numbers.Routing, numbers.WireRouting = standardRouting, standardWireRouting
	}
	return numbers
}

// lastFour gives the end of an account number.
func lastFour(number string) string {
	return number[max(0, len(number)-4):]
}

// digits draws a number of so many digits, of which the first is not 0.
func digits(n noise, count int) string {
	text := make([]byte, count)
	for i := range text {
		text[i] = byte('0' + n.at(int64(i)).below(10))
	}
	text[0] = byte('1' + n.at(-1).below(9))
	return string(text)
}

// stated gives what the bank says of the money on an account when it is linked.
func (a customAccount) stated(n noise) Balance {
	b := Balance{Current: a.Balance, Limit: a.Limit}
	if b.Current == nil {
		if b.Limit == nil && a.Type == "credit" {
			b.Limit = new(Cents(n.below(19)*100_000 + 200_000))
		}
		b.Current = a.drawnBalance(b.Limit, n)
	}
	switch {
	case a.Available != nil:
		b.Available = a.Available
	case a.NoAvailable:
	case a.Type == "depository":
		b.Available = b.Current
	case a.Type == "credit" && b.Limit != nil:
		b.Available = new(*b.Limit - *b.Current)
	}
	return b
}

// owner gives who owns an account: what the configuration says, and the sandbox's usual owner for
// what it does not say.
func (i customIdentity) owner(names []string) Owner {
	o := standardOwner
	if o.Names = i.Names; o.Names == nil {
		o.Names = names
	}
	if i.Phones != nil {
		o.Phones = i.Phones
	}
	if i.Emails != nil {
		o.Emails = i.Emails
	}
	if i.Addresses != nil {
		o.Addresses = i.Addresses
	}
	return o
}

// namesOf gives the names of those accounts that name nobody: the first that are given, because
// one person logs in (the spec's OwnerOverride).
func namesOf(accounts []customAccount) []string {
	for _, a := range accounts {
		if a.Identity.Names != nil {
			return a.Identity.Names
		}
	}
	return standardOwner.Names
}
