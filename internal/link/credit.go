package link

import (
	"toile"
	"toile/internal/document"
)

// CreditSession is the session as /credit/sessions/get lists it. A session is listed from
// its first result or error, or from its end; before that ok is false.
func CreditSession(s Session) (session toile.CreditSession, ok bool) {
	r := resultsOf(s)
	if !r.any() && len(r.failures) == 0 && !r.ended() {
		return toile.CreditSession{}, false
	}
	return toile.CreditSession{
		LinkSessionID:    &s.ID,
		SessionStartTime: new(toile.Micros(s.StartedAt)),
		Results:          creditResults(r),
		Errors:           creditErrors(r.failures),
	}, true
}

// creditResults leaves out every kind of result that the session did not use (facts api 4.3).
func creditResults(r results) *toile.CreditSessionResults {
	view := &toile.CreditSessionResults{}
	for _, e := range r.added {
		view.ItemAddResults = append(view.ItemAddResults, toile.CreditSessionItemAddResult{
			PublicToken: &e.Item.PublicToken, ItemID: &e.Item.ID, InstitutionID: toile.NonEmpty(e.Item.InstitutionID),
		})
	}
	for _, step := range r.income {
		view.BankIncomeResults = append(view.BankIncomeResults, toile.CreditSessionBankIncomeResult{
			Status: new(toile.CreditSessionBankIncomeStatus(step.Status)), ItemID: &step.Item.ID, InstitutionID: toile.NonEmpty(step.Item.InstitutionID),
		})
	}
	for _, step := range r.employment {
		view.BankEmploymentResults = append(view.BankEmploymentResults, toile.CreditSessionBankEmploymentResult{
			Status: new(toile.CreditSessionBankEmploymentStatus(step.Status)), ItemID: &step.Item.ID, InstitutionID: toile.NonEmpty(step.Item.InstitutionID),
		})
	}
	for _, e := range r.payroll {
		view.PayrollIncomeResults = append(view.PayrollIncomeResults, toile.CreditSessionPayrollIncomeResult{
			NumPaystubsRetrieved: &e.Paystubs, NumW2sRetrieved: &e.W2s,
			InstitutionID: &e.Institution.ID, InstitutionName: &e.Institution.Name,
		})
	}
	if r.documents != nil {
		view.DocumentIncomeResults = toile.Some(documentResult(r.documents))
	}
	return view
}

func documentResult(counts documentCounts) toile.CreditSessionDocumentIncomeResult {
	return toile.CreditSessionDocumentIncomeResult{
		NumPaystubsUploaded:       counts[document.Paystub],
		NumW2sUploaded:            counts[document.W2],
		NumBankStatementsUploaded: counts[document.BankStatement],
		Num1099sUploaded:          counts[document.Form1099],
		NumI20sUploaded:           counts[document.I20],
	}
}

func creditErrors(failures []Failure) []toile.CreditSessionError {
	var errs []toile.CreditSessionError
	for _, f := range failures {
		errs = append(errs, toile.CreditSessionError{
			ErrorType: &f.Type, ErrorCode: &f.Code, ErrorMessage: &f.Message,
			DisplayMessage: toile.OrNull(f.Display),
		})
	}
	return errs
}
