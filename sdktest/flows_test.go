package sdktest

import (
	"slices"
	"testing"
)

// added is the result for an Item that the session made.
func added(r linkResult, n int, institution string) object {
	return object{"public_token": r.PublicTokens[n], "item_id": r.ItemIDs[n], "institution_id": institution}
}

// step is the result of a step of an Item on its way.
func step(status, itemID, institution string) object {
	return object{"status": status, "item_id": itemID, "institution_id": institution}
}

// oneItem expects the Item of a session and how one of its steps ended.
func oneItem(kind, status string) func(linkResult) object {
	return func(r linkResult) object {
		return object{"item_add_results": list{added(r, 0, platypus)}, kind: list{step(status, r.ItemIDs[0], platypus)}}
	}
}

// noItem expects a step that was begun on an Item that never came to be.
func noItem(kind string) func(linkResult) object {
	return func(linkResult) object { return object{kind: list{step("STARTED", anItem, platypus)}} }
}

func documents(paystubs, w2s, statements, f1099s, i20s int) func(linkResult) object {
	return func(linkResult) object {
		return object{"document_income_results": object{
			"num_paystubs_uploaded": paystubs, "num_w2s_uploaded": w2s, "num_bank_statements_uploaded": statements,
			"num_1099s_uploaded": f1099s, "num_i20s_uploaded": i20s,
		}}
	}
}

func paystubsRetrieved(linkResult) object {
	return object{"payroll_income_results": list{object{
		"num_paystubs_retrieved": 2, "num_w2s_retrieved": 1, "institution_id": payroll, "institution_name": "Platypus Payroll",
	}}}
}

const (
	bankIncome     = "bank_income_results"
	bankEmployment = "bank_employment_results"
)

var (
	earner  = object{"username": "user_bank_income"} // has deposits of every kind and one employer
	poor    = object{"username": "user_credit_profile_poor"}
	leave   = func(pane string) object { return object{"exit": object{"at": pane}} }
	abandon = func(pane string) object { return object{"abandon_at": pane} }
)

// oauthBank logs people in on its own pages.
const oauthBank = "ins_127287"

var ownPages = object{"institution_id": oauthBank}

var flows = []story{
	{name: "bank", token: bankToken, also: bankMetadata, results: func(r linkResult) object {
		return object{"item_add_results": list{added(r, 0, platypus)}}
	}},
	{name: "bank with some accounts", token: bankToken, script: object{"institution_id": gingham, "accounts": list{"0000", "savings"}},
		results: func(r linkResult) object { return object{"item_add_results": list{added(r, 0, gingham)}} },
		also: func(t *testing.T, s told) {
			if n := len(s.link.Results.Get().ItemAddResults[0].Accounts); n != 2 {
				t.Errorf("%d accounts are shared, want 2", n)
			}
		}},

	{name: "a bank with its own pages", token: bankToken, script: ownPages, also: ownPagesTold, results: func(r linkResult) object {
		return object{"item_add_results": list{added(r, 0, oauthBank)}}
	}},
	{name: "income at a bank with its own pages", token: incomeToken, script: merged(ownPages, earner), results: func(r linkResult) object {
		return object{"item_add_results": list{added(r, 0, oauthBank)}, bankIncome: list{step("APPROVED", r.ItemIDs[0], oauthBank)}}
	}},

	{name: "income approved", token: incomeToken, script: earner, results: oneItem(bankIncome, "APPROVED")},
	{name: "income partly approved", token: incomeToken, script: merged(earner, object{"income_sources": list{"Gingham Rides"}}),
		results: oneItem(bankIncome, "APPROVED")},
	{name: "income without deposits", token: incomeToken, script: poor, results: oneItem(bankIncome, "NO_DEPOSITS_FOUND")},
	{name: "income denied by the user", token: incomeToken, script: merged(earner, object{"income": "none"}),
		results: oneItem(bankIncome, "USER_REPORTED_NO_INCOME")},
	{name: "income broken", token: incomeToken, script: merged(earner, object{"income": "fail"}),
		results: oneItem(bankIncome, "INTERNAL_ERROR"), errors: "INTERNAL_SERVER_ERROR"},
	{name: "income left", token: incomeToken, script: merged(earner, leave("income")), status: "EXITED", results: noItem(bankIncome)},
	{name: "income abandoned", token: incomeToken, script: merged(earner, abandon("income")), status: "RUNNING", results: noItem(bankIncome)},

	{name: "employment approved", token: employmentToken, script: earner, results: oneItem(bankEmployment, "APPROVED")},
	{name: "employment without employers", token: employmentToken, script: poor, results: oneItem(bankEmployment, "NO_EMPLOYERS_FOUND")},
	{name: "employer not listed", token: employmentToken, script: merged(earner, object{"employment": "not_listed"}),
		results: oneItem(bankEmployment, "EMPLOYER_NOT_LISTED")},
	{name: "employment broken", token: employmentToken, script: merged(earner, object{"employment": "fail"}),
		results: oneItem(bankEmployment, "INTERNAL_ERROR"), errors: "INTERNAL_SERVER_ERROR"},
	{name: "employment left", token: employmentToken, script: merged(earner, leave("employment")), status: "EXITED", results: noItem(bankEmployment)},
	{name: "employment abandoned", token: employmentToken, script: merged(earner, abandon("employment")), status: "RUNNING", results: noItem(bankEmployment)},
	{name: "income and employment", token: incomeAndEmploymentToken, script: earner, results: func(r linkResult) object {
		return merged(oneItem(bankIncome, "APPROVED")(r), oneItem(bankEmployment, "APPROVED")(r))
	}},

	{name: "digital payroll", token: digitalToken, results: paystubsRetrieved},
	{name: "documents of every kind", token: documentToken, results: documents(2, 1, 3, 1, 1), script: object{"documents": list{
		object{"kind": "paystub", "name": "may.pdf"}, object{"kind": "paystub"}, object{"kind": "w2"}, object{"kind": "bank_statement"},
		object{"kind": "bank_statement"}, object{"kind": "bank_statement"}, object{"kind": "1099"}, object{"kind": "i20"},
	}}},
	{name: "one document", token: documentToken, results: documents(1, 0, 0, 0, 0)},
	{name: "documents left half way", token: documentToken, status: "EXITED", results: documents(0, 1, 0, 0, 0),
		script: merged(leave("documents"), object{"documents": list{object{"kind": "w2"}}})},
	{name: "payroll where both are offered", token: eitherToken, script: object{"flow": "payroll"}, results: paystubsRetrieved},
	{name: "documents where both are offered", token: eitherToken, script: object{"flow": "documents", "documents": list{object{"kind": "1099"}}},
		results: documents(0, 0, 0, 1, 0)},

	{name: "two Items", token: multiToken, script: object{"items": list{object{"institution_id": gingham}}}, results: func(r linkResult) object {
		return object{"item_add_results": list{added(r, 0, platypus), added(r, 1, gingham)}}
	}},
	{name: "two Items with income", token: multiIncomeToken, results: func(r linkResult) object {
		return object{
			"item_add_results": list{added(r, 0, platypus), added(r, 1, gingham)},
			bankIncome:         list{step("APPROVED", r.ItemIDs[0], platypus), step("NO_DEPOSITS_FOUND", r.ItemIDs[1], gingham)},
		}
	}, script: merged(earner, object{"items": list{object{"institution_id": gingham, "username": "user_credit_profile_poor"}}})},
	{name: "two of three Items", token: multiToken, script: object{
		"items": list{object{"institution_id": gingham}, object{"institution_id": "ins_109511", "password": "wrong"}},
	}, results: func(r linkResult) object {
		return object{"item_add_results": list{added(r, 0, platypus), added(r, 1, gingham)}}
	}, errors: "INVALID_CREDENTIALS"},
}

// TestFlows walks each flow for users of both generations.
func TestFlows(t *testing.T) {
	for _, s := range flows {
		t.Run(s.name, func(t *testing.T) {
			eachGeneration(t, func(c *caller, u user) { c.play(u, s) })
		})
	}
}

// bankMetadata checks all that a bank connection tells in /link/token/get.
func bankMetadata(t *testing.T, s told) {
	added := s.link.Results.Get().ItemAddResults[0]
	if n := len(added.Accounts); n != 14 {
		t.Errorf("%d accounts are shared, want the 14 of user_good", n)
	}
	first := added.Accounts[0]
	shaped(t, "account id", first.GetId(), longID)
	if first.GetName() != "Plaid Checking" || first.GetMask() != "0000" || first.GetType() != "depository" || first.GetSubtype() != "checking" {
		t.Errorf("the first account is %s", spell(first))
	}
	success := s.link.OnSuccess.Get()
	if success == nil {
		t.Fatal("on_success is missing")
	}
	metadata := success.Metadata.Get()
	if success.PublicToken != s.result.PublicTokens[0] || metadata.GetLinkSessionId() != s.result.LinkSessionID {
		t.Errorf("on_success is %s", spell(success))
	}
	if institution := metadata.Institution.Get(); institution.GetName() != "First Platypus Bank" || institution.GetInstitutionId() != platypus {
		t.Errorf("on_success was at %s", spell(institution))
	}
	same(t, "the accounts of on_success", metadata.GetAccounts(), added.Accounts)
	want := []string{
		"OPEN", "TRANSITION_VIEW", "SELECT_INSTITUTION", "TRANSITION_VIEW", "SUBMIT_CREDENTIALS", "TRANSITION_VIEW",
		"TRANSITION_VIEW", "TRANSITION_VIEW", "HANDOFF",
	}
	if names := eventNames(s.link); !slices.Equal(names, want) {
		t.Errorf("the events are %v, want %v", names, want)
	}
	if got, want := viewNames(s.link), "SELECT_INSTITUTION CREDENTIAL LOADING SELECT_ACCOUNT CONNECTED"; got != want {
		t.Errorf("the panes are %s, want %s", got, want)
	}
}

// ownPagesTold checks that Link does not hear of a login on a bank's own pages.
func ownPagesTold(t *testing.T, s told) {
	want := []string{"OPEN", "TRANSITION_VIEW", "SELECT_INSTITUTION", "TRANSITION_VIEW", "OPEN_OAUTH", "TRANSITION_VIEW", "HANDOFF"}
	if names := eventNames(s.link); !slices.Equal(names, want) {
		t.Errorf("the events are %v, want %v", names, want)
	}
	if got, want := viewNames(s.link), "SELECT_INSTITUTION OAUTH CONNECTED"; got != want {
		t.Errorf("the panes are %s, want %s", got, want)
	}
}

// TestNewestFirst lists a user's sessions over several link tokens.
func TestNewestFirst(t *testing.T) {
	eachGeneration(t, func(c *caller, u user) {
		if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(c.t)) != 0 {
			c.t.Errorf("a new user has sessions: %s", spell(sessions))
		} else {
			same(c.t, "the list of a new user", tree(c.t, bodyOf(c.t, resp)).(object)["sessions"], list{})
		}
		first, second := c.linkToken(bankToken(u)), c.linkToken(incomeToken(u))
		var want []string
		for _, token := range []string{first, second, first, second, first} {
			want = append([]string{c.link(token, earner).LinkSessionID}, want...)
		}
		sessions, resp, err := c.sessions(u)
		var got []string
		for _, s := range ok(sessions, resp, err)(c.t) {
			got = append(got, s.GetLinkSessionId())
		}
		if !slices.Equal(got, want) {
			c.t.Errorf("the sessions are %v, want %v", got, want)
		}
		if n := len(c.linkSessions(first)); n != 3 {
			c.t.Errorf("the first link token has %d sessions, want 3", n)
		}
	})
}

// TestSessionsWithoutUser keeps sessions of link tokens without a made user out of every user's list.
func TestSessionsWithoutUser(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	token := c.linkToken(bankToken(user{clientUserID: u.clientUserID}))
	result := c.link(token, nil)
	if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(t)) != 0 {
		t.Errorf("the user has a session of a link token without them: %s", spell(sessions))
	}
	if s := c.linkSessions(token); len(s) != 1 || s[0].LinkSessionId != result.LinkSessionID {
		t.Errorf("/link/token/get has %s", spell(s))
	}
}
