package sdktest

// sceneWebhooks reads the key by which receivers verify webhooks.
func sceneWebhooks(c *caller) {
	c.call("/webhook_verification_key/get", object{"key_id": sandboxKeyID})
}
