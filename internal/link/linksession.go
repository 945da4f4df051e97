package link

import (
	"toile"
	"toile/internal/item"
)

// LinkSession is the session as /link/token/get shows it. It carries both the present
// members (results, exit) and the ones for older clients (on_success, on_exit).
func LinkSession(s Session) toile.LinkTokenGetSessionsResponse {
	r := resultsOf(s)
	view := toile.LinkTokenGetSessionsResponse{
		LinkSessionID: s.ID,
		StartedAt:     new(toile.Nanos(s.StartedAt)),
		Events:        LinkEvents(s),
		Results:       toile.Null[toile.LinkSessionResults](),
		FinishedAt:    toile.Null[toile.Timestamp](),
	}
	if r.ended() {
		view.FinishedAt = toile.Some(toile.Nanos(r.endedAt))
	}
	if r.any() || r.finished {
		view.Results = toile.Some(linkResults(r))
	}
	if r.finished {
		view.OnSuccess = toile.Some(onSuccess(s, r.handedOff[0]))
	}
	if r.exited != nil {
		err, metadata := exitError(*r.exited), exitMetadata(s, *r.exited)
		view.Exit = toile.Some(toile.LinkSessionExit{Error: err, Metadata: &metadata})
		view.OnExit = toile.Some(toile.LinkSessionExitDeprecated{Error: err, Metadata: &metadata})
	}
	return view
}

// linkResults has every array even when it is empty (facts api 3.3).
func linkResults(r results) toile.LinkSessionResults {
	var view toile.LinkSessionResults
	for _, e := range r.added {
		view.ItemAddResults = append(view.ItemAddResults, toile.LinkSessionItemAddResult{
			PublicToken: e.Item.PublicToken, Accounts: linkAccounts(e.Item.Accounts), Institution: successInstitution(e.Institution),
		})
	}
	for _, step := range r.income {
		view.BankIncomeResults = append(view.BankIncomeResults, toile.LinkSessionBankIncomeResult{
			Status: toile.CreditSessionBankIncomeStatus(step.Status), ItemID: step.Item.ID, Institution: successInstitution(step.Institution),
		})
	}
	for _, e := range r.payroll {
		view.PayrollIncomeResults = append(view.PayrollIncomeResults, toile.LinkSessionPayrollIncomeResult{
			NumPaystubsRetrieved: e.Paystubs, NumW2sRetrieved: e.W2s, Institution: successInstitution(e.Institution),
		})
	}
	if r.documents != nil {
		view.DocumentIncomeResults = new(documentResult(r.documents))
	}
	return view
}

// onSuccess is what the callback of that name is told. It comes after every hand-off, also of
// flows that add no Item (facts link 1.3). It has room for one Item, the first.
func onSuccess(s Session, e Event) toile.LinkSessionSuccess {
	return toile.LinkSessionSuccess{
		PublicToken: e.Item.PublicToken,
		Metadata: &toile.LinkSessionSuccessMetadata{
			Institution:    toile.OrNull(successInstitution(e.Institution)),
			Accounts:       linkAccounts(e.Item.Accounts),
			LinkSessionID:  &s.ID,
			TransferStatus: toile.Null[toile.LinkSessionSuccessMetadataTransferStatus](),
		},
	}
}

func linkAccounts(accounts []item.Account) []toile.LinkSessionSuccessMetadataAccount {
	var view []toile.LinkSessionSuccessMetadataAccount
	for _, a := range accounts {
		view = append(view, toile.LinkSessionSuccessMetadataAccount{
			ID: &a.ID, Name: &a.Name, Mask: toile.OrNull(toile.NonEmpty(a.Mask)), Type: &a.Type, Subtype: &a.Subtype,
			VerificationStatus: toile.Null[string](), ClassType: toile.Null[string](),
		})
	}
	return view
}

func successInstitution(i *Institution) *toile.LinkSessionSuccessMetadataInstitution {
	if i == nil {
		return nil
	}
	return &toile.LinkSessionSuccessMetadataInstitution{Name: &i.Name, InstitutionID: &i.ID}
}

func exitError(e Event) *toile.Error {
	if e.Failure == nil {
		return nil
	}
	return e.Failure.Error()
}

func exitMetadata(s Session, e Event) toile.LinkSessionExitMetadata {
	metadata := toile.LinkSessionExitMetadata{
		Status: toile.NonEmpty(e.Status), LinkSessionID: &s.ID, RequestID: toile.NonEmpty(e.RequestID),
		Institution: toile.Null[toile.LinkSessionExitMetadataInstitution](),
	}
	if i := StateOf(s).Institution; i != nil {
		metadata.Institution = toile.Some(toile.LinkSessionExitMetadataInstitution{Name: &i.Name, InstitutionID: &i.ID})
	}
	return metadata
}
