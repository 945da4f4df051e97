package item

import (
	"strings"

	"toile"
)

// scopes lists the kinds of data that each product shows. Which they are is ours, read off what
// the products answer: the API's own table is not in the specification.
var scopes = map[string]string{
	"assets":                 "account_balance_info contact_info transactions",
	"auth":                   "account_balance_info account_routing_number",
	"balance":                "account_balance_info",
	"balance_plus":           "account_balance_info risk_info",
	"cra_base_report":        "account_balance_info contact_info transactions",
	"cra_cashflow_insights":  "account_balance_info transactions",
	"cra_income_insights":    "account_balance_info contact_info transactions",
	"cra_lend_score":         "account_balance_info transactions risk_info",
	"cra_monitoring":         "account_balance_info transactions",
	"cra_network_insights":   "network_insights_lite",
	"cra_partner_insights":   "account_balance_info transactions",
	"employment":             "payroll_info income_verification_employment_info",
	"identity":               "account_balance_info contact_info",
	"identity_match":         "account_balance_info contact_info",
	"income":                 "payroll_info",
	"income_verification":    "account_balance_info contact_info transactions",
	"investments":            "account_balance_info investments",
	"investments_auth":       "account_balance_info account_routing_number contact_info investments",
	"liabilities":            "account_balance_info credit_loan_info",
	"processor_identity":     "contact_info",
	"processor_payments":     "account_balance_info account_routing_number",
	"recurring_transactions": "account_balance_info transactions",
	"signal":                 "account_balance_info account_routing_number risk_info",
	"statements":             "bank_statements",
	"transactions":           "account_balance_info transactions",
	"transactions_refresh":   "account_balance_info transactions",
	"transfer":               "account_balance_info account_routing_number contact_info",
}

// everyScope is the order in which they are shown.
var everyScope = []toile.ItemConsentedDataScope{
	toile.ItemConsentedDataScopeAccountBalanceInfo, toile.ItemConsentedDataScopeContactInfo,
	toile.ItemConsentedDataScopeAccountRoutingNumber, toile.ItemConsentedDataScopeTransactions,
	toile.ItemConsentedDataScopeCreditLoanInfo, toile.ItemConsentedDataScopeInvestments,
	toile.ItemConsentedDataScopePayrollInfo, toile.ItemConsentedDataScopeIncomeVerificationPaystubsInfo,
	toile.ItemConsentedDataScopeIncomeVerificationW2sInfo, toile.ItemConsentedDataScopeIncomeVerificationBankStatements,
	toile.ItemConsentedDataScopeIncomeVerificationEmploymentInfo, toile.ItemConsentedDataScopeBankStatements,
	toile.ItemConsentedDataScopeRiskInfo, toile.ItemConsentedDataScopeNetworkInsightsLite,
}

// scopesOnPaper is what income shows where it does not come from a bank.
const scopesOnPaper = "payroll_info income_verification_paystubs_info income_verification_w2s_info income_verification_bank_statements"

// scopes lists the kinds of data that a product of this Item shows.
func (i Item) scopes(product string) []string {
	if product == "income_verification" && len(i.Accounts) == 0 {
		return strings.Fields(scopesOnPaper)
	}
	return strings.Fields(scopes[product])
}

func (i Item) scopesOf(products []string) map[string]bool {
	shown := map[string]bool{}
	for _, p := range products {
		for _, scope := range i.scopes(p) {
			shown[scope] = true
		}
	}
	return shown
}

// dataScopes lists what the person agreed to show, in the order of the specification.
func (i Item) dataScopes() (list []toile.ItemConsentedDataScope) {
	agreed := i.scopesOf(i.consented())
	for _, scope := range everyScope {
		if agreed[string(scope)] {
			list = append(list, scope)
		}
	}
	return list
}

// useCases says what the person was told that their data are for. A client chooses them in its
// dashboard; here they follow from the products, in words of our own.
func (i Item) useCases() (list []string) {
	agreed := i.scopesOf(i.consented())
	for _, use := range []struct{ scope, text string }{
		{"account_balance_info", "Verify your accounts"},
		{"account_routing_number", "Send and receive money"},
		{"transactions", "Track and manage your finances"},
		{"credit_loan_info", "Track and manage your loans"},
		{"investments", "Track and manage your investments"},
		{"payroll_info", "Verify your income"},
	} {
		if agreed[use.scope] {
			list = append(list, use.text)
		}
	}
	return list
}
