package link

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"toile"
	"toile/internal/item"
)

// notInLink are the products that /link/token/create refuses for every client (facts api 2.3).
var notInLink = []toile.Products{toile.ProductsBalance, toile.ProductsBalancePlus, toile.ProductsRecurringTransactions, toile.ProductsTransactionsRefresh}

// inUpdateMode are the products that an update may add to an Item, besides those of Plaid Check. To
// any other the person may only consent.
var inUpdateMode = []toile.Products{toile.ProductsAssets, toile.ProductsEmployment, toile.ProductsIncomeVerification, toile.ProductsStatements}

// ConfigOf checks what a link token is asked to do, as far as that needs no records, and
// reduces it to what Link works with. The rules are those of facts api 3.2.
func ConfigOf(req *toile.LinkTokenCreateRequest) (Config, error) {
	config := Config{
		ClientName: req.ClientName, Language: req.Language,
		Products: ProductNames(req.Products.Or(nil)), IfSupported: ProductNames(req.RequiredIfSupportedProducts.Or(nil)),
		Optional: ProductNames(req.OptionalProducts.Or(nil)), Consented: ProductNames(req.AdditionalConsentedProducts.Or(nil)),
		MultiItem: req.EnableMultiItemLink != nil && *req.EnableMultiItemLink,
	}
	for _, country := range req.CountryCodes {
		config.CountryCodes = append(config.CountryCodes, string(country))
	}
	for _, check := range []func(*toile.LinkTokenCreateRequest, *Config) error{
		checkPerson, checkAddresses, checkHosted, checkProducts, checkIncome, checkEmployment, checkStatements, takeRest,
	} {
		if err := check(req, &config); err != nil {
			return Config{}, err
		}
	}
	return config, nil
}

// checkPerson checks for whom the token is.
func checkPerson(req *toile.LinkTokenCreateRequest, config *Config) error {
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

func checkAddresses(req *toile.LinkTokenCreateRequest, config *Config) error {
	if req.Webhook != nil {
		config.Webhook = *req.Webhook
		if err := item.CheckWebhook("webhook", config.Webhook); err != nil {
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
	return nil
}

// checkProducts checks the four product lists.
func checkProducts(req *toile.LinkTokenCreateRequest, config *Config) error {
	update := IsUpdate(req)
	if len(config.Products) == 0 && (!update || len(config.IfSupported)+len(config.Optional) > 0) {
		return toile.ErrInvalidField("products must be a non-empty array")
	}
	lists := []struct {
		name     string
		products []toile.Products
	}{
		{"products", req.Products.Or(nil)},
		{"required_if_supported_products", req.RequiredIfSupportedProducts.Or(nil)},
		{"optional_products", req.OptionalProducts.Or(nil)},
		{"additional_consented_products", req.AdditionalConsentedProducts.Or(nil)},
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
			if update && list.name != "additional_consented_products" && !slices.Contains(inUpdateMode, p) && !strings.HasPrefix(string(p), "cra_") {
				return toile.ErrInvalidField(fmt.Sprintf("%s: %s cannot be added in update mode", list.name, p))
			}
		}
	}
	return nil
}

// ProductNames gives products as records keep them.
func ProductNames(products []toile.Products) []string {
	var list []string
	for _, p := range products {
		list = append(list, string(p))
	}
	return list
}

// checkIncome checks income_verification and turns it into the flows that Link offers.
func checkIncome(req *toile.LinkTokenCreateRequest, config *Config) error {
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
		config.BankIncome, config.BankIncomeDays = true, income.BankIncome.DaysRequested
		config.MultiItem = config.MultiItem || income.BankIncome.EnableMultipleItems.Or(false)
		return nil
	}
	if len(config.Products) > 1 {
		return toile.ErrInvalidField("products: income_verification with payroll cannot be combined with other products")
	}
	config.DigitalPayroll, config.PayrollDocuments = true, true
	if income.PayrollIncome != nil {
		if flows := income.PayrollIncome.FlowTypes.Or(nil); len(flows) > 0 {
			config.DigitalPayroll = slices.Contains(flows, toile.IncomeVerificationPayrollFlowTypePayrollDigitalIncome)
			config.PayrollDocuments = slices.Contains(flows, toile.IncomeVerificationPayrollFlowTypePayrollDocumentIncome)
		}
		config.Parsing = ParsingNames(income.PayrollIncome.ParsingConfig.Or(nil))
	}
	return nil
}

// ParsingNames gives what is to be done with documents as records keep it.
func ParsingNames(asked []toile.IncomeVerificationDocParsingConfig) []string {
	var names []string
	for _, name := range asked {
		names = append(names, string(name))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// checkEmployment turns the employment product into the bank employment step. Its other source,
// payroll, is what income_verification with payroll retrieves.
func checkEmployment(req *toile.LinkTokenCreateRequest, config *Config) error {
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
	if req.Employment.BankEmployment == nil {
		return nil
	}
	config.BankEmploymentDays = req.Employment.BankEmployment.DaysRequested
	return CheckIncomeDays("employment.bank_employment.days_requested", config.BankEmploymentDays)
}

// checkStatements reads the period whose statements are wanted, which whoever wants statements has
// to name (spec, LinkTokenCreateRequestStatements).
func checkStatements(req *toile.LinkTokenCreateRequest, config *Config) error {
	if req.Statements == nil {
		if wanted := slices.Concat(config.Products, config.IfSupported, config.Optional); slices.Contains(wanted, string(toile.ProductsStatements)) {
			return toile.ErrMissingFields("statements")
		}
		return nil
	}
	period, err := item.StatementPeriod("statements.", req.Statements.StartDate, req.Statements.EndDate)
	config.Statements = &period
	return err
}

func takeRest(req *toile.LinkTokenCreateRequest, config *Config) error {
	if req.InstitutionID != nil {
		config.InstitutionID = *req.InstitutionID
	}
	if req.InstitutionData != nil && req.InstitutionData.RoutingNumber != nil {
		config.RoutingNumber = *req.InstitutionData.RoutingNumber
	}
	if req.Transactions != nil && req.Transactions.DaysRequested != nil {
		config.History.Days = *req.Transactions.DaysRequested
	}
	if req.AccountFilters != nil {
		config.AccountFilters = req.AccountFilters.AppendJSON(nil)
	}
	return nil
}

// IsUpdate reports whether a request asks for update mode.
func IsUpdate(req *toile.LinkTokenCreateRequest) bool {
	if _, payroll := PayrollUpdate(req); payroll || req.AccessToken.Value != nil {
		return true
	}
	u := req.Update
	return u != nil && (u.User != nil && *u.User || len(u.ItemIDs.Or(nil)) > 0)
}

// PayrollUpdate reports whether a request asks for update mode at a payroll provider, and of which Item, if
// it names one.
func PayrollUpdate(req *toile.LinkTokenCreateRequest) (itemID string, asked bool) {
	if req.IncomeVerification == nil || req.IncomeVerification.PayrollIncome == nil {
		return "", false
	}
	payroll := req.IncomeVerification.PayrollIncome
	return payroll.ItemIDToUpdate.Or(""), payroll.IsUpdateMode != nil && *payroll.IsUpdateMode
}

// languages are those that Link speaks (facts api 3.2).
var languages = strings.Fields("da nl en et fr de hi it lv lt no pl pt ro es sv vi")

// checkRedirect keeps the rules for OAuth redirect URIs that need no list of registered ones:
// https, or http on this machine, without query and fragment (facts link 1.7).
func checkRedirect(address string) error {
	u, err := url.Parse(address)
	local := err == nil && u.Scheme == "http" && (u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1" || u.Hostname() == "::1")
	if err != nil || u.Host == "" || u.Scheme != "https" && !local {
		return toile.ErrInvalidField("OAuth redirect URI must be configured in the developer dashboard: redirect_uri must be an https URL, or http on localhost")
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return toile.ErrInvalidField("OAuth redirect URI must not contain a query string or a fragment: redirect_uri")
	}
	return nil
}
