package link_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"toile/internal/bank"
	"toile/internal/document"
	"toile/internal/link"
)

func (p *person) page() link.Page { return link.PageOf(p.token, p.session, p.env.World) }

func (p *person) offered() (ids []string) {
	for _, institution := range p.page().Institutions {
		ids = append(ids, institution.ID)
	}
	return ids
}

// TestOffer holds what a person sees who looks for their institution.
func TestOffer(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{Products: []string{"identity"}})
	first := p.page()
	if len(first.Institutions) != 12 || first.More == 0 {
		t.Errorf("%d institutions before a search, and %d more", len(first.Institutions), first.More)
	}
	for _, institution := range first.Institutions {
		if !first.Config.Fits(institution) || !institution.In([]string{"US"}) || institution.Payroll {
			t.Errorf("%s is on offer before a search", institution.ID)
		}
	}
	for query, want := range map[string]string{
		"tattersall":   "ins_109510", // lacks identity
		"unhealthy":    "ins_132363 ins_132361",
		"unsupported":  "ins_133402",
		"tartan":       "ins_109511", // and not the one of Canada
		"payroll":      "",
		"royal bank":   "",
		"first plat O": "ins_129644 ins_138395 ins_132241",
	} {
		p.do(link.Search{Query: query})
		if got := strings.Join(p.offered(), " "); got != want || p.page().Query != query {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	p.do(link.Search{Query: "bank"})
	all := p.page()
	if len(all.Institutions) > 50 || len(all.Institutions)+all.More != p.session.Events[len(p.session.Events)-1].Matches {
		t.Errorf("%d institutions and %d more", len(all.Institutions), all.More)
	}
	tattersall, _ := p.env.World.Institution("ins_109510")
	if all.Config.Fits(tattersall) {
		t.Error("Tattersall has no identity")
	}
	p.do(link.SelectInstitution{InstitutionID: "ins_109510"})
	if told := p.page(); !told.Refused || told.Institution == nil || told.Institution.ID != "ins_109510" || told.Query != "bank" {
		t.Errorf("%+v", told)
	}
	p.do(link.SelectInstitution{InstitutionID: "ins_132363"})
	if told := p.page(); told.Refused || told.Institution.Health != bank.Degraded || !told.CanGoBack || told.Query != "" {
		t.Errorf("%+v", told)
	}
}

// TestPayrollOffer lists payroll providers alone.
func TestPayrollOffer(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{DigitalPayroll: true})
	if got := p.offered(); !slices.Contains(got, "ins_135842") || slices.Contains(got, "ins_109508") {
		t.Errorf("%q", got)
	}
}

// TestChallengePage asks the same again after a wrong answer, round by round.
func TestChallengePage(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{})
	p.do(link.SelectInstitution{InstitutionID: "ins_109508"}, link.SubmitCredentials{Username: "user_good", Password: "mfa_questions_2_1"})
	p.do(link.AnswerMFA{Answers: []string{"answer_0_0"}}, link.AnswerMFA{Answers: []string{"wrong"}})
	again := p.page()
	if again.Pane != link.PaneMFA || again.Challenge.Asks() != 1 || again.Failure == nil || again.Failure.Code != "INVALID_MFA" {
		t.Errorf("%+v", again)
	}
	p.do(link.AnswerMFA{Answers: []string{"answer_1_0"}})
	if after := p.page(); after.Failure != nil || len(after.Accounts) == 0 || !after.Choose {
		t.Errorf("%+v", after)
	}
}

// TestDocumentPage tells of the files that were not taken, also after one that was.
func TestDocumentPage(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{PayrollDocuments: true, DigitalPayroll: true, MultiItem: true})
	p.do(link.ChooseFlow{Flow: link.FlowDocuments})
	p.do(link.UploadDocument{Document: link.Document{Name: "stub.exe", Content: []byte("no document")}})
	if refused := p.page(); len(refused.Refusals) != 1 || refused.Refusals[0].Name != "stub.exe" || refused.Failure == nil || !refused.CanGoBack {
		t.Errorf("%+v", refused)
	}
	p.do(link.UploadDocument{Document: link.Document{Kind: document.W2}})
	both := p.page()
	if len(both.Refusals) != 1 || len(both.Uploads) != 1 || both.Failure != nil || both.CanGoBack {
		t.Errorf("%+v", both)
	}
	if both.Bounds.Files != 50 || both.Bounds.FileBytes != document.MaxSize || both.Bounds.Bytes != link.MaxUploads || len(both.Kinds) != len(document.Kinds) {
		t.Errorf("%+v", both.Bounds)
	}
	p.do(link.SubmitDocuments{}, link.LinkAnother{}, link.ChooseFlow{Flow: link.FlowDocuments})
	if next := p.page(); len(next.Uploads)+len(next.Refusals) != 0 || len(next.Linked) != 1 {
		t.Errorf("%+v", next)
	}
}

// TestFullPageOfBank leads back by the redirect URI, and Link goes on from there.
func TestFullPageOfBank(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{RedirectURI: "https://shop.example/back"})
	p.do(link.SelectInstitution{InstitutionID: "ins_127287"}, link.OpenOAuth{Redirect: true})
	first := p.page()
	if first.OAuthStateID == "" || !first.OAuthRedirect || first.ReturnURI != "" {
		t.Errorf("%+v", first)
	}
	p.do(link.DeclineAtBank{})
	declined := p.page()
	if declined.Pane != link.PaneOAuth || declined.Failure != nil || declined.ReturnURI != "https://shop.example/back?oauth_state_id="+first.OAuthStateID {
		t.Errorf("%+v", declined)
	}
	p.do(link.Return{})
	back := p.page()
	if back.Failure == nil || back.Failure.Code != "ACCESS_NOT_GRANTED" || back.ReturnURI != "" {
		t.Errorf("%+v", back)
	}
	p.do(link.OpenOAuth{Redirect: true})
	if again := p.page(); again.OAuthStateID == first.OAuthStateID || again.Failure != nil {
		t.Errorf("%+v", again)
	}
	p.do(link.BankLogin{})
	p.do(link.ShareAtBank{AccountIDs: offeredAccounts(link.StateOf(p.session))[:1]})
	if done := p.page(); done.Pane != link.PaneOAuth || done.ReturnURI == "" || done.End.Success != nil {
		t.Errorf("%+v", done)
	}
	p.do(link.Return{})
	end := p.page()
	if end.End.Success == nil || !callsOpen(end.Events[len(end.Events)-3]) || *end.End.Success.Metadata.AccountID == "" {
		t.Errorf("%+v", end)
	}
}

// callsOpen reports whether an event is that of Link opened again: OPEN without a view.
func callsOpen(e link.CallbackEvent) bool { return e.Name == "OPEN" && e.Metadata.ViewName == nil }

// TestHostedFullPage goes on at once: nobody else opens Hosted Link again.
func TestHostedFullPage(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{RedirectURI: "https://shop.example/back", Hosted: &link.Hosted{}})
	p.do(link.SelectInstitution{InstitutionID: "ins_127287"}, link.OpenOAuth{Redirect: true}, link.DeclineAtBank{})
	if page := p.page(); page.ReturnURI != "" || page.Failure == nil {
		t.Errorf("%+v", page)
	}
}

// TestOldSessionAtBank reads a session of a version that had no pages of banks: it stands on the login of an
// OAuth institution, and goes on there.
func TestOldSessionAtBank(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{})
	const events = `[
		{"kind":"opened","at":"2026-01-05T09:00:00.123456Z","pane":"consent"},
		{"kind":"consented","at":"2026-01-05T09:00:00.123456Z","pane":"institution"},
		{"kind":"searched","at":"2026-01-05T09:00:00.123456Z","pane":"institution","query":"oauth","matches":3},
		{"kind":"institution_selected","at":"2026-01-05T09:00:00.123456Z","pane":"credentials","institution":{"id":"ins_127287","name":"Platypus OAuth Bank"}}]`
	p.session.Events = nil
	if err := json.Unmarshal([]byte(events), &p.session.Events); err != nil {
		t.Fatal(err)
	}
	if page := p.page(); page.Pane != link.PaneCredentials || !page.CanGoBack || len(page.Events) != 5 {
		t.Errorf("%+v", page)
	}
	p.do(link.SubmitCredentials{})
	if state := link.StateOf(p.session); state.Pane != link.PaneAccounts {
		t.Errorf("nobody in particular comes to %s", state.Pane)
	}
	p.do(link.SelectAccounts{AccountIDs: offeredAccounts(link.StateOf(p.session))})
	if end := p.page().End; end.Success == nil || len(end.Success.Metadata.Accounts) != 14 || end.Success.Metadata.Account != nil {
		t.Errorf("%+v", end)
	}
}
