package sdktest

import (
	"encoding/base64"
	"encoding/json"
)

// uploaded is a document of a script of Link, in the sandbox's JSON form.
func uploaded(name string, form object) object {
	text, _ := json.Marshal(form)
	return object{"name": name, "content": base64.StdEncoding.EncodeToString(text)}
}

// stubOf is the form of a pay stub.
func stubOf(net float64) object {
	return object{"paystub": object{
		"employer": object{"name": "Heartland Toy Company"}, "employee": object{"name": "Chip Hazard"},
		"pay_period_details": object{"start_date": "2026-04-16", "end_date": "2026-04-30", "pay_date": "2026-04-30"},
		"net_pay":            object{"current_amount": net, "ytd_amount": 4 * net},
	}}
}

// forms are documents that say all that a document can, and two that contradict each other.
func forms() list {
	signals := object{"risk_summary": object{"risk_score": 70}, "risk_signals": list{object{
		"type": "MASKING", "field": "net_pay", "has_fraud_risk": true, "actual_value": "2.00", "expected_value": "25.09",
		"signal_description": "covered", "page_number": 1, "institution_metadata": object{"item_id": "testItemID"},
	}}}
	return list{
		uploaded("stub.json", merged(stubOf(499.28), object{"single_document_risk_signals": signals})),
		uploaded("other.json", stubOf(999.28)),
		uploaded("w2.json", object{"w2": object{"tax_year": "2025", "employee": object{"name": "Chip Hazard"}}}),
		object{"kind": "bank_statement", "name": "statement.pdf"},
		merged(uploaded("blurred.json", object{"ocr_status": "ERROR_PROCESSING"}), object{"kind": "bank_statement"}),
		uploaded("locked.json", object{"risk_signals_status": "PASSWORD_PROTECTED"}),
	}
}

const documentBody = anyBody + `,"products":["income_verification"],"income_verification":{"income_source_types":["payroll"],` +
	`"payroll_income":{"flow_types":["payroll_document_income"],"parsing_config":["ocr","risk_signals"]}}`

// uploads uploads documents and reads what was read in them.
func uploads() []call {
	const bob, both = `{"user_id":"$upgraded.user_id"}`, `{"user_id":"$upgraded.user_id","item_id":"$uploaded.item_ids.0","parsing_config":["risk_signals","ocr"]}`
	documents, _ := json.Marshal(forms())
	return []call{
		{name: "no statements", path: "/credit/bank_statements/uploads/get", body: bob, refused: true},
		{name: "no risks", path: "/credit/payroll_income/risk_signals/get", body: bob, refused: true},
		{name: "upload token", path: "/link/token/create", body: `{` + documentBody + `,"user":{"client_user_id":"bob"},"user_id":"$upgraded.user_id"}`},
		{name: "nothing taken", path: "/toile/link", body: `{"link_token":"$upload token.link_token","documents":[{"name":"a.pdf","content":""},{"content":"AAAA"}]}`},
		{name: "no base64", path: "/toile/link", body: `{"link_token":"$upload token.link_token","documents":[{"content":"?"}]}`, refused: true},
		{name: "uploaded", path: "/toile/link", body: `{"link_token":"$upload token.link_token","documents":` + string(documents) + `}`},
		{name: "unread statements", path: "/credit/bank_statements/uploads/get", body: bob, refused: true},
		{name: "read", path: "/toile/clock", body: `{"advance_seconds":1}`},
		{name: "bank statements", path: "/credit/bank_statements/uploads/get", body: bob},
		{name: "unexamined", path: "/credit/payroll_income/risk_signals/get", body: bob, refused: true},
		{name: "examined", path: "/toile/clock", body: `{"advance_seconds":1}`},
		{name: "risks", path: "/credit/payroll_income/risk_signals/get", body: bob},
		{name: "parsing", path: "/credit/payroll_income/parsing_config/update", body: both},
		{name: "no parsing", path: "/credit/payroll_income/parsing_config/update", body: `{"user_id":"$upgraded.user_id","parsing_config":[]}`, refused: true},
		{name: "uploads shown", path: "/credit/sessions/get", body: bob},
	}
}
