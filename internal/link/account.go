package link

import (
	"slices"

	"toile/internal/bank"
	"toile/internal/item"
)

// accountIDs names the accounts that a login found. Those that the Item shares already keep their
// ids; a new one gets one that no other account of the Item has.
func (t *turn) accountIDs(itemID string, found []bank.Account) []string {
	ids, used := make([]string, len(found)), map[string]bool{}
	if update := t.token.Config.Update; update != nil {
		ids = update.accountIDs(found)
		for _, known := range update.Accounts {
			used[known.ID] = true
		}
	}
	for n := range found {
		for number := int64(n + 1); ids[n] == ""; number += int64(len(found)) {
			if accountID := t.env.IDs.Item("account", itemID, number); !used[accountID] {
				ids[n], used[accountID] = accountID, true
			}
		}
	}
	return ids
}

// anyOf reports whether a login found an account that the Item shares, where it shares any.
func (u *Update) anyOf(found []bank.Account) bool {
	return len(u.Accounts) == 0 || slices.ContainsFunc(u.accountIDs(found), func(accountID string) bool { return accountID != "" })
}

// accountIDs gives the ids that the Item has for accounts, "" for those that it does not share.
func (u *Update) accountIDs(found []bank.Account) []string {
	ids := make([]string, len(found))
	for i, place := range item.Match(u.Accounts, found) {
		if place >= 0 {
			ids[place] = u.Accounts[i].ID
		}
	}
	return ids
}
