package link_test

import (
	"slices"
	"testing"

	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/link"
)

// shares gives accounts of user_good as an Item has them, by their numbers. A record that is old
// has none of these; one that moved has others.
func shares(edit func(*bank.Account), numbers ...int) (list []item.Account) {
	found := bank.New("limits").Login(bank.Login{InstitutionID: "ins_109508", Username: "user_good", Password: "pass_good"}, nil).Found
	for n, number := range numbers {
		account := found.Accounts[number-1]
		edit(&account)
		list = append(list, item.Account{ID: id.New("known").Item("account", "one", int64(n)), Account: account})
	}
	return list
}

// TestAccountsKeepTheirIDs shares all accounts again in update mode: those that the Item has keep
// their ids, and no two have the same.
func TestAccountsKeepTheirIDs(t *testing.T) {
	t.Parallel()
	ids := id.New("limits")
	for name, known := range map[string][]item.Account{
		"as they are":         shares(func(*bank.Account) {}, 2, 4),
		"from before numbers": shares(func(a *bank.Account) { a.Number = 0 }, 2, 4),
		"moved":               shares(func(a *bank.Account) { a.Number = 15 - a.Number }, 2, 4, 11),
		"with ids of others": {
			{ID: ids.Item("account", "one", 1), Account: shares(func(*bank.Account) {}, 4)[0].Account},
			{ID: ids.Item("account", "one", 15), Account: shares(func(*bank.Account) {}, 2)[0].Account},
		},
	} {
		p := open(t, link.Config{Update: &link.Update{
			ItemID: "one", InstitutionID: "ins_109508", Username: "user_good", Accounts: known, AccountSelection: true,
		}})
		p.do(link.SubmitCredentials{Username: "user_good", Password: "pass_good"})
		offered := link.StateOf(p.session).Item.Accounts
		if len(offered) != 14 {
			t.Errorf("%s: %d accounts are on offer", name, len(offered))
		}
		seen := map[string]bool{}
		for _, account := range offered {
			if seen[account.ID] {
				t.Errorf("%s: two accounts are called %s", name, account.ID)
			}
			seen[account.ID] = true
			at := slices.IndexFunc(known, func(k item.Account) bool { return k.Mask == account.Mask })
			if at >= 0 && known[at].ID != account.ID {
				t.Errorf("%s: %s was called %s and is called %s", name, account.Mask, known[at].ID, account.ID)
			}
		}
	}
}
