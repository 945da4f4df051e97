package bank

// customTransaction is a transaction of a configuration.
type customTransaction struct {
	Transacted, Posted Date
	Amount             Money
	Description        string
	Currency           string // empty: the account's
}

// unnamed is the description of a transaction that has none.
const unnamed = "Transaction"

// readCustomTransactions reads the transactions of an account. Nil means that none are said, and an
// empty list that there are none.
func readCustomTransactions(in object) []customTransaction {
	list := []customTransaction{}
	in.each("transactions", func(in object) {
		if t, said := readCustomTransaction(in); said {
			list = append(list, t)
		}
	})
	value, _ := in.member("transactions")
	if rows, given := value.([]any); !given || len(rows) > 0 && len(list) == 0 {
		return nil
	}
	return list
}

func readCustomTransaction(in object) (t customTransaction, said bool) {
	amount, transacted, posted := in.money("amount"), in.date("date_transacted"), in.date("date_posted")
	t.Description, t.Currency = in.text("description"), in.currency("currency")
	in.end()
	if in.blank() {
		return t, false
	}
	switch {
	case amount == nil:
		in.refuse("amount", "is missing: a transaction needs it")
		return t, true
	case transacted == nil && posted == nil:
		in.refuse("date_posted", "is missing: a transaction needs it, or date_transacted")
		return t, true
	case transacted == nil:
		transacted = posted
	case posted == nil:
		posted = transacted
	}
	t.Amount, t.Transacted, t.Posted = *amount, *transacted, *posted
	if t.Description == "" {
		t.Description = unnamed
	}
	return t, true
}
