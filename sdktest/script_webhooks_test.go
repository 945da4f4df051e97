package sdktest

// sandboxKeyID is the kid that Plaid's sandbox signs with, and toile by default.
const sandboxKeyID = "6c5516e1-92dc-479e-a8ff-5a51992e0001"

// webhooks reads the key by which receivers verify webhooks.
func webhooks() []call {
	return []call{
		{name: "webhook key", path: "/webhook_verification_key/get", body: `{"key_id":"` + sandboxKeyID + `"}`},
		{name: "no webhook key", path: "/webhook_verification_key/get", body: `{"key_id":"6c5516e1-92dc-479e-a8ff-5a51992e0002"}`, refused: true},
	}
}
