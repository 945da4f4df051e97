package sdktest

import (
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestLinkTokenEcho reads back what a link token was made with.
func TestLinkTokenEcho(t *testing.T) {
	c := here(t)
	u := c.upgradedUser()
	request := bankToken(u)
	request.User = nil // the user_id says it all
	request.SetWebhook("http://127.0.0.1:9/hook")
	request.SetRedirectUri("https://example.com/oauth")
	filters := *plaid.NewLinkTokenAccountFilters()
	filters.SetDepository(plaid.DepositoryFilter{AccountSubtypes: []plaid.DepositoryAccountSubtype{"checking", "savings"}})
	filters.SetCredit(plaid.CreditFilter{AccountSubtypes: []plaid.CreditAccountSubtype{"all"}})
	request.SetAccountFilters(filters)
	request.SetInstitutionId(gingham)

	created, resp, err := c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(*request).Execute()
	ok(created, resp, err)(t)
	shaped(t, "expiration", tree(t, bodyOf(t, resp)).(object)["expiration"], seconds)
	if created.GetUserId() != u.id {
		t.Errorf("the answer's user_id is %q, want %s", created.GetUserId(), u.id)
	}
	answer, resp, err := c.LinkTokenGet(c.ctx).LinkTokenGetRequest(*plaid.NewLinkTokenGetRequest(created.LinkToken)).Execute()
	ok(answer, resp, err)(t)
	raw := tree(t, bodyOf(t, resp)).(object)
	for key, want := range (object{
		"initial_products": list{"auth", "transactions"}, "webhook": "http://127.0.0.1:9/hook", "country_codes": list{"US"},
		"language": "en", "redirect_uri": "https://example.com/oauth", "client_name": "Foreign clients",
		"account_filters": object{
			"depository": object{"account_subtypes": list{"checking", "savings"}}, "credit": object{"account_subtypes": list{"all"}},
		},
	}) {
		same(t, key, raw["metadata"].(object)[key], want)
	}
	if answer.LinkToken != created.LinkToken || answer.GetUserId() != u.id || !answer.Expiration.Get().Equal(created.Expiration) {
		t.Errorf("/link/token/get answers %s", spell(raw))
	}
	if sessions, present := raw["link_sessions"].(list); present && len(sessions) > 0 {
		t.Errorf("a link token that was never opened has the sessions %s", spell(sessions))
	}

	// Link goes to the institution that was chosen beforehand, and offers only what the filters let through.
	c.link(created.LinkToken, nil)
	session := c.linkSessions(created.LinkToken)[0]
	item := session.Results.Get().ItemAddResults[0]
	var masks []string
	for _, a := range item.Accounts {
		masks = append(masks, a.GetMask())
	}
	same(t, "the masks of the shared accounts", masks, list{"0000", "1111", "3333", "9999"})
	if institution := item.Institution.Get(); institution.GetInstitutionId() != gingham {
		t.Errorf("Link went to %s", spell(institution))
	}
}

// TestUnknownLinkToken tells nothing about tokens that were never given.
func TestUnknownLinkToken(t *testing.T) {
	c := here(t)
	for _, token := range []string{unknownLink, "link-sandbox-1", "hello", ""} {
		refused(c.LinkTokenGet(c.ctx).LinkTokenGetRequest(*plaid.NewLinkTokenGetRequest(token)).Execute())(t, 400, "INVALID_INPUT", "INVALID_LINK_TOKEN")
		if status, answer := c.tryLink(token, nil); status != 400 || answer["error_code"] != "INVALID_LINK_TOKEN" {
			t.Errorf("Link with %q is answered %d %v", token, status, answer)
		}
	}
}

// TestItemsOfIncome reads the Items that payroll and documents leave behind: they have no account at a bank.
func TestItemsOfIncome(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	for _, test := range []struct {
		token       func(user) *plaid.LinkTokenCreateRequest
		institution any
	}{{digitalToken, payroll}, {documentToken, nil}} {
		linked := c.link(c.linkToken(test.token(u)), nil)
		access, itemID := c.exchange(linked.PublicTokens[0])
		item := c.item(access)
		same(t, "institution_id", item.InstitutionId.Get(), test.institution)
		if itemID != linked.ItemIDs[0] || item.ItemId != itemID {
			t.Errorf("the Item is %s, want %s", spell(item), linked.ItemIDs[0])
		}
		same(t, "billed_products", item.BilledProducts, list{"income_verification"})
	}
}

// TestUpdateByUser finds the Item to update by the user and its id.
func TestUpdateByUser(t *testing.T) {
	eachGeneration(t, func(c *caller, u user) {
		linked := c.play(u, story{token: bankToken, results: oneBank})
		update := func(itemID string) func(user) *plaid.LinkTokenCreateRequest {
			return func(u user) *plaid.LinkTokenCreateRequest {
				r := tokenFor(u)
				r.SetUpdate(plaid.LinkTokenCreateRequestUpdate{ItemIds: []string{itemID}})
				return r
			}
		}
		updated := c.play(u, story{token: update(linked.result.ItemIDs[0]), results: nothing})
		same(c.t, "the updated Items", updated.result.ItemIDs, linked.result.ItemIDs)

		other := user{clientUserID: u.clientUserID + "/other"}
		created := ok(c.UserCreate(c.ctx).UserCreateRequest(*plaid.NewUserCreateRequest(other.clientUserID)).Execute())(c.t)
		other.token = created.GetUserToken()
		foreign := *update(linked.result.ItemIDs[0])(other)
		refused(c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(foreign).Execute())(c.t, 400, "INVALID_REQUEST", "INVALID_FIELD")
	})
}
