package sdktest

// sandboxKeyID is the kid that Plaid's sandbox signs with, and toile by default.
const sandboxKeyID = "6c5516e1-92dc-479e-a8ff-5a51992e0001"

// webhooks reads the key by which receivers verify webhooks, and fires some about an Item.
func webhooks() []call {
	return []call{
		{name: "webhook key", path: "/webhook_verification_key/get", body: `{"key_id":"` + sandboxKeyID + `"}`},
		{name: "no webhook key", path: "/webhook_verification_key/get", body: `{"key_id":"6c5516e1-92dc-479e-a8ff-5a51992e0002"}`, refused: true},
		{name: "hooked public", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_117650","initial_products":["auth","transactions"],"user_id":"$upgraded.user_id","options":{"webhook":"$receiver.url"}}`},
		{name: "hooked", path: "/item/public_token/exchange", body: `{"public_token":"$hooked public.public_token"}`},
		{name: "fired", path: "/sandbox/item/fire_webhook", body: `{"access_token":"$hooked.access_token","webhook_type":"AUTH","webhook_code":"DEFAULT_UPDATE"}`},
		{name: "not fired", path: "/sandbox/item/fire_webhook", body: `{"access_token":"$hooked.access_token","webhook_type":"ITEM","webhook_code":"DEFAULT_UPDATE"}`, refused: true},
		{name: "not firable", path: "/sandbox/item/fire_webhook", body: `{"access_token":"$hooked.access_token","webhook_code":"PRODUCT_READY"}`, refused: true},
		{name: "hook moved", path: "/item/webhook/update", body: `{"access_token":"$hooked.access_token","webhook":"$receiver.url"}`},
		{name: "hooks", path: "/item/get", body: `{"access_token":"$hooked.access_token"}`},
	}
}
