package link

import (
	"fmt"
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/income"
	"toile/internal/item"
)

// How many days back income is looked for: where nobody says it, which the sandbox's options need
// not, and at most (spec, LinkTokenCreateRequestIncomeVerificationBankIncome).
const (
	DefaultIncomeDays = 365
	MaxIncomeDays     = 731
)

// Source is a stream of deposits as Link offers it: what a person sees who is to say whether it is
// theirs.
type Source struct {
	Key       string     `json:"key"`  // of the stream
	Name      string     `json:"name"` // who pays; among employers, the employer
	Category  string     `json:"category"`
	Frequency string     `json:"frequency"`
	AccountID string     `json:"account_id"`
	Count     int        `json:"count"` // of deposits
	Sum       bank.Money `json:"sum"`
	Currency  string     `json:"currency"`
}

// IncomeDays gives how many days back the income step looks.
func (c Config) IncomeDays() int { return orDefault(c.BankIncomeDays) }

// EmploymentDays gives how many days back the employment step looks.
func (c Config) EmploymentDays() int { return orDefault(c.BankEmploymentDays) }

// CheckIncomeDays refuses a number of days back that is out of bounds.
func CheckIncomeDays(field string, days int) error {
	if days < 1 || days > MaxIncomeDays {
		return toile.ErrInvalidField(fmt.Sprintf("%s must be between 1 and %d", field, MaxIncomeDays))
	}
	return nil
}

func orDefault(days int) int {
	if days == 0 {
		return DefaultIncomeDays
	}
	return days
}

// Seen is what Link saw at a bank: what the bank knows, and the income in it. Link offers the income to
// the person, and the reports are built from what they tick.
type Seen struct {
	Ledger  *bank.Ledger
	Streams []income.Stream
}

// See looks for income on accounts of a customer that comes in on the day of an instant and in so many
// days before it.
func See(ledger *bank.Ledger, accounts []item.Account, days int, now time.Time) *Seen {
	return &Seen{ledger, streams(ledger, accounts, days, now)}
}

// Chosen gives the streams with some keys.
func (s *Seen) Chosen(keys []string) (chosen []income.Stream) {
	for i := range s.Streams {
		if slices.Contains(keys, s.Streams[i].Key) {
			chosen = append(chosen, s.Streams[i])
		}
	}
	return chosen
}

// streams finds the income. What it is and how often it comes is told from a year at least: few days
// alone would not show it.
func streams(ledger *bank.Ledger, accounts []item.Account, days int, now time.Time) []income.Stream {
	to := bank.DateOf(now)
	window := bank.Period{From: to - bank.Date(days), To: to}
	shared := map[int]bool{}
	var books []bank.Book
	for _, number := range numbers(ledger, accounts) {
		book, _ := ledger.Book(number)
		books, shared[number] = append(books, book), true
	}
	all := ledger.Transactions(min(window.From, to-DefaultIncomeDays), to, now)
	all = slices.DeleteFunc(all, func(t bank.Transaction) bool { return !shared[t.Account] })
	streams := income.Find(books, all, window)
	if onlyTrifles(streams, days) {
		return nil
	}
	return streams
}

// trifle is how much interest in 30 days is no income by itself. The interest that user_good gets on
// savings is none: the sandbox finds no income there (facts api 3.9).
var trifle = bank.Cents(10_00)

// onlyTrifles reports whether all that comes in is interest, and little. Beside other income it counts.
func onlyTrifles(streams []income.Stream, days int) bool {
	sum := bank.Money(0)
	for i := range streams {
		if streams[i].Category != toile.CreditBankIncomeCategoryBankInterest {
			return false
		}
		sum += streams[i].Sum()
	}
	return sum*30 < trifle*bank.Money(days)
}

// numbers gives the numbers by which a bank knows accounts now, 0 for one that is gone.
func numbers(ledger *bank.Ledger, accounts []item.Account) []int {
	found := make([]bank.Account, 0, len(ledger.Books))
	for i := range ledger.Books {
		found = append(found, ledger.Books[i].Account)
	}
	known := make([]int, len(accounts))
	for i, place := range item.Match(accounts, found) {
		if place >= 0 {
			known[i] = found[place].Number
		}
	}
	return known
}

// ledger gives what the bank knows of the Item being linked.
func (t *turn) ledger() (*bank.Ledger, error) {
	since := t.env.Since
	if since.IsZero() {
		since = t.env.Now
	}
	return t.env.World.Ledger(t.state.Login, since, t.env.Changes)
}

// sources gives the income on the accounts that the person shares, as it is offered to them; only
// wages, under the names of those who pay them, where employers are asked for.
func (t *turn) sources(days int, employers bool) (sources []Source, seen *Seen, err error) {
	ledger, err := t.ledger()
	if err != nil {
		return nil, nil, err
	}
	accounts := t.state.Item.Accounts
	known := numbers(ledger, accounts)
	seen = See(ledger, accounts, days, t.env.Now)
	for _, stream := range seen.Streams {
		source := sourceOf(stream, ledger)
		if employers {
			var ok bool
			if source.Name, ok = stream.Employer(); !ok {
				continue
			}
		}
		source.AccountID = accounts[slices.Index(known, stream.Account)].ID
		sources = append(sources, source)
	}
	return sources, seen, nil
}

func sourceOf(stream income.Stream, ledger *bank.Ledger) Source {
	source := Source{
		Key: stream.Key, Name: stream.Name, Category: string(stream.Category), Frequency: string(stream.Frequency),
		Count: len(stream.Transactions), Sum: stream.Sum(), Currency: stream.Currency,
	}
	if book, _ := ledger.Book(stream.Account); source.Currency == "" {
		source.Currency = book.Currency
	}
	return source
}

// ticked gives how a step ends in which the person ticks some of what they are offered, or says that
// none is theirs, which has a status of its own.
func (t *turn) ticked(what string, words []string, failed, none bool, noneStatus string) (status string, keys []string, err error) {
	keys, err = choose(what, words, t.state.Offered, none || failed)
	switch {
	case failed:
		return StatusInternalError, nil, err
	case none:
		return noneStatus, nil, err
	}
	return StatusApproved, keys, err
}

// choose gives the keys of what was ticked, in the order of the offer. A word is a key, or a name,
// which stands for all of that name. None may be ticked twice, and some must be unless none is.
func choose(what string, words []string, offered []Source, none bool) (keys []string, err error) {
	if none != (len(words) == 0) {
		return nil, toile.ErrInvalidField(fmt.Sprintf("choose at least one %s, or say that there is none", what))
	}
	chosen := make([]bool, len(offered))
	for _, word := range words {
		meant := func(s Source) bool { return s.Key == word }
		if !slices.ContainsFunc(offered, meant) {
			meant = func(s Source) bool { return s.Name == word }
		}
		fits := false
		for i, source := range offered {
			if meant(source) && !chosen[i] {
				chosen[i], fits = true, true
			}
		}
		if !fits {
			return nil, toile.ErrInvalidField(fmt.Sprintf("%q is no %s on offer", word, what))
		}
	}
	for i, source := range offered {
		if chosen[i] {
			keys = append(keys, source.Key)
		}
	}
	return keys, nil
}
