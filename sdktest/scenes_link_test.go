package sdktest

// sceneLink plays the stories of Link, and a link token with all that /link/token/get shows again.
func sceneLink(c *caller) {
	u := c.legacyUser()
	for _, s := range append(flows, mistakes...) {
		c.play(u, s)
	}
	token := c.call("/link/token/create", object{
		"client_name": "Foreign clients", "language": "en", "country_codes": list{"US"}, "products": list{"auth", "transactions"},
		"user": object{"client_user_id": "ann"}, "user_token": u.token,
		"webhook": c.hook(), "redirect_uri": "https://example.com/oauth", "institution_id": gingham,
		"institution_data": object{"routing_number": "021000021"},
		"account_filters": object{
			"depository": object{"account_subtypes": list{"checking"}, "limited_purpose_types": list{"RENT_MORTGAGE"}}, "credit": object{"account_subtypes": list{"credit card"}},
			"loan": object{"account_subtypes": list{"student"}}, "investment": object{"account_subtypes": list{"ira"}},
		},
	})["link_token"].(string)
	c.linkHosted(u)
	linked := c.link(token, nil)
	c.call("/link/token/get", object{"link_token": token})
	access, _ := c.exchange(linked.PublicTokens[0])
	c.play(u, story{token: updateOf(access), results: nothing})
}

// linkHosted finishes, leaves and abandons sessions of Hosted Link, and links two Items in one: webhooks tell of them.
func (c *caller) linkHosted(u user) {
	asked := object{
		"client_name": "Foreign clients", "language": "en", "country_codes": list{"US"}, "products": list{"auth"}, "user": object{"client_user_id": "ann"},
		"user_token": u.token, "webhook": c.hook(),
	}
	hosted := merged(asked, object{"hosted_link": object{
		"delivery_method": "sms", "completion_redirect_uri": "https://example.com/done", "url_lifetime_seconds": 60, "is_mobile_app": false,
	}})
	for _, script := range []object{nil, leave("credentials"), abandon("credentials")} {
		c.link(c.call("/link/token/create", hosted)["link_token"].(string), script)
	}
	several := c.call("/link/token/create", merged(asked, object{"enable_multi_item_link": true}))["link_token"].(string)
	c.link(several, object{"items": list{object{"institution_id": gingham}}})
	c.advance(20 * minute) // until a session that was abandoned is over
}
