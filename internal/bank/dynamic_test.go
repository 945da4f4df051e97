package bank_test

import (
	"testing"
	"time"

	"toile/internal/bank"
)

const dynamicUser = "user_transactions_dynamic"

// refreshed gives so many refreshes, one at each of the instants.
func refreshed(at ...time.Time) (changes []bank.Change) {
	for i, instant := range at {
		changes = append(changes, bank.Change{Number: i + 1, At: instant, Refresh: true})
	}
	return changes
}

// TestDynamicStart holds the user to the facts: about 50 rows, some pending, half a year of what
// recurs (facts link 5.6).
func TestDynamicStart(t *testing.T) {
	t.Parallel()
	for days := range 60 {
		since := time.Date(2026, 1, 1, days%24, 0, 0, 0, time.UTC).AddDate(0, 0, days)
		rows := ledgerOf(t, world, dynamicUser, since).Transactions(-1<<30, bank.DateOf(since), since)
		pending, oldest, months := 0, bank.DateOf(since), map[string]map[time.Month]bool{}
		for _, row := range rows {
			if row.Pending {
				pending++
			}
			oldest = min(oldest, row.Date)
			if months[row.Description] == nil {
				months[row.Description] = map[time.Month]bool{}
			}
			months[row.Description][row.Date.Time().Month()] = true
		}
		recurring := 0
		for _, in := range months {
			if len(in) >= 5 {
				recurring++
			}
		}
		if len(rows) < 44 || len(rows) > 54 || pending != 3 || recurring != 6 || bank.DateOf(since)-oldest > 180 {
			t.Errorf("%v: %d rows, %d pending, %d recurring, the oldest of %v", since, len(rows), pending, recurring, oldest)
		}
	}
}

// TestRefresh holds that each refresh brings three pending rows, posts those that were pending,
// lets one posted amount grow by 1.00, and does nothing else: also at a clock that stands still.
func TestRefresh(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var at []time.Time
	for _, minutes := range []int{0, 0, 0, 1, 600, 600, 3000, 20000, 20000} { // some rows are posted by time before
		at = append(at, since.Add(time.Duration(minutes)*time.Minute))
	}
	for k := range at {
		before := ledgerOf(t, world, dynamicUser, since, refreshed(at[:k]...)...)
		after := ledgerOf(t, world, dynamicUser, since, refreshed(at[:k+1]...)...)
		was, rows := map[bank.Key]bank.Transaction{}, after.History(0, at[k])
		pending := 0
		for _, row := range before.History(0, at[k]) {
			was[row.Key] = row
			if row.Pending && row.Removed.IsZero() {
				pending++
			}
		}
		moment := bank.Moment{At: at[k], Change: k + 1}
		var added, posted, removed, changed, same int
		moved := map[int]bank.Money{}
		for _, row := range rows {
			old, known := was[row.Key]
			switch {
			case row == old:
				same++
			case !known && row.Pending && row.Added == moment && row.Date == bank.DateOf(at[k]):
				added++
			case !known && row.Added == moment && was[row.Replaces].Pending && row.Date == bank.DateOf(at[k]):
				posted++
				moved[row.Account] += row.Amount
			case known && old.Pending && old.Removed.IsZero() && row.Removed == moment:
				removed++
			case known && !row.Pending && row.Changed == moment && row.Amount == old.Amount+bank.Cents(100):
				changed++
				moved[row.Account] += bank.Cents(100)
			default:
				t.Errorf("refresh %d made %+v of %+v", k+1, row, old)
			}
		}
		if added != 3 || posted != pending || removed != pending || changed != 1 || same+removed+changed != len(was) {
			t.Errorf("refresh %d: %d added, %d of %d posted, %d removed, %d changed, %d of %d the same", k+1, added, posted, pending, removed, changed, same, len(was))
		}
		for _, account := range []int{1, 2} {
			if got := *before.Balance(account, at[k]).Current - *after.Balance(account, at[k]).Current; got != moved[account] {
				t.Errorf("refresh %d took %s from account %d, and posted %s", k+1, got, account, moved[account])
			}
		}
	}
}

// TestCreated holds that a caller's transaction is there at once, pending until the morning of its
// posting, and moves the balance when it is posted.
func TestCreated(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	today, made := bank.DateOf(since), since.Add(time.Hour)
	changes := []bank.Change{{Number: 1, At: made, Created: []bank.Created{
		{Account: 1, Amount: bank.Cents(1234), Transacted: today - 3, Posted: today - 1, Description: "posted"},
		{Account: 1, Amount: bank.Cents(-5000), Transacted: today, Posted: today + 2, Description: "ahead"},
		{Account: 2, Amount: bank.Cents(100), Transacted: today, Posted: today, Description: "today"},
	}}}
	ledger := ledgerOf(t, world, dynamicUser, since, changes...)
	plain := ledgerOf(t, world, dynamicUser, since)
	told := func(now time.Time) (lines []string) {
		known := map[bank.Key]bool{}
		for _, row := range plain.History(0, now) {
			known[row.Key] = true
		}
		for _, row := range ledger.History(0, now) {
			if !known[row.Key] {
				line := row.Description + " " + row.Date.String()
				if row.Pending {
					line += " pending"
				}
				if !row.Removed.IsZero() {
					line += " removed"
				}
				if row.Added.At.Equal(made) != (row.Added.Change == 1) {
					line += " at the wrong moment"
				}
				lines = append(lines, line)
			}
		}
		return lines
	}
	morning := (today + 2).Time().Add(6 * time.Hour)
	for _, test := range []struct {
		now         time.Time
		want        []string
		moved, free string // on account 1
	}{
		{made.Add(-1), nil, "0.00", "0.00"},
		{made, []string{"posted 2026-02-28", "ahead 2026-03-01 pending", "today 2026-03-01"}, "-12.34", "37.66"},
		{morning.Add(-1), []string{"posted 2026-02-28", "ahead 2026-03-01 pending", "today 2026-03-01"}, "-12.34", "37.66"},
		{morning, []string{"posted 2026-02-28", "ahead 2026-03-01 pending removed", "ahead 2026-03-03", "today 2026-03-01"}, "37.66", "37.66"},
	} {
		got := told(test.now)
		if len(got) != len(test.want) {
			t.Fatalf("at %v: %q", test.now, got)
		}
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("at %v: %q, want %q", test.now, got, test.want)
				break
			}
		}
		with, without := ledger.Balance(1, test.now), plain.Balance(1, test.now)
		if moved, free := *with.Current-*without.Current, *with.Available-*without.Available; moved.String() != test.moved || free.String() != test.free {
			t.Errorf("at %v the balance moved by %s, what is available by %s, want %s and %s", test.now, moved, free, test.moved, test.free)
		}
	}
}

// TestOnlyDynamicCustomersChange holds that callers change nothing at any other customer.
func TestOnlyDynamicCustomersChange(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	now := since.Add(100 * time.Hour)
	changes := refreshed(since, since.Add(time.Hour))
	changes[1].Created = []bank.Created{{Account: 1, Amount: bank.Cents(1), Transacted: 0, Posted: 0}}
	for _, username := range []string{"user_good", "user_bank_income", "user_credit_bonus", dynamicUser} {
		plain, changed := ledgerOf(t, world, username, since), ledgerOf(t, world, username, since, changes...)
		one, other := plain.Transactions(0, 1<<20, now), changed.Transactions(0, 1<<20, now)
		same := len(one) == len(other)
		for i := 0; same && i < len(one); i++ {
			same = one[i] == other[i]
		}
		if same == changed.Dynamic() {
			t.Errorf("%s is dynamic: %v; it stayed the same: %v", username, changed.Dynamic(), same)
		}
	}
}
