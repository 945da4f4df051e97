package sdktest

import (
	"fmt"
	"strings"
)

// call is one step of a script. In its body "$a.b" stands for the text in member b of the answer to the step
// a, and "$a.b.0.c" for member c of the first element of a list; "$receiver.url" is where webhooks are taken.
type call struct {
	name, path, body string
	refused          bool
}

// script calls each operation in each way that leaves a trace in the database, and in ways that must not.
func script() []call {
	steps := beginnings()
	for n, id := range oddIDs {
		steps = append(steps, odd(n, id)...)
	}
	steps = append(steps, road()...)
	for n := range manySessions {
		steps = append(steps, call{fmt.Sprint("many", n), "/toile/link", `{"link_token":"$busy.link_token",` + ways[n%len(ways)] + `}`, false})
	}
	steps = append(steps, money()...)
	steps = append(steps, webhooks()...)
	steps = append(steps, hosted()...)
	steps = append(steps, uploads()...)
	steps = append(steps, incomeReports()...)
	steps = append(steps, lenders()...)
	steps = append(steps, freddieMac()...)
	steps = append(steps, payrolls()...)
	return append(steps, ends()...)
}

// manySessions is enough for one user's list to fall into several pieces in the database.
const manySessions = 40

// ways are some that a person goes through Link.
var ways = []string{
	`"username":"user_bank_income"`,
	`"username":"user_good","logins_before":[{"username":"user_good","password":"wrong"}]`,
	`"exit":{"at":"credentials","error_code":"ITEM_LOCKED"}`,
	`"username":"user_bank_income","abandon_at":"income"`,
	`"search":"no bank is called \uffff","exit":{"at":"institution"}`,
}

// What /link/token/create is asked for, but for the user.
const (
	anyBody    = `"client_name":"x","language":"en","country_codes":["US"],"webhook":"$receiver.url"`
	bankBody   = anyBody + `,"products":["auth"]`
	incomeBody = anyBody + `,"products":["income_verification"],"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":90}}`
)

func beginnings() []call {
	return []call{
		{name: "legacy", path: "/user/create", body: `{"client_user_id":"ann"}`},
		{name: "upgraded", path: "/user/create", body: `{"client_user_id":"bob","with_upgraded_user":true,"identity":{"name":{"given_name":"Bob","family_name":"Stone"}}}`},
		{name: "bob", path: "/user/get", body: `{"user_id":"$upgraded.user_id"}`},
		{name: "refused", path: "/user/create", body: `{"client_user_id":"ann"}`, refused: true},
		{name: "again", path: "/user/create", body: `{"client_user_id":"bob","with_upgraded_user":true}`},
		{name: "grown", path: "/user/create", body: `{"client_user_id":"ann","with_upgraded_user":true}`},
		{name: "renamed", path: "/user/update", body: `{"user_id":"$upgraded.user_id","identity":{"name":{"given_name":"Bo\u0001b","family_name":"\uffffStone\uffff0"}}}`},
		{name: "bo", path: "/user/get", body: `{"user_id":"$upgraded.user_id"}`},
		{name: "nul", path: "/user/create", body: `{"client_user_id":"a\u0000b"}`, refused: true},
		{name: "half", path: "/user/create", body: `{"client_user_id":"\ud83d"}`, refused: true},
		{name: "nul token", path: "/link/token/create", body: `{` + bankBody + `,"user":{"client_user_id":"\u0000"}}`, refused: true},
		{name: "nobody", path: "/user/get", body: `{"user_id":"` + unknownUserID + `"}`, refused: true},
	}
}

// oddIDs are client_user_ids, as JSON, that a database could spoil or take for one another.
var oddIDs = []string{
	`\u0001`, `\uffff`, `\uffff0`, `\uffff1`, `a\uffff\uffff1b`, `😀`, `\ud83d\ude00 twice`, `e\u0301`, `é`, `É`, ` é `, `%`, `'; --`, `\\`,
	strings.Repeat("x", 128), strings.Repeat("😀", 128), strings.Repeat(`\uffff`, 128),
}

func odd(n int, id string) []call {
	name := func(what string) string { return fmt.Sprint(what, n) }
	quoted := `"client_user_id":"` + id + `"`
	return []call{
		{name: name("odd"), path: "/user/create", body: `{` + quoted + `,"with_upgraded_user":true}`},
		{name: name("same"), path: "/user/create", body: `{` + quoted + `,"with_upgraded_user":true}`},
		{name: name("got"), path: "/user/get", body: `{"user_id":"$` + name("odd") + `.user_id"}`},
		{name: name("token"), path: "/link/token/create", body: `{` + bankBody + `,"user":{` + quoted + `}}`},
		{name: name("linked"), path: "/toile/link", body: `{"link_token":"$` + name("token") + `.link_token"}`},
		{name: name("shown"), path: "/link/token/get", body: `{"link_token":"$` + name("token") + `.link_token"}`},
	}
}

// road leads from a link token to the end of an Item.
func road() []call {
	long := `{` + bankBody + `,"user":{"client_user_id":"` + strings.Repeat("long ", 1000) + `"}}`
	return []call{
		{name: "long", path: "/link/token/create", body: long},
		{name: "longer", path: "/link/token/create", body: long},
		{name: "token", path: "/link/token/create", body: `{` + incomeBody + `,"user":{"client_user_id":"ann"},"user_token":"$legacy.user_token"}`},
		{name: "linked", path: "/toile/link", body: `{"link_token":"$token.link_token","username":"user_bank_income"}`},
		{name: "left", path: "/toile/link", body: `{"link_token":"$token.link_token","exit":{"at":"credentials","error_code":"ITEM_LOCKED"}}`},
		{name: "sandbox", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_109508","initial_products":["auth"],"user_id":"$upgraded.user_id","options":{"webhook":"$receiver.url"}}`},
		{name: "no sandbox", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_0","initial_products":["auth"]}`, refused: true},
		{name: "access", path: "/item/public_token/exchange", body: `{"public_token":"$sandbox.public_token"}`},
		{name: "twice", path: "/item/public_token/exchange", body: `{"public_token":"$sandbox.public_token"}`, refused: true},
		{name: "bank", path: "/item/public_token/exchange", body: `{"public_token":"$linked.public_tokens.0"}`},
		{name: "item", path: "/item/get", body: `{"access_token":"$access.access_token"}`},
		{name: "hook", path: "/item/webhook/update", body: `{"access_token":"$access.access_token","webhook":"https://receiver.example/%00"}`},
		{name: "more", path: "/item/public_token/create", body: `{"access_token":"$access.access_token"}`},
		{name: "second", path: "/item/public_token/exchange", body: `{"public_token":"$more.public_token"}`},
		{name: "renewed", path: "/item/access_token/invalidate", body: `{"access_token":"$access.access_token"}`},
		{name: "dead", path: "/item/get", body: `{"access_token":"$access.access_token"}`, refused: true},
		{name: "update", path: "/link/token/create", body: `{` + anyBody + `,"user":{"client_user_id":"bob"},"access_token":"$renewed.new_access_token"}`},
		{name: "updated", path: "/toile/link", body: `{"link_token":"$update.link_token"}`},
		{name: "by user", path: "/link/token/create", body: `{` + anyBody + `,"user":{"client_user_id":"ann"},"user_token":"$legacy.user_token","update":{"item_ids":["$linked.item_ids.0"],"account_selection_enabled":true}}`},
		{name: "chosen", path: "/toile/link", body: `{"link_token":"$by user.link_token","accounts":["0000"]}`},
		{name: "repaired", path: "/item/get", body: `{"access_token":"$bank.access_token"}`},
		{name: "removed", path: "/item/remove", body: `{"access_token":"$second.access_token"}`},
		{name: "gone", path: "/item/get", body: `{"access_token":"$renewed.new_access_token"}`, refused: true},
		{name: "items", path: "/user/items/get", body: `{"user_token":"$legacy.user_token"}`},
		{name: "busy", path: "/link/token/create", body: `{` + incomeBody + `,"user":{"client_user_id":"ann"},"user_token":"$legacy.user_token"}`},
	}
}

// ends moves the clock, reads everything back and removes people.
func ends() []call {
	return []call{
		{name: "hour", path: "/toile/clock", body: `{"advance_seconds":3600.25}`},
		{name: "late", path: "/toile/link", body: `{"link_token":"$busy.link_token"}`},
		{name: "back", path: "/toile/clock", body: `{"now":"2026-05-04T11:00:00Z"}`},
		{name: "early", path: "/toile/link", body: `{"link_token":"$busy.link_token","username":"user_bank_income"}`},
		{name: "day", path: "/toile/clock", body: `{"now":"2026-05-05T11:00:00.123456789Z","advance_seconds":1}`},
		{name: "no time", path: "/toile/clock", body: `{"now":"1900-01-01T00:00:00Z"}`, refused: true},
		{name: "expired", path: "/toile/link", body: `{"link_token":"$busy.link_token"}`, refused: true},
		{name: "sessions", path: "/credit/sessions/get", body: `{"user_token":"$legacy.user_token"}`},
		{name: "others", path: "/credit/sessions/get", body: `{"user_id":"$upgraded.user_id"}`},
		{name: "shown", path: "/link/token/get", body: `{"link_token":"$busy.link_token"}`},
		{name: "unknown", path: "/no/such/route", body: `{}`, refused: true},
		{name: "unread", path: "/user/create", body: `{"client_user_id":`, refused: true},
		{name: "colored", path: "/user/create", body: `{"client_user_id":"c","color":"red"}`, refused: true},
		{name: "ann off", path: "/user/remove", body: `{"user_token":"$legacy.user_token"}`},
		{name: "bob off", path: "/user/remove", body: `{"user_id":"$upgraded.user_id"}`},
		{name: "off twice", path: "/user/remove", body: `{"user_id":"$upgraded.user_id"}`, refused: true},
		{name: "nothing", path: "/credit/sessions/get", body: `{"user_token":"$legacy.user_token"}`, refused: true},
		{name: "no item", path: "/item/get", body: `{"access_token":"$bank.access_token"}`, refused: true},
		{name: "taken", path: "/user/create", body: `{"client_user_id":"ann"}`, refused: true},
		{name: "reborn", path: "/user/create", body: `{"client_user_id":"bob","with_upgraded_user":true}`},
		{name: "fresh", path: "/credit/sessions/get", body: `{"user_id":"$reborn.user_id"}`},
	}
}
