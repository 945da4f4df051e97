package item_test

import (
	"slices"
	"testing"

	"toile/internal/bank"
	"toile/internal/item"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	found := []bank.Account{
		{Number: 1, Name: "Checking", Type: "depository", Subtype: "checking", Mask: "0000"},
		{Number: 2, Name: "Checking", Type: "depository", Subtype: "checking", Mask: "0000"},
		{Number: 3, Name: "Card", Type: "credit", Subtype: "credit card", Mask: "3333"},
	}
	known := func(edit func(*bank.Account), places ...int) (list []item.Account) {
		for _, place := range places {
			account := found[place]
			edit(&account)
			list = append(list, item.Account{Account: account})
		}
		return list
	}
	for name, test := range map[string]struct {
		known []item.Account
		want  []int
	}{
		"as they are":          {known(func(*bank.Account) {}, 2, 1, 0), []int{2, 1, 0}},
		"without numbers":      {known(func(a *bank.Account) { a.Number = 0 }, 2, 0, 0), []int{2, 0, 1}},
		"more than there are":  {known(func(a *bank.Account) { a.Number = 9 }, 0, 0, 0), []int{0, 1, -1}},
		"renamed":              {known(func(a *bank.Account) { a.Name = "Other" }, 2), []int{2}},
		"with another's place": {known(func(a *bank.Account) { a.Number = 4 - a.Number }, 2, 0), []int{2, 0}},
		"with other digits":    {known(func(a *bank.Account) { a.Mask = "1" }, 2), []int{-1}},
		"the exact one first":  {append(known(func(a *bank.Account) { a.Number = 0 }, 0), known(func(*bank.Account) {}, 0)...), []int{1, 0}},
		"none":                 {nil, []int{}},
	} {
		if got := item.Match(test.known, found); !slices.Equal(got, test.want) {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
}
