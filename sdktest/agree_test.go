package sdktest

import (
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// agree checks that the two views of a session tell the same, read through the official client's types.
func agree(t testing.TB, s told) {
	t.Helper()
	if s.credit.GetLinkSessionId() != s.link.LinkSessionId || s.link.LinkSessionId != s.result.LinkSessionID {
		t.Errorf("the session has three ids: %s, %s and %s", s.credit.GetLinkSessionId(), s.link.LinkSessionId, s.result.LinkSessionID)
	}
	if start := s.credit.GetSessionStartTime(); !start.Equal(s.link.GetStartedAt()) {
		t.Errorf("the session started at %s and at %s", start, s.link.GetStartedAt())
	}
	credit := s.credit.GetResults()
	results, has := s.link.GetResultsOk()
	if !has || results == nil {
		results = &plaid.LinkSessionResults{}
		if len(credit.GetItemAddResults())+len(credit.GetBankIncomeResults())+len(credit.GetPayrollIncomeResults()) > 0 {
			t.Errorf("/link/token/get has no results where /credit/sessions/get has some")
		}
	}
	same(t, "the Items of the two views", linkItems(results), creditItems(credit))
	same(t, "the bank income of the two views", linkIncome(results), creditIncome(credit))
	same(t, "the payroll income of the two views", linkPayroll(results), creditPayroll(credit))
	linkDocuments, creditDocuments := results.DocumentIncomeResults.Get(), credit.DocumentIncomeResults.Get()
	if (linkDocuments == nil) != (creditDocuments == nil) || linkDocuments != nil && *linkDocuments != *creditDocuments {
		t.Errorf("the documents of the two views are %v and %v", spell(linkDocuments), spell(creditDocuments))
	}
}

func linkItems(r *plaid.LinkSessionResults) list {
	all := list{}
	for _, item := range r.ItemAddResults {
		all = append(all, list{item.PublicToken, item.Institution.Get().GetInstitutionId()})
	}
	return all
}

func creditItems(r plaid.CreditSessionResults) list {
	all := list{}
	for _, item := range r.GetItemAddResults() {
		all = append(all, list{item.GetPublicToken(), item.GetInstitutionId()})
	}
	return all
}

func linkIncome(r *plaid.LinkSessionResults) list {
	all := list{}
	for _, step := range r.BankIncomeResults {
		all = append(all, list{step.Status, step.ItemId, step.Institution.Get().GetInstitutionId()})
	}
	return all
}

func creditIncome(r plaid.CreditSessionResults) list {
	all := list{}
	for _, step := range r.GetBankIncomeResults() {
		all = append(all, list{step.GetStatus(), step.GetItemId(), step.GetInstitutionId()})
	}
	return all
}

func linkPayroll(r *plaid.LinkSessionResults) list {
	all := list{}
	for _, p := range r.PayrollIncomeResults {
		institution := p.Institution.Get()
		all = append(all, list{p.NumPaystubsRetrieved, p.NumW2sRetrieved, institution.GetInstitutionId(), institution.GetName()})
	}
	return all
}

func creditPayroll(r plaid.CreditSessionResults) list {
	all := list{}
	for _, p := range r.GetPayrollIncomeResults() {
		all = append(all, list{p.GetNumPaystubsRetrieved(), p.GetNumW2sRetrieved(), p.GetInstitutionId(), p.GetInstitutionName()})
	}
	return all
}
