package app_test

import (
	"testing"
	"time"

	"toile/toiletest"
)

// paper is a document in the sandbox's JSON form.
func paper(name, text string) toiletest.Document {
	return toiletest.Document{Name: name, Content: []byte(text)}
}

// TestPayrollDocuments reads documents beside a payroll provider: too early, and then.
func TestPayrollDocuments(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.Receiver()
	token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER",`+payrollAsked+`,"webhook":"`+hooks.URL+`"}`)["link_token"].(string)
	result := w.FinishLink(token, toiletest.Script{Documents: []toiletest.Document{
		paper("stub.json", `{"paystub":{"employer":{"name":"ACME"},"pay_period_details":{"check_amount":499.28}}}`),
		paper("form.json", `{"form_1099":{"form_1099_type":"FORM_1099_TYPE_K","gross_amount":3,"may_amount":3}}`),
		paper("bad.json", `{"ocr_status":"ERROR_PROCESSING"}`),
	}})
	w.exchange(t, result.PublicTokens[0])
	w.refuses(t, "/credit/payroll_income/get", `{"user_id":"$USER"}`, "PRODUCT_NOT_READY")
	w.refuses(t, "/income/verification/paystubs/get", `{"access_token":"$ACCESS"}`, "PRODUCT_NOT_READY")
	other := w
	other.link(t, payrollAsked, digital("test-good"))
	both := w.payroll(t).Items
	if len(both) != 2 || both[0].Status.ProcessingStatus.Or("") != "PROCESSING" || len(both[0].PayrollIncome) != 0 || len(both[1].PayrollIncome) != 2 {
		t.Errorf("while documents are read the items are %+v", both)
	}
	w.Advance(time.Second)
	if told := hooks.Next("INCOME", "USER_INCOME_VERIFICATION"); told.Fields["item_id"] != w.item {
		t.Errorf("told %v", told.Fields)
	}
	read := w.payroll(t, w.item).Items[0]
	if read.Accounts[0].AccountID != nil || read.PayrollIncome[0].AccountID != nil || !read.UpdatedAt.Time.Equal(noon.Add(time.Second)) {
		t.Errorf("the item is %+v", read)
	}
	papers := read.PayrollIncome[0]
	if len(papers.PayStubs) != 2 || *papers.PayStubs[0].NetPay.CurrentAmount != 499.28 || *papers.PayStubs[1].DocumentMetadata.Status != "DOCUMENT_ERROR" ||
		len(papers.Form1099s) != 1 || papers.Form1099s[0].MayAmount.Or(0) != 3 || papers.PayStubs[0].DocumentMetadata.DownloadURL == nil {
		t.Errorf("the papers are %+v", papers)
	}
	old := w.post(t, "/income/verification/paystubs/get", `{"access_token":"$ACCESS"}`)
	if len(old["paystubs"].([]any)) != 1 || len(old["document_metadata"].([]any)) != 2 {
		t.Errorf("the older operation shows %v", old)
	}
	if status := w.post(t, "/credit/payroll_income/refresh", `{"user_id":"$USER","options":{"item_ids":["`+other.item+`"]}}`)["verification_refresh_status"]; status != "NOT_FOUND" {
		t.Errorf("a refresh: %v", status)
	}
	w.refuses(t, "/credit/payroll_income/refresh", `{"user_id":"$USER","options":{"item_ids":["$ITEM"]}}`, "INCOME_VERIFICATION_NOT_FOUND")
	w.post(t, "/item/remove", `{"access_token":"$ACCESS"}`)
	if left := w.payroll(t).Items; len(left) != 1 || left[0].ItemID != other.item {
		t.Errorf("after the documents were removed: %+v", left)
	}
}
