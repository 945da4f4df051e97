package app_test

import (
	"slices"
	"strings"
	"testing"

	"toile"
	"toile/toiletest"
)

// payrollAsked asks Link for income from payroll providers and documents, and for webhooks.
const payrollAsked = `"products":["income_verification"],"income_verification":{"income_source_types":["payroll"]}`

// digital is a person who logs in at a payroll provider.
func digital(username string) toiletest.Part {
	password := "test"
	if username != "test-good" {
		password = "pass_good"
	}
	return toiletest.Part{InstitutionID: "ins_135842", Username: username, Password: password}
}

// payroll reads the payroll income of the world's user.
func (w world) payroll(t *testing.T, itemIDs ...string) *toile.CreditPayrollIncomeGetResponse {
	t.Helper()
	resp, err := w.Client.CreditPayrollIncomeGet(t.Context(), toile.CreditPayrollIncomeGetRequest{
		UserID: &w.userID, Options: &toile.CreditPayrollIncomeGetRequestOptions{ItemIDs: itemIDs},
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// newest gives the pay dates of an Item's stubs, newest first.
func newest(item toile.PayrollItem) (dates []string) {
	for _, income := range item.PayrollIncome {
		for _, stub := range income.PayStubs {
			dates = append(dates, *stub.PayPeriodDetails.PayDate)
		}
	}
	slices.Sort(dates)
	slices.Reverse(dates)
	return dates
}

// TestPayrollIncome holds what a digital payroll Item shows, at once after the session.
func TestPayrollIncome(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.Receiver()
	w.link(t, payrollAsked+`,"webhook":"`+hooks.URL+`"`, digital("test-good"))
	told := hooks.Next("INCOME", "USER_INCOME_VERIFICATION")
	if told.Fields["item_id"] != w.item || told.Fields["user_id"] != w.userID || told.Fields["verification_status"] != "VERIFICATION_STATUS_PROCESSING_COMPLETE" {
		t.Errorf("told %v", told.Fields)
	}
	items := w.payroll(t).Items
	if len(items) != 1 || items[0].ItemID != w.item || items[0].InstitutionID != "ins_135842" || items[0].InstitutionName != "Platypus Payroll" ||
		items[0].Status.ProcessingStatus.Or("") != "PROCESSING_COMPLETE" || !items[0].UpdatedAt.Time.Equal(noon) {
		t.Fatalf("the items are %+v", items)
	}
	job, rides := items[0].Accounts[0], items[0].Accounts[1] // test-good drives, too
	if *job.PayFrequency != "BIWEEKLY" || job.RateOfPay.PayRate.Or("") != "HOURLY" || job.RateOfPay.PayAmount.Or(0) != 24.5 || rides.RateOfPay.PayRate.Or("") != "CONTRACT" {
		t.Errorf("the accounts are %+v and %+v", job, rides)
	}
	pay, gig := items[0].PayrollIncome[0], items[0].PayrollIncome[1]
	if *pay.AccountID != *job.AccountID || *gig.AccountID != *rides.AccountID || *job.AccountID == *rides.AccountID ||
		len(pay.PayStubs) != 2 || len(pay.W2s) != 1 || len(pay.Form1099s) != 0 || len(gig.PayStubs) != 0 || len(gig.Form1099s) != 1 {
		t.Fatalf("the income is %+v", items[0].PayrollIncome)
	}
	stub := pay.PayStubs[0]
	if *stub.Employer.Name != "Platypus Manufacturing" || *stub.Employee.TaxpayerID.IDMask != "1234" || *stub.PayPeriodDetails.PayBasis != "HOURLY" ||
		*stub.Earnings.Breakdown[0].CanonicalDescription != "REGULAR_PAY" || *stub.DocumentMetadata.DocumentType != "PAYSTUB" || *stub.DocumentID == *pay.PayStubs[1].DocumentID {
		t.Errorf("the stub is %+v", stub)
	}
	if form := gig.Form1099s[0]; *form.Form1099Type != toile.Form1099TypeForm1099TypeK || form.TaxYear.Or("") != "2025" || *form.DocumentMetadata.DocumentType != "US_TAX_1099_K" {
		t.Errorf("the 1099 is %+v", form)
	}
}

// TestPayrollAgrees holds that what the payroll provider says is what the bank shows: the net pay of a

// stub and the months of a 1099-K are deposits.
func TestPayrollAgrees(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	w.link(t, payrollAsked, digital("test-good"))
	token := bankItem(t, w.Server, as("user_bank_income", new(730)), toile.ProductsTransactions)
	var rows []toile.Transaction
	for offset := 0; ; offset += 500 {
		page, err := w.Client.TransactionsGet(t.Context(), toile.TransactionsGetRequest{
			AccessToken: token, StartDate: "2025-01-01", EndDate: "2026-03-01", Options: &toile.TransactionsGetRequestOptions{Count: new(500), Offset: &offset},
		})
		if err != nil {
			t.Fatal(err)
		}
		if rows = append(rows, page.Transactions...); len(rows) >= page.TotalTransactions {
			break
		}
	}
	deposited := func(words, from, to string) (sum float64) {
		for _, row := range rows {
			if strings.HasPrefix(row.Name, words) && from <= row.Date && row.Date <= to {
				sum -= row.Amount
			}
		}
		return sum
	}
	income := w.payroll(t).Items[0].PayrollIncome
	for _, stub := range income[0].PayStubs {
		on := *stub.PayPeriodDetails.PayDate
		if got := deposited("PLATYPUS MANUFACTURING PAYROLL", on, on); !near(got, *stub.NetPay.CurrentAmount) {
			t.Errorf("%s: the net pay is %v, %v came", on, *stub.NetPay.CurrentAmount, got)
		}
	}
	form := income[1].Form1099s[0]
	if got := deposited("GINGHAM RIDES", "2025-01-01", "2025-12-31"); got == 0 || !near(got, form.GrossAmount.Or(0)) {
		t.Errorf("the gross amount is %v, %v came", form.GrossAmount.Or(0), got)
	}
	if got := deposited("GINGHAM RIDES", "2025-07-01", "2025-07-31"); !near(got, form.JulyAmount.Or(0)) {
		t.Errorf("July is %v, %v came", form.JulyAmount.Or(0), got)
	}
}

// TestPayrollItems chooses among Items, and loses those that are removed.
func TestPayrollItems(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.refuses(t, "/credit/payroll_income/get", `{"user_id":"$USER"}`, "INCOME_VERIFICATION_NOT_FOUND")
	w.refuses(t, "/credit/payroll_income/refresh", `{"user_id":"$USER"}`, "INCOME_VERIFICATION_NOT_FOUND")
	w.refuses(t, "/credit/employment/get", `{"user_id":"$USER"}`, "EMPLOYMENT_NOT_FOUND")
	w.link(t, payrollAsked, digital("test-good"))
	first := w
	w.link(t, payrollAsked, digital("user_credit_joint_account"))
	w.sandbox(t, "ins_109508", "transactions") // which says nothing of pay
	items := w.payroll(t).Items
	if len(items) != 2 || items[0].ItemID != first.item || len(items[1].Accounts) != 2 {
		t.Fatalf("the items are %+v", items)
	}
	if one := w.payroll(t, items[1].ItemID, items[1].ItemID).Items; len(one) != 1 || one[0].ItemID != items[1].ItemID {
		t.Errorf("of the second alone: %+v", one)
	}
	for _, path := range []string{"/credit/payroll_income/get", "/credit/payroll_income/refresh"} {
		w.refuses(t, path, `{"user_id":"$USER","options":{"item_ids":["nobody"]}}`, "INVALID_FIELD")
		w.refuses(t, path, `{"user_id":"$USER","options":{"item_ids":["$ITEM"]}}`, "INCOME_VERIFICATION_NOT_FOUND")
		w.refuses(t, path, `{"user_id":"usr_nobody"}`, "INVALID_USER_ID")
		w.refuses(t, path, `{}`, "MISSING_FIELDS")
	}
	w.refuses(t, "/credit/payroll_income/refresh", `{"user_id":"$USER","options":{"webhook":"ftp://x"}}`, "INVALID_FIELD")
	first.post(t, "/item/remove", `{"access_token":"$ACCESS"}`)
	if left := w.payroll(t).Items; len(left) != 1 || left[0].ItemID != items[1].ItemID {
		t.Errorf("after one was removed: %+v", left)
	}
	w.refuses(t, "/credit/payroll_income/get", `{"user_id":"$USER","options":{"item_ids":["`+first.item+`"]}}`, "INVALID_FIELD")
}

// TestEmployment holds what payroll providers say of work, in both generations of the API.
func TestEmployment(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.link(t, payrollAsked, digital("test-good"))
	work, err := w.Client.CreditEmploymentGet(t.Context(), toile.CreditEmploymentGetRequest{UserID: &w.userID})
	if err != nil || len(work.Items) != 1 || len(work.Items[0].Employments) != 2 {
		t.Fatalf("employments: %v, %+v", err, work)
	}
	item := w.payroll(t).Items[0]
	job, rides := work.Items[0].Employments[0], work.Items[0].Employments[1]
	if *job.AccountID != *item.Accounts[0].AccountID || *job.Status != "ACTIVE" || *job.StartDate != "2012-03-05" || job.EndDate != nil || *job.Title != "Loom Operator" ||
		*job.EmployeeType != "FULL_TIME" || *job.Employer.Name != "Platypus Manufacturing" || *job.LastPaystubDate != newest(item)[0] || job.PlatformIDs.PositionID == nil {
		t.Errorf("the job is %+v", job)
	}
	if *rides.Employer.Name != "Gingham Rides" || *rides.EmployeeType != "CONTRACTOR" || rides.LastPaystubDate != nil || rides.StartDate != nil {
		t.Errorf("the rides are %+v", rides)
	}
	old, err := w.Client.EmploymentVerificationGet(t.Context(), toile.EmploymentVerificationGetRequest{AccessToken: w.access})
	if err != nil || len(old.Employments) != 2 || old.Employments[0].Status.Or("") != toile.EmploymentVerificationStatusEmploymentStatusActive || old.Employments[0].Employer.Name.Or("") != "Platypus Manufacturing" {
		t.Errorf("the older operation: %v, %+v", err, old)
	}
	w.sandbox(t, "ins_109508", "auth")
	w.refuses(t, "/employment/verification/get", `{"access_token":"$ACCESS"}`, "EMPLOYMENT_NOT_FOUND")
}
