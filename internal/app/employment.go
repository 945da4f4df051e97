package app

import (
	"context"

	"toile"
)

// CreditEmploymentGet shows for whom a user works, as payroll providers know it. Documents say nothing
// of that.
func (a *App) CreditEmploymentGet(ctx context.Context, who Caller, req *toile.CreditEmploymentGetRequest) (resp *toile.CreditEmploymentGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.User)
		if err != nil {
			return err
		}
		items, err := c.ItemsByUser(u.Key)
		if err != nil {
			return err
		}
		resp = &toile.CreditEmploymentGetResponse{}
		for _, it := range items {
			if !c.atPayroll(it) {
				continue
			}
			payroll, err := c.payroll(it)
			if err != nil {
				return err
			}
			resp.Items = append(resp.Items, payroll.Employment())
		}
		if len(resp.Items) == 0 {
			return toile.ErrEmploymentNotFound()
		}
		return nil
	})
	return resp, err
}

// EmploymentVerificationGet is the deprecated form, of one Item.
func (a *App) EmploymentVerificationGet(ctx context.Context, who Caller, req *toile.EmploymentVerificationGetRequest) (resp *toile.EmploymentVerificationGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		payroll, err := c.payrollByToken(req.AccessToken, toile.ErrEmploymentNotFound())
		if err == nil {
			resp = &toile.EmploymentVerificationGetResponse{Employments: payroll.OldEmployments()}
		}
		return err
	})
	return resp, err
}
