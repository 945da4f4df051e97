package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/product"
)

// Bounds on a search for institutions or employers.
const (
	maxFound = 10 // facts api 3.7
	maxQuery = 256
)

// InstitutionsGet lists the institutions that fit, page by page in an order that stays.
func (a *App) InstitutionsGet(_ context.Context, _ Caller, req *toile.InstitutionsGetRequest) (*toile.InstitutionsGetResponse, error) {
	filter := product.InstitutionFilter{Countries: countryNames(req.CountryCodes)}
	var parts product.InstitutionParts
	if o := req.Options; o != nil {
		filter.Products, filter.Routing, filter.OAuth = o.Products.Or(nil), o.RoutingNumbers.Or(nil), o.OAuth.Value
		parts.Optional, parts.Auth, parts.Payments = isTrue(o.IncludeOptionalMetadata), isTrue(o.IncludeAuthMetadata), isTrue(o.IncludePaymentInitiationMetadata)
	}
	resp := &toile.InstitutionsGetResponse{}
	for _, i := range a.world.Institutions() {
		if !filter.Match(i) {
			continue
		}
		if resp.Total >= req.Offset && len(resp.Institutions) < req.Count {
			resp.Institutions = append(resp.Institutions, product.Institution(i, parts, time.Time{}))
		}
		resp.Total++
	}
	return resp, nil
}

// InstitutionsGetByID shows one institution of one of the countries.
func (a *App) InstitutionsGetByID(ctx context.Context, who Caller, req *toile.InstitutionsGetByIDRequest) (resp *toile.InstitutionsGetByIDResponse, err error) {
	if err := someCountry(req.CountryCodes); err != nil {
		return nil, err
	}
	institution, ok := a.world.Institution(req.InstitutionID)
	if !ok || !institution.In(countryNames(req.CountryCodes)) {
		return nil, toile.ErrInvalidInstitution()
	}
	var parts product.InstitutionParts
	if o := req.Options; o != nil {
		parts = product.InstitutionParts{
			Optional: isTrue(o.IncludeOptionalMetadata), Auth: isTrue(o.IncludeAuthMetadata),
			Payments: isTrue(o.IncludePaymentInitiationMetadata), Status: isTrue(o.IncludeStatus),
		}
	}
	err = a.view(ctx, who, func(c call) error {
		resp = &toile.InstitutionsGetByIDResponse{Institution: product.Institution(institution, parts, c.at)}
		return nil
	})
	return resp, err
}

// InstitutionsSearch finds institutions by their names. No payments are made here, so the id of a
// payment or of a consent only asks for those that could take part in one.
func (a *App) InstitutionsSearch(_ context.Context, _ Caller, req *toile.InstitutionsSearchRequest) (*toile.InstitutionsSearchResponse, error) {
	if err := someCountry(req.CountryCodes); err != nil {
		return nil, err
	}
	if err := checkQuery(req.Query); err != nil {
		return nil, err
	}
	filter := product.InstitutionFilter{Countries: countryNames(req.CountryCodes), Products: req.Products.Or(nil)}
	var parts product.InstitutionParts
	if o := req.Options; o != nil {
		filter.OAuth = o.OAuth.Value
		parts.Optional, parts.Auth, parts.Payments = isTrue(o.IncludeOptionalMetadata), o.IncludeAuthMetadata.Or(false), o.IncludePaymentInitiationMetadata.Or(false)
		if payment := o.PaymentInitiation.Value; payment != nil {
			filter.Payments = payment.PaymentID.Value != nil
			filter.Consents = payment.ConsentID.Value != nil
		}
	}
	resp := &toile.InstitutionsSearchResponse{}
	for _, i := range a.world.Search(req.Query) {
		if filter.Match(i) && len(resp.Institutions) < maxFound {
			resp.Institutions = append(resp.Institutions, product.Institution(i, parts, time.Time{}))
		}
	}
	return resp, nil
}

// checkQuery checks what is searched for.
func checkQuery(query string) error {
	if strings.TrimSpace(query) == "" || len(query) > maxQuery {
		return toile.ErrInvalidField(fmt.Sprintf("query must be a non-empty string of at most %d bytes", maxQuery))
	}
	return nil
}

func someCountry(codes []toile.CountryCode) error {
	if len(codes) == 0 {
		return toile.ErrInvalidField("country_codes must be a non-empty array")
	}
	return nil
}

func countryNames(codes []toile.CountryCode) []string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = string(code)
	}
	return names
}

func isTrue(b *bool) bool { return b != nil && *b }

// Institution finds an institution by its id.
func (a *App) Institution(id string) (bank.Institution, bool) { return a.world.Institution(id) }
