package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"toile/toiletest"
)

// login types what logs in.
func login(username, password string) fields {
	return fields{"username": {username}, "password": {password}}
}

// TestBank links a bank by forms alone.
func TestBank(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	token := linkToken(t, server, nil)
	w := newWalker(t, server)
	w.get("/link/v2/stable/link.html?origin=https://shop.example&token=" + token)
	w.on("start")
	w.press("Continue")
	w.on("consent")
	w.says("Shop uses toile")
	w.says("Your transactions")
	w.press("Continue without phone number")
	w.on("institution")
	w.press("#search-input-input-form", fields{"query": {"platypus"}})
	w.on("institution")
	w.says("Platypus OAuth")
	w.press(`[aria-label="First Platypus Bank"]`)
	w.on("credentials")
	w.press("#submit-credentials", login("user_good", "wrong"))
	w.on("credentials")
	w.says("not right")
	w.press("#aut-button", login("user_good", "mfa_device"))
	w.on("mfa")
	w.press("#submit-device")
	w.on("mfa")
	w.press("#submit-code", fields{"answer": {"4321"}})
	w.on("mfa")
	w.says("not right")
	w.press("#submit-code", fields{"answer": {"1234"}})
	w.on("accounts")
	w.says("Plaid Checking")
	w.press("Select all")
	w.press("#submit-accounts")
	w.on("done")
	w.says("Success")
	if got := linkSessions(t, server, token); len(got) != 1 || got[0].Results.ItemAdded[0].PublicToken == "" {
		t.Errorf("the API tells of %+v", got)
	}
	w.get(w.at)
	w.on("done") // and still is
}

// TestTyped keeps what was typed and ticked in a form that is shown again, but for passwords.
func TestTyped(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := opened(t, server, nil)
	w.press("#aut-button")
	w.press("#aut-ins_109508")
	typed := func(name string) {
		t.Helper()
		w.on("credentials")
		if got := append(w.values("username"), w.values("password")...); len(got) != 2 || got[0] != name || got[1] != "" {
			t.Errorf("the fields hold %q, want the name %q", got, name)
		}
	}
	typed("")
	w.press("#aut-submit-button", login("user_good", "wrong"))
	w.answers(http.StatusOK)
	typed("user_good")
	w.press("#aut-button", login("ann", strings.Repeat("p", 1<<17)))
	w.answers(http.StatusUnprocessableEntity)
	typed("ann")
	w.press("#aut-button", login("user_good", "pass_good"))
	w.on("accounts")
	ids := w.values("account")
	w.press("#aut-continue-button", fields{"account": {ids[0], "of nobody"}})
	w.answers(http.StatusUnprocessableEntity)
	if got := controls(ancestor(w.find("#aut-button"), atom.Form), w.find("#aut-button"))["account"]; !slices.Equal(got, ids[:1]) {
		t.Errorf("ticked are %q of %q", got, ids)
	}
	w.press("#aut-continue-button")
	w.on("done")
}

// TestOlderIDs finds controls by the ids that older browser tests of Link use (facts ecosystem A.7): each stands around the
// control, so that a click on it is one on the control.
func TestOlderIDs(t *testing.T) {
	t.Parallel()
	w := opened(t, toiletest.New(t), nil)
	w.press("#aut-continue-button")
	w.on("institution")
	w.press("#aut-ins_109508")
	for older, control := range map[string]string{"aut-input-0": "aut-input-0-input", "aut-input-1": "aut-input-1-input", "username": "aut-input-0-input", "password": "aut-input-1-input"} {
		label := w.find("#" + older)
		if label == nil {
			t.Fatalf("there is no #%s", older)
		}
		if label.DataAtom != atom.Label {
			label = ancestor(label, atom.Label)
		}
		if label == nil || attr(label, "for") != control || first(label, func(n *html.Node) bool { return attr(n, "id") == control }) == nil {
			t.Errorf("#%s is in no label around #%s", older, control)
		}
	}
	w.press("#aut-submit-button", login("user_good", "mfa_device"))
	w.press("#aut-submit-button")
	w.press("#aut-submit-button", fields{"answer": {"1234"}})
	w.press("#aut-continue-button", fields{"account": w.values("account")})
	w.on("done")
	if w.find("#aut-continue-button") == nil {
		t.Error("there is no #aut-continue-button around Finish")
	}
}

// session is what /link/token/get tells of a session.
type session struct {
	FinishedAt string `json:"finished_at"`
	Results    struct {
		ItemAdded []struct {
			PublicToken string `json:"public_token"`
		} `json:"item_add_results"`
	}
	Exit *struct {
		Error *struct {
			Code string `json:"error_code"`
		}
		Metadata struct{ Status string }
	}
}

func linkSessions(t *testing.T, server *toiletest.Server, token string) []session {
	t.Helper()
	return ask[struct {
		Sessions []session `json:"link_sessions"`
	}](t, server, "/link/token/get", map[string]any{"link_token": token}).Sessions
}

// TestChallenges answers every kind of challenge.
func TestChallenges(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	for password, rounds := range map[string][][]string{
		"mfa_selections":       {{"Yes"}},
		"mfa_questions_2_2":    {{"answer_0_0", "answer_0_1"}, {"answer_1_0", "answer_1_1"}},
		"mfa_selections_1_1_3": {{"answer_0_0_0"}},
		"mfa_selections_2_2_4": {{"answer_0_0_0", "answer_0_1_0"}, {"answer_1_0_0", "answer_1_1_0"}},
	} {
		w := opened(t, server, nil)
		w.press("#aut-button")
		w.press("#aut-ins_109508")
		w.press("#aut-button", login("user_good", password))
		for _, answers := range rounds {
			w.on("mfa")
			w.press("#aut-button", fields{"answer": answers})
		}
		w.on("accounts")
	}
}

// TestLeaving asks before it leaves, and asking is no part of the session.
func TestLeaving(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := opened(t, server, nil)
	w.press("#aut-button")
	turn := w.data("turn")
	w.press("#aut-close")
	w.says("Are you sure")
	w.press("#aut-secondary-button")
	if w.on("institution"); w.data("turn") != turn {
		t.Error("looking at the question changed the session")
	}
	w.press("#aut-close")
	w.press("#aut-button")
	w.on("done")
	w.says("You have left")
}

// TestIncome goes through the steps of income and employment.
func TestIncome(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	user := ask[struct {
		UserID string `json:"user_id"`
	}](t, server, "/user/create", map[string]any{"client_user_id": "person", "with_upgraded_user": true}).UserID
	w := opened(t, server, map[string]any{
		"user": nil, "user_id": user, "products": []string{"income_verification", "employment"},
		"income_verification":    map[string]any{"income_source_types": []string{"bank"}, "bank_income": map[string]any{"days_requested": 365}},
		"employment":             map[string]any{"employment_source_types": []string{"bank"}},
		"enable_multi_item_link": true,
	})
	w.press("#aut-button")
	w.press("#aut-ins_109508")
	w.press("#aut-button", login("user_bank_income", "{}"))
	w.press("#aut-button", fields{"account": w.values("account")})
	w.on("income")
	w.press("#aut-button", fields{"source": w.values("source")[:1]})
	w.on("income_review")
	w.press("#aut-button")
	w.on("employment")
	w.press("#aut-button", fields{"employer": w.values("employer")[:1]})
	w.on("another")
	w.press("#aut-secondary-button")
	w.on("institution")
	w.press("#aut-ins_109508")
	w.press("#aut-button", login("user_bank_income", "{}"))
	w.press("#aut-button", fields{"account": w.values("account")})
	w.press("#aut-secondary-button")
	w.on("employment")
	w.press("#aut-secondary-button")
	w.on("another")
	w.press("#aut-button")
	w.on("done")
}

// TestDocuments uploads without a script.
func TestDocuments(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := documents(t, server)
	form := controls(w.find("[enctype=multipart/form-data]"), w.find("Upload"))
	w.upload(w.at, form, "", nil)
	w.answers(http.StatusUnprocessableEntity)
	w.says("choose a file first")
	w.upload(w.at, form, "pay.pdf", []byte("this is no PDF"))
	w.on("documents")
	form = controls(w.find("[enctype=multipart/form-data]"), w.find("Upload"))
	w.upload(w.at, form, "<b>pay</b>.json", []byte(strings.Repeat(" ", 10)))
	w.on("documents")
	if strings.Contains(w.text, "<b>pay") {
		t.Error("the name of a file became HTML")
	}
}

// documents gives a person who may upload.
func documents(t *testing.T, server *toiletest.Server) *walker {
	t.Helper()
	user := ask[struct {
		UserID string `json:"user_id"`
	}](t, server, "/user/create", map[string]any{"client_user_id": "person", "with_upgraded_user": true}).UserID
	w := opened(t, server, map[string]any{
		"user": nil, "user_id": user, "products": []string{"income_verification"},
		"income_verification": map[string]any{"income_source_types": []string{"payroll"}},
	})
	w.press("#aut-button")
	w.on("choose_flow")
	w.press("#aut-secondary-button")
	w.on("documents")
	return w
}
