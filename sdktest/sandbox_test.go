package sdktest

import (
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// sandbox starts a request for an Item without Link.
func sandbox(u user, institution string, products ...plaid.Products) *plaid.SandboxPublicTokenCreateRequest {
	r := plaid.NewSandboxPublicTokenCreateRequest(institution, products)
	if u.token != "" {
		r.SetUserToken(u.token)
	}
	if u.id != "" {
		r.SetUserId(u.id)
	}
	return r
}

func sandboxIncome(r *plaid.SandboxPublicTokenCreateRequest, username string, source plaid.IncomeVerificationSourceType) *plaid.SandboxPublicTokenCreateRequest {
	income := plaid.NewSandboxPublicTokenCreateRequestOptionsIncomeVerification()
	income.SetIncomeSourceTypes([]plaid.IncomeVerificationSourceType{source})
	if source == plaid.INCOMEVERIFICATIONSOURCETYPE_BANK {
		income.SetBankIncome(plaid.SandboxPublicTokenCreateRequestIncomeVerificationBankIncome{DaysRequested: plaid.PtrInt32(90)})
	}
	options := plaid.NewSandboxPublicTokenCreateRequestOptions()
	options.SetIncomeVerification(*income)
	if username != "" {
		options.SetOverrideUsername(username)
	}
	r.SetOptions(*options)
	return r
}

// TestSandbox makes Items without Link. With a user, each leaves a finished session behind.
func TestSandbox(t *testing.T) {
	bank, roll := plaid.INCOMEVERIFICATIONSOURCETYPE_BANK, plaid.INCOMEVERIFICATIONSOURCETYPE_PAYROLL
	for _, test := range []struct {
		name    string
		request func(user) *plaid.SandboxPublicTokenCreateRequest
		results func(itemID, publicToken string) object
	}{
		{"bank", func(u user) *plaid.SandboxPublicTokenCreateRequest { return sandbox(u, gingham, plaid.PRODUCTS_AUTH) },
			func(itemID, publicToken string) object {
				return object{"item_add_results": list{object{"public_token": publicToken, "item_id": itemID, "institution_id": gingham}}}
			}},
		{"income", func(u user) *plaid.SandboxPublicTokenCreateRequest {
			return sandboxIncome(sandbox(u, platypus, plaid.PRODUCTS_INCOME_VERIFICATION), "user_bank_income", bank)
		}, func(itemID, publicToken string) object {
			return object{
				"item_add_results": list{object{"public_token": publicToken, "item_id": itemID, "institution_id": platypus}},
				bankIncome:         list{step("APPROVED", itemID, platypus)},
			}
		}},
		{"income without deposits", func(u user) *plaid.SandboxPublicTokenCreateRequest {
			return sandboxIncome(sandbox(u, platypus, plaid.PRODUCTS_INCOME_VERIFICATION), "", bank)
		}, func(itemID, publicToken string) object {
			return object{
				"item_add_results": list{object{"public_token": publicToken, "item_id": itemID, "institution_id": platypus}},
				bankIncome:         list{step("NO_DEPOSITS_FOUND", itemID, platypus)},
			}
		}},
		{"payroll", func(u user) *plaid.SandboxPublicTokenCreateRequest {
			return sandboxIncome(sandbox(u, payroll, plaid.PRODUCTS_INCOME_VERIFICATION), "", roll)
		}, func(string, string) object { return paystubsRetrieved(linkResult{}) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			eachGeneration(t, func(c *caller, u user) {
				public := ok(c.SandboxPublicTokenCreate(c.ctx).SandboxPublicTokenCreateRequest(*test.request(u)).Execute())(c.t).PublicToken
				shaped(c.t, "public_token", public, `public-sandbox-`+uuid)
				sessions, resp, err := c.sessions(u)
				if ok(sessions, resp, err)(c.t); len(sessions) != 1 {
					c.t.Fatalf("the user has the sessions %s, want 1", spell(sessions))
				}
				raw := tree(c.t, bodyOf(c.t, resp)).(object)["sessions"].(list)[0].(object)
				access, itemID := c.exchange(public)
				same(c.t, "the results", raw["results"], test.results(itemID, public))
				if item := c.item(access); item.ItemId != itemID {
					c.t.Errorf("the Item is %s", spell(item))
				}
			})
		})
	}
}

// TestSandboxWithoutUser makes an Item that is tied to nobody.
func TestSandboxWithoutUser(t *testing.T) {
	c := here(t)
	request := sandbox(user{}, platypus, plaid.PRODUCTS_AUTH)
	options := plaid.NewSandboxPublicTokenCreateRequestOptions()
	options.SetWebhook("http://127.0.0.1:9/hook")
	request.SetOptions(*options)
	public := ok(c.SandboxPublicTokenCreate(c.ctx).SandboxPublicTokenCreateRequest(*request).Execute())(t).PublicToken
	access, _ := c.exchange(public)
	if webhook := c.item(access).Webhook.Get(); webhook == nil || *webhook != "http://127.0.0.1:9/hook" {
		t.Errorf("the Item's webhook is %v", webhook)
	}
}

// TestSandboxRefusals changes nothing: a refused call leaves no session behind.
func TestSandboxRefusals(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	login := func(username, password string) *plaid.SandboxPublicTokenCreateRequest {
		r := sandbox(u, platypus, plaid.PRODUCTS_AUTH)
		options := plaid.NewSandboxPublicTokenCreateRequestOptions()
		options.SetOverrideUsername(username)
		options.SetOverridePassword(password)
		r.SetOptions(*options)
		return r
	}
	webhook := sandbox(u, platypus, plaid.PRODUCTS_AUTH)
	webhook.SetOptions(plaid.SandboxPublicTokenCreateRequestOptions{Webhook: plaid.PtrString("ftp://example.com")})
	for _, test := range []struct {
		name       string
		request    *plaid.SandboxPublicTokenCreateRequest
		kind, code string
	}{
		{"unknown institution", sandbox(u, "ins_0", plaid.PRODUCTS_AUTH), "INVALID_INPUT", "INVALID_INSTITUTION"},
		{"product of others", sandbox(u, payroll, plaid.PRODUCTS_AUTH), "ITEM_ERROR", "PRODUCTS_NOT_SUPPORTED"},
		{"income without options", sandbox(u, platypus, plaid.PRODUCTS_INCOME_VERIFICATION), "INVALID_REQUEST", "MISSING_FIELDS"},
		{"wrong password", login("user_good", "wrong"), "ITEM_ERROR", "INVALID_CREDENTIALS"},
		{"locked login", login("user_good", "error_ITEM_LOCKED"), "ITEM_ERROR", "ITEM_LOCKED"},
		{"login with a challenge", login("user_good", "mfa_device"), "ITEM_ERROR", "INVALID_MFA"},
		{"webhook", webhook, "INVALID_REQUEST", "INVALID_FIELD"},
		{"unknown user", sandbox(user{token: unknownUser}, platypus, plaid.PRODUCTS_AUTH), "INVALID_INPUT", "INVALID_USER_TOKEN"},
	} {
		t.Run(test.name, func(t *testing.T) {
			refused(c.SandboxPublicTokenCreate(c.ctx).SandboxPublicTokenCreateRequest(*test.request).Execute())(t, 400, test.kind, test.code)
		})
	}
	if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(t)) != 0 {
		t.Errorf("refused calls left sessions behind: %s", spell(sessions))
	}
}

// Well-formed tokens that nobody was ever given.
const (
	unknownUser   = "user-sandbox-00000000-0000-4000-8000-000000000000"
	unknownLink   = "link-sandbox-00000000-0000-4000-8000-000000000000"
	unknownPublic = "public-sandbox-00000000-0000-4000-8000-000000000000"
	unknownAccess = "access-sandbox-00000000-0000-4000-8000-000000000000"
	unknownUserID = "usr_00000000000000"
)
