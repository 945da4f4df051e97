package app

import (
	"context"
	"fmt"
	"slices"

	"toile"
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
		token := link.Token{ClientID: c.ClientID, CreatedAt: c.at, Expiration: c.at.Add(linkTokenLife), Config: config}
		if err := c.linkUser(req.UserToken, req.UserID, &token); err != nil {
			return err
		}
		if _, err := c.saveLinkToken(&token); err != nil {
			return err
		}
		session, err := c.play(token, script)
		if err != nil {
			return err
		}
		result := link.ResultOf(session)
		if result.Status != link.Success {
			return sandboxFailure(result)
		}
		resp = &toile.SandboxPublicTokenCreateResponse{PublicToken: result.PublicTokens[0]}
		return nil
	})
	return resp, err
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
func (a *App) sandboxLink(req *toile.SandboxPublicTokenCreateRequest) (link.Config, link.Script, error) {
	institution, ok := a.world.Institution(req.InstitutionID)
	if !ok {
		return link.Config{}, link.Script{}, toile.ErrInvalidInstitution()
	}
	config := link.Config{
		Language: "en", CountryCodes: institution.Countries,
		Products: link.ProductNames(req.InitialProducts), DigitalPayroll: institution.Payroll,
	}
	script := link.Script{Part: link.Part{InstitutionID: institution.ID}}
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
	script.Username, script.Password = options.OverrideUsername.Or(""), options.OverridePassword.Or("")
	hasUser := req.UserToken != nil || req.UserID != nil
	config.BankEmployment = hasUser && !institution.Payroll && slices.Contains(config.Products, string(toile.ProductsEmployment))
	if slices.Contains(config.Products, string(toile.ProductsIncomeVerification)) {
		if err := sandboxIncome(req, options, institution.Payroll, &config); err != nil {
			return config, script, err
		}
	}
	return config, script, nil
}

func sandboxIncome(req *toile.SandboxPublicTokenCreateRequest, options *toile.SandboxPublicTokenCreateRequestOptions, payroll bool, config *link.Config) error {
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
	return nil
}
