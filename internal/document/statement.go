package document

import (
	"fmt"
	"strings"
	"time"

	"toile/internal/bank"
)

// maxRows is the number of transactions that are listed one by one.
const maxRows = 5000

// Statement renders the statement of an account: whose it is, its period, what was there before
// and after, and each transaction with the balance that it led to.
func Statement(institution string, s bank.Statement) ([]byte, error) {
	return statementSheet(&institution, &s).write()
}

// statementSheet is the layout of a statement.
func statementSheet(institution *string, s *bank.Statement) sheet {
	b := &s.Book
	if len(b.Owners) == 0 {
		b.Owners = []bank.Owner{{}}
	} else {
		b.Owners = append([]bank.Owner(nil), b.Owners...) // the caller's stay as they are
	}
	owner := &b.Owners[0]
	home := homeOf(*owner)
	owner.Addresses = []bank.Address{home}
	rows := part{title: "Transactions", table: transactionsTable(s), empty: "There were no transactions in this period."}
	if more := len(s.Transactions) - maxRows; more > 0 {
		left := fmt.Sprintf("and %d more transactions", more)
		rows.boxes = []slot{word("Not listed", "more", 12, &left)}
		rows.table.rows = func() int { return maxRows }
	}
	return sheet{
		kind: BankStatement, issuer: *institution, title: "Account statement, " + s.To.Time().Format("January 2006"), made: (s.To + 1).Time(),
		parts: []part{
			{title: "Account holder", boxes: append([]slot{
				several("Account holder", "owner.name", 12, &owner.Names),
			}, address("Street", "owner.address", &owner.Addresses[0])...)},
			{title: "Account", boxes: []slot{
				word("Bank", "bank_name", 6, institution), word("Account", "name", 6, &b.Name), word("Official name", "official_name", 6, &b.OfficialName),
				word("Account number ending in", "account_number", 3, &b.Mask), word("Account currency", "currency", 3, &b.Currency),
				word("Account class", "class", 3, &b.Type), word("Account type", "account_type", 3, &b.Subtype), covered("Statement period", "period", 6, s),
			}},
			{title: "Summary", boxes: []slot{
				money("Opening balance", "starting_balance", 3, &s.Opening), moved("Additions", "additions", s, 1), moved("Subtractions", "subtractions", s, -1),
				money("Closing balance", "ending_balance", 3, &s.Closing),
			}},
			rows,
		},
	}
}

// homeOf gives the address that is an owner's first of all.
func homeOf(owner bank.Owner) bank.Address {
	for _, a := range owner.Addresses {
		if a.Primary || len(owner.Addresses) == 1 {
			return a
		}
	}
	return bank.Address{}
}

// transactionsTable lists transactions and the balance after each. One in another currency has that
// beside its amount, and moves no balance.
func transactionsTable(s *bank.Statement) *table {
	balance := []bank.Money{s.Opening} // before each
	after := func(i int) bank.Money {
		for n := len(balance) - 1; n <= i; n++ {
			balance = append(balance, balance[n]+s.Moved(s.Transactions[n]))
		}
		return balance[i+1]
	}
	return listed("transactions", &s.Transactions, []slot{heading("Date", 2), heading("Description", 6), amounts("Amount", 2), amounts("Balance", 2)},
		func(i int, t *bank.Transaction) []slot {
			return []slot{
				dayAs(time.DateOnly, "", "date", 0, &t.Date), word("", "original_description", 0, &t.Description),
				{name: "amount", text: func() string {
					if t.Currency != "" {
						return amount(-t.Amount) + " " + t.Currency
					}
					return amount(s.Moved(*t))
				}, take: func(text string) bool {
					text, t.Currency, _ = strings.Cut(text, " ")
					m, ok := amountOf(text)
					if t.Amount = -m; s.Owed() && t.Currency == "" {
						t.Amount = m
					}
					return ok
				}},
				{name: "balance", text: func() string { return amount(after(i)) }, take: func(text string) bool {
					_, ok := amountOf(text)
					return ok
				}},
			}
		})
}

// several is a slot for names, which do not contain what stands between them.
func several(label, name string, width int, list *[]string) slot {
	const between = "; "
	return slot{label, name, width, false, func() string { return strings.Join(*list, between) }, func(text string) bool {
		if *list = nil; text != "" {
			*list = strings.Split(text, between)
		}
		return true
	}}
}

// money is a slot for an amount that is always there.
func money(label, name string, width int, value *bank.Money) slot {
	return slot{label, name, width, true, func() string { return amount(*value) }, func(text string) bool {
		m, ok := amountOf(text)
		if ok {
			*value = m
		}
		return ok
	}}
}

// moved is a slot for what the transactions of one direction come to.
func moved(label, name string, s *bank.Statement, direction bank.Money) slot {
	return slot{label, name, 3, true, func() string {
		var sum bank.Money
		for _, t := range s.Transactions {
			if m := s.Moved(t); m*direction > 0 {
				sum += m
			}
		}
		return amount(sum)
	}, func(text string) bool {
		_, ok := amountOf(text)
		return ok
	}}
}

// covered is a slot for the days of a statement.
func covered(label, name string, width int, s *bank.Statement) slot {
	const long, between = "January 2, 2006", " to "
	return slot{label, name, width, false, func() string { return s.From.Time().Format(long) + between + s.To.Time().Format(long) }, func(text string) bool {
		first, last, _ := strings.Cut(text, between)
		from, ok1 := dayOf(long, first)
		to, ok2 := dayOf(long, last)
		s.From, s.To = from, to
		return ok1 && ok2
	}}
}

// amount writes money with a comma at the thousands: -1,234.50.
func amount(m bank.Money) string {
	text := m.Abs().String()
	point := strings.IndexByte(text, '.')
	for i := point - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	if m < 0 {
		return "-" + text
	}
	return text
}
