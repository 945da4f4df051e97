package product

import (
	"slices"

	"toile/internal/item"
)

// Known gives the state of what the Item shows now, to tell from next time.
func (s Source) Known() item.Known { return s.here(0, position{}).known() }

// then gives the Item as it was told, on the accounts that it still shares.
func (s Source) then(told item.Known) Source {
	if told.Config != s.config() {
		told.Accounts = 0 // of another configuration nothing is left to compare with
	}
	set := accountSet(told.Accounts)
	s.Now = told.At
	s.Item.Accounts = slices.DeleteFunc(slices.Clone(s.Item.Accounts), func(a item.Account) bool { return !set.has(a.Number) })
	return s
}

// later gives the Item as it is now, or as it was told where the clock was turned back since: what was told stays told.
func (s Source) later(told item.Known) Source {
	s.Now = s.here(0, positionOf(told)).at
	return s
}

// positionOf gives the position of a state that an Item keeps.
func positionOf(k item.Known) position {
	return position{at: k.At, changes: k.Changes, accounts: accountSet(k.Accounts), config: k.Config}
}

func (p position) known() item.Known {
	return item.Known{At: p.at, Changes: p.changes, Accounts: uint64(p.accounts), Config: p.config}
}
