package bank_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"toile/internal/bank"
)

// moments are instants at which an Item may be made: whatever the day of the month or of a cycle.
func moments() []time.Time {
	var list []time.Time
	for i := range 40 {
		list = append(list, time.Date(2026, 1, 1+i*11, (i*7)%24, i%60, 0, 0, time.UTC))
	}
	return list
}

func goodLedger(t *testing.T, seed string, since time.Time) *bank.Ledger {
	t.Helper()
	ledger, err := bank.New(seed).Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_good", Password: "pass_good"}, since, nil)
	if err != nil {
		t.Fatal(err)
	}
	return ledger
}

// TestPositionsAddUp holds that what is held is worth the balance, when the Item is made, before
// and after, and that nothing is ever held that is not there.
func TestPositionsAddUp(t *testing.T) {
	t.Parallel()
	for _, since := range moments() {
		ledger := goodLedger(t, "seed", since)
		for number, stated := range map[int]float64{6: 320.76, 7: 23631.9805} {
			if got := *ledger.Balance(number, since).Current; got != bank.MoneyOf(stated) {
				t.Fatalf("account %d is at %s when it is linked, want %v", number, got, stated)
			}
			for _, days := range []int{-729, -30, -1, 0, 1, 2, 5, 9, 17, 23, 29, 30, 400} {
				at := since.Add(time.Duration(days) * 24 * time.Hour)
				var worth bank.Money
				for _, p := range ledger.Positions(number, at) {
					if p.Quantity < 0 {
						t.Errorf("linked %s, %d days later: account %d holds %v of %s", since, days, number, p.Quantity, p.Security.Name)
					}
					worth += p.Value()
				}
				if current := *ledger.Balance(number, at).Current; worth != current {
					t.Errorf("linked %s, %d days later: account %d holds %s, its balance is %s", since, days, number, worth, current)
				}
			}
		}
	}
}

// TestPositionsFollowTrades adds up trades: what is held now is what was held before them and what
// they moved, money included.
func TestPositionsFollowTrades(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	ledger := goodLedger(t, "seed", since)
	now := since.Add(200 * 24 * time.Hour)
	for _, before := range []time.Time{since.Add(-700 * 24 * time.Hour), since, now.Add(-24 * time.Hour)} {
		for _, number := range []int{6, 7} {
			held := map[string]bank.Quantity{}
			for _, p := range ledger.Positions(number, before) {
				held[p.Security.Key()] = p.Quantity
			}
			for _, trade := range ledger.Trades(bank.DateOf(before)-1, bank.DateOf(now), now) {
				if told := trade.Date.Time().Add(6 * time.Hour); trade.Account != number || !told.After(before) {
					continue
				}
				paid := trade.Amount
				if trade.Fees != nil {
					paid += *trade.Fees
				}
				held["CUR:USD"] -= bank.Quantity(paid.Float())
				if trade.Security != nil && trade.Security.Type != "cash" {
					held[trade.Security.Key()] += trade.Quantity
				}
			}
			for _, p := range ledger.Positions(number, now) {
				if got := held[p.Security.Key()]; math.Abs(float64(got-p.Quantity)) > 1e-9 {
					t.Errorf("account %d since %s: trades lead to %v of %s, held are %v", number, before, got, p.Security.Name, p.Quantity)
				}
			}
		}
	}
}

// TestTrades counts two years of trades and holds each against itself.
func TestTrades(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	ledger := goodLedger(t, "seed", since)
	today := bank.DateOf(since)
	trades := ledger.Trades(0, today, since)
	if n := len(trades); n < 670 || n > 690 {
		t.Errorf("%d trades in two years", n)
	}
	kinds, keys, last := map[string]int{}, map[string]bool{}, today
	for _, trade := range trades {
		kinds[trade.Type]++
		key := fmt.Sprint(trade.Account, trade.Key)
		if keys[key] || trade.Subtype == "" || trade.Name == "" || trade.Date > last || trade.Date < today-730 {
			t.Fatalf("bad trade %+v", trade)
		}
		keys[key], last = true, trade.Date
		if (trade.Type == "buy" || trade.Type == "sell") && trade.Amount != trade.Quantity.At(trade.Price) {
			t.Errorf("%s of %v at %v is %s", trade.Name, trade.Quantity, trade.Price, trade.Amount)
		}
	}
	for _, kind := range []string{"buy", "sell", "cash", "fee", "transfer"} {
		if kinds[kind] == 0 {
			t.Errorf("no trade is a %s", kind)
		}
	}
	if again := ledger.Trades(today-29, today, since); len(again) != 28 {
		t.Errorf("%d trades in 30 days, want 28", len(again))
	}
}

// TestSecurityTypes finds each type of the schema among what user_good holds.
func TestSecurityTypes(t *testing.T) {
	t.Parallel()
	since := moments()[3]
	ledger := goodLedger(t, "seed", since)
	types := map[string]bool{}
	for _, number := range []int{6, 7} {
		for _, p := range ledger.Positions(number, since) {
			types[p.Security.Type] = true
			if p.PricedOn == 0 || p.PricedOn >= bank.DateOf(since) || p.CostBasis == nil {
				t.Errorf("incomplete position %+v", p)
			}
		}
	}
	for _, kind := range []string{"cash", "cryptocurrency", "derivative", "equity", "etf", "fixed income", "loan", "mutual fund", "other"} {
		if !types[kind] {
			t.Errorf("nobody holds a security of type %s", kind)
		}
	}
}

// TestQuantities prices quantities, beyond the bounds of amounts, too.
func TestQuantities(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		quantity bank.Quantity
		price    float64
		want     float64
	}{
		{23.567, 27, 636.309}, {100.05, 13.73, 1373.6865}, {-2, 1.5, -3}, {0, 5, 0}, {0.00000001, 1_000_000, 0.01}, {1e8, 10, 1e9},
		{1e300, 1e300, 1e9}, {-1e300, 1, -1e9},
	} {
		if got := test.quantity.At(test.price); got != bank.MoneyOf(test.want) {
			t.Errorf("%v at %v is %s, want %v", test.quantity, test.price, got, test.want)
		}
	}
}

// TestBill holds the dates and amounts of the debts against the clock and the ledger.
func TestBill(t *testing.T) {
	t.Parallel()
	for _, now := range moments() {
		ledger := goodLedger(t, "seed", now.Add(-40*24*time.Hour))
		today := bank.DateOf(now)
		for _, number := range []int{4, 8, 9} {
			bill := ledger.Bill(number, now)
			if bill.NextDue <= today || bill.NextDue > today+31 || bill.Issued > today || bill.Issued < today-31 {
				t.Errorf("%s: account %d was billed on %s and is due on %s", now, number, bill.Issued, bill.NextDue)
			}
			if want := ledger.Balance(number, bill.Issued.Time()).Current; *bill.Balance != *want {
				t.Errorf("%s: the statement says %s, the ledger %s", now, bill.Balance, want)
			}
			if bill.PaidOn == 0 || bill.PaidOn > today || bill.Paid == nil {
				t.Errorf("%s: account %d was paid on %s", now, number, bill.PaidOn)
			}
		}
		card, paid := ledger.Bill(4, now), false
		for _, transaction := range ledger.Transactions(card.PaidOn, card.PaidOn, now) {
			paid = paid || transaction.Account == 4 && transaction.Amount.Abs() == *card.Paid
		}
		if !paid {
			t.Errorf("%s: no transaction of %s pays %s", now, card.PaidOn, card.Paid)
		}
	}
	if bill := goodLedger(t, "seed", moments()[0]).Bill(12, moments()[0]); bill != (bank.Bill{}) {
		t.Errorf("the business card has a bill: %+v", bill)
	}
}

// TestStatementsMeet holds for any Item that each statement opens with what the one before closed
// with, and that its transactions make the difference: for user_good, and for a user whose data
// callers move.
func TestStatementsMeet(t *testing.T) {
	t.Parallel()
	moved := 0
	for i, since := range moments() {
		seed, at := fmt.Sprint("seed", i), since.Add(time.Duration(i)*time.Hour)
		statementsMeet(t, goodLedger(t, seed, since))
		changes := []bank.Change{{Number: 1, At: at, Refresh: true}, {Number: 2, At: at, Created: []bank.Created{{
			Account: 1, Amount: bank.Cents(int64(i)*317 + 1), Transacted: bank.DateOf(at) - 14, Posted: bank.DateOf(at) - bank.Date(i%14),
			Description: "made by a caller",
		}}}, {Number: 3, At: at.Add(30 * time.Hour), Refresh: true}}
		dynamic, err := bank.New(seed).Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_transactions_dynamic", Password: "x"}, since, changes)
		if err != nil {
			t.Fatal(err)
		}
		for _, transaction := range statementsMeet(t, dynamic) {
			if transaction.Description == "made by a caller" {
				moved++
			}
		}
	}
	if moved != len(moments()) {
		t.Errorf("%d of %d transactions that callers made are on a statement", moved, len(moments()))
	}
}

// TestCustomStatementsMeet holds the same for the custom users that others wrote.
func TestCustomStatementsMeet(t *testing.T) {
	t.Parallel()
	for name, text := range customFiles(t) {
		login := bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: text}
		ledger, err := bank.New("seed").Ledger(login, time.Date(2026, 8, 22, 9, 0, 0, 0, time.UTC), nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		statementsMeet(t, ledger)
	}
}

// statementsMeet walks through the statements of a ledger, the newest first, and gives what is on them.
func statementsMeet(t *testing.T, ledger *bank.Ledger) (all []bank.Transaction) {
	t.Helper()
	day := bank.DateOf(ledger.Since)
	months := bank.StatementMonths(bank.Period{From: day - 400, To: day + 100}, ledger.Since.Add(101*24*time.Hour))
	if len(months) < 15 || months[0] <= months[len(months)-1] {
		t.Fatalf("months %v", months)
	}
	for number := 1; number <= len(ledger.Books); number++ {
		var later bank.Statement
		for _, month := range months {
			s, ok := ledger.Statement(number, month)
			kind := ledger.Books[number-1].Type
			if issues := kind == "depository" || kind == "credit"; ok != issues {
				t.Fatalf("account %d of type %s has a statement: %v", number, kind, ok)
			}
			if !ok {
				break
			}
			balance := s.Opening
			for _, transaction := range s.Transactions {
				balance += s.Moved(transaction)
			}
			if balance != s.Closing {
				t.Errorf("account %d, %s to %s: %s with its transactions is %s, not %s", number, s.From, s.To, s.Opening, balance, s.Closing)
			}
			if later.From != 0 && (later.From != s.To+1 || later.Opening != s.Closing) {
				t.Errorf("account %d: closed %s with %s, opened %s with %s", number, s.To, s.Closing, later.From, later.Opening)
			}
			later, all = s, append(all, s.Transactions...)
		}
	}
	return all
}

// TestStatementMonths takes the days on which statements are posted.
func TestStatementMonths(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 31, 23, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		from, to string
		want     string
	}{
		{"2023-11-01", "2023-12-01", "[2023-11-30]"},
		{"2024-01-01", "2024-02-01", "[2024-01-31]"},
		{"2024-02-29", "2024-02-29", "[2024-02-29]"},
		{"2024-02-28", "2024-02-28", "[]"},
		{"2026-04-01", "2027-01-01", "[2026-04-30]"}, // May's is posted when its last day is over
		{"1990-01-01", "2010-03-01", "[2010-02-28 2010-01-31]"},
		{"2026-04-01", "2026-03-01", "[]"},
	} {
		from, _ := bank.ParseDate(test.from)
		to, _ := bank.ParseDate(test.to)
		posted := []bank.Date{}
		for _, month := range bank.StatementMonths(bank.Period{From: from, To: to}, now) {
			posted = append(posted, bank.PostedIn(month))
		}
		if got := fmt.Sprint(posted); got != test.want {
			t.Errorf("%s to %s: %s, want %s", test.from, test.to, got, test.want)
		}
	}
}

// TestCompleteSecurities adds what the market knows to a security of a file, and keeps what the
// file says.
func TestCompleteSecurities(t *testing.T) {
	t.Parallel()
	held := custom(t, `{"override_accounts":[{"type":"investment","holdings":[
		{"quantity":1,"institution_price":2,"security":{"ticker_symbol":"AAPL","name":"My apples","currency":"EUR"}},
		{"quantity":1,"institution_price":2,"security":{"ticker_symbol":"TOILE","name":"Cloth"}}]}]}`).Positions(1, customSince)
	if len(held) != 2 {
		t.Fatalf("%d positions", len(held))
	}
	apple, own := held[0].Security, held[1].Security
	if apple.Type != "equity" || apple.Name != "My apples" || apple.Currency != "EUR" || apple.Sector == "" {
		t.Errorf("got %+v", apple)
	}
	if want := (bank.Security{Ticker: "TOILE", Name: "Cloth", Currency: "USD"}); own != want {
		t.Errorf("got %+v", own)
	}
}

// TestSubtypes reads subtypes out of the names of trades in a file.
func TestSubtypes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind, name, want string
		amount           float64
	}{
		{"cash", "retirement contribution", "contribution", -5000}, {"buy", "buy AAPL stock", "buy", 2000},
		{"cash", "Deposit cash into brokerage account", "deposit", -5000}, {"cash", "money", "withdrawal", 5}, {"cash", "money", "deposit", -5},
		{"fee", "yearly", "account fee", 3}, {"sell", "sold", "sell", -4}, {"transfer", "to another bank", "transfer", 4},
	} {
		text := fmt.Sprintf(`{"override_accounts":[{"type":"investment","investment_transactions":[
			{"date":"2026-08-01","type":%q,"name":%q,"quantity":%v,"price":1}]}]}`, test.kind, test.name, test.amount)
		got := custom(t, text).Books[0].Trades
		if len(got) != 1 || got[0].Subtype != test.want {
			t.Errorf("%s %q: %+v, want %s", test.kind, test.name, got, test.want)
		}
	}
}
