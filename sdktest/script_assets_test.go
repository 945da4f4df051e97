package sdktest

// lenders makes reports of what Items have and shares them: with us, because a script has one client only.
func lenders() []call {
	const (
		report = `{"asset_report_token":"$report.asset_report_token"}`
		copied = `{"audit_copy_token":"$audit copy.audit_copy_token"}`
		shared = `"report_tokens":["$report.asset_report_token"]`
		relay  = `{"relay_token":"$relay.relay_token","report_type":"asset"}`
	)
	return []call{
		{name: "assets public", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_109508","initial_products":["assets","investments"],"user_token":"$legacy.user_token"}`},
		{name: "assets", path: "/item/public_token/exchange", body: `{"public_token":"$assets public.public_token"}`},
		{name: "no report", path: "/asset_report/create", body: `{"access_tokens":["$assets.access_token"],"days_requested":732}`, refused: true},
		{name: "report", path: "/asset_report/create", body: `{"access_tokens":["$assets.access_token"],"days_requested":45,"options":{"client_report_id":"loan \uffff 7","add_ons":["investments","fast_assets"],"user":{"first_name":"Ann","ssn":"111-22-1234"}}}`},
		{name: "report not ready", path: "/asset_report/get", body: report, refused: true},
		{name: "report second", path: "/toile/clock", body: `{"advance_seconds":2}`},
		{name: "report read", path: "/asset_report/get", body: report},
		{name: "report early", path: "/asset_report/get", body: `{"asset_report_token":"$report.asset_report_token","fast_report":true}`},
		{name: "report insights", path: "/asset_report/get", body: `{"user_token":"$legacy.user_token","include_insights":true,"options":{"days_to_include":30}}`},
		{name: "report file", path: "/asset_report/pdf/get", body: report},
		{name: "report part", path: "/asset_report/filter", body: `{"asset_report_token":"$report.asset_report_token","account_ids_to_exclude":["$report read.report.items.0.accounts.0.account_id"]}`},
		{name: "report again", path: "/asset_report/refresh", body: `{"asset_report_token":"$report.asset_report_token","days_requested":10,"options":{"client_report_id":""}}`},

		{name: "audit copy", path: "/asset_report/audit_copy/create", body: `{"asset_report_token":"$report.asset_report_token","auditor_id":"` + us.clientID + `"}`},
		{name: "audited", path: "/asset_report/audit_copy/get", body: copied},
		{name: "audited file", path: "/asset_report/audit_copy/pdf/get", body: copied},
		{name: "audit over", path: "/asset_report/audit_copy/remove", body: copied},
		{name: "audit gone", path: "/asset_report/audit_copy/get", body: copied, refused: true},
		{name: "credit copy", path: "/credit/audit_copy_token/create", body: `{` + shared + `}`},
		{name: "credit copy changed", path: "/credit/audit_copy_token/update", body: `{"audit_copy_token":"$credit copy.audit_copy_token","report_tokens":["$report part.asset_report_token"]}`},
		{name: "credit copy over", path: "/credit/audit_copy_token/remove", body: `{"audit_copy_token":"$credit copy.audit_copy_token"}`},

		{name: "relay", path: "/credit/relay/create", body: `{` + shared + `,"secondary_client_id":"` + us.clientID + `"}`},
		{name: "relayed", path: "/credit/relay/get", body: relay},
		{name: "relayed file", path: "/credit/relay/pdf/get", body: relay},
		{name: "relay again", path: "/credit/relay/refresh", body: relay},
		{name: "relay second", path: "/toile/clock", body: `{"advance_seconds":2}`},
		{name: "relayed again", path: "/credit/relay/get", body: `{"relay_token":"$relay.relay_token","report_type":"asset","include_insights":true}`},
		{name: "relay over", path: "/credit/relay/remove", body: `{"relay_token":"$relay.relay_token"}`},
		{name: "report over", path: "/asset_report/remove", body: report},
		{name: "report gone", path: "/asset_report/get", body: report, refused: true},
		{name: "report stays", path: "/asset_report/get", body: `{"asset_report_token":"$report part.asset_report_token"}`},
	}
}
