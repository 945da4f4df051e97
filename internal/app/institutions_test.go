package app_test

import (
	"strings"
	"testing"
	"time"

	"toile"
	"toile/toiletest"
)

// ids writes the ids of the institutions of an answer.
func ids(answer map[string]any) string {
	var list []string
	for _, i := range answer["institutions"].([]any) {
		list = append(list, i.(map[string]any)["institution_id"].(string))
	}
	return strings.Join(list, " ")
}

// TestInstitutionsGet holds every filter and the pages of /institutions/get.
func TestInstitutionsGet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	get := func(body string) map[string]any { return w.post(t, "/institutions/get", body) }

	all := get(`{"count":500,"offset":0,"country_codes":["US","GB","ES","NL","FR","IE","CA","DE","IT","PL","DK","NO","SE","EE","LT","LV","PT","BE","AT","FI"]}`)
	american := get(`{"count":500,"offset":0,"country_codes":["US"]}`)
	if n := len(all["institutions"].([]any)); float64(n) != all["total"] || n < 90 {
		t.Errorf("%d institutions of %v", n, all["total"])
	}
	var pages []string
	for offset := range []int{0, 7, 14, 21, 28, 35, 42, 49} {
		page := w.post(t, "/institutions/get", strings.Replace(`{"count":7,"offset":#,"country_codes":["US"]}`, "#", []string{"0", "7", "14", "21", "28", "35", "42", "49"}[offset], 1))
		if page["total"] != american["total"] {
			t.Errorf("a page tells of %v", page["total"])
		}
		if text := ids(page); text != "" {
			pages = append(pages, text)
		}
	}
	if strings.Join(pages, " ") != ids(american) {
		t.Errorf("pages show %q\nall at once %q", pages, ids(american))
	}
	for options, want := range map[string]string{
		`"routing_numbers":["021200339","052001633"]`:                                   "ins_127989",
		`"routing_numbers":["021200339","333333334"]`:                                   "",
		`"routing_numbers":["333333334"]`:                                               "ins_135858",
		`"products":["investments_auth"],"oauth":false,"routing_numbers":["021000021"]`: "ins_109508 ins_109512",
		`"products":["auth"],"oauth":false,"routing_numbers":["021000021"]`:             "ins_109508",
		`"products":["payment_initiation"]`:                                             "",
		`"oauth":true,"products":["auth"],"routing_numbers":["011401533"]`:              "ins_127287 ins_129644 ins_132241",
	} {
		if got := ids(get(`{"count":500,"offset":0,"country_codes":["US"],"options":{` + options + `}}`)); got != want {
			t.Errorf("%s finds %q, want %q", options, got, want)
		}
	}
	british := get(`{"count":3,"offset":1,"country_codes":["GB"],"options":{"oauth":true,"products":null,"routing_numbers":null}}`)
	if len(british["institutions"].([]any)) != 3 {
		t.Errorf("%s are British", ids(british))
	}
	for _, body := range []string{
		`{"count":0,"offset":0,"country_codes":["US"]}`, `{"count":501,"offset":0,"country_codes":["US"]}`, `{"count":1,"offset":-1,"country_codes":["US"]}`,
		`{"count":1,"offset":0,"country_codes":[]}`, `{"count":1,"offset":0,"country_codes":null}`, `{"count":1,"offset":0,"country_codes":["XX"]}`,
		`{"count":1,"offset":0,"country_codes":["US"],"options":{"products":[]}}`, `{"count":1,"offset":0,"country_codes":["US"],"options":{"products":["nonsense"]}}`,
	} {
		if e := refused(t, w.Client, "/institutions/get", body); e.ErrorType != toile.ErrorTypeInvalidRequest {
			t.Errorf("%s: %s/%s", body, e.ErrorType, e.ErrorCode)
		}
	}
}

// TestInstitutionParts holds that what was not asked for is absent.
func TestInstitutionParts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for option, keys := range map[string]string{
		"":                                    "",
		"include_optional_metadata":           "url primary_color logo",
		"include_auth_metadata":               "auth_metadata",
		"include_payment_initiation_metadata": "payment_initiation_metadata",
		"include_status":                      "status",
	} {
		options := `{}`
		if option != "" {
			options = `{"` + option + `":true}`
		}
		answers := []map[string]any{w.post(t, "/institutions/get_by_id", `{"institution_id":"ins_117650","country_codes":["GB"],"options":`+options+`}`)["institution"].(map[string]any)}
		if option != "include_status" { // which lists cannot show
			found := w.post(t, "/institutions/search", `{"query":"royal bank of plaid","products":null,"country_codes":["GB"],"options":`+options+`}`)
			listed := w.post(t, "/institutions/get", `{"count":1,"offset":2,"country_codes":["GB"],"options":`+options+`}`)
			answers = append(answers, found["institutions"].([]any)[0].(map[string]any), listed["institutions"].([]any)[0].(map[string]any))
		}
		for n, institution := range answers {
			if institution["name"] != "Royal Bank of Plaid" {
				t.Errorf("answer %d is about %v", n, institution["name"])
			}
			for _, key := range strings.Fields("url primary_color logo auth_metadata payment_initiation_metadata status") {
				value, there := institution[key]
				if want := strings.Contains(" "+keys+" ", " "+key+" "); there != want || want && value == nil {
					t.Errorf("%s, answer %d: %s is there: %v", option, n, key, there)
				}
			}
		}
	}
}

// TestInstitutionStatus holds the health of the institutions that are not well, over time.
func TestInstitutionStatus(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.At(time.Date(2026, 3, 10, 5, 0, 0, 0, time.UTC)))
	status := func(id string) toile.InstitutionStatus {
		t.Helper()
		resp, err := srv.Client.InstitutionsGetByID(t.Context(), toile.InstitutionsGetByIDRequest{
			InstitutionID: id, CountryCodes: []toile.CountryCode{"US"}, Options: &toile.InstitutionsGetByIDRequestOptions{IncludeStatus: new(true)},
		})
		if err != nil {
			t.Fatal(err)
		}
		return *resp.Institution.Status.Value
	}
	for id, want := range map[string]string{
		"ins_109508": "HEALTHY 2026-03-01T00:00:00Z NORMAL 0", "ins_132363": "DEGRADED 2026-03-09T06:00:00Z DELAYED 2", "ins_132361": "DOWN 2026-03-09T06:00:00Z STOPPED 2",
	} {
		s := status(id)
		logins, updates := s.ItemLogins.Value, s.TransactionsUpdates.Value
		got := strings.Join([]string{logins.Status, logins.LastStatusChange.String(), *updates.Breakdown.RefreshInterval, string(rune('0' + len(*s.HealthIncidents.Value)))}, " ")
		if got != want || s.Auth.Value == nil || s.Identity.Value == nil || s.Investments.Value == nil || s.Liabilities.Value == nil || s.LiabilitiesUpdates.Value == nil {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if s := status("ins_109510"); s.Identity.Value != nil || s.Investments.Value != nil || s.Liabilities.Value != nil {
		t.Error("Tattersall answers for products that it does not have")
	}
	if incident := (*status("ins_132361").HealthIncidents.Value)[0]; incident.EndDate.Value != nil || len(incident.IncidentUpdates) != 2 {
		t.Errorf("what lasts is %+v", incident)
	}
}

// TestInstitutionsSearch holds every option of the search.
func TestInstitutionsSearch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for body, want := range map[string]string{
		`{"query":"Platypus","products":["payment_initiation"],"country_codes":["GB"]}`:                                                     "ins_116834 ins_117181",
		`{"query":"platypus oauth","products":["transactions"],"country_codes":["US"]}`:                                                     "ins_129644 ins_132241 ins_127287",
		`{"query":"platypus","country_codes":["US"],"options":{"oauth":true}}`:                                                              "ins_129644 ins_132241 ins_127287",
		`{"query":"houndstooth","products":["auth"],"country_codes":["US"]}`:                                                                "",
		`{"query":"houndstooth","products":["identity"],"country_codes":["US","CA"],"options":{"oauth":null,"include_auth_metadata":null}}`: "ins_109512",
		`{"query":"spain","country_codes":["ES"],"options":{"payment_initiation":{"payment_id":"payment-id-sandbox-1"}}}`:                   "ins_902003 ins_902001 ins_902002",
		`{"query":"spain","country_codes":["ES"],"options":{"payment_initiation":{"consent_id":"consent-1","payment_id":null}}}`:            "",
		`{"query":"royal","country_codes":["GB"],"options":{"payment_initiation":{"consent_id":"consent-1"}}}`:                              "ins_117650",
		`{"query":"nowhere","country_codes":["GB"]}`:                                                                                        "",
	} {
		if got := ids(w.post(t, "/institutions/search", body)); got != want {
			t.Errorf("%s finds %q, want %q", body, got, want)
		}
	}
	if n := len(w.post(t, "/institutions/search", `{"query":"bank","country_codes":["US"]}`)["institutions"].([]any)); n != 10 {
		t.Errorf("a search finds %d", n)
	}
	for _, body := range []string{
		`{"query":"","country_codes":["US"]}`, `{"query":"  ","country_codes":["US"]}`, `{"query":"x","country_codes":[]}`, `{"query":"x","country_codes":null}`,
		`{"query":"` + strings.Repeat("x", 257) + `","country_codes":["US"]}`,
	} {
		if e := refused(t, w.Client, "/institutions/search", body); e.ErrorType != toile.ErrorTypeInvalidRequest {
			t.Errorf("%s: %s/%s", body, e.ErrorType, e.ErrorCode)
		}
	}
	for body, code := range map[string]string{
		`{"institution_id":"ins_-1","country_codes":["US"]}`: "INVALID_INSTITUTION", `{"institution_id":"ins_43","country_codes":["US","GB"]}`: "INVALID_INSTITUTION",
		`{"institution_id":"ins_43","country_codes":[]}`: "INVALID_FIELD", `{"institution_id":"","country_codes":["US"]}`: "INVALID_FIELD",
	} {
		if e := refused(t, w.Client, "/institutions/get_by_id", body); e.ErrorCode != code {
			t.Errorf("%s: %s", body, e.ErrorCode)
		}
	}
}

// TestEmployersSearch holds what the directory finds.
func TestEmployersSearch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	found := w.post(t, "/employers/search", `{"query":"plaid inc","products":["deposit_switch"]}`)["employers"].([]any)
	first := found[0].(map[string]any)
	if len(found) != 1 || first["employer_id"] != "emp_1" || first["name"] != "Plaid Inc." || first["confidence_score"] != 1.0 || first["address"] == nil {
		t.Errorf("%+v", found)
	}
	if found := w.post(t, "/employers/search", `{"query":"nobody","products":["deposit_switch"]}`)["employers"].([]any); len(found) != 0 {
		t.Errorf("%+v", found)
	}
	for _, body := range []string{`{"query":"plaid","products":["auth"]}`, `{"query":"plaid","products":[]}`, `{"query":" ","products":["deposit_switch"]}`, `{"query":"plaid","products":["deposit_switch","deposit_switch"]}`} {
		if e := refused(t, w.Client, "/employers/search", body); e.ErrorCode != "INVALID_FIELD" {
			t.Errorf("%s: %s", body, e.ErrorCode)
		}
	}
}

// TestOAuthInstitutions links OAuth institutions with the logins that work elsewhere.
func TestOAuthInstitutions(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	for _, id := range []string{"ins_127287", "ins_3", "ins_117650", "ins_905001", "ins_906001"} {
		resp, err := srv.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{InstitutionID: id, InitialProducts: []toile.Products{"transactions"}})
		if err != nil || resp.PublicToken == "" {
			t.Errorf("%s: %v", id, err)
		}
	}
	token, err := srv.Client.LinkTokenCreate(t.Context(), toile.LinkTokenCreateRequest{
		ClientName: "c", Language: "en", CountryCodes: []toile.CountryCode{"US"}, Products: toile.Some([]toile.Products{"auth"}),
		User: &toile.LinkTokenCreateRequestUser{ClientUserID: "u"},
	})
	if err != nil {
		t.Fatal(err)
	}
	script := toiletest.Script{Part: toiletest.Part{InstitutionID: "ins_127287", Username: "user_good", Password: "pass_good"}}
	if result := srv.FinishLink(token.LinkToken, script); len(result.PublicTokens) != 1 {
		t.Errorf("%+v", result)
	}
}
