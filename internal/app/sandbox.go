package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
	"toile/internal/link"
)

// SandboxPublicTokenCreate links an Item without Link. It plays the session that a person
// would have had, so that with a user the session stands in /credit/sessions/get
// (facts api 4.2).
func (a *App) SandboxPublicTokenCreate(ctx context.Context, who Caller, req *toile.SandboxPublicTokenCreateRequest) (resp *toile.SandboxPublicTokenCreateResponse, err error) {
	config, script, err := a.sandboxLink(req)
	if err != nil {
		return nil, err
	}
	err = a.update(ctx, who, func(c call) error {
		result, err := c.playSandbox(config, script, req.UserToken, req.UserID)
		if err == nil {
			resp = &toile.SandboxPublicTokenCreateResponse{PublicToken: result.PublicTokens[0]}
		}
		return err
	})
	return resp, err
}

// playSandbox plays a session that must link an Item.
func (c call) playSandbox(config link.Config, script link.Script, userToken, userID *string) (link.Result, error) {
	token := link.Token{ClientID: c.ClientID, CreatedAt: c.at, Expiration: c.at.Add(linkTokenLife), Config: config}
	if err := c.linkUser(userToken, userID, &token); err != nil {
		return link.Result{}, err
	}
	if _, err := c.saveLinkToken(&token); err != nil {
		return link.Result{}, err
	}
	session, err := c.play(token, script)
	if err != nil {
		return link.Result{}, err
	}
	result := link.ResultOf(session)
	if result.Status != link.Success {
		return result, sandboxFailure(result)
	}
	return result, nil
}

// sandboxFailure is what the caller is told of a session that linked nothing: the error that a
// person would have seen.
func sandboxFailure(r link.Result) error {
	if r.Error != nil {
		if r.Error.HTTPStatus() >= 500 {
			r.Error.Status = toile.Some(400) // it was asked for: nothing broke here
		}
		return r.Error
	}
	return toile.ErrInvalidMFA() // the login asks for answers that this operation cannot give
}

// sandboxLink turns the request into what Link is asked to do and what the person does.
func (a *App) sandboxLink(req *toile.SandboxPublicTokenCreateRequest) (config link.Config, script link.Script, err error) {
	institution, ok := a.world.Institution(req.InstitutionID)
	if !ok {
		return config, script, toile.ErrInvalidInstitution()
	}
	config = link.Config{
		Language: "en", CountryCodes: institution.Countries,
		Products: link.ProductNames(req.InitialProducts), Everything: true, DigitalPayroll: institution.Payroll,
	}
	script = link.Script{Part: link.Part{InstitutionID: institution.ID}}
	if products := slices.Sorted(slices.Values(config.Products)); len(slices.Compact(products)) < len(config.Products) {
		return config, script, toile.ErrInvalidField("initial_products must not name a product twice")
	}
	if institution.Unsupported {
		return config, script, toile.ErrInstitutionNoLongerSupported()
	}
	if !institution.Supports(config.Products) {
		return config, script, toile.ErrProductsNotSupported(config.Products...)
	}
	options := req.Options
	if options == nil {
		options = &toile.SandboxPublicTokenCreateRequestOptions{}
	}
	if options.Webhook != nil {
		config.Webhook = *options.Webhook
	}
	if err := item.CheckWebhook("options.webhook", config.Webhook); err != nil {
		return config, script, err
	}
	if s := options.Statements.Value; s != nil {
		period, err := item.StatementPeriod("options.statements.", s.StartDate, s.EndDate)
		if err != nil {
			return config, script, err
		}
		config.Statements = &period
	}
	script.Username, script.Password = options.OverrideUsername.Or(""), options.OverridePassword.Or("")
	switch {
	case script.Username == "" && options.OverrideUsername.Value != nil:
		return config, script, toile.ErrInvalidField("options.override_username must be a non-empty string")
	case script.Password == "" && options.OverridePassword.Value != nil:
		return config, script, toile.ErrInvalidField("options.override_password must be a non-empty string")
	}
	if len(script.Password) > link.MaxCredential {
		return config, script, toile.ErrInvalidField(fmt.Sprintf("options.override_password must be at most %d bytes", link.MaxCredential))
	}
	if config.History, err = sandboxHistory(options.Transactions.Or(toile.SandboxPublicTokenCreateRequestOptionsTransactions{})); err != nil {
		return config, script, err
	}
	hasUser := req.UserToken != nil || req.UserID != nil
	config.BankEmployment = hasUser && !institution.Payroll && slices.Contains(config.Products, string(toile.ProductsEmployment))
	if slices.Contains(config.Products, string(toile.ProductsIncomeVerification)) {
		if err := sandboxIncome(req, options, institution.Payroll, &config); err != nil {
			return config, script, err
		}
	}
	return config, script, nil
}

// sandboxHistory reads how much history of transactions is wanted. Transactions go on past an
// end_date: it is checked, and says nothing.
func sandboxHistory(options toile.SandboxPublicTokenCreateRequestOptionsTransactions) (item.History, error) {
	h := historyOf(options.DaysRequested)
	if options.StartDate == nil {
		return h, nil
	}
	period, err := bank.ParsePeriod("options.transactions.", *options.StartDate, *cmp.Or(options.EndDate, options.StartDate))
	h.From = period.From
	return h, err
}

func sandboxIncome(req *toile.SandboxPublicTokenCreateRequest, options *toile.SandboxPublicTokenCreateRequestOptions, payroll bool, config *link.Config) error {
	if payroll && options.IncomeVerification == nil {
		return nil // there is only one thing that a payroll provider can give, and older clients have no user (facts ecosystem A.5)
	}
	if options.IncomeVerification == nil {
		return toile.ErrMissingFields("options.income_verification")
	}
	sources := options.IncomeVerification.IncomeSourceTypes
	if len(sources) != 1 {
		return toile.ErrInvalidField("options.income_verification.income_source_types must name exactly one of bank, payroll")
	}
	if req.UserToken == nil && req.UserID == nil {
		return toile.ErrInvalidField("income_verification needs a user made by /user/create: send its user_token or user_id")
	}
	wantsPayroll := sources[0] == toile.IncomeVerificationSourceTypePayroll
	if wantsPayroll != payroll {
		return toile.ErrInvalidField(fmt.Sprintf("institution_id: %s does not offer income from %s", req.InstitutionID, sources[0]))
	}
	config.BankIncome = !payroll
	if b := options.IncomeVerification.BankIncome; b != nil && b.DaysRequested != nil {
		config.BankIncomeDays = *b.DaysRequested
		return link.CheckIncomeDays("options.income_verification.bank_income.days_requested", config.BankIncomeDays)
	}
	return nil
}
