package item_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile/internal/bank"
	"toile/internal/item"
)

var start = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// linked gives an Item that was linked at the start.
func linked(terms item.Terms) item.Item {
	it := item.Item{ID: "one", InstitutionID: "ins_109508", CreatedAt: start}
	it.LogIn(bank.Login{InstitutionID: "ins_109508", Username: "user_good"}, terms, start)
	return it
}

// TestLoginsRunOut says when time alone breaks an Item, and why.
func TestLoginsRunOut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		terms item.Terms
		after time.Duration // when it breaks; 0 for never
		why   string
	}{
		{"thirty days", item.Terms{LoginDays: 30}, 30 * day, ""},
		{"one day", item.Terms{LoginDays: 1}, day, ""},
		{"never", item.Terms{}, 0, ""},
		{"consent first", item.Terms{LoginDays: 30, ConsentDays: 7}, 7 * day, "OAUTH_CONSENT_EXPIRED"},
		{"consent alone", item.Terms{ConsentDays: 180}, 180 * day, "OAUTH_CONSENT_EXPIRED"},
		{"login first", item.Terms{LoginDays: 30, ConsentDays: 180}, 30 * day, ""},
	} {
		it := linked(test.terms)
		if test.after == 0 {
			if err := it.At(start.AddDate(100, 0, 0)).Failure(); err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			continue
		}
		if err := it.At(start.Add(test.after - 1)).Failure(); err != nil {
			t.Errorf("%s: a moment before: %v", test.name, err)
		}
		broken := it.At(start.Add(test.after))
		err := broken.Failure()
		if err == nil || err.ErrorCode != "ITEM_LOGIN_REQUIRED" {
			t.Errorf("%s: in time: %v", test.name, err)
			continue
		}
		if why, _ := err.ErrorCodeReason.Get(); why != test.why {
			t.Errorf("%s: because of %q, want %q", test.name, why, test.why)
		}
		if shown := broken.View().Error; shown == nil || shown.ErrorCode != err.ErrorCode {
			t.Errorf("%s: the Item shows %v", test.name, shown)
		}
		// A login repairs it and begins again.
		broken.LogIn(it.Login, test.terms, start.Add(test.after+time.Hour))
		if err := broken.At(start.Add(2*test.after + time.Hour - 1)).Failure(); err != nil {
			t.Errorf("%s: repaired: %v", test.name, err)
		}
		if err := broken.At(start.Add(2*test.after + time.Hour)).Failure(); err == nil {
			t.Errorf("%s: repaired for ever", test.name)
		}
	}
}

// TestOldRecordsCountFromTheirMaking reads a record from before logins were noted.
func TestOldRecordsCountFromTheirMaking(t *testing.T) {
	t.Parallel()
	var old item.Item
	text := `{"id":"old","institution_id":"ins_109508","created_at":"2026-03-01T09:00:00Z","products":["auth"],"available":["auth","balance","identity"]}`
	if err := json.Unmarshal([]byte(text), &old); err != nil {
		t.Fatal(err)
	}
	if err := old.At(start.Add(30*day - 1)).Failure(); err != nil {
		t.Error(err)
	}
	if err := old.At(start.Add(30 * day)).Failure(); err == nil {
		t.Error("an old Item works for ever")
	}
	if err := old.Allows("identity"); err != nil {
		t.Errorf("an old Item lacks what it had: %v", err)
	}
	documents := item.Item{ID: "paper", CreatedAt: start}
	if err := documents.At(start.Add(1000 * day)).Failure(); err != nil {
		t.Errorf("documents need a login: %v", err)
	}
}

// TestABrokenItemStaysBroken holds that time does not change the error that somebody caused.
func TestABrokenItemStaysBroken(t *testing.T) {
	t.Parallel()
	it := linked(item.Terms{LoginDays: 30, ConsentDays: 60})
	it.Break("ITEM_LOCKED", start.Add(time.Hour))
	for _, days := range []int{0, 30, 60, 90} {
		if err := it.At(start.Add(time.Duration(days) * day)).Failure(); err == nil || err.ErrorCode != "ITEM_LOCKED" {
			t.Errorf("after %d days: %v", days, err)
		}
	}
	before := it
	it.LogIn(it.Login, item.Terms{LoginDays: 30}, start.Add(2*time.Hour))
	if it.At(start.Add(3*time.Hour)).Failure() != nil || cmp.Equal(before, it) {
		t.Error("a login repairs nothing")
	}
}
