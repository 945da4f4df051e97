package income

import (
	"toile"
	"toile/internal/bank"
)

// Stream is income that one payer pays into one account.
type Stream struct {
	Key         string // names the stream among those of its customer: the same as time passes and for whatever window
	Account     int    // bank account number
	Name        string // who pays, as a person would name them
	Description string // how the bank writes it most often
	Currency    string // where it is not the account's
	Category    toile.CreditBankIncomeCategory
	Frequency   toile.CreditBankIncomePayFrequency

	Transactions []bank.Transaction // the deposits, oldest first; at least one
}

// Sum adds the deposits up.
func (s Stream) Sum() (sum bank.Money) {
	for i := range s.Transactions {
		sum -= s.Transactions[i].Amount
	}
	return sum
}

// Employer gives who pays wages, for bank employment: ok says whether these are wages.
func (s Stream) Employer() (name string, ok bool) {
	return s.Name, s.Category == toile.CreditBankIncomeCategorySalary
}
