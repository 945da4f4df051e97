package app

import (
	"context"
	"slices"

	"toile"
)

// EmployersSearch finds employers by name.
func (a *App) EmployersSearch(_ context.Context, _ Caller, req *toile.EmployersSearchRequest) (*toile.EmployersSearchResponse, error) {
	if !slices.Equal(req.Products, []string{"deposit_switch"}) {
		return nil, toile.ErrInvalidField(`products must be ["deposit_switch"]`)
	}
	if err := checkQuery(req.Query); err != nil {
		return nil, err
	}
	resp := &toile.EmployersSearchResponse{}
	for _, e := range a.world.Employers(req.Query) {
		if len(resp.Employers) == maxFound {
			break
		}
		at := e.Address
		resp.Employers = append(resp.Employers, toile.Employer{
			EmployerID: e.ID, Name: e.Name, ConfidenceScore: e.Confidence,
			Address: &toile.AddressData{Street: at.Street, City: &at.City, Region: &at.Region, PostalCode: &at.PostalCode, Country: &at.Country},
		})
	}
	return resp, nil
}
