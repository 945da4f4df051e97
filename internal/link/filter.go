package link

import (
	"encoding/json"
	"slices"

	"toile/internal/bank"
)

// accountFilters is LinkTokenAccountFilters: for each account type that may be shared, its
// subtypes, or "all".
type accountFilters map[string]struct {
	AccountSubtypes []string `json:"account_subtypes"`
}

// accepts reports whether an account may be shared. Without filters all may; with filters
// only the types that they name.
func (c Config) accepts(account bank.Account) bool {
	var filters accountFilters
	if c.AccountFilters != nil && json.Unmarshal(c.AccountFilters, &filters) != nil {
		return false
	}
	if len(filters) == 0 {
		return true
	}
	filter, named := filters[account.Type]
	return named && (slices.Contains(filter.AccountSubtypes, "all") || slices.Contains(filter.AccountSubtypes, account.Subtype))
}
