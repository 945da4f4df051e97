package sdktest

import (
	"slices"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestExchange trades a public token once, and only once.
func TestExchange(t *testing.T) {
	c := here(t)
	linked := c.play(c.legacyUser(), story{token: bankToken, results: oneBank})
	public := linked.result.PublicTokens[0]
	access, itemID := c.exchange(public)
	if itemID != linked.result.ItemIDs[0] {
		t.Errorf("the exchange gives Item %s, Link gave %s", itemID, linked.result.ItemIDs[0])
	}
	again := *plaid.NewItemPublicTokenExchangeRequest(public)
	refused(c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(again).Execute())(t, 400, "INVALID_INPUT", "INVALID_PUBLIC_TOKEN")

	// One more public token leads to the same Item by another access token.
	more := ok(c.ItemCreatePublicToken(c.ctx).ItemPublicTokenCreateRequest(*plaid.NewItemPublicTokenCreateRequest(access)).Execute())(t)
	shaped(t, "public_token", more.PublicToken, `public-sandbox-`+uuid)
	if more.PublicToken == public || !more.HasExpiration() {
		t.Errorf("the new public token is %s", spell(more))
	}
	second, sameItem := c.exchange(more.PublicToken)
	if sameItem != itemID || second == access {
		t.Errorf("the second exchange gives Item %s and the same access token: %t", sameItem, second == access)
	}
	if c.item(access).ItemId != itemID || c.item(second).ItemId != itemID {
		t.Error("the two access tokens do not reach the Item")
	}
}

// TestItem reads an Item member by member.
func TestItem(t *testing.T) {
	c := frozen(t)
	u := c.legacyUser()
	linked := c.play(u, story{results: oneBank, token: func(u user) *plaid.LinkTokenCreateRequest {
		r := bankToken(u)
		r.SetWebhook("http://127.0.0.1:9/hook")
		return r
	}})
	access, itemID := c.exchange(linked.result.PublicTokens[0])
	c.advance(minute) // the first transactions have come
	answer, resp, err := c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(access)).Execute()
	item := ok(answer, resp, err)(t).Item
	raw := tree(t, bodyOf(t, resp)).(object)
	shaped(t, "created_at", raw["item"].(object)["created_at"], seconds)
	for key, want := range (object{
		"item_id": itemID, "institution_id": platypus, "institution_name": "First Platypus Bank", "webhook": "http://127.0.0.1:9/hook",
		"error": nil, "consent_expiration_time": nil, "update_type": "background", "auth_method": "INSTANT_AUTH",
		"billed_products": list{"auth", "transactions"}, "products": list{"auth", "transactions"},
	}) {
		same(t, key, raw["item"].(object)[key], want)
	}
	for _, p := range item.BilledProducts {
		if slices.Contains(item.AvailableProducts, p) {
			t.Errorf("%s is both billed and available", p)
		}
	}
	status := raw["status"].(object)
	if came := status["transactions"].(object)["last_successful_update"]; came != "2026-05-04T12:00:10Z" {
		t.Errorf("the first transactions came in at %v", came) // they take ten seconds
	}
	if _, has := status["investments"]; !has {
		t.Errorf("the status is %s", spell(status))
	}
	same(t, "last_webhook", status["last_webhook"], object{"code_sent": "HISTORICAL_UPDATE", "sent_at": "2026-05-04T12:01:00Z"})
}

// TestItemWebhook sets, clears and refuses the address of an Item's webhooks.
func TestItemWebhook(t *testing.T) {
	c := here(t)
	linked := c.play(c.legacyUser(), story{token: bankToken, results: oneBank})
	access, _ := c.exchange(linked.result.PublicTokens[0])
	for _, address := range []string{"http://127.0.0.1:9/new", "https://receiver.example/hook"} {
		request := plaid.NewItemWebhookUpdateRequest(access)
		request.SetWebhook(address)
		updated := ok(c.ItemWebhookUpdate(c.ctx).ItemWebhookUpdateRequest(*request).Execute())(t).Item
		if got := updated.Webhook.Get(); got == nil || *got != address {
			t.Errorf("the webhook is %v, want %s", got, address)
		}
		if got := c.item(access).Webhook.Get(); got == nil || *got != address {
			t.Errorf("/item/get has the webhook %v, want %s", got, address)
		}
	}
	clear := plaid.NewItemWebhookUpdateRequest(access)
	clear.SetWebhookNil()
	updated := ok(c.ItemWebhookUpdate(c.ctx).ItemWebhookUpdateRequest(*clear).Execute())(t).Item
	if got := updated.Webhook.Get(); got != nil && *got != "" {
		t.Errorf("the cleared webhook is %q", *got)
	}
	bad := plaid.NewItemWebhookUpdateRequest(access)
	bad.SetWebhook("ftp://example.com")
	refused(c.ItemWebhookUpdate(c.ctx).ItemWebhookUpdateRequest(*bad).Execute())(t, 400, "INVALID_REQUEST", "INVALID_FIELD")
}

// TestInvalidate replaces an access token; the old one is as unknown as any.
func TestInvalidate(t *testing.T) {
	c := here(t)
	linked := c.play(c.legacyUser(), story{token: bankToken, results: oneBank})
	access, itemID := c.exchange(linked.result.PublicTokens[0])
	invalidate := *plaid.NewItemAccessTokenInvalidateRequest(access)
	renewed := ok(c.ItemAccessTokenInvalidate(c.ctx).ItemAccessTokenInvalidateRequest(invalidate).Execute())(t).NewAccessToken
	shaped(t, "new_access_token", renewed, `access-sandbox-`+uuid)
	refused(c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(access)).Execute())(t, 400, "INVALID_INPUT", "INVALID_ACCESS_TOKEN")
	refused(c.ItemAccessTokenInvalidate(c.ctx).ItemAccessTokenInvalidateRequest(invalidate).Execute())(t, 400, "INVALID_INPUT", "INVALID_ACCESS_TOKEN")
	if c.item(renewed).ItemId != itemID {
		t.Error("the new token reaches another Item")
	}
}

// TestRemove ends an Item; the user's history keeps it.
func TestRemove(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	linked := c.play(u, story{token: bankToken, results: oneBank})
	access, _ := c.exchange(linked.result.PublicTokens[0])
	more := ok(c.ItemCreatePublicToken(c.ctx).ItemPublicTokenCreateRequest(*plaid.NewItemPublicTokenCreateRequest(access)).Execute())(t)
	remove := plaid.NewItemRemoveRequest(access)
	remove.SetReasonCode(plaid.ITEMREMOVEREASONCODE_OTHER)
	remove.SetReasonNote("moved away")
	ok(c.ItemRemove(c.ctx).ItemRemoveRequest(*remove).Execute())(t)
	refused(c.ItemRemove(c.ctx).ItemRemoveRequest(*remove).Execute())(t, 400, "ITEM_ERROR", "ITEM_NOT_FOUND")
	refused(c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(access)).Execute())(t, 400, "ITEM_ERROR", "ITEM_NOT_FOUND")
	exchange := *plaid.NewItemPublicTokenExchangeRequest(more.PublicToken)
	if _, _, err := c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(exchange).Execute(); err == nil {
		t.Error("a public token of a removed Item gives access")
	}
	if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(t)) != 1 {
		t.Errorf("the removal changed the history: %s", spell(sessions))
	}
}
