package item

import (
	"cmp"
	"slices"
	"time"

	"toile"
)

// depositsTake is how long a deposit of a few cents takes to verify an account (facts link 5.4).
const depositsTake = 24 * time.Hour

// authMethod says how the account numbers of the Item came in; null while it has none.
func (i Item) authMethod() toile.Optional[toile.ItemAuthMethod] {
	if !slices.Contains(i.billed(), "auth") {
		return toile.Null[toile.ItemAuthMethod]()
	}
	return toile.Some(toile.ItemAuthMethod(cmp.Or(i.AuthMethod, "INSTANT_AUTH")))
}

// Verifying is the state of account numbers of which nothing is known yet.
const Verifying = "pending_automatic_verification"

// Verification says how far deposits have verified the account numbers of the Item; empty where
// none are needed.
func (i Item) Verification(now time.Time) string {
	switch {
	case !slices.Contains(i.Products, "auth"):
		return ""
	case i.AuthMethod == "INSTANT_MICRODEPOSITS":
		return "manually_verified"
	case i.AuthMethod != "AUTOMATED_MICRODEPOSITS":
		return ""
	case now.Before(i.CreatedAt.Add(depositsTake)):
		return Verifying
	}
	return "automatically_verified"
}
