package sdktest

import (
	"strings"
	"testing"
)

// wrong is a login that the bank refuses.
var wrong = object{"username": "user_good", "password": "wrong"}

func oneBank(r linkResult) object { return object{"item_add_results": list{added(r, 0, platypus)}} }

// mistakes are errors on the way to a success, and ones after which the person gave up.
var mistakes = []story{
	{name: "wrong password, then the right one", token: bankToken, results: oneBank, errors: "INVALID_CREDENTIALS",
		script: object{"username": "user_good", "logins_before": list{wrong}}},
	{name: "two wrong passwords, then the right one", token: bankToken, results: oneBank, errors: "INVALID_CREDENTIALS INVALID_CREDENTIALS",
		script: object{"username": "user_good", "logins_before": list{wrong, wrong}}},
	{name: "wrong password, then gone", token: bankToken, status: "EXITED", exit: "requires_credentials", errors: "INVALID_CREDENTIALS",
		script: object{"username": "user_good", "password": "wrong"},
		also:   func(t *testing.T, s told) { leftWith(t, s, "INVALID_CREDENTIALS") }},
	{name: "wrong code, then the right one", token: bankToken, results: oneBank, errors: "INVALID_MFA",
		script: object{"password": "mfa_device", "mfa": list{"xxx-xxx-5309", "0000", "1234"}}},
	{name: "wrong answer, then the right one", token: bankToken, results: oneBank, errors: "INVALID_MFA",
		script: object{"password": "mfa_questions_1_1", "mfa": list{"tomato", "answer_0_0"}}},
	{name: "wrong code, then gone", token: bankToken, status: "EXITED", exit: "requires_code", errors: "INVALID_MFA",
		script: object{"password": "mfa_device", "mfa": list{"xxx-xxx-5309", "0000"}},
		also:   func(t *testing.T, s told) { leftWith(t, s, "INVALID_MFA") }},
	{name: "locked account", token: bankToken, status: "EXITED", exit: "requires_credentials", errors: "ITEM_LOCKED",
		script: object{"password": "error_ITEM_LOCKED"},
		also:   func(t *testing.T, s told) { leftWith(t, s, "ITEM_LOCKED") }},
	{name: "not granted at the bank, then granted", token: bankToken, errors: "ACCESS_NOT_GRANTED",
		script:  merged(ownPages, object{"username": "user_good", "logins_before": list{object{"password": "error_ACCESS_NOT_GRANTED"}}}),
		results: func(r linkResult) object { return object{"item_add_results": list{added(r, 0, oauthBank)}} },
		also: func(t *testing.T, s told) {
			if names := eventNames(s.link); count(names, "FAIL_OAUTH") != 1 || count(names, "OPEN_OAUTH") != 2 {
				t.Errorf("the events are %v", names)
			}
		}},
	{name: "locked account at the bank", token: bankToken, status: "EXITED", exit: "requires_oauth", errors: "ITEM_LOCKED",
		script: merged(ownPages, object{"password": "error_ITEM_LOCKED"}),
		also:   func(t *testing.T, s told) { leftWith(t, s, "ITEM_LOCKED") }},
	{name: "institution down", token: bankToken, status: "EXITED", exit: "requires_credentials", errors: "INSTITUTION_DOWN",
		script: object{"institution_id": "ins_132361"},
		also: func(t *testing.T, s told) {
			leftWith(t, s, "INSTITUTION_DOWN")
			if names := eventNames(s.link); count(names, "SELECT_DOWN_INSTITUTION") != 1 {
				t.Errorf("no event tells that the institution is down: %v", names)
			}
		}},
	{name: "institution not supported", token: bankToken, status: "EXITED", exit: "institution_not_supported",
		script: object{"institution_id": "ins_133402"}},
	{name: "institution not found", token: bankToken, status: "EXITED", exit: "institution_not_found",
		script: object{"search": "no bank is called that", "exit": object{"at": "institution"}},
		also: func(t *testing.T, s told) {
			for _, e := range s.link.GetEvents() {
				if e.EventName == "SEARCH_INSTITUTION" && e.EventMetadata.GetInstitutionSearchQuery() == "no bank is called that" {
					return
				}
			}
			t.Errorf("no event tells what was searched for: %v", eventNames(s.link))
		}},
	{name: "wrong password at a payroll provider", token: digitalToken, status: "EXITED", exit: "requires_credentials",
		errors: "INVALID_CREDENTIALS", script: object{"username": "test-good", "password": "wrong"}},
}

// TestMistakes keeps what went wrong in the session's errors, also when it ended well.
func TestMistakes(t *testing.T) {
	for _, s := range mistakes {
		t.Run(s.name, func(t *testing.T) {
			c := here(t)
			c.play(c.legacyUser(), s)
		})
	}
}

// TestErrorMembers reads an error of a session member by member.
func TestErrorMembers(t *testing.T) {
	c := here(t)
	s := c.play(c.legacyUser(), mistakes[0])
	e := s.credit.GetErrors()[0]
	same(t, "the session's error", e, object{
		"error_type": "ITEM_ERROR", "error_code": "INVALID_CREDENTIALS",
		"error_message":   "the provided credentials were not correct",
		"display_message": "The provided credentials were not correct. Please try again.",
	})
	for _, event := range s.link.GetEvents() {
		if m := event.EventMetadata; event.EventName == "ERROR" && m.GetErrorCode() == "INVALID_CREDENTIALS" && m.GetErrorType() == "ITEM_ERROR" {
			return
		}
	}
	t.Errorf("no ERROR event tells of it: %v", eventNames(s.link))
}

// TestMFA passes each kind of challenge.
func TestMFA(t *testing.T) {
	for _, test := range []struct {
		password string
		answers  list
		kinds    string // mfa_type of the SUBMIT_MFA events, in order
	}{
		{"mfa_device", list{"xxx-xxx-5309", "1234"}, "device code"},
		{"mfa_device", list{"t**t@toile.example", "1234"}, "device code"},
		{"mfa_questions_1_1", list{"answer_0_0"}, "questions"},
		{"mfa_questions_2_2", list{"answer_0_0", "answer_0_1", "answer_1_0", "answer_1_1"}, "questions questions"},
		{"mfa_selections", list{"Yes"}, "selections"},
		{"mfa_selections_2_1_3", list{"answer_0_0_0", "answer_1_0_0"}, "selections selections"},
	} {
		t.Run(test.password, func(t *testing.T) {
			c := here(t)
			s := c.play(c.legacyUser(), story{token: bankToken, results: oneBank, script: object{"password": test.password, "mfa": test.answers}})
			var kinds []string
			events := s.link.GetEvents()
			for i := range events {
				if e := events[len(events)-1-i]; e.EventName == "SUBMIT_MFA" {
					kinds = append(kinds, e.EventMetadata.GetMfaType())
				}
			}
			if got := strings.Join(kinds, " "); got != test.kinds {
				t.Errorf("the challenges were %q, want %q", got, test.kinds)
			}
		})
	}
}
