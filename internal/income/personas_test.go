package income_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"toile/internal/bank"
)

// personaIncome is what the personas live on (facts link 5.3, docs/people.md): account, payer, category, frequency,
// and the descriptions of its deposits. What else comes in is none.
var personaIncome = map[string][]string{
	"user_good": {"2 Bank Interest BANK_INTEREST MONTHLY: INTRST PYMNT"},
	"user_transactions_dynamic": {
		"1 Gusto SALARY SEMI_MONTHLY: ACH Electronic CreditGUSTO PAY 123456",
		"2 Bank Interest BANK_INTEREST MONTHLY: INTRST PYMNT",
	},
	"user_bank_income": {
		"1 Gingham Rides GIG_ECONOMY WEEKLY: GINGHAM RIDES DRIVER PAYOUT",
		"1 Houndstooth Pension Fund RETIREMENT MONTHLY: HOUNDSTOOTH PENSION FUND PPD ID: 9003100411",
		"1 Platypus Manufacturing SALARY BIWEEKLY: PLATYPUS MANUFACTURING PAYROLL PPD ID: 9004120001",
		"1 State Unemployment Office UNEMPLOYMENT WEEKLY: STATE UNEMPLOYMENT OFFICE PPD ID: 9003100410",
		"1 Tartan Apartments RENTAL MONTHLY: TARTAN APARTMENTS RENTAL INCOME",
		interest,
	},
	"user_credit_bonus": {
		"1 Argyle Consulting SALARY SEMI_MONTHLY: ARGYLE CONSULTING PAYROLL PPD ID: 9004120003 + ARGYLE CONSULTING DES:BONUS ID:9004120003 PPD",
		"1 Herringbone Outfitters SALARY BIWEEKLY: HERRINGBONE OUTFITTERS DIRECT DEP PPD ID: 9004120002",
		interest,
	},
	"user_credit_joint_account": {
		"1 Paisley School District SALARY SEMI_MONTHLY: PAISLEY SCHOOL DISTRICT PAYROLL PPD ID: 9004120004",
		"1 Seersucker Hospital SALARY BIWEEKLY: SEERSUCKER HOSPITAL PAYROLL PPD ID: 9004120005",
		interest,
	},
	"user_credit_profile_poor": {},
	"user_credit_profile_good": {
		"1 Corduroy Deliveries GIG_ECONOMY WEEKLY: CORDUROY DELIVERIES COURIER PAY",
		"1 Gingham Rides GIG_ECONOMY WEEKLY: GINGHAM RIDES DRIVER PAYOUT",
		interest,
	},
	"user_credit_profile_excellent": {
		"1 Cashmere Capital SALARY SEMI_MONTHLY: CASHMERE CAPITAL PAYROLL PPD ID: 9004120006",
		"1 Tartan Apartments RENTAL MONTHLY: TARTAN APARTMENTS RENTAL INCOME",
		"2 Cashmere Capital SALARY SEMI_MONTHLY: CASHMERE CAPITAL PAYROLL PPD ID: 9004120006",
		interest,
	},
	"user_ewa_user": {"1 Gabardine Logistics SALARY WEEKLY: GABARDINE LOGISTICS PAYROLL PPD ID: 9004120011", interest},
	"user_yuppie":   {"1 Twill Robotics SALARY SEMI_MONTHLY: TWILL ROBOTICS PAYROLL PPD ID: 9004120012", interest},
	"user_small_business": {
		"1 Hopsack Payments OTHER DAILY: HOPSACK PAYMENTS DES:PAYOUT ID:4417 CCD",
		"1 Madras Marketplace OTHER WEEKLY: MADRAS MARKETPLACE DES:PAYOUT ID:8862 CCD",
		interest,
	},
	"user_limited_purpose_checking": {},
	"user_prism_1": {
		"1 Houndstooth Pension Fund RETIREMENT MONTHLY: HOUNDSTOOTH PENSION FUND PPD ID: 9003100411",
		"1 Social Security Administration RETIREMENT MONTHLY: SSA TREAS 310 XXSOC SEC PPD",
		interest,
	},
	"user_prism_2": {
		"1 Department of Veterans Affairs MILITARY MONTHLY: VACP TREAS 310 XXVA BENEF PPD",
		"1 Pinstripe Security SALARY BIWEEKLY: PINSTRIPE SECURITY PAYROLL PPD ID: 9004120021",
		interest,
	},
	"user_prism_3": {
		"1 DoorDash GIG_ECONOMY WEEKLY: DOORDASH, INC. DASHER PAY",
		"1 Lyft GIG_ECONOMY WEEKLY: LYFT INC DRIVER PAYOUT",
		"1 Uber GIG_ECONOMY WEEKLY: UBER TECHNOLOGIES EDI PAYMNT",
		interest,
	},
	"user_prism_4": {
		"1 Chambray Bakehouse SALARY WEEKLY: CHAMBRAY BAKEHOUSE PAYROLL PPD ID: 9004120022",
		"1 State Child Support CHILD_SUPPORT MONTHLY: STATE CHILD SUPPORT PPD ID: 9003100412",
		"1 Zelle from Marguerite Batiste TRANSFER_FROM_APPLICATION MONTHLY: ZELLE FROM MARGUERITE BATISTE",
		interest,
	},
	"user_prism_5": {
		"1 Ohio Unemployment Office UNEMPLOYMENT BIWEEKLY: OHIO UNEMPLOYMENT OFFICE PPD ID: 9003100413",
		"1 Social Security Administration LONG_TERM_DISABILITY MONTHLY: SSDI TREAS 310 XXSOC SEC PPD",
		interest,
	},
	"user_prism_6": {
		"1 Crewel University SALARY SEMI_MONTHLY: CREWEL UNIVERSITY PAYROLL PPD ID: 9004120023",
		"1 Venmo TRANSFER_FROM_APPLICATION MONTHLY: VENMO CASHOUT PPD",
		interest,
	},
	"user_prism_7": {
		"1 ATM Cash Deposit CASH_DEPOSIT UNKNOWN: ATM CASH DEPOSIT 001932",
		"1 Internal Revenue Service TAX_REFUND UNKNOWN: IRS TREAS 310 TAX REF PPD",
		"1 PayPal TRANSFER_FROM_APPLICATION WEEKLY: PAYPAL TRANSFER PPD",
		interest,
	},
	"user_prism_8": {
		"1 Airbnb RENTAL BIWEEKLY: AIRBNB PAYMENTS PPD",
		"1 Merino Software SALARY MONTHLY: MERINO SOFTWARE PAYROLL PPD ID: 9004120024",
		interest,
	},
}

const interest = "2 Bank Interest BANK_INTEREST MONTHLY: INTEREST PAYMENT"

// TestPersonas holds that the income of each persona is found as the persona is meant, every deposit of it
// and nothing else, on several days.
func TestPersonas(t *testing.T) {
	t.Parallel()
	for username, want := range personaIncome {
		for back := range bank.Date(3) {
			at := today - back*101
			ledger, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: username, Password: "pass_good"}, at.Time().Add(hoursOfDay), nil)
			if err != nil {
				t.Fatal(username, err)
			}
			checkPersona(t, username, ledger, at, want)
		}
	}
}

func checkPersona(t *testing.T, username string, ledger *bank.Ledger, at bank.Date, want []string) {
	t.Helper()
	all := ledger.Transactions(0, at, ledger.Since)
	var expected, got []string
	for _, line := range want {
		said, descriptions, _ := strings.Cut(line, ": ")
		count := 0
		for _, row := range all {
			if row.Date >= at-365 && row.Amount < 0 && !row.Pending && fmt.Sprint(row.Account) == said[:1] && slices.Contains(strings.Split(descriptions, " + "), row.Description) {
				count++
			}
		}
		expected = append(expected, fmt.Sprint(said, " ", count))
	}
	for _, s := range find(ledger, all, at) {
		got = append(got, fmt.Sprint(s.Account, " ", s.Name, " ", s.Category, " ", s.Frequency, " ", len(s.Transactions)))
	}
	if got, want := lines(strings.Join(got, "\n")), lines(strings.Join(expected, "\n")); got != want {
		t.Errorf("%s on %s: found\n%s\nwant\n%s", username, at, got, want)
	}
}
