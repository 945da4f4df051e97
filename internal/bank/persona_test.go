package bank_test

import (
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"toile/internal/bank"
)

// personas lists who has a life of its own, with the lowest that a checking account of theirs
// may come to in units.
var personas = []struct {
	username string
	lowest   float64
}{
	{"user_bank_income", 0}, {"user_credit_bonus", 0}, {"user_credit_joint_account", 0}, {"user_credit_profile_good", 0},
	{"user_credit_profile_poor", -1500}, {"user_credit_profile_excellent", 0}, {"user_ewa_user", 0}, {"user_yuppie", 0},
	{"user_small_business", 0}, {"user_limited_purpose_checking", 0}, {"user_prism_1", 0}, {"user_prism_2", 0}, {"user_prism_3", 0},
	{"user_prism_4", 0}, {"user_prism_5", 0}, {"user_prism_6", 0}, {"user_prism_7", 0}, {"user_prism_8", 0},
}

var seeds = []string{"test", "toile", "7", ""}

// someTimes gives instants in the years in which a simulated clock may stand.
func someTimes(n int, seed uint64) []time.Time {
	draw := rand.New(rand.NewPCG(seed, 1))
	times := make([]time.Time, n)
	for i := range times {
		times[i] = time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(draw.Int64N(int64(10 * 365 * 24 * time.Hour))))
	}
	return times
}

func personaLedger(t *testing.T, w *bank.World, institution, username string, since time.Time) *bank.Ledger {
	t.Helper()
	l, err := w.Ledger(bank.Login{InstitutionID: institution, Username: username, Password: "pass_good"}, since, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestPersonasAgree holds that a persona is the same person to whoever asks: the balances of an
// Item that time has passed over are those that an Item shows that is made now.
func TestPersonasAgree(t *testing.T) {
	t.Parallel()
	for i, p := range personas {
		w := bank.New(seeds[i%len(seeds)])
		for _, since := range someTimes(4, uint64(i)) {
			old := personaLedger(t, w, "ins_109508", p.username, since)
			if again := personaLedger(t, w, "ins_109511", p.username, since); !reflect.DeepEqual(old.Books, again.Books) {
				t.Errorf("%s: two logins found different accounts", p.username)
			}
			for _, days := range []int{-60, 1, 33, 400} {
				now := since.Add(time.Duration(days)*24*time.Hour + 5*time.Hour)
				young := personaLedger(t, w, "ins_109508", p.username, now)
				for _, book := range young.Books {
					if got, want := old.Balance(book.Number, now), young.Balance(book.Number, now); !reflect.DeepEqual(got, want) {
						t.Errorf("%s: linked on %s, account %s is at %s with %s available after %d days; linked then, at %s with %s",
							p.username, since, book.Mask, got.Current, got.Available, days, want.Current, want.Available)
					}
				}
			}
		}
	}
}

// TestOneSeedOneLife holds that the seed alone decides what happens.
func TestOneSeedOneLife(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 3, 12, 0, 0, 0, time.UTC)
	tell := func(seed, username string) []bank.Transaction {
		l := personaLedger(t, bank.New(seed), "ins_109508", username, now)
		return l.Transactions(bank.DateOf(now)-90, bank.DateOf(now), now)
	}
	for _, p := range personas {
		if !reflect.DeepEqual(tell("7", p.username), tell("7", p.username)) {
			t.Errorf("%s: the same seed gave two lives", p.username)
		}
		if p.username != "user_limited_purpose_checking" && reflect.DeepEqual(tell("7", p.username), tell("8", p.username)) {
			t.Errorf("%s: two seeds gave one life", p.username)
		}
	}
}

// TestPeople says who owns what.
func TestPeople(t *testing.T) {
	t.Parallel()
	names := map[string]string{}
	for _, p := range personas {
		l := personaLedger(t, world, "ins_109508", p.username, time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC))
		owners := 1
		if p.username == "user_credit_joint_account" {
			owners = 2
		}
		for _, book := range l.Books {
			if len(book.Owners) != owners {
				t.Errorf("%s: account %s has %d owners", p.username, book.Mask, len(book.Owners))
			}
			if book.Type == "depository" && (!strings.HasSuffix(book.Numbers.Account, book.Mask) || book.Numbers.Routing == "") {
				t.Errorf("%s: account %s has the numbers %+v", p.username, book.Mask, book.Numbers)
			}
			if business := p.username == "user_small_business"; business != (book.HolderCategory == "business") {
				t.Errorf("%s: account %s is of a %s holder", p.username, book.Mask, book.HolderCategory)
			}
			if other := names[book.Numbers.Account]; other != "" {
				t.Errorf("%s and %s share account %s", p.username, other, book.Numbers.Account)
			}
			if book.Numbers.Account != "" {
				names[book.Numbers.Account] = p.username
			}
		}
		if name := l.Books[0].Owners[0].Names[0]; names[name] != "" {
			t.Errorf("%s and %s are both called %s", p.username, names[name], name)
		} else {
			names[name] = p.username
		}
	}
}

// TestReach holds that the bank knows of some personas what happened in three months only.
func TestReach(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for _, p := range personas {
		short := map[string]bool{"user_ewa_user": true, "user_yuppie": true, "user_small_business": true}[p.username]
		rows := personaLedger(t, world, "ins_109508", p.username, since).Transactions(bank.DateOf(since)-730, bank.DateOf(since), since)
		oldest := bank.DateOf(since) - rows[len(rows)-1].Date
		if short != (oldest <= 90) {
			t.Errorf("%s: the oldest row is %d days old", p.username, oldest)
		}
	}
}

// TestLimitedPurpose needs the right password.
func TestLimitedPurpose(t *testing.T) {
	t.Parallel()
	if got := login("ins_109508", "user_limited_purpose_checking", "x").Error; got == nil || got.ErrorCode != "INVALID_CREDENTIALS" {
		t.Errorf("a wrong password gave %v", got)
	}
	found := login("ins_109508", "user_limited_purpose_checking", "pass_good").Found
	if len(found.Accounts) != 1 || found.Accounts[0].Subtype != "limited purpose checking" {
		t.Errorf("found %+v", found.Accounts)
	}
}

// TestPeopleAreDocumented holds docs/people.md to who there is.
func TestPeopleAreDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/people.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for row := range strings.Lines(string(text)) {
		if cells := strings.Split(row, "`"); strings.HasPrefix(row, "| `") && rows[cells[1]] == "" {
			rows[cells[1]] = row
		}
	}
	for _, p := range personas {
		l := personaLedger(t, world, "ins_109508", p.username, time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC))
		row := rows[p.username]
		words := []string{l.Books[0].Owners[0].Addresses[0].City}
		for _, e := range l.Employments {
			words = append(words, e.Employer.Name)
		}
		for _, owner := range l.Books[0].Owners {
			words = append(words, strings.Fields(owner.Names[0])[0])
		}
		if len(l.Books) > 1 && p.username != "user_limited_purpose_checking" {
			for _, book := range l.Books {
				words = append(words, book.Mask)
			}
		}
		for _, word := range words {
			if !strings.Contains(row, word) {
				t.Errorf("docs/people.md does not say of %s: %s", p.username, word)
			}
		}
	}
}
