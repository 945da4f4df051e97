package app

import (
	"context"
	"slices"
	"time"

	"toile"
	"toile/internal/credit"
	"toile/internal/item"
)

// IncomeVerificationCreate begins a verification of the deprecated kind. Its id leads to nothing before
// somebody has gone through Link with it, and Link tokens of today are for users: their Items are read
// by access token.
func (a *App) IncomeVerificationCreate(ctx context.Context, who Caller, req *toile.IncomeVerificationCreateRequest) (resp *toile.IncomeVerificationCreateResponse, err error) {
	if req.Webhook == "" {
		return nil, toile.ErrInvalidField("webhook must be a non-empty string")
	}
	if err := item.CheckWebhook("webhook", req.Webhook); err != nil {
		return nil, err
	}
	err = a.update(ctx, who, func(c call) error {
		n, err := c.Next("income verifications of " + c.ClientID)
		resp = &toile.IncomeVerificationCreateResponse{IncomeVerificationID: c.ids.UUID("income verification", c.ClientID, n)}
		return err
	})
	return resp, err
}

// IncomeVerificationPaystubsGet shows the pay stubs behind an access token in the older words.
func (a *App) IncomeVerificationPaystubsGet(ctx context.Context, who Caller, req *toile.IncomeVerificationPaystubsGetRequest) (resp *toile.IncomeVerificationPaystubsGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		old, err := c.oldIncome(req.AccessToken, req.IncomeVerificationID)
		resp = &toile.IncomeVerificationPaystubsGetResponse{DocumentMetadata: old.PaystubDocuments, Paystubs: old.Paystubs}
		return err
	})
	return resp, err
}

// IncomeVerificationTaxformsGet shows the W-2s behind an access token in the older words.
func (a *App) IncomeVerificationTaxformsGet(ctx context.Context, who Caller, req *toile.IncomeVerificationTaxformsGetRequest) (resp *toile.IncomeVerificationTaxformsGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		old, err := c.oldIncome(req.AccessToken, req.IncomeVerificationID)
		resp = &toile.IncomeVerificationTaxformsGetResponse{DocumentMetadata: old.TaxformDocuments, Taxforms: old.Taxforms}
		return err
	})
	return resp, err
}

// IncomeVerificationDocumentsDownload gives the documents behind an access token as a ZIP archive: what was
// uploaded, or the papers of a payroll provider.
func (a *App) IncomeVerificationDocumentsDownload(ctx context.Context, who Caller, req *toile.IncomeVerificationDocumentsDownloadRequest) (*toile.File, error) {
	var files []file
	var at time.Time
	err := a.view(ctx, who, func(c call) error {
		it, err := c.verifiedItem(req.AccessToken, req.IncomeVerificationID)
		if err != nil {
			return err
		}
		ids, err := c.documentIDs(it)
		if err != nil {
			return err
		}
		if wanted, said := req.DocumentID.Get(); said {
			if !slices.Contains(ids, wanted) {
				return toile.ErrIncomeVerificationDocumentNotFound()
			}
			ids = []string{wanted}
		}
		files, at = nil, c.at
		for _, documentID := range ids {
			f, err := c.documentFile(it, documentID)
			if err != nil {
				return notFound(err)
			}
			files = append(files, f)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	packed, err := pack(at, files...)
	if err != nil {
		return nil, err
	}
	return toile.NewFile(packed), nil
}

// documentIDs names the documents of an Item: those that were uploaded, or the papers of its payroll
// provider.
func (c call) documentIDs(it item.Item) (ids []string, err error) {
	if !c.atPayroll(it) {
		uploads, err := c.Documents(it.ID)
		for _, u := range uploads {
			ids = append(ids, u.ID)
		}
		if err == nil && len(ids) == 0 {
			err = toile.ErrIncomeVerificationNotFound()
		}
		return ids, err
	}
	payroll, err := c.payroll(it)
	for _, paper := range payroll.Papers() {
		ids = append(ids, paper.DocumentID)
	}
	return ids, err
}

// oldIncome gives what the deprecated operations show of the Item that a request names.
func (c call) oldIncome(accessToken, verificationID toile.Optional[string]) (credit.Old, error) {
	it, err := c.verifiedItem(accessToken, verificationID)
	if err != nil {
		return credit.Old{}, err
	}
	documents, err := c.documentsOf(it, payRead)
	switch {
	case err != nil:
		return credit.Old{}, err
	case documents.waiting:
		return credit.Old{}, toile.ErrIncomeProductNotReady()
	case len(documents.uploads) > 0:
		return credit.OldDocuments(documents.uploads), nil
	case !c.atPayroll(it):
		return credit.Old{}, toile.ErrIncomeVerificationNotFound()
	}
	payroll, err := c.payroll(it)
	if err != nil {
		return credit.Old{}, err
	}
	return payroll.Old(), nil
}

// verifiedItem finds the Item that a deprecated operation is about, which was linked for income.
func (c call) verifiedItem(accessToken, verificationID toile.Optional[string]) (item.Item, error) {
	token, said := accessToken.Get()
	if !said {
		if verificationID.Value != nil {
			return item.Item{}, toile.ErrIncomeVerificationNotFound()
		}
		return item.Item{}, toile.ErrMissingFields("access_token")
	}
	it, err := c.itemByToken(token)
	if err == nil && !it.Has(toile.ProductsIncomeVerification) {
		err = toile.ErrIncomeProductNotEnabled(c.ClientID)
	}
	return it, err
}
