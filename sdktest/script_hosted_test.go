package sdktest

// hosted makes link tokens for Hosted Link in each way that it is asked for, and runs one.
func hosted() []call {
	const body = `{` + bankBody + `,"user":{"client_user_id":"ann"},"hosted_link":`
	return []call{
		{name: "hosted", path: "/link/token/create", body: body + `{"completion_redirect_uri":"myapp://linked","url_lifetime_seconds":3600,"is_mobile_app":true}}`},
		{name: "hosted bare", path: "/link/token/create", body: body + `{}}`},
		{name: "hosted by mail", path: "/link/token/create", body: body + `{"delivery_method":"email"}}`},
		{name: "hosted run", path: "/toile/link", body: `{"link_token":"$hosted.link_token"}`},
		{name: "hosted read", path: "/link/token/get", body: `{"link_token":"$hosted.link_token"}`},
		{name: "hosted nowhere", path: "/link/token/create", body: body + `{"completion_redirect_uri":"javascript:alert(1)"}}`, refused: true},
		{name: "hosted for ever", path: "/link/token/create", body: body + `{"url_lifetime_seconds":1814401}}`, refused: true},
	}
}
