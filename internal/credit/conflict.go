package credit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"toile/internal/bank"
	"toile/internal/document"
)

// Conflict is what two documents say that cannot both be true.
type Conflict struct {
	Between [2]Upload
	Signals []document.Signal
}

// The types of signals that conflicts are told as (spec, DocumentRiskSignal).
const (
	editedText  = "EDITED_TEXT"
	nameAnomaly = "NAME_FORMAT_ANOMALY"
)

// Conflicts holds documents against each other, two by two in the order of their uploading:
//
//   - pay stubs of one pay period have the same numbers;
//   - what a pay stub says of the year to date is at least what an earlier one of the year says and what
//     was paid since;
//   - a pay that a stub sends to an account is on the statement of that account;
//   - all are about one person, by their names and the ends of their taxpayer numbers.
//
// What was not read in a file, but set beforehand, says nothing about others.
func Conflicts(uploads []Upload) []Conflict {
	var found []Conflict
	for i, a := range uploads {
		for _, b := range uploads[i+1:] {
			if c := (Conflict{Between: [2]Upload{a, b}}); c.look(a.Reading, b.Reading) {
				found = append(found, c)
			}
		}
	}
	return found
}

// look compares two documents and reports whether they are in conflict.
func (c *Conflict) look(a, b document.Reading) bool {
	if a.Error != "" || b.Error != "" || a.Preset || b.Preset {
		return false
	}
	c.people(personOf(a), personOf(b))
	if a.Paystub != nil && b.Paystub != nil {
		c.samePeriod(a.Paystub, b.Paystub)
		c.yearToDate(a.Paystub, b.Paystub)
	}
	if a.Paystub != nil && b.Statement != nil {
		c.deposits(a.Paystub, b.Statement)
	}
	if a.Statement != nil && b.Paystub != nil {
		c.deposits(b.Paystub, a.Statement)
	}
	return len(c.Signals) > 0
}

// add notes a conflict: what one sees on the document that is doubted, which is the expected value, and what
// the other one says that it is, the actual value (spec, DocumentRiskSignal).
func (c *Conflict) add(kind, field, seen, derived, description string) {
	c.Signals = append(c.Signals, document.Signal{
		Type: kind, Field: field, FraudRisk: new(true), Expected: seen, Actual: derived, Description: description, Page: new(0),
	})
}

// samePeriod compares two stubs of one pay.
func (c *Conflict) samePeriod(a, b *bank.Paystub) {
	if !sameJob(a, b) || a.Start == 0 || a.Start != b.Start || a.End != b.End {
		return
	}
	for _, of := range []struct {
		field string
		a, b  *bank.Money
	}{
		{"gross earnings", earned(*a).Current, earned(*b).Current},
		{"net pay", kept(*a).Current, kept(*b).Current},
		{"gross earnings, year to date", a.EarningsTotal.YTD, b.EarningsTotal.YTD},
		{"net pay, year to date", a.NetPay.YTD, b.NetPay.YTD},
	} {
		if of.a != nil && of.b != nil && *of.a != *of.b {
			c.add(editedText, of.field, of.a.String(), of.b.String(), fmt.Sprintf("Two pay stubs of the period from %s to %s differ", a.Start, a.End))
		}
	}
}

// yearToDate compares the sums of two stubs of one year.
func (c *Conflict) yearToDate(a, b *bank.Paystub) {
	if a.PayDate > b.PayDate {
		a, b = b, a
	}
	if !sameJob(a, b) || a.PayDate == 0 || a.PayDate == b.PayDate || a.PayDate.Time().Year() != b.PayDate.Time().Year() {
		return
	}
	for _, of := range []struct {
		field                  string
		before, since, current *bank.Money
	}{
		{"gross earnings, year to date", a.EarningsTotal.YTD, b.EarningsTotal.YTD, earned(*b).Current},
		{"net pay, year to date", a.NetPay.YTD, b.NetPay.YTD, kept(*b).Current},
	} {
		if of.before == nil || of.since == nil || of.current == nil {
			continue
		}
		if least := *of.before + *of.current; *of.since < least-cent {
			c.add(editedText, of.field, of.since.String(), least.String(),
				fmt.Sprintf("The pay stub of %s states less for the year than the one of %s and its own pay add up to", b.PayDate, a.PayDate))
		}
	}
}

// How much sums may be off, and how many days a deposit may come before or after the pay date.
var cent = bank.MoneyOf(0.01)

const (
	depositEarly = 2
	depositLate  = 5
)

// deposits looks for a pay on the statement of the account to which it went. Near the ends of the
// statement it may stand on the one before or after: there it is missed only where another deposit of
// the employer stands in its place.
func (c *Conflict) deposits(stub *bank.Paystub, s *bank.Statement) {
	if stub.PayDate < s.From-depositLate || stub.PayDate > s.To+depositEarly || s.Book.Mask == "" {
		return
	}
	inside := stub.PayDate >= s.From+depositEarly && stub.PayDate <= s.To-depositLate
	for _, part := range stub.Distribution {
		if part.Mask != s.Book.Mask || part.Current == nil || *part.Current <= 0 {
			continue
		}
		came, instead := false, bank.Money(0)
		for _, t := range s.Transactions {
			if t.Amount >= 0 || t.Date < stub.PayDate-depositEarly || t.Date > stub.PayDate+depositLate {
				continue
			}
			came = came || t.Amount == -*part.Current
			if paidBy(t, stub.Employer.Name) {
				instead = -t.Amount
			}
		}
		switch {
		case came:
		case instead != 0:
			c.add(editedText, "net pay", part.Current.String(), instead.String(),
				fmt.Sprintf("The statement of the account ending in %s shows another deposit than the pay of %s", s.Book.Mask, stub.PayDate))
		case inside:
			c.add(editedText, "net pay", part.Current.String(), "",
				fmt.Sprintf("The statement of the account ending in %s shows no deposit of the pay of %s", s.Book.Mask, stub.PayDate))
		}
	}
}

// paidBy reports whether a deposit says that it comes from an employer: with all words of its name.
func paidBy(t bank.Transaction, employer string) bool {
	said, name := words(t.Description), words(employer)
	return len(name) > 0 && !slices.ContainsFunc(name, func(word string) bool { return !slices.Contains(said, word) })
}

// sameJob reports whether two stubs are of one employer. Whether they are of one person is said by
// another check.
func sameJob(a, b *bank.Paystub) bool {
	return slices.Equal(words(a.Employer.Name), words(b.Employer.Name))
}

// person is whom a document is about: names that any of them goes by, and the end of a taxpayer number.
type person struct {
	names    []string
	taxpayer string
}

func personOf(r document.Reading) (p person) {
	switch {
	case r.Paystub != nil:
		p = person{[]string{r.Paystub.Employee.Name}, lastDigits(r.Paystub.Employee.TaxpayerMask)}
	case r.W2 != nil:
		p = person{[]string{r.W2.Employee.Name}, lastDigits(r.W2.Employee.TaxpayerMask)}
	case r.Form1099 != nil:
		p = person{[]string{r.Form1099.Recipient.Name}, lastDigits(r.Form1099.Recipient.TIN)}
	case r.Statement != nil:
		for _, owner := range r.Statement.Book.Owners {
			p.names = append(p.names, owner.Names...)
		}
	}
	p.names = slices.DeleteFunc(p.names, func(name string) bool { return len(words(name)) == 0 })
	return p
}

// people compares whom two documents are about.
func (c *Conflict) people(a, b person) {
	if len(a.names) > 0 && len(b.names) > 0 && !slices.ContainsFunc(a.names, func(name string) bool { return slices.ContainsFunc(b.names, sameName(name)) }) {
		c.add(nameAnomaly, "name", a.names[0], b.names[0], "The documents name different people")
	}
	if a.taxpayer != "" && b.taxpayer != "" && a.taxpayer != b.taxpayer {
		c.add(editedText, "taxpayer id", a.taxpayer, b.taxpayer, "The documents name different taxpayer numbers")
	}
}

// sameName reports of a name whether it can be that of the same person: one has all the words of the other.
// Initials are no words.
func sameName(name string) func(string) bool {
	return func(other string) bool {
		a, b := words(name), words(other)
		if len(a) > len(b) {
			a, b = b, a
		}
		return !slices.ContainsFunc(a, func(word string) bool { return !slices.Contains(b, word) })
	}
}

// words gives the words of a name, of two letters or more, in lower case.
func words(name string) []string {
	list := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(list, func(word string) bool { return len(word) < 2 })
}

// lastDigits gives the four digits in which a number ends, or nothing.
func lastDigits(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if len(digits) < 4 {
		return ""
	}
	return digits[len(digits)-4:]
}
