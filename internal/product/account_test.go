package product_test

import (
	"slices"
	"testing"
	"time"

	"toile/internal/bank"
)

// TestJoin finds the books of accounts that a record tells in several ways.
func TestJoin(t *testing.T) {
	t.Parallel()
	books := []bank.Book{
		book(1, "depository", "checking", "0000", "Checking"), book(2, "depository", "savings", "1111", "Saving"),
		book(3, "depository", "savings", "1111", "Saving"), book(4, "credit", "credit card", "3333", "Card"),
	}
	like := func(n, number int) bank.Account {
		a := books[n-1].Account
		a.Number = number
		return a
	}
	renamed := like(4, 4)
	renamed.Name = "Old Card"
	closed := bank.Account{Number: 2, Name: "Closed", Type: "loan", Subtype: "auto", Mask: "7777"}
	for _, test := range []struct {
		name   string
		shared []bank.Account
		want   []int
	}{
		{"numbered", []bank.Account{like(1, 1), like(3, 3)}, []int{1, 3}},
		{"from before numbers", []bank.Account{like(1, 0), like(4, 0)}, []int{1, 4}},
		{"two that look the same", []bank.Account{like(2, 0), like(3, 0)}, []int{2, 3}},
		{"moved", []bank.Account{like(4, 1), like(1, 2)}, []int{4, 1}},
		{"renamed", []bank.Account{renamed}, []int{4}},
		{"closed", []bank.Account{closed, like(1, 1)}, []int{1}},
		{"beyond the books", []bank.Account{like(1, 900), like(2, -1)}, []int{1, 2}},
	} {
		s := source("ins_109508", test.shared, 0, books...)
		var got []int
		for _, a := range s.Item.Accounts {
			got = append(got, a.Number)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// TestNumbers shows each kind of number where the bank has it.
func TestNumbers(t *testing.T) {
	t.Parallel()
	american, canadian, british, none := book(1, "depository", "checking", "0000", "A"), book(2, "depository", "checking", "1111", "B"),
		book(3, "depository", "checking", "2222", "C"), book(4, "depository", "cd", "3333", "D")
	american.Numbers = bank.Numbers{Account: "111", Routing: "011401533"}
	canadian.Numbers = bank.Numbers{Account: "222", EFTInstitution: "021", EFTBranch: "01140"}
	british.Numbers = bank.Numbers{Account: "333", SortCode: "040004", IBAN: "GB33BUKB20201555555555", BIC: "BUKBGB22"}
	shared := []bank.Account{american.Account, canadian.Account, british.Account, none.Account}
	s := source("ins_127287", shared, 0, american, canadian, british, none)
	auth, err := s.Auth(nil)
	if err != nil || len(auth.Accounts) != 3 {
		t.Fatalf("numbers of %d accounts, %v", len(auth.Accounts), err)
	}
	n := auth.Numbers
	if len(n.ACH) != 1 || n.ACH[0].Account != "111" || n.ACH[0].WireRouting != nil || !*n.ACH[0].IsTokenizedAccountNumber {
		t.Errorf("ACH: %+v", n.ACH)
	}
	if len(n.Eft) != 1 || n.Eft[0].Branch != "01140" || len(n.Bacs) != 1 || n.Bacs[0].SortCode != "040004" || len(n.International) != 1 || n.International[0].BIC != "BUKBGB22" {
		t.Errorf("EFT %+v, BACS %+v, IBAN %+v", n.Eft, n.Bacs, n.International)
	}
	if _, err := s.Auth([]string{accountID(3)}); code(err) != "NO_AUTH_ACCOUNTS" {
		t.Errorf("numbers of an account without any: %v", err)
	}
}

// TestPersistentAccounts holds that an account is called the same in every Item of its owner.
func TestPersistentAccounts(t *testing.T) {
	t.Parallel()
	checking, card := book(1, "depository", "checking", "0000", "A"), book(2, "credit", "credit card", "1111", "B")
	shared := []bank.Account{checking.Account, card.Account}
	first, again := source("ins_56", shared, 0, checking, card), source("ins_56", shared, time.Hour, checking, card)
	again.Item.ID = "two"
	one, two := first.View(first.Item.Accounts), again.View(again.Item.Accounts)
	if one[0].PersistentAccountID == nil || len(*one[0].PersistentAccountID) != 56 || *one[0].PersistentAccountID != *two[0].PersistentAccountID {
		t.Errorf("a checking account is called %v and %v", one[0].PersistentAccountID, two[0].PersistentAccountID)
	}
	if one[1].PersistentAccountID != nil {
		t.Error("a card has a name of its own")
	}
	plain := source("ins_109508", shared, 0, checking, card)
	if plain.View(plain.Item.Accounts)[0].PersistentAccountID != nil {
		t.Error("an account elsewhere has a name of its own")
	}
}

// TestStaleBalances asks the one bank that tells new balances of deposits only (facts api 3.5).
func TestStaleBalances(t *testing.T) {
	t.Parallel()
	checking, card := book(1, "depository", "checking", "0000", "A"), book(2, "credit", "credit card", "1111", "B")
	s := source("ins_128026", []bank.Account{checking.Account, card.Account}, 30*time.Hour, checking, card)
	told := noon.Add(24 * time.Hour)
	if _, err := s.Balances(nil, nil); code(err) != "INVALID_FIELD" {
		t.Errorf("without an oldest instant: %v", err)
	}
	if _, err := s.Balances(nil, new(told.Add(time.Second))); code(err) != "LAST_UPDATED_DATETIME_OUT_OF_RANGE" {
		t.Errorf("newer than there is: %v", err)
	}
	got, err := s.Balances(nil, &told)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []time.Time{s.Now, told} {
		if at, _ := got.Accounts[n].Balances.LastUpdatedDatetime.Get(); !at.Time.Equal(want) {
			t.Errorf("account %d is of %v, want %v", n, at, want)
		}
	}
	if _, err := s.Balances([]string{accountID(0)}, nil); err != nil {
		t.Errorf("of deposits alone: %v", err)
	}
	elsewhere := source("ins_109508", []bank.Account{card.Account}, time.Hour, card)
	if plain, err := elsewhere.Balances(nil, nil); err != nil || plain.Accounts[0].Balances.LastUpdatedDatetime.Value != nil {
		t.Errorf("elsewhere: %+v, %v", plain, err)
	}
}

// TestCurrencies holds that exactly one of the two codes is null, and that what the bank does not
// say is null, too.
func TestCurrencies(t *testing.T) {
	t.Parallel()
	coins := book(1, "investment", "crypto exchange", "", "Coins")
	coins.Currency, coins.Unofficial, coins.Subtype = "DOGE", true, ""
	s := source("ins_109508", []bank.Account{coins.Account}, 0, coins)
	view := s.View(s.Item.Accounts)[0]
	b := view.Balances
	if b.ISOCurrencyCode != nil || b.UnofficialCurrencyCode == nil || *b.UnofficialCurrencyCode != "DOGE" || *b.Current != 100 || b.Available != nil || b.Limit != nil {
		t.Errorf("%+v", b)
	}
	yields := book(1, "depository", "savings", "1111", "B")
	yields.APY = new(0.1)
	s = source("ins_109508", []bank.Account{yields.Account}, 0, yields)
	if got, _ := s.View(s.Item.Accounts)[0].APY.Get(); got != 0.1 {
		t.Errorf("a savings account yields %v", got)
	}
	if view.Mask != nil || view.Subtype != nil || view.OfficialName != nil || view.HolderCategory.Value != nil {
		t.Errorf("%+v", view)
	}
}
