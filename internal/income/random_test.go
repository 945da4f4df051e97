package income_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"toile/internal/bank"
)

// life is a made-up customer: what happens on their accounts and which of it is income. It is drawn
// from lists of its own, which know nothing of the words that the finder looks for.
type life struct {
	*rand.Rand
	books  []bank.Book
	rows   []bank.Transaction
	truth  []truth
	of     map[bank.Key]int // of a deposit: its place in truth, from 1
	people []string
}

// truth is a stream of income as it was drawn.
type truth struct {
	account                   int
	name, category, frequency string
	deposits                  int
}

const (
	lifeFrom = 365 * 55 // a day in 2024
	lifeDays = 500
)

// newLife draws a customer with two depository accounts and a card.
func newLife(seed uint64) *life {
	l := &life{Rand: rand.New(rand.NewPCG(seed, 5)), of: map[bank.Key]int{}}
	owner := l.person()
	for i, subtype := range []string{"checking", "savings", "credit card"} {
		kind := "depository"
		if i == 2 {
			kind = "credit"
		}
		l.books = append(l.books, bank.Book{
			Account: bank.Account{Number: i + 1, Type: kind, Subtype: subtype}, Currency: "USD", Owners: []bank.Owner{{Names: []string{owner}}},
		})
	}
	for range 12 {
		if person := l.person(); person != owner { // what comes from oneself is a transfer
			l.people = append(l.people, person)
		}
	}
	return l
}

func pick[T any](l *life, of []T) T { return of[l.IntN(len(of))] }

// chance is true in so many of a hundred cases.
func (l *life) chance(percent int) bool { return l.IntN(100) < percent }

// dollars draws an amount.
func (l *life) dollars(least, most int) bank.Money {
	return bank.Cents(int64(least*100 + l.IntN((most-least)*100+1)))
}

// row adds a transaction, of a stream of income where one is named.
func (l *life) row(account int, day bank.Date, amount bank.Money, description string, stream int) bank.Key {
	key := bank.Key(len(l.rows) + 1)
	l.rows = append(l.rows, bank.Transaction{Key: key, Account: account, Amount: amount, Date: day, Description: description})
	if stream > 0 {
		l.of[key] = stream
		l.truth[stream-1].deposits++
	}
	return key
}

// income begins a stream of income and gives its number.
func (l *life) income(account int, name, category, frequency string) int {
	l.truth = append(l.truth, truth{account: account, name: name, category: category, frequency: frequency})
	return len(l.truth)
}

var (
	firstNames = strings.Fields("Maria James Aisha Wei Olga Kwame Lucia Tom Priya Noah Ines Bjorn Chloe Dmitri Fatima Grace Hugo Ivy Jonas Keiko")
	lastNames  = strings.Fields("Okafor Nguyen Schmidt Garcia Johansson Patel Kowalski Rossi Haddad Tanaka Fletcher Moreau Silva Novak Brennan Castillo Dube Eriksen")
	syllables  = strings.Fields("bra den mor tel vex lan qui sor fen gar hol jun kip lor mak nev oro pra ruv sil tan uly wex yor zan cer dul")
	trades     = strings.Fields("Foods Robotics Freight Dental Media Plumbing Hospitality Textiles Aviation Security Optics Farms Motors Insurance Realty Bakery Fitness Energy Pharmacy Staffing")
	endings    = []string{"", "", " Inc", " LLC", " Corp", " Group", " Co", ", Inc."}
	employers  = []string{ // whose names say something else, or are those of shops
		"Walmart", "Starbucks", "Target Corp", "Quicken Loans", "United Airlines", "First Harbor Credit Union", "Sunrise Retirement Home", "City of Fairview",
		"St Anne Hospital", "Rent-A-Wreck", "Home Depot", "Cash Register Works", "Apple Valley School District", "State of Ohio", "Amazon.com Services", "CVS Health",
		"Interest Design Studio", "Savings Center Outlet", "Check Point Systems", "Wells Fargo Bank", "7-Eleven", "3M Company", "A&B Tax Service",
	}
)

func (l *life) person() string { return pick(l, firstNames) + " " + pick(l, lastNames) }

// company draws the name of an employer or a client.
func (l *life) company() string {
	if l.chance(25) {
		return pick(l, employers)
	}
	name := pick(l, syllables) + pick(l, syllables) + pick(l, []string{"", "", "ia", "on", "ex"})
	return strings.ToUpper(name[:1]) + name[1:] + " " + pick(l, trades) + pick(l, endings)
}

// digits draws a number of so many digits.
func (l *life) digits(n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprint(&b, l.IntN(10))
	}
	return b.String()
}

// code draws a reference of letters and digits.
func (l *life) code(n int) string {
	const of = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	b := []byte(l.digits(2))
	for len(b) < n {
		b = append(b, of[l.IntN(len(of))])
	}
	return string(b)
}

// letters draws a reference of consonants.
func (l *life) letters(n int) string {
	const of = "BCDFGHJKLMNPQRSTVWXZ"
	b := make([]byte, n)
	for i := range b {
		b[i] = of[l.IntN(len(of))]
	}
	return string(b)
}

// fill writes a template: NAME, SHORT for the 16 letters that a bank may show, OWNER, #### for digits,
// @@ and %% for references, {DATE} and M/D.
func (l *life) fill(template, name string, day bank.Date) string {
	short := strings.ToUpper(name)
	if len(short) > 16 {
		short = strings.TrimSpace(short[:16])
	}
	owner := strings.ToUpper(l.books[0].Owners[0].Names[0])
	text := strings.NewReplacer(
		"{NAME}", strings.ToUpper(name), "{Name}", name, "{SHORT}", short, "{OWNER}", owner,
		"####", l.digits(4+l.IntN(6)), "@@", l.code(10), "%%", l.letters(12), "{DATE}", day.Time().Format("060102"), "M/D", day.Time().Format("01/02"),
	).Replace(template)
	return text
}

// workday moves a day off the weekend, and now and then off a holiday.
func (l *life) workday(d bank.Date) bank.Date {
	for d.Time().Weekday() == time.Saturday || d.Time().Weekday() == time.Sunday {
		d--
	}
	if l.chance(4) {
		d -= 1
	}
	return d
}

// paydays draws the days of a frequency between two days.
func (l *life) paydays(frequency string, from, to bank.Date) (days []bank.Date) {
	step := map[string]int{"WEEKLY": 7, "BIWEEKLY": 14}[frequency]
	on := 1 + l.IntN(27)
	then := 15 + l.IntN(3)
	for d := from + bank.Date(l.IntN(max(step, 1))); d <= to; d++ {
		_, _, day := d.Time().Date()
		last := (d + 1).Time().Day() == 1
		switch {
		case step > 0:
			days = append(days, l.workday(d))
			d += bank.Date(step) - 1
		case frequency == "MONTHLY" && day == on, frequency == "SEMI_MONTHLY" && (day == then || last):
			days = append(days, l.workday(d))
		case frequency == "DAILY" && !l.chance(12):
			days = append(days, d)
		case frequency == "UNKNOWN" && l.chance(9):
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}
