package product

import (
	"fmt"
	"strings"

	"toile"
	"toile/internal/bank"
)

// Bounds of /sandbox/transactions/create (facts link 5.6); that of the description is ours.
const (
	maxCreated     = 10
	createdWithin  = 14 // days
	maxDescription = 200
)

// Created checks transactions that a caller makes up. They go to the Item's one depository account
// that such transactions are for: its first checking account, else its first other one.
func (s Source) Created(rows []toile.CustomSandboxTransaction) ([]bank.Created, error) {
	if !s.Ledger.Dynamic() {
		return nil, toile.ErrInvalidField("access_token must be of an Item of user_transactions_dynamic: only that user takes transactions")
	}
	if len(rows) < 1 || len(rows) > maxCreated {
		return nil, toile.ErrInvalidField(fmt.Sprintf("transactions must have 1 to %d rows", maxCreated))
	}
	account := 0
	for _, a := range s.Item.Accounts {
		if a.Type == "depository" && (account == 0 || a.Subtype == "checking") {
			if account = a.Number; a.Subtype == "checking" {
				break
			}
		}
	}
	if account == 0 {
		return nil, toile.ErrInvalidField("access_token: the Item shares no depository account that could take transactions")
	}
	book, _ := s.Ledger.Book(account)
	var created []bank.Created
	for i, row := range rows {
		c, err := createdOf(row, book, bank.DateOf(s.Now))
		if err != nil {
			return nil, toile.ErrInvalidField(fmt.Sprintf("transactions[%d].%v", i, err))
		}
		created = append(created, c)
	}
	return created, nil
}

// createdOf checks a row for an account. An error begins with the name of the field.
func createdOf(row toile.CustomSandboxTransaction, book bank.Book, today bank.Date) (c bank.Created, err error) {
	c = bank.Created{Account: book.Number, Description: row.Description}
	if c.Transacted, err = recent("date_transacted", row.DateTransacted, today); err != nil {
		return c, err
	}
	if c.Posted, err = recent("date_posted", row.DatePosted, today); err != nil {
		return c, err
	}
	if c.Posted < c.Transacted {
		return c, fmt.Errorf("date_posted must not lie before date_transacted")
	}
	if strings.TrimSpace(row.Description) == "" || len(row.Description) > maxDescription {
		return c, fmt.Errorf("description must be a non-empty string of at most %d bytes", maxDescription)
	}
	if row.ISOCurrencyCode != nil && *row.ISOCurrencyCode != book.Currency {
		return c, fmt.Errorf("iso_currency_code must be %s, the currency of the account", book.Currency)
	}
	if c.Amount, err = bank.ExactMoney(row.Amount); err != nil {
		return c, fmt.Errorf("amount %w", err)
	}
	return c, nil
}

func recent(field, text string, today bank.Date) (bank.Date, error) {
	d, err := bank.ParseDate(text)
	if err != nil {
		return 0, fmt.Errorf("%s: %v", field, err)
	}
	if d > today || d < today-createdWithin {
		return 0, fmt.Errorf("%s must be %s or a day of the %d before it", field, today, createdWithin)
	}
	return d, nil
}
