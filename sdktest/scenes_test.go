package sdktest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// scenes are what TestFields plays, in their order. Together they should fill every field that a
// sandbox can fill.
var scenes = []func(*caller){
	sceneUsers, sceneLink, sceneBanks, sceneDynamic, sceneCustom, sceneInstitutions, sceneAssets, sceneFreddieMac,
	sceneBroken, sceneUploads, sceneBankIncome, scenePayroll, sceneWebhooks,
}

// call posts JSON as it is and gives the answer, which must be a success.
func (c *caller) call(path string, body object) (answer object) {
	c.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	status, answer := c.post(c.ctx, path, "application/json", string(text), us)
	if status >= 300 {
		c.t.Errorf("%s answered %d to %s: %s", path, status, text, spell(answer))
	}
	return answer
}

// open makes an Item without Link and gives its access token.
func (c *caller) open(institution string, options object, products ...string) (access string) {
	c.t.Helper()
	public, _ := c.call("/sandbox/public_token/create", object{
		"institution_id": institution, "initial_products": products, "options": options,
	})["public_token"].(string)
	access, _ = c.call("/item/public_token/exchange", object{"public_token": public})["access_token"].(string)
	return access
}

// login asks for the Item of a person.
func login(username, password string) object {
	return object{"override_username": username, "override_password": password}
}

// configured asks for the Item of a custom user.
func configured(accounts ...object) object {
	text, _ := json.Marshal(object{"override_accounts": accounts})
	return login("user_custom", string(text))
}

var ann = object{
	"name": object{"given_name": "Ann", "family_name": "Stone"}, "date_of_birth": "1980-02-29",
	"emails":        list{object{"data": "ann@toile.example", "primary": true}},
	"phone_numbers": list{object{"data": "+12025550123", "primary": true}},
	"addresses": list{object{
		"street_1": "1 Main Street", "street_2": "Floor 2", "city": "Malakoff", "region": "NY", "country": "US", "postal_code": "14236", "primary": true,
	}},
	"id_numbers": list{object{"value": "123456789", "type": "us_ssn"}},
}

func sceneUsers(c *caller) {
	legacy := c.call("/user/create", object{"client_user_id": "legacy"})
	upgraded := c.call("/user/create", object{"client_user_id": "upgraded", "with_upgraded_user": true, "identity": ann})
	c.call("/user/update", object{"user_id": upgraded["user_id"], "identity": ann})
	c.call("/user/get", object{"user_id": upgraded["user_id"]})
	public := c.call("/sandbox/public_token/create", object{
		"institution_id": platypus, "initial_products": list{"auth"}, "user_token": legacy["user_token"],
	})
	itemID := c.call("/item/public_token/exchange", object{"public_token": public["public_token"]})["item_id"]
	c.call("/user/items/get", object{"user_token": legacy["user_token"]})
	c.call("/user/items/associate", object{"user_id": upgraded["user_id"], "item_ids": list{itemID}})
	c.call("/user/items/get", object{"user_id": upgraded["user_id"]})
	c.call("/user/items/remove", object{"user_id": upgraded["user_id"], "item_ids": list{itemID}})
	c.call("/user/remove", object{"user_id": upgraded["user_id"]})
}

// everything is all products that a person can share at the usual bank.
var everything = []string{"auth", "identity", "transactions", "investments", "investments_auth", "liabilities", "statements"}

// sceneBanks reads all of the usual login at banks of different kinds.
func sceneBanks(c *caller) {
	for _, bank := range []struct {
		institution string
		products    []string
	}{
		{platypus, everything},
		{"ins_127287", everything},     // by OAuth, with numbers that stand for others
		{"ins_128026", everything},     // tells balances once a day
		{"ins_135858", everything},     // where deposits verify numbers
		{"ins_10", everything},         // to which consent runs out
		{"ins_43", everything[:4]},     // of Canada
		{"ins_117650", everything[:3]}, // of Great Britain
	} {
		options := object{"webhook": c.hook()}
		if slices.Contains(bank.products, "statements") {
			options["statements"] = object{"start_date": "2026-01-01", "end_date": "2026-05-01"}
		}
		access := c.open(bank.institution, options, bank.products...)
		c.advance(2 * minute)
		c.readAll(access, bank.products)
		c.call("/item/public_token/create", object{"access_token": access})
		renewed := c.call("/item/access_token/invalidate", object{"access_token": access})["new_access_token"]
		c.call("/item/remove", object{"access_token": renewed})
	}
	c.call("/item/import", object{"products": list{"identity", "auth"}, "user_auth": object{"user_id": "user_good", "auth_token": "pass_good"}})
}

// readAll calls whatever reads an Item with the products named.
func (c *caller) readAll(access string, products []string) {
	c.t.Helper()
	c.readItem(access)
	for _, product := range products {
		for _, path := range map[string][]string{
			"auth": {"/auth/get"}, "identity": {"/identity/get"}, "transactions": {"/transactions/recurring/get", "/transactions/refresh"},
			"investments": {"/investments/holdings/get", "/investments/refresh"}, "investments_auth": {"/investments/auth/get"},
			"liabilities": {"/liabilities/get"},
		}[product] {
			c.call(path, object{"access_token": access})
		}
		switch product {
		case "transactions":
			c.readTransactions(access)
		case "investments":
			c.call("/investments/transactions/get", object{"access_token": access, "start_date": "2024-06-01", "end_date": "2026-05-04", "options": object{"count": 500}})
		case "statements":
			c.readStatements(access)
		}
	}
}

func (c *caller) readItem(access string) {
	c.t.Helper()
	for _, path := range []string{"/item/get", "/accounts/get"} {
		c.call(path, object{"access_token": access})
	}
	c.call("/accounts/balance/get", object{"access_token": access, "options": object{"min_last_updated_datetime": "2026-05-01T00:00:00Z"}})
	c.call("/item/webhook/update", object{"access_token": access, "webhook": c.hook()})
}

var detailed = object{"include_original_description": true, "personal_finance_category_version": "v2"}

func (c *caller) readTransactions(access string) (cursor any) {
	c.t.Helper()
	c.call("/transactions/get", object{"access_token": access, "start_date": "2024-06-01", "end_date": "2026-06-01", "options": merged(detailed, object{"count": 500})})
	return c.syncFrom(access, nil)
}

func (c *caller) syncFrom(access string, cursor any) (next any) {
	c.t.Helper()
	for range 100 {
		body := object{"access_token": access, "count": 500, "options": detailed}
		if cursor != nil {
			body["cursor"] = cursor
		}
		answer := c.call("/transactions/sync", body)
		if cursor = answer["next_cursor"]; answer["has_more"] != true {
			return cursor
		}
	}
	c.t.Error("the synchronisation has no end")
	return cursor
}

func (c *caller) readStatements(access string) {
	c.t.Helper()
	c.call("/statements/refresh", object{"access_token": access, "start_date": "2026-02-01", "end_date": "2026-04-01"})
	accounts, _ := c.call("/statements/list", object{"access_token": access})["accounts"].(list)
	for _, account := range accounts {
		for _, statement := range account.(object)["statements"].(list) {
			c.file("/statements/download", object{"access_token": access, "statement_id": statement.(object)["statement_id"]})
			return
		}
	}
	c.t.Error("there is no statement")
}

// file fetches a file, which the contract checks.
func (c *caller) file(path string, body object) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.ctx, http.MethodPost, c.url+path, strings.NewReader(string(spell(body))))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("PLAID-CLIENT-ID", us.clientID)
	r.Header.Set("PLAID-SECRET", us.secret)
	resp, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK || !isFile(resp) {
		c.t.Errorf("%s answered %s %s", path, resp.Status, resp.Header.Get("Content-Type"))
	}
}

// sceneDynamic lets transactions of the dynamic user come, change and go.
func sceneDynamic(c *caller) {
	access := c.open(platypus, merged(login("user_transactions_dynamic", "any"), object{"webhook": c.hook()}), "transactions")
	c.advance(2 * minute)
	cursor := c.readTransactions(access)
	for range 3 {
		c.call("/transactions/refresh", object{"access_token": access})
		c.advance(minute)
		cursor = c.syncFrom(access, cursor)
	}
	c.call("/sandbox/transactions/create", object{"access_token": access, "transactions": list{object{
		"date_transacted": "2026-05-03", "date_posted": "2026-05-04", "amount": 12.34, "description": "Corner Shop", "iso_currency_code": "USD",
	}}})
	c.advance(3 * 24 * hour)
	c.syncFrom(access, cursor)
	c.readTransactions(access)
	c.call("/transactions/recurring/get", object{"access_token": access})
}

// sceneBroken breaks the login of one Item, and lets the consent to another run out.
func sceneBroken(c *caller) {
	legacy := c.call("/user/create", object{"client_user_id": "broken"})["user_token"]
	var exchanged [2]object
	for i, items := range []object{
		{"institution_id": platypus, "initial_products": list{"transactions", "investments"}},
		{"institution_id": "ins_117650", "initial_products": list{"transactions"}},
	} {
		public := c.call("/sandbox/public_token/create", merged(items, object{"user_token": legacy, "options": object{"webhook": c.hook()}}))["public_token"]
		exchanged[i] = c.call("/item/public_token/exchange", object{"public_token": public})
	}
	c.call("/sandbox/item/reset_login", object{"access_token": exchanged[0]["access_token"]})
	c.advance(181 * 24 * hour)
	for _, item := range exchanged {
		c.call("/item/get", object{"access_token": item["access_token"]})
		c.call("/item/webhook/update", object{"access_token": item["access_token"], "webhook": c.hook()})
	}
	c.call("/user/items/get", object{"user_token": legacy})
	c.call("/sandbox/user/reset_login", object{"user_token": legacy, "item_ids": list{exchanged[0]["item_id"]}})
}

func sceneInstitutions(c *caller) {
	whole := object{"include_optional_metadata": true, "include_auth_metadata": true, "include_payment_initiation_metadata": true}
	for _, country := range []string{"US", "GB", "CA"} {
		c.call("/institutions/get", object{"count": 500, "offset": 0, "country_codes": list{country}, "options": whole})
		c.call("/institutions/search", object{"query": "Plat", "country_codes": list{country}, "options": whole})
	}
	c.call("/institutions/search", object{"query": "Royal Bank of Plaid", "country_codes": list{"GB"}, "options": whole})
	c.call("/institutions/search", object{"query": "Houndstooth", "country_codes": list{"US"}, "options": whole})
	for id, country := range map[string]string{
		platypus: "US", "ins_12": "US", "ins_132363": "US", "ins_132361": "US", "ins_117650": "GB",
	} {
		c.call("/institutions/get_by_id", object{
			"institution_id": id, "country_codes": list{country}, "options": merged(whole, object{"include_status": true}),
		})
	}
	c.call("/categories/get", object{})
	c.call("/employers/search", object{"query": "a", "products": list{"deposit_switch"}})
}
