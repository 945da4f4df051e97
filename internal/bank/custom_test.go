package bank_test

import (
	"errors"
	"strings"
	"testing"

	"toile"
	"toile/internal/bank"
)

// mistake gives what is wrong with a configuration, to who asks what is behind it.
func mistake(text string) error {
	_, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: text}, customSince, nil)
	return err
}

// TestCustomMistakes says for each mistake in a configuration what the caller is told.
func TestCustomMistakes(t *testing.T) {
	t.Parallel()
	account := func(members string) string { return `{"override_accounts":[{},{` + members + `}]}` }
	row := func(members string) string { return account(`"transactions":[null,{` + members + `}]`) }
	for _, test := range []struct{ text, want string }{
		{"", "the password of user_custom must be a JSON object: line 1, column 1: unexpected end"},
		{"pass_good", "the password of user_custom must be a JSON object: line 1, column 1: invalid character 'p' looking for beginning of value"},
		{"{\n  \"é\": tru }", "the password of user_custom must be a JSON object: line 2, column 11: invalid character ' ' in literal true (expecting 'e')"},
		{`{"seed":"a"`, "the password of user_custom must be a JSON object: line 1, column 12: unexpected end"},
		{"{}\n {}", "the password of user_custom must be a JSON object: line 2, column 2: there is something after it"},
		{"[]", "the password of user_custom must be a JSON object: it is an array"},
		{`"{}"`, "the password of user_custom must be a JSON object: it is a string"},
		{"null", "the password of user_custom must be a JSON object: it is null"},
		{"{\"seed\":\"\xff\"}", "the password of user_custom must be UTF-8"},
		{strings.Repeat("[", 20000), "the password of user_custom must be a JSON object: line 1, column 10001: invalid character '[' exceeded max depth"},
		{`{"seed":"` + strings.Repeat("a", 128<<10) + `"}`, "the password of user_custom must be at most 131072 bytes of JSON"},
		{`{"colour":"red"}`, "colour is not a known field"},
		{`{"` + strings.Repeat("é", 50) + `":1}`, strings.Repeat("é", 32) + "… is not a known field"},
		{`{"version":3}`, "version must be one of 1, 2"},
		{`{"seed":1}`, "seed must be a string"},
		{`{"seed":"\u0000"}`, "seed must not contain a NUL character"},
		{`{"recaptcha":"fair"}`, "recaptcha must be one of good, bad"},
		{`{"force_error":"NOPE"}`, "force_error must be one of INSTITUTION_NOT_RESPONDING, INSTITUTION_NO_LONGER_SUPPORTED, INVALID_CREDENTIALS, " +
			"INVALID_MFA, ITEM_LOCKED, ITEM_LOGIN_REQUIRED, ITEM_NOT_SUPPORTED, INVALID_LINK_TOKEN, MFA_NOT_SUPPORTED, NO_ACCOUNTS, PLAID_ERROR, USER_INPUT_TIMEOUT, USER_SETUP_REQUIRED"},
		{`{"mfa":"device"}`, "mfa must be an object"},
		{`{"mfa":{"question_rounds":1}}`, "mfa.type is missing: it must be one of device, questions, selections"},
		{`{"mfa":{"type":"questions","question_rounds":10}}`, "mfa.question_rounds must be a whole number from 1 to 9"},
		{`{"mfa":{"type":"selections","selections_per_question":1}}`, "mfa.selections_per_question must be a whole number from 2 to 9"},
		{`{"override_accounts":{}}`, "override_accounts must be an array"},
		{`{"override_accounts":[1]}`, "override_accounts[0] must be an object"},
		{`{"override_accounts":[` + strings.Repeat("{},", 10) + `{}]}`, "override_accounts must have at most 10 accounts"},
		{`{"override_accounts":[{"transactions":[` + strings.Repeat(`{"amount":1,"date_posted":"2026-01-01"},`, 1000) +
			`{"amount":1,"date_posted":"2026-01-01"}]}]}`, "override_accounts must have at most 1000 transactions, holdings and documents in all"},
		{account(`"nickname":"x"`), "override_accounts[1].nickname is not a known field"},
		{account(`"type":"brokerage"`), "override_accounts[1].type must be one of depository, credit, loan, investment, payroll, other"},
		{account(`"subtype":"piggy bank"`), "override_accounts[1].subtype is no subtype of any account"},
		{account(`"type":"credit","subtype":"checking"`), "override_accounts[1].subtype must be one of credit card, charge card, commercial line of credit, paypal: it belongs to type credit"},
		{account(`"starting_balance":"1"`), "override_accounts[1].starting_balance must be a number"},
		{account(`"starting_balance":1e400`), "override_accounts[1].starting_balance must be a number from -1000000000 to 1000000000"},
		{account(`"starting_balance":1.0000001`), "override_accounts[1].starting_balance must have at most six decimals"},
		{account(`"force_available_balance":1,"has_null_available_balance":true`),
			"override_accounts[1].force_available_balance and has_null_available_balance cannot be set together"},
		{account(`"has_null_available_balance":1`), "override_accounts[1].has_null_available_balance must be true or false"},
		{account(`"currency":"dollar"`), "override_accounts[1].currency must be a currency code of three capital letters, such as USD"},
		{account(`"meta":{"limit":-1}`), "override_accounts[1].meta.limit must not be negative"},
		{account(`"meta":{"mask":"12345"}`), "override_accounts[1].meta.mask must be empty or 2 to 4 letters and digits"},
		{account(`"meta":{"mask":1234}`), "override_accounts[1].meta.mask must be a string"},
		{account(`"numbers":{"ach_routing":"12"}`), "override_accounts[1].numbers.ach_routing must be nine digits"},
		{account(`"numbers":{"account":"12\n34"}`), "override_accounts[1].numbers.account must be at most 34 letters and digits"},
		{account(`"numbers":{"eft_branch":"12"}`), "override_accounts[1].numbers.eft_institution is missing: eft_branch needs it"},
		{account(`"numbers":{"international_iban":"IE29"}`), "override_accounts[1].numbers.international_bic is missing: international_iban needs it"},
		{account(`"transactions":{}`), "override_accounts[1].transactions must be an array"},
		{row(`"amount":"5"`), "override_accounts[1].transactions[1].amount must be a number"},
		{row(`"description":"x"`), "override_accounts[1].transactions[1].amount is missing: a transaction needs it"},
		{row(`"amount":5`), "override_accounts[1].transactions[1].date_posted is missing: a transaction needs it, or date_transacted"},
		{row(`"amount":5,"date_posted":"2026-02-30"`), "override_accounts[1].transactions[1].date_posted must be a date of the form YYYY-MM-DD"},
		{row(`"amount":5,"date_transacted":20260230`), "override_accounts[1].transactions[1].date_transacted must be a string"},
		{row(`"amount":5,"date_posted":"2026-02-03","currency":"usd"`),
			"override_accounts[1].transactions[1].currency must be a currency code of three capital letters, such as USD"},
		{row(`"amount":5,"date_posted":"2026-02-03","pending":true`), "override_accounts[1].transactions[1].pending is not a known field"},
		{account(`"identity":{"names":"Ann"}`), "override_accounts[1].identity.names must be an array"},
		{account(`"identity":{"names":["Ann",7]}`), "override_accounts[1].identity.names[1] must be a string"},
		{account(`"identity":{"emails":[{"type":"home","data":"a@b.c"}]}`), "override_accounts[1].identity.emails[0].type must be one of primary, secondary, other"},
		{account(`"identity":{"phone_numbers":[{"primary":true}]}`), "override_accounts[1].identity.phone_numbers[0].data is missing"},
		{account(`"identity":{"addresses":[{"data":{"planet":"Earth"}}]}`), "override_accounts[1].identity.addresses[0].data.planet is not a known field"},
		{account(`"liability":{"type":"mortgage"}`), "override_accounts[1].liability.type must be one of credit, student"},
		{account(`"liability":{"purchase_apr":-1}`), "override_accounts[1].liability.purchase_apr must not be negative"},
		{account(`"liability":{"loan_status":{"type":"gone"}}`), "override_accounts[1].liability.loan_status.type must be one of cancelled, charged off, claim, " +
			"consolidated, deferment, delinquent, discharged, extension, forbearance, in grace, in military, in school, not fully disbursed, other, paid in full, " +
			"refunded, repayment, transferred, pending idr"},
		{account(`"liability":{"repayment_model":{"repayment_months":1.5}}`), "override_accounts[1].liability.repayment_model.repayment_months must be a whole number from 0 to 1200"},
		{account(`"inflow_model":{"type":"weekly"}`), "override_accounts[1].inflow_model.type must be one of none, monthly-income, monthly-balance-payment, monthly-interest-only-payment"},
		{account(`"inflow_model":{"type":"monthly-income"}`), "override_accounts[1].inflow_model.income_amount is missing: monthly-income needs it"},
		{account(`"inflow_model":{"type":"monthly-income","income_amount":-5}`), "override_accounts[1].inflow_model.income_amount must not be negative"},
		{account(`"inflow_model":{"income_amount":5}`), "override_accounts[1].inflow_model.type is missing: an inflow model needs it"},
		{account(`"inflow_model":{"type":"none","payment_day_of_month":29}`), "override_accounts[1].inflow_model.payment_day_of_month must be a whole number from 1 to 28, or last"},
		{account(`"inflow_model":{"type":"none","statement_day_of_month":"first"}`), "override_accounts[1].inflow_model.statement_day_of_month must be a whole number from 1 to 28, or last"},
		{account(`"holdings":7`), "override_accounts[1].holdings must be an array"},
		{account(`"holdings":[{"quantity":"1"}]`), "override_accounts[1].holdings[0].quantity must be a number"},
		{account(`"holdings":{"security":{"ticker":"A"}}`), "override_accounts[1].holdings.security.ticker is not a known field"},
		{account(`"investment_transactions":[{"name":"x"}]`), "override_accounts[1].investment_transactions[0].date is missing: an investment transaction needs it"},
		{account(`"investment_transactions":[{"date":"2026-01-01","type":"gift"}]`), "override_accounts[1].investment_transactions[0].type must be one of buy, sell, cash, fee, transfer"},
		{account(`"income":{"paystubs":[{"earnings":{"breakdown":[{"canonical_description":"LOOT"}]}}]}`),
			"override_accounts[1].income.paystubs[0].earnings.breakdown[0].canonical_description must be one of BONUS, COMMISSION, OVERTIME, PAID_TIME_OFF, REGULAR_PAY, " +
				"VACATION, BASIC_ALLOWANCE_HOUSING, BASIC_ALLOWANCE_SUBSISTENCE, OTHER, ALLOWANCE, BEREAVEMENT, HOLIDAY_PAY, JURY_DUTY, LEAVE, LONG_TERM_DISABILITY_PAY, " +
				"MILITARY_PAY, PER_DIEM, REFERRAL_BONUS, REIMBURSEMENTS, RETENTION_BONUS, RETROACTIVE_PAY, SEVERANCE_PAY, SHIFT_DIFFERENTIAL, SHORT_TERM_DISABILITY_PAY, " +
				"SICK_PAY, SIGNING_BONUS"},
		{account(`"income":{"paystubs":[{"pay_period_details":{"pay_frequency":"DAILY"}}]}`),
			"override_accounts[1].income.paystubs[0].pay_period_details.pay_frequency must be one of PAY_FREQUENCY_UNKNOWN, PAY_FREQUENCY_WEEKLY, " +
				"PAY_FREQUENCY_BIWEEKLY, PAY_FREQUENCY_SEMIMONTHLY, PAY_FREQUENCY_MONTHLY"},
		{account(`"income":{"w2s":[{"tax_year":[]}]}`), "override_accounts[1].income.w2s[0].tax_year must be a string"},
		{account(`"income":{"w2s":[{"tax_year":"abc"}]}`), "override_accounts[1].income.w2s[0].tax_year must be a year of four digits"},
		{account(`"income":{"w2s":[{"tax_year":20.5}]}`), "override_accounts[1].income.w2s[0].tax_year must be a year of four digits"},
		{account(`"income":{"w2s":[{"wages_tips_other_comp":"abc"}]}`),
			"override_accounts[1].income.w2s[0].wages_tips_other_comp must be an amount that is not negative, such as 1234.56"},
		{account(`"income":{"w2s":[{"wages_tips_other_comp":-5}]}`),
			"override_accounts[1].income.w2s[0].wages_tips_other_comp must be an amount that is not negative, such as 1234.56"},
		{account(`"income":{"w2s":[{},{"box_12":[{"amount":true}]}]}`),
			"override_accounts[1].income.w2s[1].box_12[0].amount must be an amount that is not negative, such as 1234.56"},
		{account(`"income":{"w2s":[{"state_and_local_wages":[{"local_income_tax":"-1"}]}]}`),
			"override_accounts[1].income.w2s[0].state_and_local_wages[0].local_income_tax must be an amount that is not negative, such as 1234.56"},
		{account(`"income":{"paystubs":[{"pay_period_details":{"start_date":"2026-02-02","end_date":"2026-02-01"}}]}`),
			"override_accounts[1].income.paystubs[0].pay_period_details.start_date must not lie after end_date"},
		{account(`"income":{"paystubs":[{"earnings":{"breakdown":[{"hours":-1}]}}]}`),
			"override_accounts[1].income.paystubs[0].earnings.breakdown[0].hours must not be negative"},
		{account(`"income":{"paystubs":[{"earnings":{"total":{"hours":-1}}}]}`), "override_accounts[1].income.paystubs[0].earnings.total.hours must not be negative"},
		{account(`"income":{"paystubs":[{"income_breakdown":[{"hours":-0.5}]}]}`),
			"override_accounts[1].income.paystubs[0].income_breakdown[0].hours must not be negative"},
		{account(`"identity":{"names":["Ann",""]}`), "override_accounts[1].identity.names[1] must not be empty"},
		{account(`"identity":{"names":[" "]}`), "override_accounts[1].identity.names[0] must not be empty"},
		{account(`"income":{"w2s":[{"box_12":[{"letter":"A"}]}]}`), "override_accounts[1].income.w2s[0].box_12[0].letter is not a known field"},
	} {
		err := mistake(test.text)
		var told *toile.Error
		if !errors.As(err, &told) || told.ErrorCode != "INVALID_FIELD" || told.ErrorType != toile.ErrorTypeInvalidRequest {
			t.Errorf("%.200s\ngot %v, want INVALID_FIELD", test.text, err)
		} else if told.ErrorMessage != test.want {
			t.Errorf("%.200s\ngot  %s\nwant %s", test.text, told.ErrorMessage, test.want)
		}
	}
}

// TestCustomTaken holds that what real files write is taken, also where the spec writes it otherwise.
func TestCustomTaken(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{}`, ` {"override_accounts":null} `, `{"version":2}`, `{"version":"1"}`, `{"override_accounts":[]}`, `{"seed":"a","seed":"b"}`,
		`{"override_accounts":[{"type":null,"meta":{"mask":""},"transactions":[{"amount":null}],"liability":{"type":null}}]}`,
		`{"override_accounts":[{"inflow_model":{"type":"monthly-income","income_amount":1,"payment_day_of_month":"last"}}]}`,
		`{"override_accounts":[{"inflow_model":{"type":"monthly-balance-payment","payment_day_of_month":"28","statement_day_of_month":1}}]}`,
		`{"override_accounts":[{"holdings":{"quantity":0.123456789,"currency":"USDC","security":{"sedol":"x"}}}]}`,
		`{"override_accounts":[{"income":{"w2s":[{"tax_year":"","wages_tips_other_comp":"$12,345.60","nonqualified_plans":"","social_security_tips":1e3}]}}]}`,
		`{"override_accounts":[{"income":{"paystubs":[{"pay_period_details":{"start_date":"2026-02-01","end_date":"2026-02-01"}}]}}]}`,
		`{"override_accounts":[{"income":{"paystubs":[{"pay_period_details":{"start_date":"2026-02-01"}}]}}]}`,
		`{"override_accounts":[{"income":{"w2s":[{"tax_year":2023,"statutory_employee":true,"other":"x","box_12":[{"code":"AA","amount":200}]}]}}]}`,
		`{"override_accounts":[{"income":{"paystubs":[{"earnings":{"breakdown":[{"canonical_description":"REGULAR_PAY"}]},"pay_period_details":{"pay_day":"2026-01-01"}}]}}]}`,
		`{"override_accounts":[{"liability":{"pslf_status":{"payments_made":3},"repayment_plan_type":"interest only"}}]}`,
		`{"override_accounts":[{"liability":{"type":"student","servicer_address":{"street":"1 Main Street","city":"Malakoff"}}}]}`,
		`{"override_accounts":[{"identity":{"addresses":[{"data":{"state":"NY","zip":"10003"}}]}}]}`,
		`{"override_accounts":[{"holder_category":"business"}]}`,
		`{"override_accounts":[{"starting_balance":987654321.12}]}`,
	} {
		if err := mistake(text); err != nil {
			t.Errorf("%s\n%v", text, err)
		}
	}
}
