package document

import (
	"fmt"
	"strings"

	"toile/internal/bank"
)

// maxRows is the number of transactions that are listed one by one.
const maxRows = 5000

// Statement renders the statement of an account: whose it is, its period, what was there before
// and after, and each transaction with the balance that it led to.
func Statement(institution string, s bank.Statement) ([]byte, error) {
	title := "Account statement, " + s.To.Time().Format("January 2006")
	p := newPaper(institution, title, "Simulated by toile. No bank has issued this statement, and no money is behind it.", (s.To + 1).Time())
	p.text(holder(s.Book)...)
	p.heading("Account")
	p.pairs(
		pair{"Name", s.Book.Name},
		pair{"Official name", orDash(s.Book.OfficialName)},
		pair{"Kind", s.Book.Subtype},
		pair{"Number ending in", orDash(s.Book.Mask)},
		pair{"Statement period", longDate(s.From) + " to " + longDate(s.To)},
		pair{"Currency", s.Book.Currency},
	)
	rows, in, out := transactions(s)
	p.heading("Summary")
	p.pairs(
		pair{"Opening balance", amount(s.Opening)},
		pair{"Additions", amount(in)},
		pair{"Subtractions", amount(out)},
		pair{"Closing balance", amount(s.Closing)},
	)
	p.heading("Transactions")
	if len(rows) == 0 {
		p.text("There were no transactions in this period.")
		return p.bytes()
	}
	p.table([]column{{"Date", 0.14, "L"}, {"Description", 0.50, "L"}, {"Amount", 0.18, "R"}, {"Balance", 0.18, "R"}}, rows)
	return p.bytes()
}

// transactions gives the rows of a statement, and what they add and take.
func transactions(s bank.Statement) (rows [][]string, in, out bank.Money) {
	balance := s.Opening
	for i, t := range s.Transactions {
		moved := s.Moved(t)
		balance += moved
		if moved > 0 {
			in += moved
		} else {
			out += moved
		}
		if i < maxRows {
			what := t.Description
			if t.Currency != "" { // which the balance leaves out
				what += " (" + amount(-t.Amount) + " " + t.Currency + ")"
			}
			rows = append(rows, []string{t.Date.String(), what, amount(moved), amount(balance)})
		}
	}
	if more := len(s.Transactions) - maxRows; more > 0 {
		rows = append(rows, []string{"", fmt.Sprintf("and %d more transactions", more), "", amount(balance)})
	}
	return rows, in, out
}

// holder is the address field: the first owner and the address that is theirs first of all.
func holder(b bank.Book) []string {
	if len(b.Owners) == 0 {
		return nil
	}
	owner := b.Owners[0]
	lines := append([]string(nil), owner.Names...)
	for _, a := range owner.Addresses {
		if a.Primary || len(owner.Addresses) == 1 {
			place := strings.TrimSpace(strings.Join([]string{a.City, a.Region, a.PostalCode}, " "))
			return append(lines, a.Street, place, a.Country)
		}
	}
	return lines
}

func longDate(d bank.Date) string { return d.Time().Format("January 2, 2006") }

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
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
