package sdktest

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestMalformedFields sends requests of the official client that are spoilt on their way.
func TestMalformedFields(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		spoil   func(body object)
		code    string
		message string // that the error's must hold
	}{
		{"unknown", func(b object) { b["color"] = "red" }, "UNKNOWN_FIELDS", "the following fields are not recognized by this endpoint: color"},
		{"unknown inside", func(b object) { b["user"].(object)["shoe_size"] = 42 }, "UNKNOWN_FIELDS", "user.shoe_size"},
		{"two unknown", func(b object) { b["a"], b["z"] = 1, 2 }, "UNKNOWN_FIELDS", "a, z"},
		{"missing", func(b object) { delete(b, "client_name") }, "MISSING_FIELDS", "the following required fields are missing: client_name"},
		{"two missing", func(b object) { delete(b, "language"); delete(b, "country_codes") }, "MISSING_FIELDS", "country_codes"},
		{"missing inside", func(b object) { delete(b["user"].(object), "client_user_id") }, "MISSING_FIELDS", "user.client_user_id"},
		{"unknown before missing", func(b object) { b["color"] = 1; delete(b, "language") }, "UNKNOWN_FIELDS", "color"},
		{"number for a string", func(b object) { b["client_name"] = 7 }, "INVALID_FIELD", "client_name"},
		{"string for a list", func(b object) { b["country_codes"] = "US" }, "INVALID_FIELD", "country_codes"},
		{"string for an object", func(b object) { b["user"] = "ann" }, "INVALID_FIELD", "user"},
		{"string for a flag", func(b object) { b["enable_multi_item_link"] = "yes" }, "INVALID_FIELD", "enable_multi_item_link"},
		{"no such product", func(b object) { b["products"] = list{"gold"} }, "INVALID_FIELD", "products"},
		{"no such country", func(b object) { b["country_codes"] = list{"ZZ"} }, "INVALID_FIELD", "country_codes"},
		{"no such language", func(b object) { b["language"] = "xx" }, "INVALID_FIELD", "language"},
		{"empty name", func(b object) { b["client_name"] = "" }, "INVALID_FIELD", "client_name"},
		{"no countries", func(b object) { b["country_codes"] = list{} }, "INVALID_FIELD", "country_codes"},
		{"no products", func(b object) { b["products"] = list{} }, "INVALID_FIELD", "products"},
		{"empty redirect_uri", func(b object) { b["redirect_uri"] = "" }, "INVALID_FIELD", "OAuth redirect URI must be configured in the developer dashboard"},
		{"redirect_uri with a query", func(b object) { b["redirect_uri"] = "https://example.com/?a=b" }, "INVALID_FIELD", "redirect_uri"},
		{"webhook of another scheme", func(b object) { b["webhook"] = "ftp://example.com" }, "INVALID_FIELD", "webhook"},
		{"income without its object", func(b object) { b["products"] = list{"income_verification"} }, "MISSING_FIELDS", "income_verification"},
		{"the same product twice", func(b object) { b["optional_products"] = list{"auth"} }, "INVALID_FIELD", "optional_products"},
		{"several Items without a user", func(b object) { b["enable_multi_item_link"] = true }, "INVALID_FIELD", "enable_multi_item_link"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := here(t)
			request := *bankToken(user{clientUserID: t.Name()})
			spoilt := malformed(edited(c.ctx, test.spoil))
			e := refused(c.LinkTokenCreate(spoilt).LinkTokenCreateRequest(request).Execute())(t, 400, "INVALID_REQUEST", test.code)
			if !strings.Contains(e.ErrorMessage, test.message) {
				t.Errorf("the message is %q, want %q in it", e.ErrorMessage, test.message)
			}
		})
	}
}

// TestTolerated takes what real clients send although the contract forbids it.
func TestTolerated(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(body object){
		"null for optional fields": func(b object) {
			b["access_token"], b["webhook"], b["redirect_uri"], b["optional_products"] = nil, nil, nil, nil
		},
		"webhook on this machine":      func(b object) { b["webhook"] = "http://127.0.0.1:8080/hook" },
		"webhook without a scheme":     func(b object) { b["webhook"] = "examplewebhook.com" },
		"long client_name":             func(b object) { b["client_name"] = strings.Repeat("long ", 20) },
		"spaces in the client_user_id": func(b object) { b["user"].(object)["client_user_id"] = "a b:c" },
		"deprecated fields of the user": func(b object) {
			b["user"].(object)["ssn"] = "123-45-6789"
			b["user"].(object)["phone_number_verified_time"] = "2020-01-01T00:00:00Z"
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := here(t)
			request := *bankToken(user{clientUserID: t.Name()})
			ok(c.LinkTokenCreate(malformed(edited(c.ctx, change))).LinkTokenCreateRequest(request).Execute())(t)
		})
	}
}

// TestMalformedBodies sends what no typed client can: bodies that are not what they should be.
func TestMalformedBodies(t *testing.T) {
	c := here(t)
	const json = "application/json"
	for _, test := range []struct {
		name, contentType, body string
		status                  int
		code                    string
	}{
		{"text", json, "hello", 400, "INVALID_BODY"},
		{"nothing", json, "", 400, "INVALID_BODY"},
		{"broken off", json, `{"user_id": "usr_`, 400, "INVALID_BODY"},
		{"two values", json, `{} {}`, 400, "INVALID_BODY"},
		{"a list", json, `[]`, 400, "INVALID_FIELD"},
		{"a duplicate key", json, `{"user_id":"a","user_id":"b"}`, 400, "INVALID_BODY"},
		{"invalid UTF-8", json, "{\"user_id\":\"\xff\"}", 400, "INVALID_BODY"},
		{"a NUL byte", json, "{\"user_id\":\"\x00\"}", 400, "INVALID_BODY"},
		{"nesting without end", json, `{"user_id":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`, 400, "INVALID_BODY"},
		{"more than 1 MiB", json, `{"user_id":"` + strings.Repeat("a", 1<<20) + `"}`, 400, "INVALID_BODY"},
		{"a form", "application/x-www-form-urlencoded", "user_id=a", 400, "INVALID_BODY"},
		{"no content type", "", `{"user_id":"usr_00000000000000"}`, 400, "INVALID_HEADERS"},
		{"an object without anything", json, `{}`, 400, "MISSING_FIELDS"},
		{"null", json, `null`, 400, "MISSING_FIELDS"},
		{"a null for a required field", json, `{"user_id":null}`, 400, "INVALID_FIELD"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, answer := c.post(malformed(c.ctx), "/user/get", test.contentType, test.body, us)
			if status != test.status || answer["error_type"] != "INVALID_REQUEST" || answer["error_code"] != test.code {
				t.Errorf("answered %d %v (%v), want %d %s", status, answer["error_code"], answer["error_message"], test.status, test.code)
			}
		})
	}
}

// TestNoSuchRoute answers 404 in Plaid's shape, whatever the method.
func TestNoSuchRoute(t *testing.T) {
	c := here(t)
	for _, test := range []struct{ method, path string }{
		{"POST", "/no/such/route"}, {"POST", "/"}, {"POST", "/user/create/"}, {"POST", "/USER/create"}, {"POST", "/toile/nothing"},
		{"GET", "/"}, {"GET", "/user/create"}, {"PUT", "/user/create"}, {"DELETE", "/credit/sessions/get"}, {"PATCH", "/item/get"},
	} {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			r, err := http.NewRequestWithContext(malformed(context.Background()), test.method, c.url+test.path, strings.NewReader("{}"))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/json")
			status, answer := c.do(r)
			if status != 404 || answer["error_type"] != "INVALID_REQUEST" || answer["error_code"] != "NOT_FOUND" {
				t.Errorf("answered %d %v", status, answer)
			}
		})
	}
}

// TestVersions takes each published version of the API and no other.
func TestVersions(t *testing.T) {
	c := here(t)
	for version, code := range map[string]string{
		"2020-09-14": "USER_NOT_FOUND", "2019-05-29": "USER_NOT_FOUND", "2018-05-22": "USER_NOT_FOUND", "2017-03-08": "USER_NOT_FOUND",
		"2021-01-01": "INVALID_FIELD", "latest": "INVALID_FIELD",
	} {
		r, err := http.NewRequestWithContext(malformed(c.ctx), http.MethodPost, c.url+"/user/get", strings.NewReader(`{"user_id":"`+unknownUserID+`"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("PLAID-CLIENT-ID", us.clientID)
		r.Header.Set("PLAID-SECRET", us.secret)
		r.Header.Set("Plaid-Version", version)
		if _, answer := c.do(r); answer["error_code"] != code {
			t.Errorf("version %s is answered %v, want %s", version, answer["error_code"], code)
		}
	}
}

// TestHandles tells apart handles that are missing, doubled, malformed and unknown.
func TestHandles(t *testing.T) {
	c := here(t)
	u, upgraded := c.legacyUser(), c.upgradedUser()
	for _, test := range []struct {
		name       string
		body       func(object)
		kind, code string
	}{
		{"none", func(b object) { delete(b, "user_token") }, "INVALID_REQUEST", "MISSING_FIELDS"},
		{"both", func(b object) { b["user_token"], b["user_id"] = u.token, upgraded.id }, "INVALID_REQUEST", "INVALID_FIELD"},
		{"unknown token", func(b object) { b["user_token"] = unknownUser }, "INVALID_INPUT", "INVALID_USER_TOKEN"},
		{"malformed token", func(b object) { b["user_token"] = "user-sandbox-1" }, "INVALID_INPUT", "INVALID_USER_TOKEN"},
		{"id as token", func(b object) { b["user_token"] = upgraded.id }, "INVALID_INPUT", "INVALID_USER_TOKEN"},
		{"unknown id", func(b object) { delete(b, "user_token"); b["user_id"] = unknownUserID }, "USER_ERROR", "USER_NOT_FOUND"},
		{"client_user_id as id", func(b object) { delete(b, "user_token"); b["user_id"] = u.clientUserID }, "INVALID_INPUT", "INVALID_USER_ID"},
	} {
		t.Run(test.name, func(t *testing.T) {
			spoilt := malformed(edited(c.ctx, test.body))
			refused(c.CreditSessionsGet(spoilt).CreditSessionsGetRequest(*plaid.NewCreditSessionsGetRequest("")).Execute())(t, 400, test.kind, test.code)
		})
	}
}
