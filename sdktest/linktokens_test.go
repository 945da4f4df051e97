package sdktest

import "github.com/plaid/plaid-go/v43/plaid"

// tokenFor starts a request for a link token for a user, as the sample apps write it.
func tokenFor(u user, products ...plaid.Products) *plaid.LinkTokenCreateRequest {
	r := plaid.NewLinkTokenCreateRequest("Foreign clients", "en", []plaid.CountryCode{plaid.COUNTRYCODE_US})
	if u.clientUserID != "" {
		r.SetUser(*plaid.NewLinkTokenCreateRequestUser(u.clientUserID))
	}
	if u.token != "" {
		r.SetUserToken(u.token)
	}
	if u.id != "" {
		r.SetUserId(u.id)
	}
	if len(products) > 0 {
		r.SetProducts(products)
	}
	return r
}

func bankToken(u user) *plaid.LinkTokenCreateRequest {
	return tokenFor(u, plaid.PRODUCTS_AUTH, plaid.PRODUCTS_TRANSACTIONS)
}

func incomeToken(u user) *plaid.LinkTokenCreateRequest {
	return withBankIncome(tokenFor(u, plaid.PRODUCTS_INCOME_VERIFICATION))
}

func withBankIncome(r *plaid.LinkTokenCreateRequest) *plaid.LinkTokenCreateRequest {
	income := plaid.NewLinkTokenCreateRequestIncomeVerification()
	income.SetIncomeSourceTypes([]plaid.IncomeVerificationSourceType{plaid.INCOMEVERIFICATIONSOURCETYPE_BANK})
	income.SetBankIncome(*plaid.NewLinkTokenCreateRequestIncomeVerificationBankIncome(90))
	r.SetIncomeVerification(*income)
	return r
}

// payrollToken offers the flows named, or both when none is.
func payrollToken(u user, flows ...plaid.IncomeVerificationPayrollFlowType) *plaid.LinkTokenCreateRequest {
	r := tokenFor(u, plaid.PRODUCTS_INCOME_VERIFICATION)
	income := plaid.NewLinkTokenCreateRequestIncomeVerification()
	income.SetIncomeSourceTypes([]plaid.IncomeVerificationSourceType{plaid.INCOMEVERIFICATIONSOURCETYPE_PAYROLL})
	payroll := plaid.NewLinkTokenCreateRequestIncomeVerificationPayrollIncome()
	if len(flows) > 0 {
		payroll.SetFlowTypes(flows)
	}
	income.SetPayrollIncome(*payroll)
	r.SetIncomeVerification(*income)
	return r
}

func digitalToken(u user) *plaid.LinkTokenCreateRequest {
	return payrollToken(u, plaid.INCOMEVERIFICATIONPAYROLLFLOWTYPE_DIGITAL_INCOME)
}

func documentToken(u user) *plaid.LinkTokenCreateRequest {
	return payrollToken(u, plaid.INCOMEVERIFICATIONPAYROLLFLOWTYPE_DOCUMENT_INCOME)
}

func eitherToken(u user) *plaid.LinkTokenCreateRequest { return payrollToken(u) }

func employmentToken(u user) *plaid.LinkTokenCreateRequest {
	return withEmployment(tokenFor(u, plaid.PRODUCTS_EMPLOYMENT))
}

func withEmployment(r *plaid.LinkTokenCreateRequest) *plaid.LinkTokenCreateRequest {
	employment := plaid.NewLinkTokenCreateRequestEmployment()
	employment.SetEmploymentSourceTypes([]plaid.EmploymentSourceType{plaid.EMPLOYMENTSOURCETYPE_BANK})
	employment.SetBankEmployment(*plaid.NewLinkTokenCreateRequestEmploymentBankIncome(90))
	r.SetEmployment(*employment)
	return r
}

func incomeAndEmploymentToken(u user) *plaid.LinkTokenCreateRequest {
	return withEmployment(withBankIncome(tokenFor(u, plaid.PRODUCTS_INCOME_VERIFICATION, plaid.PRODUCTS_EMPLOYMENT)))
}

func multiToken(u user) *plaid.LinkTokenCreateRequest {
	r := bankToken(u)
	r.SetEnableMultiItemLink(true)
	return r
}

func multiIncomeToken(u user) *plaid.LinkTokenCreateRequest {
	r := incomeToken(u)
	r.SetEnableMultiItemLink(true)
	return r
}

// linkToken creates a link token and gives its text.
func (c *caller) linkToken(r *plaid.LinkTokenCreateRequest) string {
	c.t.Helper()
	created := ok(c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(*r).Execute())(c.t)
	shaped(c.t, "link_token", created.LinkToken, `link-sandbox-`+uuid)
	return created.LinkToken
}

// linkSessions reads a link token's sessions back.
func (c *caller) linkSessions(linkToken string) []plaid.LinkTokenGetSessionsResponse {
	c.t.Helper()
	answer := ok(c.LinkTokenGet(c.ctx).LinkTokenGetRequest(*plaid.NewLinkTokenGetRequest(linkToken)).Execute())(c.t)
	return answer.GetLinkSessions()
}
