package bank

// Account is one account behind a login, without an id: ids belong to Items.
type Account struct {
	Number       int    `json:"number,omitempty"` // counts from 1 behind the login
	Name         string `json:"name"`
	OfficialName string `json:"official_name,omitempty"`
	Type         string `json:"type"`
	Subtype      string `json:"subtype"`
	Mask         string `json:"mask"`
}

// takesTransfers reports whether money can be sent to an account by its numbers: to checking,
// savings and cash management accounts (spec, /auth/get).
func takesTransfers(a Account) bool {
	return a.Type == "depository" && (a.Subtype == "checking" || a.Subtype == "savings" || a.Subtype == "cash management")
}
