package app

import (
	"fmt"
	"slices"
	"strings"

	"toile"
	"toile/internal/link"
)

// notInLink are the products that /link/token/create refuses for every client (api.md, section 2.3).
var notInLink = []toile.Products{toile.ProductsBalance, toile.ProductsBalancePlus, toile.ProductsRecurringTransactions, toile.ProductsTransactionsRefresh}

// inUpdateMode are the products that an update may add to an Item, besides those of Plaid Check.
var inUpdateMode = []toile.Products{toile.ProductsAssets, toile.ProductsEmployment, toile.ProductsIncomeVerification, toile.ProductsStatements}

// linkConfig checks what a link token is asked to do, as far as that needs no records, and
// reduces it to what Link works with. The rules are those of api.md, section 3.2.
func linkConfig(req *toile.LinkTokenCreateRequest) (link.Config, error) {
	config := link.Config{
		ClientName: req.ClientName, Language: req.Language,
		Products: names(value(req.Products)), Optional: optionalProducts(req),
		MultiItem: req.EnableMultiItemLink != nil && *req.EnableMultiItemLink,
	}
	for _, country := range req.CountryCodes {
		config.CountryCodes = append(config.CountryCodes, string(country))
	}
	for _, check := range []func(*toile.LinkTokenCreateRequest, *link.Config) error{
		linkPerson, linkAddresses, linkProducts, linkIncome, linkEmployment, linkRest,
	} {
		if err := check(req, &config); err != nil {
			return link.Config{}, err
		}
	}
	return config, nil
}

// linkPerson checks for whom the token is.
func linkPerson(req *toile.LinkTokenCreateRequest, config *link.Config) error {
	if req.User == nil && req.UserID == nil {
		return toile.ErrMissingFields("user")
	}
	if !slices.Contains(languages, req.Language) {
		return toile.ErrInvalidField(fmt.Sprintf("language must be one of %v", languages))
	}
	if config.MultiItem && req.UserToken == nil && req.UserID == nil {
		return toile.ErrInvalidField("enable_multi_item_link needs a user_token or a user_id")
	}
	return nil
}

func linkAddresses(req *toile.LinkTokenCreateRequest, config *link.Config) error {
	if req.Webhook != nil {
		config.Webhook = *req.Webhook
		if err := checkWebhook("webhook", config.Webhook); err != nil {
			return err
		}
	}
	if req.RedirectURI != nil {
		config.RedirectURI = *req.RedirectURI
		if err := checkRedirect(config.RedirectURI); err != nil {
			return err
		}
		if req.AndroidPackageName != nil {
			return toile.ErrInvalidField("redirect_uri and android_package_name cannot be used together")
		}
	}
	if req.HostedLink != nil {
		return toile.ErrInvalidField("hosted_link is not served yet; run the link token through POST /toile/link or the command toile link")
	}
	return nil
}

// linkProducts checks the four product lists.
func linkProducts(req *toile.LinkTokenCreateRequest, config *link.Config) error {
	update := updates(req)
	if len(config.Products) == 0 && (!update || len(config.Optional) > 0) {
		return toile.ErrInvalidField("products must be a non-empty array")
	}
	lists := []struct {
		name     string
		products []toile.Products
	}{
		{"products", value(req.Products)},
		{"required_if_supported_products", value(req.RequiredIfSupportedProducts)},
		{"optional_products", value(req.OptionalProducts)},
		{"additional_consented_products", value(req.AdditionalConsentedProducts)},
	}
	seenIn := map[toile.Products]string{}
	for _, list := range lists {
		for _, p := range list.products {
			if slices.Contains(notInLink, p) {
				return toile.ErrInvalidProduct(string(p))
			}
			if other, twice := seenIn[p]; twice {
				return toile.ErrInvalidField(fmt.Sprintf("%s: %s is in %s already", list.name, p, other))
			}
			seenIn[p] = list.name
			if update && !slices.Contains(inUpdateMode, p) && !strings.HasPrefix(string(p), "cra_") {
				return toile.ErrInvalidField(fmt.Sprintf("%s: %s cannot be added in update mode", list.name, p))
			}
		}
	}
	return nil
}

func optionalProducts(req *toile.LinkTokenCreateRequest) []string {
	list := names(value(req.RequiredIfSupportedProducts))
	list = append(list, names(value(req.OptionalProducts))...)
	return append(list, names(value(req.AdditionalConsentedProducts))...)
}

func names(products []toile.Products) []string {
	var list []string
	for _, p := range products {
		list = append(list, string(p))
	}
	return list
}

// linkIncome checks income_verification and turns it into the flows that Link offers.
func linkIncome(req *toile.LinkTokenCreateRequest, config *link.Config) error {
	if !slices.Contains(config.Products, string(toile.ProductsIncomeVerification)) {
		return nil
	}
	income := req.IncomeVerification
	if income == nil {
		return toile.ErrMissingFields("income_verification")
	}
	if req.UserToken == nil && req.UserID == nil {
		return toile.ErrInvalidField("income_verification needs a user made by /user/create: send its user_token or user_id")
	}
	if len(income.IncomeSourceTypes) != 1 {
		return toile.ErrInvalidField("income_verification.income_source_types must name exactly one of bank, payroll")
	}
	if income.IncomeSourceTypes[0] == toile.IncomeVerificationSourceTypeBank {
		if income.BankIncome == nil {
			return toile.ErrMissingFields("income_verification.bank_income")
		}
		config.BankIncome = true
		config.MultiItem = config.MultiItem || value(income.BankIncome.EnableMultipleItems)
		return nil
	}
	if len(config.Products) > 1 {
		return toile.ErrInvalidField("products: income_verification with payroll cannot be combined with other products")
	}
	config.DigitalPayroll, config.PayrollDocuments = true, true
	if income.PayrollIncome != nil {
		if flows := value(income.PayrollIncome.FlowTypes); len(flows) > 0 {
			config.DigitalPayroll = slices.Contains(flows, toile.IncomeVerificationPayrollFlowTypePayrollDigitalIncome)
			config.PayrollDocuments = slices.Contains(flows, toile.IncomeVerificationPayrollFlowTypePayrollDocumentIncome)
		}
	}
	return nil
}

// linkEmployment turns the employment product into the bank employment step. Its other source,
// payroll, is what income_verification with payroll retrieves.
func linkEmployment(req *toile.LinkTokenCreateRequest, config *link.Config) error {
	if !slices.Contains(config.Products, string(toile.ProductsEmployment)) {
		return nil
	}
	if req.Employment == nil || len(req.Employment.EmploymentSourceTypes) == 0 {
		return toile.ErrMissingFields("employment.employment_source_types")
	}
	if !slices.Equal(req.Employment.EmploymentSourceTypes, []toile.EmploymentSourceType{toile.EmploymentSourceTypeBank}) {
		return toile.ErrInvalidField("employment.employment_source_types must be [bank]")
	}
	if req.UserToken == nil && req.UserID == nil {
		return toile.ErrInvalidField("employment needs a user made by /user/create: send its user_token or user_id")
	}
	if config.DigitalPayroll || config.PayrollDocuments {
		return toile.ErrInvalidField("products: income_verification with payroll cannot be combined with other products")
	}
	config.BankEmployment = true
	return nil
}

func linkRest(req *toile.LinkTokenCreateRequest, config *link.Config) error {
	if req.InstitutionID != nil {
		config.InstitutionID = *req.InstitutionID
	}
	if req.InstitutionData != nil && req.InstitutionData.RoutingNumber != nil {
		config.RoutingNumber = *req.InstitutionData.RoutingNumber
	}
	if req.AccountFilters != nil {
		config.AccountFilters = req.AccountFilters.AppendJSON(nil)
	}
	return nil
}
