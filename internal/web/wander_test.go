package web_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"toile/toiletest"
)

// TestWander presses whatever is there and types what comes to mind, on every kind of session. Nothing breaks, and
// every page is one of Link's or a bank's.
func TestWander(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	user := ask[struct {
		UserID string `json:"user_id"`
	}](t, server, "/user/create", map[string]any{"client_user_id": "person", "with_upgraded_user": true}).UserID
	bank := map[string]any{"income_source_types": []string{"bank"}, "bank_income": map[string]any{"days_requested": 90}}
	kinds := []map[string]any{
		{},
		{"user": nil, "user_id": user, "products": []string{"income_verification", "employment"}, "income_verification": bank, "enable_multi_item_link": true,
			"employment": map[string]any{"employment_source_types": []string{"bank"}}},
		{"user": nil, "user_id": user, "products": []string{"income_verification"}, "income_verification": map[string]any{"income_source_types": []string{"payroll"}}},
	}
	panes := map[string]int{}
	for seed := range uint64(45) {
		chance := rand.New(rand.NewPCG(seed, 7))
		w := opened(t, server, kinds[seed%3])
		for range 40 {
			panes[w.place()]++
			if w.status != http.StatusOK && w.status != http.StatusUnprocessableEntity {
				t.Fatalf("seed %d: %s answered %d", seed, w.at, w.status)
			}
			if !w.wander(chance) {
				break
			}
		}
	}
	for _, pane := range []string{"consent", "institution", "credentials", "mfa", "accounts", "income", "oauth", "bank", "documents", "done"} {
		if panes[pane] == 0 {
			t.Errorf("nobody came to %q: %v", pane, panes)
		}
	}
}

// place is the pane of the page, or that it is the bank's.
func (w *walker) place() string {
	if strings.Contains(w.at, "/link/bank/") {
		return "bank"
	}
	return w.pane()
}

// wander presses one of the page's buttons or follows one of its links, and reports whether there was any.
func (w *walker) wander(chance *rand.Rand) bool {
	var all []*html.Node
	for n := range w.page.Descendants() {
		form := w.formOf(n)
		if n.DataAtom == atom.Button && form != nil && !hasAttr(n, "disabled") || n.DataAtom == atom.A {
			all = append(all, n)
		}
	}
	if len(all) == 0 {
		return false
	}
	chosen := all[chance.IntN(len(all))]
	if main := w.find("#aut-button"); slices.Contains(all, main) && chance.IntN(2) == 0 {
		chosen = main
	}
	if chosen.DataAtom == atom.A {
		w.get(attr(chosen, "href"))
		return true
	}
	form := w.formOf(chosen)
	if attr(form, "enctype") != "" {
		w.upload(attr(form, "action"), controls(form, chosen), "file.json", fmt.Appendf(nil, `{"n":%d}`, chance.IntN(9)))
		return true
	}
	w.submit(form, chosen, w.anything(form, chance))
	return true
}

// anything types into the fields of a form, and ticks some boxes.
func (w *walker) anything(form *html.Node, chance *rand.Rand) fields {
	typed := fields{}
	words := []string{"user_good", "pass_good", "user_bank_income", "{}", "mfa_device", "mfa_selections", "1234", "Yes", "platypus", "", "é\u2028\U0001f600", "<i>"}
	for n := range form.Descendants() {
		name, kind := attr(n, "name"), attr(n, "type")
		switch {
		case n.DataAtom != atom.Input || kind == "hidden" || kind == "radio" || kind == "file":
		case kind == "checkbox":
			if chance.IntN(3) > 0 {
				typed[name] = append(typed[name], attr(n, "value"))
			}
		case name == "username" || name == "password":
			typed["username"], typed["password"] = []string{"user_good"}, []string{"pass_good"}
			switch chance.IntN(4) {
			case 0:
				typed["password"] = []string{words[chance.IntN(len(words))]}
			case 1:
				typed["password"] = []string{"mfa_device"}
			default:
				typed["username"], typed["password"] = []string{"user_bank_income"}, []string{"{}"}
			}
		default:
			typed[name] = append(typed[name], words[chance.IntN(len(words))])
		}
	}
	return typed
}

// TestLanguages speaks English where there are no words in the language that was asked for, and says so.
func TestLanguages(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	for language, spoken := range map[string]string{"en": "en", "de": "en", "vi": "en"} {
		w := opened(t, server, map[string]any{"language": language})
		if got := attr(first(w.page, func(n *html.Node) bool { return n.DataAtom == atom.Html }), "lang"); got != spoken {
			t.Errorf("a token in %q gives a page in %q", language, got)
		}
		w.says("Shop uses toile")
	}
}
