package product

import (
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
)

// InstitutionParts says what of an institution is asked for besides what is always shown.
type InstitutionParts struct {
	Optional bool // website, colour and logo
	Auth     bool
	Payments bool
	Status   bool
}

// Institution shows an institution as it is at an instant. What was not asked for is absent
// (facts api 3.7).
func Institution(i bank.Institution, parts InstitutionParts, now time.Time) toile.Institution {
	view := toile.Institution{
		InstitutionID: i.ID, Name: i.Name, Products: institutionProducts(i), RoutingNumbers: slices.Clone(i.Routing),
		DtcNumbers: slices.Clone(i.DTC), OAuth: i.OAuth,
	}
	for _, code := range i.Countries {
		view.CountryCodes = append(view.CountryCodes, toile.CountryCode(code))
	}
	if parts.Optional {
		view.URL, view.PrimaryColor, view.Logo = toile.OrNull(toile.NonEmpty(i.URL)), toile.Some(i.Color()), toile.OrNull(toile.NonEmpty(i.Logo()))
	}
	if parts.Auth {
		view.AuthMetadata = toile.Some(toile.AuthMetadata{SupportedMethods: &toile.AuthSupportedMethods{
			InstantAuth: i.Auth.InstantAuth, InstantMatch: i.Auth.InstantMatch,
			AutomatedMicroDeposits: i.Auth.AutomatedMicroDeposits, InstantMicroDeposits: i.Auth.InstantMicroDeposits,
		}})
	}
	if parts.Payments {
		view.PaymentInitiationMetadata = paymentInitiation(i.Payments)
	}
	if parts.Status {
		view.Status = toile.Some(institutionStatus(i, now))
	}
	return view
}

// institutionProducts names what an institution offers. Auth is only named where it is instant
// (spec, Institution.products): elsewhere Link still offers its other ways.
func institutionProducts(i bank.Institution) []toile.Products {
	var names []toile.Products
	for _, p := range i.Products {
		if p != string(toile.ProductsAuth) || i.Auth.InstantAuth {
			names = append(names, toile.Products(p))
		}
	}
	return names
}

func paymentInitiation(p *bank.PaymentFeatures) toile.Optional[toile.PaymentInitiationMetadata] {
	if p == nil {
		return toile.Null[toile.PaymentInitiationMetadata]()
	}
	view := toile.PaymentInitiationMetadata{
		SupportsInternationalPayments: p.International, SupportsSepaInstant: p.SEPAInstant, MaximumPaymentAmount: p.MaximumPayment,
		SupportsRefundDetails: p.RefundDetails, SupportsPaymentConsents: p.Consents,
	}
	if p.StandingOrders {
		view.StandingOrderMetadata = &toile.PaymentInitiationStandingOrderMetadata{
			SupportsStandingOrderEndDate:               true,
			SupportsStandingOrderNegativeExecutionDays: false,
			ValidStandingOrderIntervals:                []toile.PaymentScheduleInterval{"WEEKLY", "MONTHLY"},
		}
	}
	return toile.Some(view)
}

// institutionStatus tells how requests to an institution go, for each kind that it answers.
func institutionStatus(i bank.Institution, now time.Time) toile.InstitutionStatus {
	service := i.Service(now)
	requests := toile.ProductStatus{
		Status: service.Status, LastStatusChange: toile.Seconds(service.Since),
		Breakdown: toile.ProductStatusBreakdown{Success: service.Success, ErrorPlaid: service.PlaidErrors, ErrorInstitution: service.InstitutionErrors},
	}
	updates := requests
	updates.Breakdown.RefreshInterval = &service.Refresh
	status := toile.InstitutionStatus{ItemLogins: toile.Some(requests), HealthIncidents: toile.Some(incidents(i, now))}
	for _, s := range []struct {
		product string
		shown   *toile.Optional[toile.ProductStatus]
		value   toile.ProductStatus
	}{
		{"transactions", &status.TransactionsUpdates, updates},
		{"auth", &status.Auth, requests},
		{"identity", &status.Identity, requests},
		{"investments", &status.InvestmentsUpdates, updates},
		{"investments", &status.Investments, requests},
		{"liabilities", &status.LiabilitiesUpdates, updates},
		{"liabilities", &status.Liabilities, requests},
	} {
		if slices.Contains(i.Products, s.product) {
			*s.shown = toile.Some(s.value)
		}
	}
	return status
}

func incidents(i bank.Institution, now time.Time) []toile.HealthIncident {
	list := []toile.HealthIncident{}
	for _, incident := range i.Incidents(now) {
		view := toile.HealthIncident{Title: incident.Title, StartDate: toile.Seconds(incident.Start), EndDate: toile.Null[toile.Timestamp]()}
		if !incident.End.IsZero() {
			view.EndDate = toile.Some(toile.Seconds(incident.End))
		}
		for _, u := range incident.Updates {
			if u.At.After(now) {
				continue
			}
			view.IncidentUpdates = append(view.IncidentUpdates, toile.IncidentUpdate{
				Description: &u.Description, Status: &u.Status, UpdatedDate: new(toile.Seconds(u.At)),
			})
		}
		list = append(list, view)
	}
	return list
}

// InstitutionFilter says which institutions are asked for. What is empty leaves nothing out.
type InstitutionFilter struct {
	Countries []string
	Products  []toile.Products
	Routing   []string
	OAuth     *bool
	Payments  bool // those that can initiate payments
	Consents  bool // those that take consents to payments
}

// Match reports whether an institution is asked for.
func (f InstitutionFilter) Match(i bank.Institution) bool {
	for _, p := range f.Products {
		if !slices.Contains(i.Products, string(p)) || p == toile.ProductsAuth && !i.Auth.InstantAuth {
			return false
		}
	}
	switch {
	case !i.In(f.Countries), !i.Has(f.Routing), f.OAuth != nil && *f.OAuth != i.OAuth:
		return false
	case f.Payments && i.Payments == nil, f.Consents && (i.Payments == nil || !i.Payments.Consents):
		return false
	}
	return true
}
