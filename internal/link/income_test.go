package link_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"toile/internal/link"
)

// offer leads a person to the income pane and gives what they are offered.
func offer(t *testing.T, username string, c link.Config) (*person, []link.Source) {
	t.Helper()
	p := open(t, c)
	p.do(link.SelectInstitution{InstitutionID: "ins_109508"}, link.SubmitCredentials{Username: username, Password: "pass_good"})
	p.do(link.SelectAccounts{AccountIDs: offeredAccounts(link.StateOf(p.session))})
	return p, link.StateOf(p.session).Offered
}

// chosen gives the keys that the last decision has.
func (p *person) chosen(kind link.Kind) []string {
	for _, e := range slices.Backward(p.session.Events) {
		if e.Kind == kind {
			return e.Chosen
		}
	}
	return nil
}

// TestOffersAreOfTheDaysAskedFor holds that a short look back offers the same sources, under the same
// keys and with the same pace, with the deposits of its days.
func TestOffersAreOfTheDaysAskedFor(t *testing.T) {
	t.Parallel()
	_, year := offer(t, "user_prism_1", link.Config{BankIncome: true})
	_, month := offer(t, "user_prism_1", link.Config{BankIncome: true, BankIncomeDays: 31})
	if len(year) < 3 || len(month) != len(year) {
		t.Fatalf("a year offers %+v, a month %+v", year, month)
	}
	for i, long := range year {
		short := month[i]
		if short.Count != 1 || long.Count != 12 || short.Sum >= long.Sum {
			t.Errorf("%s: %d deposits of %s in a month, %d of %s in a year", long.Name, short.Count, short.Sum, long.Count, long.Sum)
		}
		if short.Key != long.Key || short.Frequency != "MONTHLY" || long.Frequency != "MONTHLY" || short.AccountID != long.AccountID {
			t.Errorf("a month offers %+v, a year %+v", short, long)
		}
	}
}

// TestNamesAndKeys ticks an employer who pays into two accounts, by name and by key.
func TestNamesAndKeys(t *testing.T) {
	t.Parallel()
	const name = "Cashmere Capital"
	p, offered := offer(t, "user_credit_profile_excellent", link.Config{BankIncome: true})
	var keys []string
	for _, source := range offered {
		if source.Name == name {
			keys = append(keys, source.Key)
		}
	}
	if len(keys) != 2 || keys[0] == keys[1] {
		t.Fatalf("%s is offered under the keys %q", name, keys)
	}
	p.refused(link.DecideIncome{Sources: []string{name, keys[1]}}, "no income source on offer")
	p.refused(link.DecideIncome{Sources: []string{keys[1], keys[1]}}, "no income source on offer")
	p.refused(link.DecideIncome{Sources: []string{keys[0]}, None: true}, "choose at least one")
	p.do(link.DecideIncome{Sources: []string{keys[1]}})
	if got := p.chosen(link.IncomeDecided); !slices.Equal(got, keys[1:]) {
		t.Errorf("ticked %q, chosen %q", keys[1], got)
	}
	p, _ = offer(t, "user_credit_profile_excellent", link.Config{BankIncome: true})
	p.do(link.DecideIncome{Sources: []string{name}})
	if got := p.chosen(link.IncomeDecided); !slices.Equal(got, keys) {
		t.Errorf("ticked %q, chosen %q", name, got)
	}
}

// TestSeenAgain reads a session that another call began, which has forgotten what Link saw at the bank,
// and sees the same.
func TestSeenAgain(t *testing.T) {
	t.Parallel()
	p, offered := offer(t, "user_prism_1", link.Config{BankIncome: true})
	stored := link.Session{}
	if text, err := json.Marshal(p.session); err != nil || json.Unmarshal(text, &stored) != nil {
		t.Fatal(err)
	}
	before, after := p.session.IncomeSteps()[0], stored.IncomeSteps()[0]
	if len(offered) < 3 || len(before.Seen.Streams) != len(offered) || after.Seen != nil {
		t.Fatalf("%d are offered, %+v was seen, and %+v is stored", len(offered), before.Seen, after.Seen)
	}
	state := link.StateOf(stored)
	ledger, err := p.env.World.Ledger(state.Login, after.At, nil)
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{offered[2].Key, offered[0].Key}
	again := link.See(ledger, state.Item.Accounts, link.DefaultIncomeDays, after.At)
	if want, got := before.Seen.Chosen(keys), again.Chosen(keys); len(want) != 2 || !reflect.DeepEqual(want, got) {
		t.Errorf("seen again as %+v, want %+v", got, want)
	}
}

// TestInterestAlone holds that a little interest is income beside other income only.
func TestInterestAlone(t *testing.T) {
	t.Parallel()
	p, offered := offer(t, "user_good", link.Config{BankIncome: true})
	if len(offered) > 0 || !link.StateOf(p.session).Ended {
		t.Errorf("user_good is offered %+v", offered)
	}
	_, offered = offer(t, "user_credit_profile_good", link.Config{BankIncome: true})
	if !slices.ContainsFunc(offered, func(s link.Source) bool { return strings.Contains(s.Category, "INTEREST") }) {
		t.Errorf("gigs and interest are offered as %+v", offered)
	}
	config := `{"override_accounts":[{"type":"depository","subtype":"savings","transactions":[
		{"amount":-25,"date_posted":"2025-12-01","description":"Bank Interest"},{"amount":-25,"date_posted":"2025-11-01","description":"Bank Interest"}]}]}`
	p = open(t, link.Config{BankIncome: true, BankIncomeDays: 90})
	p.do(link.SelectInstitution{InstitutionID: "ins_109508"}, link.SubmitCredentials{Username: "user_custom", Password: config})
	p.do(link.SelectAccounts{AccountIDs: offeredAccounts(link.StateOf(p.session))})
	if offered := link.StateOf(p.session).Offered; len(offered) != 1 {
		t.Errorf("25 dollars of interest a month are offered as %+v", offered)
	}
}
