package app_test

import (
	"strings"
	"testing"
	"time"
)

// TestEnrichedTransactions holds what the answers tell of user_good's rows, in both taxonomies and
// at a bank of another country.
func TestEnrichedTransactions(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ institution, version, currency, uber, gusto, code string }{
		{"ins_109508", "v2", "USD", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", "TRANSFER_OUT_ACCOUNT_TRANSFER", ""},
		{"ins_109508", "v1", "USD", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", "TRANSFER_OUT_ACCOUNT_TRANSFER", ""},
		{"ins_117650", "v2", "GBP", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", "TRANSFER_OUT_ACCOUNT_TRANSFER", "purchase"},
		{"ins_907001", "v2", "EUR", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", "TRANSFER_OUT_ACCOUNT_TRANSFER", "purchase"},
	} {
		w := still(t)
		w.sandbox(t, test.institution, "transactions")
		w.Advance(2 * time.Minute)
		body := `{"access_token":"$ACCESS","start_date":"2026-01-01","end_date":"2026-12-31","options":{"personal_finance_category_version":"` + test.version + `"}}`
		rows := map[string]map[string]any{}
		for _, row := range w.post(t, "/transactions/get", body)["transactions"].([]any) {
			row := row.(map[string]any)
			rows[row["name"].(string)] = row
		}
		if len(rows) != 15 { // United Airlines is there twice
			t.Fatalf("%s: %d kinds of rows", test.institution, len(rows))
		}
		uber, gusto := rows["Uber 063015 SF**POOL**"], rows["ACH Electronic CreditGUSTO PAY 123456"]
		category := func(row map[string]any) string {
			c := row["personal_finance_category"].(map[string]any)
			if c["version"] != test.version || !strings.HasPrefix(c["detailed"].(string), c["primary"].(string)+"_") || row["iso_currency_code"] != test.currency {
				t.Errorf("%s: %+v", test.institution, row)
			}
			return c["detailed"].(string)
		}
		if category(uber) != test.uber || category(gusto) != test.gusto {
			t.Errorf("%s: Uber is %s, Gusto %s", test.institution, category(uber), category(gusto))
		}
		code, _ := uber["transaction_code"].(string)
		party := uber["counterparties"].([]any)[0].(map[string]any)
		if code != test.code || uber["merchant_name"] != "Uber" || uber["website"] != "uber.com" || party["entity_id"] != uber["merchant_entity_id"] ||
			uber["logo_url"] != "https://plaid-merchant-logos.plaid.com/uber_1060.png" || uber["payment_channel"] != "online" || uber["transaction_type"] != "special" ||
			uber["personal_finance_category_icon_url"] != "https://plaid-category-icons.plaid.com/PFC_TRANSPORTATION.png" {
			t.Errorf("%s: %+v", test.institution, uber)
		}
		if gusto["payment_meta"].(map[string]any)["payment_method"] != "ACH" || gusto["merchant_name"] != nil || len(gusto["counterparties"].([]any)) != 0 || gusto["category"] != nil {
			t.Errorf("%s: %+v", test.institution, gusto)
		}
	}
}
