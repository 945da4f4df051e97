package link_test

import (
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/link"
)

// checkViews holds that the two endpoints and the result tell the same story.
func (w *walk) checkViews() {
	s, result := link.LinkSession(w.session), link.ResultOf(w.session)
	credit, listed := link.CreditSession(w.session)
	end, ended := w.session.EndedAt()
	if state := link.StateOf(w.session); ended != state.Ended {
		w.t.Fatalf("ended at %v (%v), but the state says %v", end, ended, state.Ended)
	}
	finished, shownEnd := s.FinishedAt.Get()
	if ended != shownEnd || ended && !finished.Time.Equal(end) {
		w.t.Fatalf("finished_at %v (%v), ended at %v (%v)", finished, shownEnd, end, ended)
	}
	if ended && !listed || (result.Status == link.Running) == ended || (result.Pane == link.PaneDone) != ended {
		w.t.Fatalf("ended %v, listed %v, result %+v", ended, listed, result)
	}
	w.checkEnd(s, result)
	results, partial := s.Results.Get()
	if !listed {
		failed := slices.ContainsFunc(s.Events, func(e toile.LinkEvent) bool { return e.EventName == "ERROR" })
		if partial || failed || len(result.ItemIDs) > 0 {
			w.t.Fatalf("unlisted, but with an error (%v) or results %+v", failed, results)
		}
		return
	}
	if credit.Results == nil || *credit.LinkSessionID != s.LinkSessionID || credit.SessionStartTime.Sub(s.StartedAt.Time).Abs() >= time.Microsecond {
		w.t.Fatalf("heads differ: %+v and %+v", credit, s)
	}
	w.same("items", creditItems(credit), linkItems(results))
	w.same("income", creditIncome(credit), linkIncome(results))
	w.same("payroll", creditPayroll(credit), linkPayroll(results))
	documents, _ := credit.Results.DocumentIncomeResults.Get()
	if results.DocumentIncomeResults == nil {
		results.DocumentIncomeResults = &toile.CreditSessionDocumentIncomeResult{}
	}
	w.same("documents", []toile.CreditSessionDocumentIncomeResult{documents}, []toile.CreditSessionDocumentIncomeResult{*results.DocumentIncomeResults})
	w.checkErrors(credit, s, result)
	w.checkAbsent(credit)
	for _, linked := range creditItems(credit) {
		if !slices.Contains(result.PublicTokens, linked.token) {
			w.t.Fatalf("%v is not in the result %+v", linked, result)
		}
	}
}

func (w *walk) same(what string, credit, link any) {
	w.t.Helper()
	if diff := cmp.Diff(credit, link, cmp.AllowUnexported(linkedItem{}, incomeStep{}, payrollRun{})); diff != "" {
		w.t.Fatalf("%s: (-/credit/sessions/get +/link/token/get)\n%s", what, diff)
	}
}

// checkEnd compares exit, on_success and the result.
func (w *walk) checkEnd(s toile.LinkTokenGetSessionsResponse, result link.Result) {
	exit, exited := s.Exit.Get()
	success, succeeded := s.OnSuccess.Get()
	old, _ := s.OnExit.Get()
	if exited != (result.Status == link.Left) || succeeded != (result.Status == link.Success) {
		w.t.Fatalf("%s, but exit is %v and on_success %v", result.Status, exited, succeeded)
	}
	if succeeded && (success.PublicToken != result.PublicTokens[0] || len(result.PublicTokens) != len(result.ItemIDs)) {
		w.t.Fatalf("on_success has %s, the result %v", success.PublicToken, result.PublicTokens)
	}
	if !exited {
		return
	}
	status := ""
	if exit.Metadata.Status != nil {
		status = *exit.Metadata.Status
	}
	if status != result.ExitStatus || !cmp.Equal(exit.Error, result.Error) || !cmp.Equal(old.Error, exit.Error) || !cmp.Equal(old.Metadata, exit.Metadata) {
		w.t.Fatalf("exit %+v, on_exit %+v, result %+v", exit, old, result)
	}
	if status != "" && !slices.Contains(link.ExitStatuses, status) {
		w.t.Fatalf("%q is no exit status", status)
	}
	last := s.Events[0]
	if last.EventName != "EXIT" || *exit.Metadata.RequestID != *last.EventMetadata.RequestID {
		w.t.Fatalf("exited, but the newest event is %s", last.EventName)
	}
}

// checkErrors holds that whoever left with an error finds it among the session's errors.
func (w *walk) checkErrors(credit toile.CreditSession, s toile.LinkTokenGetSessionsResponse, result link.Result) {
	var codes []string
	for _, e := range credit.Errors {
		codes = append(codes, *e.ErrorCode)
	}
	if result.Error != nil && !slices.Contains(codes, result.Error.ErrorCode) {
		w.t.Fatalf("left with %s, errors %v", result.Error.ErrorCode, codes)
	}
	for _, e := range s.Events {
		if e.EventName == "ERROR" && !slices.Contains(codes, *e.EventMetadata.ErrorCode) {
			w.t.Fatalf("%s was shown, errors %v", *e.EventMetadata.ErrorCode, codes)
		}
	}
}

// checkAbsent holds that what was not used is left out rather than empty.
func (w *walk) checkAbsent(credit toile.CreditSession) {
	r := credit.Results
	if r.DocumentIncomeResults.Null || credit.Errors != nil && len(credit.Errors) == 0 ||
		r.ItemAddResults != nil && len(r.ItemAddResults) == 0 || r.BankIncomeResults != nil && len(r.BankIncomeResults) == 0 ||
		r.BankEmploymentResults != nil && len(r.BankEmploymentResults) == 0 || r.PayrollIncomeResults != nil && len(r.PayrollIncomeResults) == 0 {
		w.t.Fatalf("empty where it should be absent: %+v", credit)
	}
}

type linkedItem struct{ token, institution string }

func creditItems(c toile.CreditSession) (items []linkedItem) {
	for _, r := range c.Results.ItemAddResults {
		items = append(items, linkedItem{*r.PublicToken, *r.InstitutionID})
	}
	return items
}

func linkItems(results toile.LinkSessionResults) (items []linkedItem) {
	for _, r := range results.ItemAddResults {
		items = append(items, linkedItem{r.PublicToken, *r.Institution.InstitutionID})
	}
	return items
}

type incomeStep struct{ item, institution, status string }

func creditIncome(c toile.CreditSession) (steps []incomeStep) {
	for _, r := range c.Results.BankIncomeResults {
		steps = append(steps, incomeStep{*r.ItemID, *r.InstitutionID, string(*r.Status)})
	}
	return steps
}

func linkIncome(results toile.LinkSessionResults) (steps []incomeStep) {
	for _, r := range results.BankIncomeResults {
		steps = append(steps, incomeStep{r.ItemID, *r.Institution.InstitutionID, string(r.Status)})
	}
	return steps
}

type payrollRun struct {
	institution, name string
	paystubs, w2s     int
}

func creditPayroll(c toile.CreditSession) (runs []payrollRun) {
	for _, r := range c.Results.PayrollIncomeResults {
		runs = append(runs, payrollRun{*r.InstitutionID, *r.InstitutionName, *r.NumPaystubsRetrieved, *r.NumW2sRetrieved})
	}
	return runs
}

func linkPayroll(results toile.LinkSessionResults) (runs []payrollRun) {
	for _, r := range results.PayrollIncomeResults {
		runs = append(runs, payrollRun{*r.Institution.InstitutionID, *r.Institution.Name, r.NumPaystubsRetrieved, r.NumW2sRetrieved})
	}
	return runs
}
