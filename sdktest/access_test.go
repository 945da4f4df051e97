package sdktest

import (
	"encoding/json"
	"slices"
	"testing"
)

// byAccessToken lists the operations that demand an access token.
func byAccessToken(t *testing.T) (paths []string) {
	t.Helper()
	all, err := operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		schema := official.Paths.Value(path).Post.RequestBody.Value.Content.Get("application/json").Schema.Value
		if slices.Contains(required(schema), "access_token") {
			paths = append(paths, path)
		}
	}
	return paths
}

// anyRequest is a request of an operation that could succeed, but for its access token.
func anyRequest(path, access string) object {
	schema := official.Paths.Value(path).Post.RequestBody.Value.Content.Get("application/json").Schema.Value
	return sample(schema, map[string]any{
		"access_token": access, "start_date": "2026-01-01", "end_date": "2026-02-01", "statement_id": "x",
		"webhook": "https://receiver.example/hook",
	}).(object)
}

// TestAccessTokens calls each operation that demands an access token with ones that open nothing: malformed,
// never given, another client's, another kind's, an invalidated one, and one of a removed Item.
func TestAccessTokens(t *testing.T) {
	c := here(t)
	foreign := ask(t, shared, them)
	open := func(c *caller, k keys) string {
		status, answer := c.post(c.ctx, "/sandbox/public_token/create", "application/json", `{"institution_id":"ins_109508","initial_products":["auth"]}`, k)
		if status != 200 {
			t.Fatalf("answered %d %s", status, spell(answer))
		}
		_, answer = c.post(c.ctx, "/item/public_token/exchange", "application/json", string(spell(object{"public_token": answer["public_token"]})), k)
		return answer["access_token"].(string)
	}
	theirs, invalidated, removed := open(foreign, them), open(c, us), open(c, us)
	c.call("/item/access_token/invalidate", object{"access_token": invalidated})
	c.call("/item/remove", object{"access_token": removed})
	for _, path := range byAccessToken(t) {
		for _, test := range []struct{ what, token, kind, code string }{
			{"empty", "", "INVALID_INPUT", "INVALID_ACCESS_TOKEN"},
			{"malformed", "access-production-1", "INVALID_INPUT", "INVALID_ACCESS_TOKEN"},
			{"public", unknownPublic, "INVALID_INPUT", "INVALID_ACCESS_TOKEN"},
			{"unknown", unknownAccess, "INVALID_INPUT", "INVALID_ACCESS_TOKEN"},
			{"foreign", theirs, "INVALID_INPUT", "INVALID_ACCESS_TOKEN"},
			{"invalidated", invalidated, "INVALID_INPUT", "INVALID_ACCESS_TOKEN"},
			{"removed", removed, "ITEM_ERROR", "ITEM_NOT_FOUND"},
		} {
			status, answer := c.post(malformed(c.ctx), path, "application/json", string(spell(anyRequest(path, test.token))), us)
			if status != 400 || answer["error_type"] != test.kind || answer["error_code"] != test.code {
				t.Errorf("%s with a token that is %s: answered %d %v %v (%v), want 400 %s %s", path, test.what, status,
					answer["error_type"], answer["error_code"], answer["error_message"], test.kind, test.code)
			}
		}
	}
}

// aboutTheItem lists the operations that work on an Item whose login is broken.
var aboutTheItem = []string{
	"/item/get", "/item/remove", "/item/webhook/update", "/item/access_token/invalidate", "/item/public_token/create",
	"/sandbox/item/reset_login", "/sandbox/item/fire_webhook",
	"/employment/verification/get", // which shows what was retrieved
}

// TestLoginRequired breaks an Item: whatever reads its data says so until update mode repairs it.
func TestLoginRequired(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	access := func() string {
		public := ok(c.SandboxPublicTokenCreate(c.ctx).SandboxPublicTokenCreateRequest(*sandbox(u, platypus, "auth", "transactions")).Execute())(t).PublicToken
		access, _ := c.exchange(public)
		return access
	}()
	c.call("/sandbox/item/reset_login", object{"access_token": access})
	for _, path := range byAccessToken(t) {
		if slices.Contains(aboutTheItem, path) {
			continue
		}
		status, answer := c.post(malformed(c.ctx), path, "application/json", string(spell(anyRequest(path, access))), us)
		if status != 400 || answer["error_code"] != "ITEM_LOGIN_REQUIRED" {
			t.Errorf("%s: answered %d %v (%v)", path, status, answer["error_code"], answer["error_message"])
		}
	}
	if e := c.item(access).Error.Get(); e == nil || e.ErrorCode != "ITEM_LOGIN_REQUIRED" {
		t.Errorf("the Item's error is %s", spell(e))
	}
	c.play(u, story{token: updateOf(access), results: nothing})
	if e := c.item(access).Error.Get(); e != nil {
		t.Errorf("update mode leaves the error %s", spell(e))
	}
	c.call("/accounts/get", object{"access_token": access})
}

// TestProductMistakes asks for data in ways that no bank could answer.
func TestProductMistakes(t *testing.T) {
	c := here(t)
	access := c.open(platypus, object{}, "auth", "identity", "transactions", "investments", "liabilities")
	other := c.open(gingham, object{}, "auth")
	account := c.call("/accounts/get", object{"access_token": other})["accounts"].(list)[0].(object)["account_id"]
	for _, path := range []string{
		"/accounts/get", "/accounts/balance/get", "/auth/get", "/identity/get", "/investments/holdings/get", "/liabilities/get",
	} {
		for ids, code := range map[any]string{"x": "INVALID_FIELD", account: "INVALID_ACCOUNT_ID", "": "INVALID_FIELD"} {
			c.wrong(path, object{"access_token": access, "options": object{"account_ids": list{ids}}}, code)
		}
		c.wrong(path, object{"access_token": access, "options": object{"count": 1}}, "UNKNOWN_FIELDS")
	}
	period := object{"access_token": access, "start_date": "2026-01-01", "end_date": "2026-02-01"}
	for _, path := range []string{"/transactions/get", "/investments/transactions/get"} {
		c.wrong(path, merged(period, object{"start_date": "2026-03-01"}), "INVALID_FIELD")
		c.wrong(path, merged(period, object{"start_date": "01/01/2026"}), "INVALID_FIELD")
		c.wrong(path, merged(period, object{"options": object{"count": 501}}), "INVALID_FIELD")
		c.wrong(path, merged(period, object{"options": object{"offset": -1}}), "INVALID_FIELD")
		c.wrong(path, merged(period, object{"count": 1}), "UNKNOWN_FIELDS")
	}
	sync := object{"access_token": access}
	c.wrong("/transactions/sync", merged(sync, object{"cursor": "no cursor"}), "INVALID_FIELD")
	c.wrong("/transactions/sync", merged(sync, object{"count": 0}), "INVALID_FIELD")
	c.wrong("/transactions/sync", merged(sync, object{"count": 501}), "INVALID_FIELD")
	c.wrong("/transactions/sync", merged(sync, object{"days_requested": 5}), "UNKNOWN_FIELDS")
	c.wrong("/transactions/sync", merged(sync, object{"account_id": account}), "UNKNOWN_FIELDS")
	c.wrong("/transactions/sync", merged(sync, object{"options": object{"days_requested": 731}}), "INVALID_FIELD")
	c.wrong("/transactions/sync", merged(sync, object{"options": object{"account_id": account}}), "INVALID_ACCOUNT_ID")
	c.wrong("/institutions/get", object{"count": 0, "offset": 0, "country_codes": list{"US"}}, "INVALID_FIELD")
	c.wrong("/institutions/get", object{"count": 1, "offset": 0, "country_codes": list{}}, "INVALID_FIELD")
	c.wrong("/institutions/get_by_id", object{"institution_id": "ins_-1", "country_codes": list{"US"}}, "INVALID_INSTITUTION")
	c.wrong("/institutions/search", object{"query": "", "country_codes": list{"US"}}, "INVALID_FIELD")
	c.wrong("/sandbox/transactions/create", object{"access_token": access, "transactions": list{}}, "INVALID_FIELD")
	c.wrong("/item/import", object{"products": list{}, "user_auth": object{"user_id": "user_good", "auth_token": "pass_good"}}, "INVALID_FIELD")
}

// wrong sends what must be refused with an error of this code.
func (c *caller) wrong(path string, body object, code string) {
	c.t.Helper()
	status, answer := c.post(malformed(c.ctx), path, "application/json", string(spell(body)), us)
	if status != 400 || answer["error_code"] != code {
		text, _ := json.Marshal(body)
		c.t.Errorf("%s with %s: answered %d %v (%v), want 400 %s", path, text, status, answer["error_code"], answer["error_message"], code)
	}
}
