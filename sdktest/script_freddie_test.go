package sdktest

// freddieMac reads a report through an audit copy as Freddie Mac does.
func freddieMac() []call {
	const copied = `{"audit_copy_token":"$mortgage copy.audit_copy_token"}`
	return []call{
		{name: "mortgage public", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_109508","initial_products":["assets"]}`},
		{name: "mortgage", path: "/item/public_token/exchange", body: `{"public_token":"$mortgage public.public_token"}`},
		{name: "mortgage report", path: "/asset_report/create", body: `{"access_tokens":["$mortgage.access_token"],"days_requested":60,"options":{"client_report_id":"100016746","user":{"first_name":"Ann","last_name":"Stone"}}}`},
		{name: "mortgage copy", path: "/credit/audit_copy_token/create", body: `{"report_tokens":["$mortgage report.asset_report_token"]}`},
		{name: "mortgage not ready", path: "/credit/freddie_mac/reports/get", body: copied, refused: true},
		{name: "mortgage second", path: "/toile/clock", body: `{"advance_seconds":2}`},
		{name: "mortgage read", path: "/credit/asset_report/freddie_mac/get", body: copied},
		{name: "mortgage reports", path: "/credit/freddie_mac/reports/get", body: copied},
		{name: "mortgage copy over", path: "/credit/audit_copy_token/remove", body: copied},
		{name: "mortgage copy gone", path: "/credit/asset_report/freddie_mac/get", body: copied, refused: true},
	}
}
