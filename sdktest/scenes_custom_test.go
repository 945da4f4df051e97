package sdktest

import "time"

// sceneCustom reads a custom user who has what the usual login has not.
func sceneCustom(c *caller) {
	access := c.open(platypus, configured(checking, coins, broker, card, studentLoan),
		"auth", "identity", "transactions", "investments", "investments_auth", "liabilities")
	c.advance(2 * minute)
	c.readAll(access, []string{"auth", "identity", "transactions", "investments", "investments_auth", "liabilities"})
}

func transaction(day string, amount float64, description, currency string) object {
	return object{"date_transacted": day, "date_posted": day, "amount": amount, "description": description, "currency": currency}
}

// checking has the numbers of every country, and transactions whose descriptions tell all that one can.
var checking = object{
	"type": "depository", "subtype": "checking", "starting_balance": 100.5, "meta": object{"limit": 500},
	"numbers": object{
		"account": "1111222233330000", "ach_routing": "011401533", "ach_wire_routing": "021000021",
		"eft_institution": "021", "eft_branch": "01140", "international_bic": "BOFIIE2D", "international_iban": "IE29AIBK93115212345678",
		"bacs_sort_code": "601613",
	},
	"transactions": list{
		transaction("2026-05-01", 12.5, "Check 2011", "USD"),
		transaction("2026-05-02", 4.33, "STARBUCKS STORE 3322 100 PINE ST SEATTLE WA", "USD"),
		transaction("2026-05-02", -900, "ACH TRANSFER FROM ACME CORP PPD ID: 1234567890 REF# 998877 MEMO: RENT", "USD"),
		transaction("2026-05-02", -901, "WIRE TRANSFER B/O: ACME CORP REF# 998878", "USD"),
		transaction("2026-05-03", 25, "ACH TRANSFER TO JANE DOE", "USD"),
		transaction("2026-05-03", 26, "VENMO PAYMENT", "USD"),
	},
}

// coins is an account in a currency that no state issues, with what recurs.
var coins = object{
	"type": "depository", "subtype": "savings", "starting_balance": 3, "currency": "XBT",
	"numbers": object{"account": "1111222233331111", "ach_routing": "011401533"},
	"transactions": func() (all list) {
		for month := range 6 {
			day := time.Date(2025, time.November+time.Month(month), 3, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			all = append(all, transaction(day, 0.5, "Netflix", "XBT"), transaction(day, -0.75, "Mining Pool Payout", "XBT"))
		}
		return all
	}(),
}

// broker holds two securities, one of them in that currency.
var broker = func() object {
	var holdings, moves list
	for _, security := range []object{
		{"isin": "US0378331005", "cusip": "037833100", "sedol": "2046251", "name": "Apple Inc.", "ticker_symbol": "AAPL", "currency": "USD"},
		{"name": "Coin Trust", "ticker_symbol": "COINS", "currency": "XBT"},
	} {
		common := object{"quantity": 3, "currency": security["currency"], "security": security}
		holdings = append(holdings, merged(common, object{"institution_price": 200.5, "institution_price_as_of": "2026-05-01", "cost_basis": 150}))
		moves = append(moves, merged(common, object{"date": "2026-04-30", "name": "Buy", "price": 150, "fees": 1.5, "type": "buy"}))
	}
	return object{"type": "investment", "subtype": "brokerage", "starting_balance": 5000, "currency": "XBT", "holdings": holdings, "investment_transactions": moves}
}()

var card = object{
	"type": "credit", "subtype": "credit card", "starting_balance": 400, "meta": object{"limit": 2000}, "liability": object{
		"type": "credit", "purchase_apr": 16.99, "cash_apr": 24.99, "balance_transfer_apr": 18.99, "special_apr": 1, "last_payment_amount": 250,
		"minimum_payment_amount": 35, "is_overdue": true,
	},
}

var studentLoan = object{
	"type": "loan", "subtype": "student", "starting_balance": 45000, "liability": object{
		"type": "student", "origination_date": "2020-01-01", "principal": 50000, "nominal_apr": 4.5,
		"interest_capitalization_grace_period_months": 6, "minimum_payment_amount": 300,
		"repayment_model":      object{"type": "standard", "non_repayment_months": 6, "repayment_months": 120},
		"expected_payoff_date": "2031-01-01", "guarantor": "Department of Education", "is_federal": true, "loan_name": "Consolidation",
		"loan_status": object{"end_date": "2031-01-01", "type": "repayment"}, "payment_reference_number": "4277075694",
		"repayment_plan_description": "Standard", "repayment_plan_type": "standard", "sequence_number": "1",
		"servicer_address": object{"data": object{"street": "1 Main Street", "city": "Malakoff", "region": "NY", "postal_code": "14236", "country": "US"}},
		"pslf_status":      object{"estimated_eligibility_date": "2030-01-01", "payments_made": 20, "payments_remaining": 100},
	},
}
