package app

import (
	"strings"
	"testing"
	"time"

	"toile/internal/document"
	"toile/internal/link"
)

const (
	bankAsked       = `"products":["auth"]`
	transactAsked   = `"products":["transactions"],"transactions":{"days_requested":90}`
	incomeAsked     = `"products":["income_verification"],"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":90}}`
	employmentAsked = `"products":["income_verification","employment"],"employment":{"employment_source_types":["bank"]},"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":180}}`
	payrollAsked    = `"products":["income_verification"],"income_verification":{"income_source_types":["payroll"]}`
	severalAsked    = `"enable_multi_item_link":true,`
	documentsAsked  = `"products":["income_verification"],"income_verification":{"income_source_types":["payroll"],` +
		`"payroll_income":{"flow_types":["payroll_document_income"],"parsing_config":["ocr","risk_signals"]}}`
	updateAsked = `"access_token":"$ACCESS"`
)

// twin is a session that is played twice.
type twin struct {
	name   string
	asked  string
	script link.Script
}

// as is somebody who logs in by a name with any password.
func as(username string) link.Part {
	return link.Part{Username: username, Password: "{}"}
}

// alone is a script of somebody who links one Item.
func alone(p link.Part) link.Script { return link.Script{Part: p} }

// twins are sessions of every kind.
func twins() []twin {
	stub := []byte(`{"paystub":{"employer":{"name":"Heartland Toy Company"},"net_pay":{"current_amount":499.28}},"single_document_risk_signals":{"risk_summary":{"risk_score":70}}}`)
	files := []link.Document{
		{Name: "stub.json", Content: stub}, {Kind: document.W2}, {Kind: document.BankStatement, Name: "statement <1>.pdf"},
		{Name: "empty.pdf", Content: []byte{}}, {Name: "blurred.json", Content: []byte(`{"ocr_status":"ERROR_PROCESSING"}`)},
	}
	mfa := func(password string, answers ...string) link.Script {
		return alone(link.Part{Password: password, MFA: answers})
	}
	return []twin{
		{"a bank", bankAsked, link.Script{}},
		{"transactions", transactAsked, alone(link.Part{Search: "platypus", Accounts: []string{"0000", "1111"}})},
		{"a device and a code", bankAsked, mfa("mfa_device", "xxx-xxx-5309", "9999", "1234")},
		{"questions", bankAsked, mfa("mfa_questions_2_2", "answer_0_0", "answer_0_1", "answer_1_0", "answer_1_1")},
		{"selections", bankAsked, mfa("mfa_selections", "No", "Yes")},
		{"a wrong password", bankAsked, alone(link.Part{Before: []link.Credentials{{Username: "user_good", Password: "wrong"}, {Password: "error_ITEM_LOCKED"}}, InstitutionID: "ins_109508"})},
		{"an institution that is down", bankAsked, alone(link.Part{InstitutionID: "ins_132361"})},
		{"an error at the institution", bankAsked, alone(link.Part{Password: "error_INSTITUTION_DOWN"})},
		{"a kept user", bankAsked, alone(link.Part{Username: "ann", Password: "x"})},
		{"income", incomeAsked, alone(as("user_bank_income"))},
		{"some income", incomeAsked, alone(link.Part{Username: "user_bank_income", IncomeSources: []string{"Gingham Rides"}})},
		{"no income", incomeAsked, link.Script{}},
		{"income denied", incomeAsked, alone(link.Part{Username: "user_bank_income", Income: link.AnswerNone})},
		{"income that fails", incomeAsked, alone(link.Part{Username: "user_bank_income", Income: link.AnswerFail})},
		{"income and employment", employmentAsked, alone(as("user_yuppie"))},
		{"an employer not listed", employmentAsked, alone(link.Part{Username: "user_bank_income", Employment: link.AnswerNotListed})},
		{"several Items with income", severalAsked + employmentAsked, link.Script{Part: as("user_bank_income"), Items: []link.Part{as("user_yuppie"), {}}}},
		{"several Items, one left", severalAsked + incomeAsked, link.Script{
			Part: as("user_bank_income"), Items: []link.Part{as("user_yuppie")}, Exit: &link.Leaving{At: link.PaneIncome, Item: 2, ErrorCode: "INTERNAL_SERVER_ERROR"},
		}},
		{"payroll", payrollAsked, link.Script{Flow: link.FlowPayroll}},
		{"documents", documentsAsked, link.Script{Documents: files}},
		{"the usual document", documentsAsked, link.Script{}},
		{"payroll, then documents", severalAsked + payrollAsked, link.Script{Flow: link.FlowDocuments, Items: []link.Part{{}}, Documents: files[:2]}},
		{"documents left", documentsAsked, link.Script{Documents: files, Exit: &link.Leaving{At: link.PaneDocuments}}},
		{"documents abandoned", documentsAsked, link.Script{Documents: files, AbandonAt: link.PaneDocuments}},
		{"no document taken", documentsAsked, link.Script{Documents: files[3:4]}},
		{"abandoned at the accounts", bankAsked, link.Script{AbandonAt: link.PaneAccounts}},
		{"left at the accounts", bankAsked, link.Script{Exit: &link.Leaving{At: link.PaneAccounts}}},
		{"left in the challenge", bankAsked, link.Script{Part: link.Part{Password: "mfa_device"}, Exit: &link.Leaving{At: link.PaneMFA}}},
		{"left at once", bankAsked, link.Script{Exit: &link.Leaving{}}},
		{"a bank's own pages", bankAsked, alone(link.Part{InstitutionID: "ins_127287", Username: "ann", Password: "x"})},
		{"a bank's own pages with income", incomeAsked, alone(link.Part{InstitutionID: "ins_127287", Username: "user_bank_income", Accounts: []string{"0000"}})},
		{"a bank's own pages left", bankAsked, link.Script{Part: link.Part{InstitutionID: "ins_127287"}, Exit: &link.Leaving{At: link.PaneOAuth}}},
		{"a bank's own pages abandoned", bankAsked, link.Script{Part: link.Part{InstitutionID: "ins_127287"}, AbandonAt: link.PaneBankAccounts}},
		{"an error at a bank's own pages", bankAsked, alone(link.Part{InstitutionID: "ins_127287", Password: "error_ITEM_LOCKED"})},
		{"an update", updateAsked, link.Script{}},
		{"an update of the accounts", updateAsked + `,"update":{"account_selection_enabled":true}`, alone(link.Part{Accounts: []string{"0000"}})},
		{"an update for income", updateAsked + "," + incomeAsked, link.Script{}},
	}
}

// TestTwins plays every kind of session twice, on two servers of one seed whose clocks stand still: once by a
// script in one call, once action by action. All that the API says is equal, and so is every
// table, but for what is due later: files that waited for their Item were guarded.
func TestTwins(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		places := []string{database(), database()}
		var told []map[string]map[string]string
		for i, place := range places {
			a := begin(t, place)
			if _, err := a.SaveCustomUser(t.Context(), client, CustomUser{Username: "ann", Config: `{"override_accounts":[{"subtype":"checking"}]}`}); err != nil {
				t.Fatal(err)
			}
			answers := map[string]map[string]string{}
			for _, twin := range twins() {
				answers[twin.name] = playTwin(t, a, twin, i == 1)
			}
			told = append(told, answers)
			if err := a.store.Close(); err != nil {
				t.Fatal(err)
			}
		}
		answered := map[string]bool{}
		for _, twin := range twins() {
			compare(t, twin.name, told[0][twin.name], told[1][twin.name])
			for endpoint, said := range told[0][twin.name] {
				answered[endpoint] = answered[endpoint] || strings.ContainsAny(said[:1], "{[")
			}
		}
		for endpoint, answers := range answered {
			if !answers {
				t.Errorf("%s answers no kind of session", endpoint)
			}
		}
		want, got := sums(t, places[0]), sums(t, places[1])
		for _, table := range []string{"link_sessions", "session_lists", "items", "income_reports", "documents", "uploads"} {
			if strings.HasPrefix(want[table], "0 ") {
				t.Errorf("no kind of session fills %s", table)
			}
		}
		delete(want, "tasks")
		compare(t, "what is stored", want, got)
	})
}

// playTwin plays a session of a new person, in a browser or not, and gives what the API says of it a minute later.
func playTwin(t *testing.T, a *App, twin twin, browser bool) map[string]string {
	t.Helper()
	p := newPerson(t, a, twin.name)
	p.link(t)
	token := p.token(t, twin.asked)
	if browser {
		p.browser(t, token, twin.script, 0)
	} else {
		p.headless(t, token, twin.script)
	}
	a.advance(t, time.Minute)
	return p.answers(t, token)
}
