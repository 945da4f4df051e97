package sdktest

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// updateOf makes token requests for an Item that is linked already.
func updateOf(accessToken string, products ...plaid.Products) func(user) *plaid.LinkTokenCreateRequest {
	return func(u user) *plaid.LinkTokenCreateRequest {
		r := tokenFor(u, products...)
		r.SetAccessToken(accessToken)
		return r
	}
}

func nothing(linkResult) object { return object{} }

// TestUpdate sends a person through Link again for an Item that they have: no Item comes to be.
func TestUpdate(t *testing.T) {
	eachGeneration(t, func(c *caller, u user) {
		linked := c.play(u, story{token: bankToken, results: oneBank})
		access, itemID := c.exchange(linked.result.PublicTokens[0])

		updated := c.play(u, story{token: updateOf(access), results: nothing})
		if !slices.Equal(updated.result.ItemIDs, []string{itemID}) {
			c.t.Errorf("the update was of %v, want %s", updated.result.ItemIDs, itemID)
		}
		if views := viewNames(updated.link); strings.Contains(views, "SELECT_INSTITUTION") || strings.Contains(views, "SELECT_ACCOUNT") {
			c.t.Errorf("an update without account selection shows %s", views)
		}
		if results := updated.link.Results.Get(); results == nil || len(results.ItemAddResults) != 0 {
			c.t.Errorf("/link/token/get has the results %s", spell(results))
		}
		if item := c.item(access); item.ItemId != itemID || item.Error.Get() != nil {
			c.t.Errorf("after the update the Item is %s", spell(item))
		}
	})
}

// TestUpdateAccounts offers the accounts again where the token asks for it.
func TestUpdateAccounts(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	linked := c.play(u, story{token: bankToken, results: oneBank, script: object{"accounts": list{"0000"}}})
	access, _ := c.exchange(linked.result.PublicTokens[0])
	token := func(u user) *plaid.LinkTokenCreateRequest {
		r := updateOf(access)(u)
		r.SetUpdate(plaid.LinkTokenCreateRequestUpdate{AccountSelectionEnabled: plaid.PtrBool(true)})
		return r
	}
	updated := c.play(u, story{token: token, results: nothing, script: object{"accounts": list{"0000", "1111"}}})
	if views := viewNames(updated.link); !strings.Contains(views, "SELECT_ACCOUNT") {
		t.Errorf("an update with account selection shows %s", views)
	}
	c.play(u, story{token: token, status: "EXITED", exit: "requires_account_selection", script: leave("accounts")})
}

// TestUpdateIncome adds income to an Item that is linked already.
func TestUpdateIncome(t *testing.T) {
	eachGeneration(t, func(c *caller, u user) {
		linked := c.play(u, story{token: bankToken, results: oneBank, script: earner})
		access, itemID := c.exchange(linked.result.PublicTokens[0])
		token := func(u user) *plaid.LinkTokenCreateRequest {
			return withBankIncome(updateOf(access, plaid.PRODUCTS_INCOME_VERIFICATION)(u))
		}
		c.play(u, story{token: token, results: func(linkResult) object {
			return object{bankIncome: list{step("APPROVED", itemID, platypus)}}
		}})
		if products := c.item(access).GetProducts(); !slices.Contains(products, plaid.PRODUCTS_INCOME_VERIFICATION) {
			c.t.Errorf("after the update the Item's products are %v", products)
		}
	})
}

// TestUpdateMistakes cannot update an Item as somebody else, after its removal or with a wrong token.
func TestUpdateMistakes(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	linked := c.play(u, story{token: bankToken, results: oneBank})
	access, itemID := c.exchange(linked.result.PublicTokens[0])
	c.play(u, story{
		token: updateOf(access), status: "EXITED", exit: "requires_credentials", errors: "INVALID_UPDATED_USERNAME",
		script: object{"username": "user_bank_income"},
	})
	c.play(u, story{
		token: updateOf(access), results: nothing, errors: "INVALID_CREDENTIALS",
		script: object{"username": "user_good", "logins_before": list{wrong}},
	})

	late := c.linkToken(updateOf(access)(u))
	ok(c.ItemRemove(c.ctx).ItemRemoveRequest(*plaid.NewItemRemoveRequest(access)).Execute())(t)
	if status, answer := c.tryLink(late, nil); status != http.StatusBadRequest || answer["error_code"] != "ITEM_NOT_FOUND" {
		t.Errorf("updating the removed Item %s is answered %d %v", itemID, status, answer)
	}
	refused(c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(*updateOf(access)(u)).Execute())(t, 400, "ITEM_ERROR", "ITEM_NOT_FOUND")
	unknown := "access-sandbox-00000000-0000-4000-8000-000000000000"
	refused(c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(*updateOf(unknown)(u)).Execute())(t, 400, "INVALID_INPUT", "INVALID_ACCESS_TOKEN")
}

// item reads an Item.
func (c *caller) item(accessToken string) *plaid.ItemWithConsentFields {
	c.t.Helper()
	answer := ok(c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(accessToken)).Execute())(c.t)
	return &answer.Item
}
