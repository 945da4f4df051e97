package bank

import (
	"encoding/json"
	"strconv"
)

// The models of what flows into an account each month.
const (
	modelIncome   = "monthly-income"
	modelBalance  = "monthly-balance-payment"
	modelInterest = "monthly-interest-only-payment"
)

// customInflow is the inflow model of an account.
type customInflow struct {
	Type         string
	Amount       Money // of monthly income
	PaymentDay   int   // of the month; lastDay for its last
	StatementDay int
	Name         string
}

// inflowNames are the names of inflows that have none.
var inflowNames = map[string]string{
	modelIncome: "DIRECT DEPOSIT", modelBalance: "PAYMENT - THANK YOU", modelInterest: "PAYMENT - THANK YOU",
}

// readCustomInflow reads an inflow model; nil where there is none.
func readCustomInflow(in object) *customInflow {
	m := customInflow{
		Type: in.word("type", "none", modelIncome, modelBalance, modelInterest), Name: in.text("transaction_name"),
		PaymentDay: readDayOfMonth(in, "payment_day_of_month", 1), StatementDay: readDayOfMonth(in, "statement_day_of_month", 1),
	}
	amount := in.price("income_amount")
	in.end()
	switch {
	case m.Type == "" && !in.blank():
		in.refuse("type", "is missing: an inflow model needs it")
	case m.Type == "" || m.Type == "none":
		return nil
	case m.Type == modelIncome && amount == nil:
		in.refuse("income_amount", "is missing: "+modelIncome+" needs it")
	case amount != nil:
		m.Amount = *amount
	}
	if m.Name == "" {
		m.Name = inflowNames[m.Type]
	}
	return &m
}

// readDayOfMonth reads a day of the month, which files write as a number or as a string.
func readDayOfMonth(in object, key string, otherwise int) int {
	value, there := in.member(key)
	if !there {
		return otherwise
	}
	text, written := value.(string)
	if number, ok := value.(json.Number); ok {
		text, written = number.String(), true
	}
	if text == "last" {
		return lastDay
	}
	day, err := strconv.Atoi(text)
	if !written || err != nil || day < 1 || day > 28 {
		in.refuse(key, "must be a whole number from 1 to 28, or last")
	}
	return day
}

// streams gives what the model brings to an account. Payments are for debts alone.
func (m *customInflow) streams(account int, book Book, l *customLiability) []stream {
	switch {
	case m == nil:
	case m.Type == modelIncome:
		return []stream{inflowIncome(account, m.Amount, m.PaymentDay, m.Name)}
	case !book.owes():
	case m.Type == modelBalance:
		return []stream{inflowBalance(account, m.StatementDay, m.PaymentDay, m.Name)}
	case m.Type == modelInterest:
		return inflowInterest(account, m.StatementDay, m.PaymentDay, l.rate(book.Type)/100, m.Name)
	}
	return nil
}
