package web

import (
	"slices"

	"toile/internal/item"
)

// Ticked reports whether the box of an account is ticked to begin with: in update mode those that the Item
// shares are, and all where the person asked for that. A choice that was refused stands as it was made.
func (p *Page) Ticked(accountID string) bool {
	if p.All {
		return true
	}
	if p.Sent != nil && p.Sent.Get("action") == "select_accounts" {
		return slices.Contains(p.Sent.Values["account"], accountID)
	}
	if p.Config.Update == nil {
		return false
	}
	for _, shared := range p.Config.Update.Accounts {
		if shared.ID == accountID {
			return true
		}
	}
	return false
}

// AccountKind says in words what kind of account it is. A subtype without words stands for itself.
func (p *Page) AccountKind(a item.Account) string {
	for _, key := range []string{"account." + a.Type + "." + a.Subtype, "account." + a.Subtype} {
		if said(key) {
			return p.T(key)
		}
	}
	return a.Subtype
}
