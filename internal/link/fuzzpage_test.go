package link_test

import (
	"slices"

	"github.com/google/go-cmp/cmp"

	"toile/internal/link"
)

// checkPage holds that the page offers what may be done.
func (w *walk) checkPage() {
	page, state := link.PageOf(w.token, w.session, w.env.World), link.StateOf(w.session)
	if page.Pane != state.Pane || page.Turn != len(w.session.Events) || page.CanGoBack != w.possible(link.Back{}) {
		w.t.Fatalf("the page is %+v, the state %+v", page, state)
	}
	for _, institution := range page.Institutions {
		if !w.possible(link.SelectInstitution{InstitutionID: institution.ID}) {
			w.t.Fatalf("%s is on offer and cannot be chosen", institution.ID)
		}
	}
	switch page.Pane {
	case link.PaneMFA:
		if page.Challenge == nil || page.Challenge.Asks() == 0 {
			w.t.Fatalf("no challenge: %+v", page.Challenge)
		}
	case link.PaneAccounts, link.PaneBankAccounts:
		if page.Choose && len(page.Accounts) == 0 || page.Choose != (w.token.Config.Update == nil || w.token.Config.Update.AccountSelection) {
			w.t.Fatalf("%d accounts, to choose from: %v", len(page.Accounts), page.Choose)
		}
	case link.PaneBankLogin:
		if page.OAuthStateID == "" || page.Institution == nil || !page.Institution.OAuth {
			w.t.Fatalf("at no bank: %+v", page)
		}
	}
	if away := page.ReturnURI != ""; away != (page.Pane == link.PaneOAuth && (state.Shared || state.Kept != nil)) || away && !w.possible(link.Return{}) {
		w.t.Fatalf("on %s the bank's page leads to %q", page.Pane, page.ReturnURI)
	}
}

// possible reports whether an action would not be refused.
func (w *walk) possible(action link.Action) bool {
	if link.StateOf(w.session).Ended {
		return false
	}
	_, err := link.Decide(w.token, w.session, action, w.env)
	return err == nil
}

// checkCallbacks holds that the page that embeds Link is told what the API tells.
func (w *walk) checkCallbacks() {
	if len(w.session.Events) == 0 {
		return
	}
	page := link.PageOf(w.token, w.session, w.env.World)
	api := link.LinkEvents(w.session)
	slices.Reverse(api)
	if len(api) != len(page.Events) {
		w.t.Fatalf("onEvent is told of %d events, /link/token/get of %d", len(page.Events), len(api))
	}
	for n, e := range page.Events {
		m, a := e.Metadata, api[n].EventMetadata
		if told := []*string{m.RequestID, m.ErrorCode, m.InstitutionID, m.ViewName, m.ExitStatus}; e.Name != api[n].EventName ||
			!cmp.Equal(told, []*string{a.RequestID, a.ErrorCode, a.InstitutionID, a.ViewName, a.ExitStatus}) {
			w.t.Fatalf("event %d is %+v, in the API %+v", n, e, api[n])
		}
		if (m.IsUpdateMode != nil) != (e.Name == "OPEN") || m.LinkSessionID != w.session.ID || m.RequestID == nil {
			w.t.Fatalf("event %d lacks something: %+v", n, e)
		}
	}
	result, end := page.Result, page.End
	if (end.Success != nil) != (result.Status == link.Success) || (end.Exit != nil) != (result.Status == link.Left) {
		w.t.Fatalf("%s, and the callbacks are %+v", result.Status, end)
	}
	if s := end.Success; s != nil && (s.PublicToken == nil) != (w.token.Config.MultiItem && w.token.Config.Update == nil) || s != nil && s.PublicToken != nil && *s.PublicToken != result.PublicTokens[0] {
		w.t.Fatalf("onSuccess is told %+v of %+v", s, result)
	}
	if x := end.Exit; x != nil && ((x.Error == nil) != (result.Error == nil) || (x.Metadata.Status == nil) != (result.ExitStatus == "")) {
		w.t.Fatalf("onExit is told %+v of %+v", x, result)
	}
}
