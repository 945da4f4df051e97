package app

import (
	"context"
	"slices"

	"toile"
)

// The words by which the sandbox is told what a precheck finds (facts api 3.9): names of employers, and
// access tokens that need not be tokens otherwise.
var prechecks = map[string]toile.IncomeVerificationPrecheckConfidence{
	"employer_good": toile.IncomeVerificationPrecheckConfidenceHigh, "employer_multi": toile.IncomeVerificationPrecheckConfidenceHigh,
	"employer_bad": toile.IncomeVerificationPrecheckConfidenceLOW,
}

// precheck says whether a payroll provider is likely to know a person. What the employer says goes before
// what the tokens say, and good tokens before bad ones.
func precheck(employer string, accessTokens []string) toile.IncomeVerificationPrecheckConfidence {
	if found, known := prechecks[employer]; known {
		return found
	}
	switch {
	case slices.Contains(accessTokens, "access_good"):
		return toile.IncomeVerificationPrecheckConfidenceHigh
	case slices.Contains(accessTokens, "access_bad"):
		return toile.IncomeVerificationPrecheckConfidenceLOW
	}
	return toile.IncomeVerificationPrecheckConfidenceUnknown
}

// CreditPayrollIncomePrecheck says whether a user's income is likely to be found at a payroll provider.
func (a *App) CreditPayrollIncomePrecheck(ctx context.Context, who Caller, req *toile.CreditPayrollIncomePrecheckRequest) (*toile.CreditPayrollIncomePrecheckResponse, error) {
	resp := &toile.CreditPayrollIncomePrecheckResponse{Confidence: precheck(nameOf(req.Employer), req.AccessTokens)}
	if req.UserToken == nil && req.UserID == nil {
		return resp, nil
	}
	return resp, a.view(ctx, who, func(c call) error {
		_, err := c.user(req.UserToken, req.UserID, c.User)
		return err
	})
}

// IncomeVerificationPrecheck is the deprecated form, of no user. It knows the employers of the directory,
// too: the official suites ask it for Plaid (facts ecosystem A.5).
func (a *App) IncomeVerificationPrecheck(ctx context.Context, who Caller, req *toile.IncomeVerificationPrecheckRequest) (resp *toile.IncomeVerificationPrecheckResponse, err error) {
	tokens := req.TransactionsAccessTokens
	if token, ok := req.TransactionsAccessToken.Get(); ok {
		tokens = append(tokens, token)
	}
	name := nameOf(req.Employer)
	confidence := precheck(name, tokens)
	if name != "" && confidence == toile.IncomeVerificationPrecheckConfidenceUnknown && len(a.world.Employers(name)) > 0 {
		confidence = toile.IncomeVerificationPrecheckConfidenceHigh
	}
	err = a.update(ctx, who, func(c call) error {
		n, err := c.Next("prechecks of " + c.ClientID)
		resp = &toile.IncomeVerificationPrecheckResponse{PrecheckID: c.ids.UUID("precheck", c.ClientID, n), Confidence: confidence}
		return err
	})
	return resp, err
}

func nameOf(employer toile.Optional[toile.IncomeVerificationPrecheckEmployer]) string {
	return employer.Or(toile.IncomeVerificationPrecheckEmployer{}).Name.Or("")
}
