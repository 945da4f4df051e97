package sdktest

import (
	"net/http"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

func anne() *plaid.ClientUserIdentity {
	return &plaid.ClientUserIdentity{
		Name:         name("Anne", "Charleston"),
		Emails:       &[]plaid.ClientUserIdentityEmail{*plaid.NewClientUserIdentityEmail("anne@example.com", true)},
		PhoneNumbers: &[]plaid.ClientUserIdentityPhoneNumber{*plaid.NewClientUserIdentityPhoneNumber("+14155550011", true)},
	}
}

func name(given, family string) plaid.NullableClientUserIdentityName {
	return *plaid.NewNullableClientUserIdentityName(plaid.NewClientUserIdentityName(given, family))
}

func null(s string) plaid.NullableString { return *plaid.NewNullableString(&s) }

// TestUpgradedUser creates, reads, changes and removes a user of the new generation.
func TestUpgradedUser(t *testing.T) {
	c := here(t)
	request := plaid.NewUserCreateRequest(t.Name())
	request.SetWithUpgradedUser(true)
	request.SetIdentity(*anne())
	created, resp, err := c.UserCreate(c.ctx).UserCreateRequest(*request).Execute()
	id := ok(created, resp, err)(t).UserId
	if resp.StatusCode != http.StatusCreated {
		t.Errorf("a new user is answered with %d, want 201", resp.StatusCode)
	}
	got, resp, err := c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(id)).Execute()
	ok(got, resp, err)(t)
	if got.UserId != id || got.ClientUserId.Get() == nil || *got.ClientUserId.Get() != t.Name() {
		t.Errorf("the user is %s", spell(got))
	}
	same(t, "the identity", got.Identity.Get(), anne())
	raw := tree(t, bodyOf(t, resp)).(object)
	shaped(t, "created_at", raw["created_at"], seconds)
	shaped(t, "updated_at", raw["updated_at"], seconds)

	// The same client_user_id again is the same user.
	again := plaid.NewUserCreateRequest(t.Name())
	again.SetWithUpgradedUser(true)
	created, resp, err = c.UserCreate(c.ctx).UserCreateRequest(*again).Execute()
	if ok(created, resp, err)(t).UserId != id || resp.StatusCode != http.StatusOK {
		t.Errorf("the second create is answered %d %s, want 200 %s", resp.StatusCode, created.UserId, id)
	}

	// What is sent overwrites, what is left out stays.
	update := plaid.NewUserUpdateRequest()
	update.SetUserId(id)
	update.SetIdentity(plaid.ClientUserIdentity{Name: name("Anne", "Brown")})
	ok(c.UserUpdate(c.ctx).UserUpdateRequest(*update).Execute())(t)
	want := anne()
	want.Name = name("Anne", "Brown")
	got = ok(c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(id)).Execute())(t)
	same(t, "the identity after the update", got.Identity.Get(), want)

	// A removed user is gone, and the client_user_id free for another.
	remove := plaid.NewUserRemoveRequest()
	remove.SetUserId(id)
	ok(c.UserRemove(c.ctx).UserRemoveRequest(*remove).Execute())(t)
	refused(c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(id)).Execute())(t, 400, "USER_ERROR", "USER_NOT_FOUND")
	refused(c.UserRemove(c.ctx).UserRemoveRequest(*remove).Execute())(t, 400, "USER_ERROR", "USER_NOT_FOUND")
	created, resp, err = c.UserCreate(c.ctx).UserCreateRequest(*again).Execute()
	if ok(created, resp, err)(t).UserId == id || resp.StatusCode != http.StatusCreated {
		t.Errorf("after the removal a create is answered %d %s", resp.StatusCode, created.UserId)
	}
}

// TestLegacyUser does the same with a user_token.
func TestLegacyUser(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	create := *plaid.NewUserCreateRequest(u.clientUserID)
	refused(c.UserCreate(c.ctx).UserCreateRequest(create).Execute())(t, 400, "INVALID_REQUEST", "INVALID_FIELD")

	// For the new generation the old token is the user's id, and it is taken where ids are.
	upgrade := create
	upgrade.SetWithUpgradedUser(true)
	created, resp, err := c.UserCreate(c.ctx).UserCreateRequest(upgrade).Execute()
	if ok(created, resp, err)(t).UserId != u.token || resp.StatusCode != http.StatusOK {
		t.Errorf("upgrading is answered %d %s, want 200 with the user_token", resp.StatusCode, created.UserId)
	}
	c.play(u, story{token: bankToken, results: oneBank})
	if sessions, resp, err := c.sessions(user{id: u.token}); len(ok(sessions, resp, err)(t)) != 1 {
		t.Errorf("with the token as user_id: %s", spell(sessions))
	}

	update := plaid.NewUserUpdateRequest()
	update.SetUserToken(u.token)
	update.SetConsumerReportUserIdentity(*plaid.NewConsumerReportUserIdentity(
		"Anne", "Charleston", []string{"+14155550011"}, []string{"anne@example.com"}, null("1990-02-03"),
		plaid.AddressData{Street: "1 Market St", City: null("San Francisco"), Region: null("CA"), PostalCode: null("94105"), Country: null("US")},
	))
	ok(c.UserUpdate(c.ctx).UserUpdateRequest(*update).Execute())(t)

	remove := plaid.NewUserRemoveRequest()
	remove.SetUserToken(u.token)
	ok(c.UserRemove(c.ctx).UserRemoveRequest(*remove).Execute())(t)
	refused(c.sessions(u))(t, 400, "INVALID_INPUT", "INVALID_USER_TOKEN")
	refused(c.UserCreate(c.ctx).UserCreateRequest(create).Execute())(t, 400, "INVALID_REQUEST", "INVALID_FIELD")
}

// TestUserItems lists the Items tied to a user, and removes them with the user.
func TestUserItems(t *testing.T) {
	eachGeneration(t, func(c *caller, u user) {
		get := plaid.NewUserItemsGetRequest()
		remove := plaid.NewUserRemoveRequest()
		if u.id != "" {
			get.SetUserId(u.id)
			remove.SetUserId(u.id)
		} else {
			get.SetUserToken(u.token)
			remove.SetUserToken(u.token)
		}
		if items := ok(c.UserItemsGet(c.ctx).UserItemsGetRequest(*get).Execute())(c.t).Items; len(items) != 0 {
			c.t.Errorf("a new user has the Items %s", spell(items))
		}
		first := c.play(u, story{token: bankToken, results: oneBank})
		second := c.play(u, story{token: incomeToken, script: earner, results: oneItem(bankIncome, "APPROVED")})
		token := c.linkToken(bankToken(u))
		items := ok(c.UserItemsGet(c.ctx).UserItemsGetRequest(*get).Execute())(c.t).Items
		if len(items) != 2 || items[0].ItemId != first.result.ItemIDs[0] || items[1].ItemId != second.result.ItemIDs[0] {
			c.t.Fatalf("the user's Items are %s", spell(items))
		}
		access, _ := c.exchange(first.result.PublicTokens[0])

		ok(c.UserRemove(c.ctx).UserRemoveRequest(*remove).Execute())(c.t)
		refused(c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(access)).Execute())(c.t, 400, "ITEM_ERROR", "ITEM_NOT_FOUND")
		if status, answer := c.tryLink(token, nil); status != 400 || answer["error_code"] != "INVALID_LINK_TOKEN" {
			c.t.Errorf("a link token of a removed user is answered %d %v", status, answer)
		}
		if _, _, err := c.UserItemsGet(c.ctx).UserItemsGetRequest(*get).Execute(); err == nil {
			c.t.Error("a removed user's Items are still listed")
		}
		if _, _, err := c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(*bankToken(u)).Execute(); err == nil {
			c.t.Error("a link token can be made for a removed user")
		}
	})
}

// TestIdentityRefusals reads what is wrong with an identity.
func TestIdentityRefusals(t *testing.T) {
	bad := func(change func(*plaid.ClientUserIdentity)) *plaid.ClientUserIdentity {
		identity := anne()
		change(identity)
		return identity
	}
	for name, identity := range map[string]*plaid.ClientUserIdentity{
		"email": bad(func(i *plaid.ClientUserIdentity) { (*i.Emails)[0].Data = "anne" }),
		"phone": bad(func(i *plaid.ClientUserIdentity) { (*i.PhoneNumbers)[0].Data = "+1415555" }),
		"name":  bad(func(i *plaid.ClientUserIdentity) { i.Name = name(" ", "Charleston") }),
	} {
		t.Run(name, func(t *testing.T) {
			c := here(t)
			request := plaid.NewUserCreateRequest(t.Name())
			request.SetWithUpgradedUser(true)
			request.SetIdentity(*identity)
			refused(c.UserCreate(c.ctx).UserCreateRequest(*request).Execute())(t, 403, "USER_ERROR", "INVALID_USER_IDENTITY_DATA")
		})
	}
	t.Run("generation", func(t *testing.T) {
		c := here(t)
		request := plaid.NewUserCreateRequest(t.Name())
		request.SetIdentity(*anne())
		refused(c.UserCreate(c.ctx).UserCreateRequest(*request).Execute())(t, 400, "INVALID_REQUEST", "INVALID_FIELD")
	})
}
