package product_test

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// A pagination ends with an error when what it tells of changes, and with none when something else
// happens. The cursor that it began with leads to the new state.
func TestMutationDuringPagination(t *testing.T) {
	t.Parallel()
	l := pendingItem(t)
	all := len(l.sync(t, "", 500).Added)
	first := l.sync(t, "", all-1)
	if !first.HasMore || len(first.Added) != all-1 {
		t.Fatalf("%d of %d on the first page, more %v", len(first.Added), all, first.HasMore)
	}
	today := bank.DateOf(l.now)
	l.change(bank.Change{Created: []bank.Created{{Account: 1, Amount: bank.Cents(200), Description: "Tea", Transacted: today, Posted: today}}})
	second := l.sync(t, first.NextCursor, 500)
	if second.HasMore || len(second.Added) != 1 || second.Added[0].Name != "Coffee" || !second.Added[0].Pending {
		t.Fatalf("the second page has %d, more %v", len(second.Added), second.HasMore)
	}
	if third := l.sync(t, second.NextCursor, 500); len(third.Added) != 1 || third.Added[0].Name != "Tea" {
		t.Errorf("after the pagination: %+v", third.Added)
	}
	l.advance(48 * time.Hour) // the pending one is posted
	_, err := l.source().Sync(&toile.TransactionsSyncRequest{Cursor: &first.NextCursor})
	if !errors.Is(err, toile.ErrTransactionsSyncMutation()) {
		t.Errorf("going on gave %v", err)
	}
	again := l.sync(t, second.NextCursor, 500)
	i := slices.IndexFunc(again.Added, func(t toile.Transaction) bool { return t.Name == "Coffee" })
	pending := toile.RemovedTransaction{TransactionID: second.Added[0].TransactionID, AccountID: second.Added[0].AccountID}
	removed := slices.ContainsFunc(again.Removed, func(r toile.RemovedTransaction) bool {
		return r.TransactionID == pending.TransactionID && r.AccountID == pending.AccountID
	})
	if i < 0 || !removed {
		t.Fatalf("posted: %+v", again)
	}
	posted := again.Added[i]
	if posted.Pending || posted.PendingTransactionID == nil || *posted.PendingTransactionID != pending.TransactionID {
		t.Errorf("posted: %+v", posted)
	}
}

// Two changes at one instant of a clock that stands still are two changes, and one that came and
// went between two cursors is none.
func TestStoppedClock(t *testing.T) {
	t.Parallel()
	l := pendingItem(t)
	cursor := l.sync(t, "", 500).NextCursor
	today := bank.DateOf(l.now)
	for _, name := range []string{"One", "Two"} {
		l.change(bank.Change{Created: []bank.Created{{Account: 1, Amount: bank.Cents(100), Description: name, Transacted: today, Posted: today}}})
		resp := l.sync(t, cursor, 500)
		if len(resp.Added) != 1 || resp.Added[0].Name != name {
			t.Errorf("%s: %+v", name, resp.Added)
		}
		cursor = resp.NextCursor
	}
	l.change(bank.Change{Created: []bank.Created{{Account: 1, Amount: bank.Cents(100), Description: "Short", Transacted: today, Posted: today + 1}}})
	l.advance(24 * time.Hour)
	after := l.sync(t, cursor, 500)
	told := slices.DeleteFunc(after.Added, func(u toile.Transaction) bool { return u.Name != "Short" })
	if len(told) != 1 || told[0].Pending || slices.ContainsFunc(after.Removed, func(r toile.RemovedTransaction) bool { return r.TransactionID == *told[0].PendingTransactionID }) {
		t.Errorf("told of what came and went: %+v", after)
	}
}

// A clock that is turned back, and a refresh then, may change what was told already: it is told anew.
func TestClockTurnedBack(t *testing.T) {
	t.Parallel()
	l := newLinked(t, "back", logins["dynamic"], item.History{})
	l.advance(time.Hour)
	c := &client{linked: l, told: map[string]int{}}
	l.change(bank.Change{Refresh: true})
	l.advance(5 * 24 * time.Hour)
	c.sync(rand.New(rand.NewPCG(1, 1)), false)
	l.advance(-4 * 24 * time.Hour)
	l.change(bank.Change{Refresh: true})
	l.advance(4 * 24 * time.Hour)
	c.sync(rand.New(rand.NewPCG(1, 1)), false)
	if diff := cmp.Diff(c.list(), c.known); diff != "" || c.told["modified"] == 0 {
		t.Errorf("%d modified (-there +known)\n%s", c.told["modified"], diff)
	}
}

// The cursor "now" starts after everything that is known.
func TestCursorNow(t *testing.T) {
	t.Parallel()
	l := pendingItem(t)
	begun := l.sync(t, "now", 500)
	if begun.HasMore || len(begun.Added)+len(begun.Accounts) > 0 || begun.NextCursor == "" || begun.TransactionsUpdateStatus != "HISTORICAL_UPDATE_COMPLETE" {
		t.Errorf("now: %+v", begun)
	}
	l.advance(48 * time.Hour)
	if resp := l.sync(t, begun.NextCursor, 500); len(resp.Removed) == 0 {
		t.Errorf("two days later: %+v", resp)
	}
}

// An account that is shared later brings its transactions; of one that is shared no longer nothing
// is told.
func TestAccountsChange(t *testing.T) {
	t.Parallel()
	l := pendingItem(t)
	all := l.item.Accounts
	l.item.Accounts = all[1:]
	without := l.sync(t, "", 500)
	l.item.Accounts = all
	later := l.sync(t, without.NextCursor, 500)
	if len(later.Added) == 0 {
		t.Error("nothing of an account that is shared now")
	}
	for _, u := range later.Added {
		if u.AccountID != all[0].ID {
			t.Errorf("told again: %+v", u)
		}
	}
	if n := len(l.sync(t, "", 500).Added); n != len(without.Added)+len(later.Added) {
		t.Errorf("%d and %d are not %d", len(without.Added), len(later.Added), n)
	}
	page := l.sync(t, "", 1)
	l.item.Accounts = all[1:]
	_, err := l.source().Sync(&toile.TransactionsSyncRequest{Cursor: &page.NextCursor})
	if !errors.Is(err, toile.ErrTransactionsSyncMutation()) {
		t.Errorf("going on with an account less gave %v", err)
	}
	for _, u := range l.sync(t, later.NextCursor, 500).Removed {
		t.Errorf("removed: %+v", u)
	}
}

// Who logs in with another configuration is told of everything in it.
func TestConfigChanges(t *testing.T) {
	t.Parallel()
	l := pendingItem(t)
	before := l.sync(t, "", 500)
	first := l.sync(t, "", 1)
	l.item.Login.Config = "another"
	if after := l.sync(t, before.NextCursor, 500); len(after.Added) != len(before.Added) || after.NextCursor == before.NextCursor {
		t.Errorf("told of %d again", len(after.Added))
	}
	_, err := l.source().Sync(&toile.TransactionsSyncRequest{Cursor: &first.NextCursor})
	if !errors.Is(err, toile.ErrTransactionsSyncMutation()) {
		t.Errorf("going on gave %v", err)
	}
}

// A cursor is for one Item and one filter.
func TestForeignCursors(t *testing.T) {
	t.Parallel()
	l, other := pendingItem(t), newLinked(t, "other", logins["good"], item.History{})
	cursor := l.sync(t, "", 500).NextCursor
	other.advance(time.Hour)
	refuse := func(l *linked, cursor string, account *string) {
		t.Helper()
		_, err := l.source().Sync(&toile.TransactionsSyncRequest{Cursor: &cursor, Options: &toile.TransactionsSyncRequestOptions{AccountID: account}})
		if !errors.Is(err, toile.ErrInvalidField("")) {
			t.Errorf("%q gave %v", cursor, err)
		}
	}
	refuse(other, cursor, nil)
	refuse(l, cursor, &l.item.Accounts[0].ID)
	refuse(l, cursor[:len(cursor)-4], nil)
	refuse(l, cursor+"AAAA", nil)
	refuse(l, "NOW", nil)
	refuse(l, base64.StdEncoding.EncodeToString(make([]byte, 192)), nil)
	bytes, err := base64.StdEncoding.DecodeString(cursor)
	if err != nil {
		t.Fatal(err)
	}
	for i := range bytes {
		forged := slices.Clone(bytes)
		forged[i] ^= 1
		refuse(l, base64.StdEncoding.EncodeToString(forged), nil)
	}
	unknown := l.ids.Item("account", "of nobody", 1)
	_, err = l.source().Sync(&toile.TransactionsSyncRequest{Options: &toile.TransactionsSyncRequestOptions{AccountID: &unknown}})
	if !errors.Is(err, toile.ErrInvalidAccountID()) {
		t.Errorf("an account of nobody gave %v", err)
	}
}

// Whoever knows the seed can write a cursor with a right sum. Numbers that no cursor has are refused.
func TestForgedCursors(t *testing.T) {
	t.Parallel()
	l := pendingItem(t)
	at, later := uint64(l.now.UnixMicro()), uint64(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro())
	forge := func(numbers ...uint64) error {
		bytes := []byte{1}
		for _, n := range numbers {
			bytes = binary.AppendUvarint(bytes, n)
		}
		sum := l.ids.Hex("transactions cursor", l.item.ID+"\x00"+string(bytes), 0)[:8]
		cursor := base64.StdEncoding.EncodeToString(append(bytes, sum...))
		_, err := l.source().Sync(&toile.TransactionsSyncRequest{Cursor: &cursor})
		return err
	}
	if err := forge(0, at, 0, 1<<1, 0, 0, 0); err != nil {
		t.Errorf("a cursor as they are gave %v", err)
	}
	for _, numbers := range [][]uint64{
		{0, at, 1 << 63, 1 << 1, 0, 0, 0},
		{0, at, math.MaxUint64, 1 << 1, 0, 0, 0},
		{0, at, math.MaxInt32 + 1, 1 << 1, 0, 0, 0},
		{0, at, 0, 1 << 1, 1 << 32, 0, 0},
		{0, math.MaxUint64, 0, 1 << 1, 0, 0, 0},
		{0, later, 0, 1 << 1, 0, 0, 0},
		{0, at, 0, 1 << 1, 0, 0, 1 << 63},
		{0, at, 0, 1 << 1, 0, at, 1 << 63, 1 << 1, 0, 1},
		{1 << 63, 0, 0, 0},
		{0, at, 0},
	} {
		if err := forge(numbers...); !errors.Is(err, toile.ErrInvalidField("")) {
			t.Errorf("%d gave %v", numbers, err)
		}
	}
}

// FuzzCursor gives any text as a cursor: it is refused, or it is a good one.
func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "now", "AQ==", "AQEBAQEBAQEBAQEB", base64.StdEncoding.EncodeToString(make([]byte, 40))} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		resp, err := pendingItem(t).source().Sync(&toile.TransactionsSyncRequest{Cursor: &text})
		switch {
		case text == "" || text == "now":
			if err != nil || resp.NextCursor == "" {
				t.Errorf("%q gave %+v, %v", text, resp, err)
			}
		case !errors.Is(err, toile.ErrInvalidField("")):
			t.Errorf("%q gave %v", text, err)
		}
	})
}
