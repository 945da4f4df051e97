package bank

import (
	"fmt"
	"time"
)

// household builds a customer: its people, their accounts, and what happens on them. Accounts
// are named by their numbers.
type household struct {
	*Customer
	owners []Owner
}

func newHousehold(n noise, owners ...Owner) *household {
	return &household{&Customer{noise: n, closings: map[int]closing{}}, owners}
}

// person is an owner with one telephone, one e-mail address and one postal address.
func person(name, phone, email, street, city, region, code string) Owner {
	return Owner{
		Names: []string{name}, Phones: []Contact{{phone, true, "mobile"}}, Emails: []Contact{{email, true, "primary"}},
		Addresses: []Address{{street, city, region, code, "US", true}},
	}
}

// open adds an account of which the household owns all, and gives its number.
func (h *household) open(a Account, c closing) int {
	a.Number = len(h.Books) + 1
	book := Book{Account: a, Currency: "USD", Owners: h.owners, HolderCategory: "personal"}
	if a.Type == "depository" {
		book.Numbers = Numbers{
			Account: fmt.Sprintf("%012d%s", h.noise.at(int64(2000+a.Number)).below(1e12), a.Mask),
			Routing: standardRouting, WireRouting: standardWireRouting,
		}
	}
	h.Books = append(h.Books, book)
	h.closings[a.Number] = c
	return a.Number
}

// checking opens a checking account that is swept on the last day of each month.
func (h *household) checking(name, mask string, keep Money) int {
	return h.open(Account{Name: name, Type: "depository", Subtype: "checking", Mask: mask}, closing{on: lastDay, every: 1, keep: keep})
}

// savings opens a savings account whose gains are invested elsewhere on the 5th.
func (h *household) savings(name, mask string, keep Money) int {
	return h.open(Account{Name: name, Type: "depository", Subtype: "savings", Mask: mask}, closing{on: 5, every: 1, keep: keep})
}

// card opens a credit card. Its bill is made on the 25th and paid in full on the 20th after it.
func (h *household) card(name, mask string, limit Money) int {
	const billed, due = 25, 20
	number := h.open(Account{Name: name, Type: "credit", Subtype: "credit card", Mask: mask}, closing{on: due, every: 1, billed: billed})
	h.Books[number-1].Stated.Limit = &limit
	h.Books[number-1].Liability = &Liability{Credit: &CreditTerms{
		Schedule: Schedule{StatementOn: billed, DueOn: due, Autopay: cardPayment},
		APRs:     []APR{{"purchase_apr", 21.49, nil, nil}, {"cash_apr", 29.99, nil, nil}},
		Overdue:  new(false), MinimumPayment: new(35 * unit),
	}}
	return number
}

// cardPayment is how cards write that their bill was paid.
const cardPayment = "AUTOMATIC PAYMENT - THANK YOU"

// add adds what recurs.
func (h *household) add(streams ...stream) {
	for _, s := range streams {
		h.streams = append(h.streams, s)
		if p, ok := platformOf(s); ok {
			h.drive(p, s, len(h.streams))
		}
	}
}

// close lets the closing of an account go to another one, or away (0). Each of the two writes
// it in its own way.
func (h *household) close(account, other int, description, otherDescription string) {
	days := closingDays{h.closings[account]}
	c := h.Customer
	h.add(stream{
		account: account, rule: days, description: description, closing: true,
		pays: func(n int64) Money { return -c.closes(account, n) },
	})
	if other != 0 {
		h.add(stream{
			account: other, rule: days, description: otherDescription,
			pays: func(n int64) Money { return c.closes(account, n) },
		})
	}
}

// sweep closes a checking account into savings, and the savings into investments elsewhere. It
// is for households to which something is left each month.
func (h *household) sweep(checking, savings int) {
	from, to := h.Books[checking-1].Mask, h.Books[savings-1].Mask
	h.close(checking, savings, "Online Transfer to SAV ..."+to, "Online Transfer from CHK ..."+from)
	h.close(savings, 0, "VANGUARD BUY INVESTMENT PPD", "")
}

// autopay closes a card from a checking account.
func (h *household) autopay(card, checking int) {
	h.close(card, checking, cardPayment, "CREDIT CARD AUTOPAY PAYMENT ..."+h.Books[card-1].Mask)
}

// bill is paid on one day of each month.
func bill(account, on int, amount, spread float64, description string) stream {
	return stream{account: account, rule: monthly{on}, amount: MoneyOf(amount).Cents(), spread: MoneyOf(spread).Cents(), description: description}
}

// visits are purchases at a shop on so many days of a thousand, pending for two days.
func visits(account int, perThousand int64, amount, spread float64, description string) stream {
	return stream{
		account: account, rule: sometimes{perThousand}, amount: MoneyOf(amount).Cents(), spread: MoneyOf(spread).Cents(), description: description,
		authorized: 2, pending: true,
	}
}

// deposit is money that comes in by a rule.
func deposit(account int, rule rule, amount, spread float64, description string) stream {
	return stream{account: account, rule: rule, amount: -MoneyOf(amount).Cents(), spread: MoneyOf(spread).Cents(), description: description}
}

// workdays are Monday to Friday.
var workdays = weekdays{false, true, true, true, true, true, false}

// yearly occurs on one day of each year.
type yearly struct{ month, on int }

func (r yearly) first(d Date) int64 {
	n := int64(d.Time().Year())
	if on, _ := r.day(0, n); on < d {
		n++
	}
	return n
}

func (r yearly) day(_ noise, n int64) (Date, bool) {
	return NewDate(int(n), time.Month(r.month), r.on), true
}
