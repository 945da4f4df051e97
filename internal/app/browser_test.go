package app

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/id"
	"toile/internal/link"
	"toile/internal/pgtest"
	"toile/internal/store"
)

// The tests of sessions that a browser plays stand beside the code: they act by the methods that Link's
// pages call, and look at what is stored.

// client is whose users the tests have, and requestID what every call of theirs counts as. A session's events
// keep the ids of the requests that they came with, so a script in one request and a browser in many
// would differ in these alone; with one id for all they must be equal to the byte.
const (
	client    = "client"
	requestID = "request"
)

var who = Caller{ClientID: client, RequestID: requestID, Origin: Origin{"https", "toile.example"}}

// eachEngine runs a test on an empty database of each engine.
func eachEngine(t *testing.T, test func(t *testing.T, database func() string)) {
	for name, database := range map[string]func(t *testing.T) string{
		"file":     func(t *testing.T) string { return filepath.Join(t.TempDir(), "toile.db") },
		"postgres": func(t *testing.T) string { return pgtest.Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, func() string { return database(t) })
		})
	}
}

// person is a user of a server in the tests.
type person struct {
	*App
	userID string
	access string // of the Item that an update is about
}

// newPerson makes a user on a server.
func newPerson(t testing.TB, a *App, name string) *person {
	t.Helper()
	resp, _, err := a.UserCreate(t.Context(), who, &toile.UserCreateRequest{ClientUserID: name, WithUpgradedUser: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	return &person{App: a, userID: resp.UserID}
}

// fill puts the person's values into a request, and fits it into what it is to become.
func fill[R any](t testing.TB, p *person, body string) *R {
	t.Helper()
	var request R
	text := strings.NewReplacer("$USER", p.userID, "$ACCESS", p.access).Replace(body)
	if err := json.Unmarshal([]byte(text), &request); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return &request
}

// link links an Item without Link, and takes it up as the one that an update is about.
func (p *person) link(t *testing.T) {
	t.Helper()
	linked, err := p.SandboxPublicTokenCreate(t.Context(), who, fill[toile.SandboxPublicTokenCreateRequest](t, p,
		`{"user_id":"$USER","institution_id":"ins_109508","initial_products":["transactions"],"options":{"override_username":"user_bank_income","override_password":"{}"}}`))
	if err != nil {
		t.Fatal(err)
	}
	p.exchange(t, linked.PublicToken)
}

func (p *person) exchange(t *testing.T, publicToken string) {
	t.Helper()
	exchanged, err := p.ItemPublicTokenExchange(t.Context(), who, &toile.ItemPublicTokenExchangeRequest{PublicToken: publicToken})
	if err != nil {
		t.Fatal(err)
	}
	p.access = exchanged.AccessToken
}

// remove removes the user.
func (p *person) remove(t *testing.T) {
	t.Helper()
	if _, err := p.UserRemove(t.Context(), who, fill[toile.UserRemoveRequest](t, p, `{"user_id":"$USER"}`)); err != nil {
		t.Fatal(err)
	}
}

// token makes a link token for what is asked.
func (p *person) token(t testing.TB, asked string) string {
	t.Helper()
	resp, err := p.LinkTokenCreate(t.Context(), who, fill[toile.LinkTokenCreateRequest](t, p,
		`{"client_name":"c","language":"en","country_codes":["US"],"user_id":"$USER",`+asked+`}`))
	if err != nil {
		t.Fatalf("%s: %v", asked, err)
	}
	return resp.LinkToken
}

// seat is a browser in front of a session.
type seat struct {
	*person
	Visit
}

// sit opens a link token in a browser.
func (p *person) sit(t testing.TB, token string) seat {
	t.Helper()
	visit, err := p.OpenLink(t.Context(), requestID, Opening{LinkToken: token, Door: DoorFrame, Origin: "https://shop.example"})
	if err != nil {
		t.Fatal(err)
	}
	return seat{p, visit}
}

// page looks at the session.
func (s seat) page(t testing.TB) LinkPage {
	t.Helper()
	page, err := s.LinkPage(t.Context(), s.Visit)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// try acts on the page that is shown now.
func (s seat) try(t testing.TB, action link.Action) error {
	t.Helper()
	return s.ActOnLink(t.Context(), requestID, s.Visit, s.page(t).Turn, action)
}

// do acts on the pages that are shown, one after the other.
func (s seat) do(t testing.TB, actions ...link.Action) LinkPage {
	t.Helper()
	for _, action := range actions {
		if err := s.try(t, action); err != nil {
			t.Fatalf("%T: %v", action, err)
		}
	}
	return s.page(t)
}

// links logs in at First Platypus Bank, shares all accounts and agrees to all income.
func (s seat) links(t *testing.T, username string) {
	t.Helper()
	page := s.do(t, link.Consent{}, link.SelectInstitution{InstitutionID: "ins_109508"}, link.SubmitCredentials{Username: username, Password: "pass_good"})
	var accounts, sources []string
	for _, account := range page.Accounts {
		accounts = append(accounts, account.ID)
	}
	if page = s.do(t, link.SelectAccounts{AccountIDs: accounts}); page.Pane != link.PaneIncome {
		return
	}
	for _, source := range page.Offered {
		sources = append(sources, source.Key)
	}
	s.do(t, link.DecideIncome{Sources: sources})
}

// session reads the session that is stored.
func (s seat) session(t *testing.T) (session link.Session) {
	t.Helper()
	s.must(t, func(c call) (err error) {
		session, err = c.Session(s.SessionID)
		return err
	})
	return session
}

// headless plays a script in one call.
func (p *person) headless(t *testing.T, token string, script link.Script) link.Result {
	t.Helper()
	result, err := p.RunLink(t.Context(), requestID, token, script)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// browser plays the same script action by action, as a browser does. Before each action it lets some time pass.
func (p *person) browser(t *testing.T, token string, script link.Script, pause time.Duration) link.Result {
	t.Helper()
	var record link.Token
	p.must(t, func(c call) (err error) {
		record, err = c.LinkToken(id.KeyOf(token))
		return err
	})
	var s seat
	err := link.NewPlayer(script, record).Play(func(action link.Action) (link.State, error) {
		if _, opens := action.(link.Open); opens {
			s = p.sit(t, token)
		} else {
			p.advance(t, pause)
			s.do(t, action)
		}
		state := link.StateOf(s.session(t))
		if page := s.page(t); page.Pane != state.Pane {
			t.Errorf("the page shows %s of a session on %s", page.Pane, state.Pane)
		}
		return state, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.page(t).Result
}

// answers are what the API says of the person, errors and all.
func (p *person) answers(t *testing.T, linkToken string) map[string]string {
	t.Helper()
	said := map[string]string{}
	note := func(what string, answer any, err error) {
		text, encodeErr := json.Marshal(answer)
		if encodeErr != nil {
			t.Fatal(encodeErr)
		}
		if said[what] = string(text); err != nil {
			said[what] = err.Error()
		}
	}
	sessions, err := p.CreditSessions(t.Context(), who, fill[toile.CreditSessionsGetRequest](t, p, `{"user_id":"$USER"}`))
	note("/credit/sessions/get", json.RawMessage(sessions), err)
	got, err := p.LinkTokenGet(t.Context(), who, &toile.LinkTokenGetRequest{LinkToken: linkToken})
	note("/link/token/get", got, err)
	items, err := p.UserItemsGet(t.Context(), who, fill[toile.UserItemsGetRequest](t, p, `{"user_id":"$USER"}`))
	note("/user/items/get", items, err)
	income, err := p.CreditBankIncomeGet(t.Context(), who, fill[toile.CreditBankIncomeGetRequest](t, p, `{"user_id":"$USER","options":{"count":100}}`))
	note("/credit/bank_income/get", json.RawMessage(income), err)
	payroll, err := p.CreditPayrollIncomeGet(t.Context(), who, fill[toile.CreditPayrollIncomeGetRequest](t, p, `{"user_id":"$USER"}`))
	note("/credit/payroll_income/get", payroll, err)
	statements, err := p.CreditBankStatementsUploadsGet(t.Context(), who, fill[toile.CreditBankStatementsUploadsGetRequest](t, p, `{"user_id":"$USER"}`))
	note("/credit/bank_statements/uploads/get", statements, err)
	risks, err := p.CreditPayrollIncomeRiskSignalsGet(t.Context(), who, fill[toile.CreditPayrollIncomeRiskSignalsGetRequest](t, p, `{"user_id":"$USER"}`))
	note("/credit/payroll_income/risk_signals/get", risks, err)
	return said
}

// waiting lists the files that wait in the session for their Item.
func (s seat) waiting(t *testing.T) (names []string) {
	t.Helper()
	s.must(t, func(c call) error {
		uploads, err := c.Uploads(s.SessionID)
		names = nil
		for _, u := range uploads {
			names = append(names, u.Name)
		}
		return err
	})
	return names
}

// sums gives what each table of a database holds, as a copy of it shows.
func sums(t *testing.T, database string) map[string]string {
	t.Helper()
	tables, err := store.Copy(t.Context(), database, filepath.Join(t.TempDir(), "copy.db"), func(store.Progress) {})
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	for _, table := range tables {
		held[table.Name] = fmt.Sprint(table.Rows, " ", table.Sum)
	}
	return held
}

// compare holds that two maps say the same.
func compare(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if want[key] != got[key] {
			t.Errorf("%s: %s\nheadless: %s\nbrowser:  %s", what, key, want[key], got[key])
		}
	}
}
