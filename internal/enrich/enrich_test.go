package enrich_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"toile/internal/enrich"
)

var checking = enrich.Account{Type: "depository", Subtype: "checking"}

// TestEnrichGood holds what user_good's rows mean (facts link 5.6).
func TestEnrichGood(t *testing.T) {
	t.Parallel()
	card := enrich.Account{Type: "credit", Subtype: "credit card"}
	for _, row := range []struct {
		description string
		amount      float64
		account     enrich.Account
		want        string // merchant, category, confidence, channel, type
	}{
		{"AUTOMATIC PAYMENT - THANK", 2078.50, card, "|LOAN_PAYMENTS_CREDIT_CARD_PAYMENT|HIGH|other|special"},
		{"KFC", 500, card, "KFC|FOOD_AND_DRINK_FAST_FOOD|VERY_HIGH|in store|place"},
		{"Madison Bicycle Shop", 500, card, "Madison Bicycle Shop|GENERAL_MERCHANDISE_SPORTING_GOODS|LOW|in store|place"},
		{"Tectra Inc", 500, card, "|RENT_AND_UTILITIES_OTHER_UTILITIES|LOW|in store|place"},
		{"United Airlines", 500, card, "United Airlines|TRAVEL_FLIGHTS|VERY_HIGH|in store|special"},
		{"Touchstone Climbing", 78.50, card, "Touchstone Climbing|PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS|LOW|in store|place"},
		{"Uber 072515 SF**POOL**", 6.33, checking, "Uber|TRANSPORTATION_TAXIS_AND_RIDE_SHARES|VERY_HIGH|online|special"},
		{"SparkFun", 89.40, checking, "FUN|GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE|LOW|in store|place"},
		{"McDonald's", 12, checking, "McDonald's|FOOD_AND_DRINK_FAST_FOOD|VERY_HIGH|in store|place"},
		{"Starbucks", 4.33, checking, "Starbucks|FOOD_AND_DRINK_COFFEE|VERY_HIGH|in store|place"},
		{"United Airlines", -500, checking, "United Airlines|TRAVEL_FLIGHTS|VERY_HIGH|in store|special"},
		{"Uber 063015 SF**POOL**", 5.40, checking, "Uber|TRANSPORTATION_TAXIS_AND_RIDE_SHARES|VERY_HIGH|online|special"},
		{"INTRST PYMNT", -4.22, checking, "|TRANSFER_IN_ACCOUNT_TRANSFER|LOW|other|special"},
		{"CREDIT CARD 3333 PAYMENT *//", 25, checking, "|LOAN_PAYMENTS_CREDIT_CARD_PAYMENT|LOW|other|special"},
		{"CD DEPOSIT .INITIAL.", 1000, checking, "|TRANSFER_OUT_ACCOUNT_TRANSFER|LOW|other|special"},
		{"ACH Electronic CreditGUSTO PAY 123456", 5850, checking, "|TRANSFER_OUT_ACCOUNT_TRANSFER|HIGH|other|special"},
	} {
		e := enrich.Of(row.description, row.amount < 0, row.account)
		if got := strings.Join([]string{e.MerchantName, e.V1.Detailed, e.Confidence, e.Channel, e.Type}, "|"); got != row.want {
			t.Errorf("%s: got %s\nwant %s", row.description, got, row.want)
		}
	}
}

// TestEnrich reads descriptions as banks and custom users write them.
func TestEnrich(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		description string
		amount      float64
		want        string // merchant, categories, code
	}{
		{"Discover credit card payment", 1745.32, "|LOAN_PAYMENTS_CREDIT_CARD_PAYMENT|bill payment"},
		{"DEBIT CRD AUTOPAY 98712 000000000098712 KIUYPKFWRSGT YOTLKJHAUXL C", 292.29, "|LOAN_PAYMENTS_CREDIT_CARD_PAYMENT|bill payment"},
		{"Student Loan Repayment", 267, "|LOAN_PAYMENTS_STUDENT_LOAN_PAYMENT|bill payment"},
		{"Auto Loan Payment", 524, "|LOAN_PAYMENTS_CAR_PAYMENT|bill payment"},
		{"Mortgage Payment", 2745, "|LOAN_PAYMENTS_MORTGAGE_PAYMENT|bill payment"},
		{"WALMART PAYROLL PPD ID: 12", -812, "|INCOME_WAGES>INCOME_SALARY|transfer"},
		{"Plaid Direct Dep", -5500, "|INCOME_WAGES>INCOME_SALARY|transfer"},
		{"United Airlines **** REFUND ****", -500, "United Airlines|TRAVEL_FLIGHTS|refund"},
		{"Social Security Administration", -2500, "|INCOME_OTHER_INCOME>INCOME_RETIREMENT_PENSION|transfer"},
		{"bank interest payment", -25, "|INCOME_INTEREST_EARNED|interest"},
		{"Uber Payment", -1000, "|INCOME_WAGES>INCOME_GIG_ECONOMY|transfer"},
		{"Uber Trip refund", -10, "Uber|TRANSPORTATION_TAXIS_AND_RIDE_SHARES|refund"},
		{"Self Payout From Business", -1600, "|INCOME_OTHER_INCOME>INCOME_OTHER|transfer"},
		{"Overdraft fee", 5, "|BANK_FEES_OVERDRAFT_FEES|bank charge"},
		{"NSF fee", 12, "|BANK_FEES_INSUFFICIENT_FUNDS|bank charge"},
		{"Amazon.com Purchase", 87.43, "Amazon|GENERAL_MERCHANDISE_ONLINE_MARKETPLACES|purchase"},
		{"Whole Foods Market", 156.89, "Whole Foods Market|FOOD_AND_DRINK_GROCERIES|purchase"},
		{"Shell Gas Station", 45, "Shell|TRANSPORTATION_GAS|purchase"},
		{"Monthly Rent Payment", 1200, "|RENT_AND_UTILITIES_RENT|bill payment"},
		{"PURCHASE WM SUPERCENTER #1700", 72.10, "Walmart|GENERAL_MERCHANDISE_SUPERSTORES|purchase"},
		{"Dd Doordash Burgerkin", 28.34, "Burger King|FOOD_AND_DRINK_FAST_FOOD|purchase"},
		{"SQ *MAPLE BAKERY", 9, "Maple Bakery|GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE|purchase"},
		{"PAYPAL *NETFLIX", 15.49, "Netflix|ENTERTAINMENT_TV_AND_MOVIES|purchase"},
		{"ZELLE TO JANE DOE CONF# abc123", 40, "|TRANSFER_OUT_ACCOUNT_TRANSFER>TRANSFER_OUT_TRANSFER_OUT_FROM_APPS|transfer"},
		{"ZELLE FROM JANE DOE", -40, "|TRANSFER_IN_ACCOUNT_TRANSFER>TRANSFER_IN_TRANSFER_IN_FROM_APPS|transfer"},
		{"CHECK #1234", 100, "|TRANSFER_OUT_OTHER_TRANSFER_OUT|cheque"},
		{"ATM WITHDRAWAL 000123", 60, "|TRANSFER_OUT_WITHDRAWAL|atm"},
		{"ONLINE TRANSFER TO SAV 1111", 200, "|TRANSFER_OUT_SAVINGS|transfer"},
		{"GEICO *AUTO", 120, "GEICO|GENERAL_SERVICES_INSURANCE|purchase"},
		{"DOORDASH*SWEETGREEN", 31, "Sweetgreen|FOOD_AND_DRINK_RESTAURANT|purchase"},
		{"DOORDASH ORDER", 31, "DoorDash|FOOD_AND_DRINK_RESTAURANT|purchase"},
		{"SQ *", 9, "|GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE|purchase"},
		{"RESTAURANT DEPOT AUSTIN TX", 180, "Restaurant Depot|FOOD_AND_DRINK_RESTAURANT|purchase"},
		{"CITY WATER SEWER", 74, "|RENT_AND_UTILITIES_SEWAGE_AND_WASTE_MANAGEMENT|bill payment"},
		{"TWEED COFFEE #12", 4, "Tweed Coffee|FOOD_AND_DRINK_COFFEE|purchase"},
		{"Quux Emporium", 4, "Quux Emporium|GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE|"},
		{"", 1, "|GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE|"},
	} {
		e := enrich.Of(row.description, row.amount < 0, checking)
		categories := e.V1.Detailed
		if e.V2 != e.V1 {
			categories += ">" + e.V2.Detailed
		}
		if got := e.MerchantName + "|" + categories + "|" + e.Code; got != row.want {
			t.Errorf("%s: got %s\nwant %s", row.description, got, row.want)
		}
	}
}

// TestEnrichParties holds who stands on the other side, and who stands between.
func TestEnrichParties(t *testing.T) {
	t.Parallel()
	for description, want := range map[string]string{
		"Dd Doordash Burgerkin": "DoorDash marketplace VERY_HIGH, Burger King merchant VERY_HIGH",
		"PAYPAL *NETFLIX":       "PayPal payment_app VERY_HIGH, Netflix merchant VERY_HIGH",
		"SQ *MAPLE BAKERY":      "Square payment_terminal VERY_HIGH, Maple Bakery merchant LOW",
		"SQ":                    "Square payment_terminal VERY_HIGH",
		"ZELLE TO JANE DOE":     "Zelle payment_app VERY_HIGH",
		"AFFIRM PAYMENT":        "Affirm financial_institution VERY_HIGH",
		"Quux Emporium":         "Quux Emporium merchant LOW",
		"CHECK 12":              "",
	} {
		var got []string
		for _, c := range enrich.Of(description, false, checking).Counterparties {
			got = append(got, c.Name+" "+c.Kind+" "+c.Confidence)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", description, got, want)
		}
	}
	e := enrich.Of("Uber Payment", true, checking)
	if len(e.Counterparties) != 1 || e.Counterparties[0].Kind != "income_source" || e.MerchantName != "" || e.MerchantEntityID != "" {
		t.Errorf("a payer is %+v", e)
	}
	if id := enrich.Of("KFC", false, checking).MerchantEntityID; len(id) != 37 || id == enrich.Of("NIKE", false, checking).MerchantEntityID {
		t.Errorf("entity id %q", id)
	}
}

// TestEnrichDetails holds places, payments and check numbers.
func TestEnrichDetails(t *testing.T) {
	t.Parallel()
	at := enrich.Of("STARBUCKS #05467 300 POST ST SAN FRANCISCO CA", false, checking).Location
	want := enrich.Location{
		StoreNumber: "05467", Address: "300 Post St", City: "San Francisco", Region: "CA", PostalCode: "94103", Country: "US",
		Lat: 37.7749, Lon: -122.4194,
	}
	if at != want {
		t.Errorf("got %+v\nwant %+v", at, want)
	}
	if at := enrich.Of("McDonalds #3322", false, checking).Location; at != (enrich.Location{StoreNumber: "3322"}) {
		t.Errorf("McDonalds is at %+v", at)
	}
	if at := enrich.Of("Uber 072515 SF**POOL**", false, checking).Location; at != (enrich.Location{}) {
		t.Errorf("Uber is at %+v", at)
	}
	for _, test := range []struct {
		description string
		amount      float64
		want        enrich.PaymentMeta
	}{
		{"ACH Electronic CreditGUSTO PAY 123456", -10, enrich.PaymentMeta{Method: "ACH"}},
		{"VENMO CASHOUT PPD ID: 5264681992", -10, enrich.PaymentMeta{Method: "ACH", Processor: "Venmo", PPDID: "5264681992"}},
		{"Zelle payment to Jane Doe CONF# abc123", 10, enrich.PaymentMeta{Processor: "Zelle", Payee: "Jane Doe", ReferenceNumber: "abc123"}},
		{"ONLINE TRANSFER FROM SAVINGS REF #IB99 MEMO: new car", -10, enrich.PaymentMeta{Payer: "SAVINGS", ReferenceNumber: "IB99", Reason: "new car"}},
		{"WIRE TYPE:WIRE IN B/O: ACME GMBH TRN:2024001", -10, enrich.PaymentMeta{Method: "Wire", ByOrderOf: "ACME GMBH", Payer: "ACME GMBH", ReferenceNumber: "2024001"}},
		{"FERRY TO SAUSALITO", 10, enrich.PaymentMeta{}},
	} {
		if got := enrich.Of(test.description, test.amount < 0, checking).Payment; got != test.want {
			t.Errorf("%s: got %+v", test.description, got)
		}
	}
	for description, want := range map[string]string{
		"CHECK 1234": "1234", "Check #0042": "0042", "CHECK PAID 77": "77", "CHEQUE NO. 5": "5",
		"CHECK": "", "CHECKS": "", "CHECK CARD 12": "", "PAPER CHECK 1": "", "CHECK 12345678901": "",
	} {
		if got := enrich.Of(description, false, checking).CheckNumber; got != want {
			t.Errorf("%s: check number %q", description, got)
		}
	}
}

// TestCategories holds the taxonomy's size, and that everything that we can say is in it.
func TestCategories(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	for _, c := range enrich.Categories {
		for _, version := range []string{"1", "2"} {
			if !c.In(version) {
				continue
			}
			count["detailed "+version]++
			if key := "primary " + version + " " + c.Primary; count[key] == 0 {
				count["primary "+version]++
			}
			count["primary "+version+" "+c.Primary]++
		}
		if !strings.HasPrefix(c.Detailed, c.Primary+"_") {
			t.Errorf("%+v", c)
		}
	}
	if count["primary 1"] != 16 || count["detailed 1"] != 104 || count["primary 2"] != 18 || count["detailed 2"] != 128 {
		t.Errorf("counts %v", count)
	}
}

// TestMerchantCategoryCodes holds that cards, and nothing else, are taken under a code.
func TestMerchantCategoryCodes(t *testing.T) {
	t.Parallel()
	card := enrich.Account{Type: "credit", Subtype: "credit card"}
	for _, test := range []struct {
		description string
		on          enrich.Account
		want        string
	}{
		{"United Airlines", card, "4511"}, {"KFC", card, "5814"}, {"United Airlines", checking, ""}, {"AUTOMATIC PAYMENT - THANK", card, ""},
	} {
		if got := enrich.Of(test.description, false, test.on).MerchantCategoryCode(test.on); got != test.want {
			t.Errorf("%s on %s: %q, want %q", test.description, test.on.Type, got, test.want)
		}
	}
}

// FuzzEnrich holds what must be true of any description.
func FuzzEnrich(f *testing.F) {
	for _, seed := range []string{"", " ", "CHECK", "SQ *", "ZELLE TO", "A TO B", "TO ", "PPD ID:", "\xff\xfe", "12345 ST SEATTLE WA", strings.Repeat("é", 200)} {
		f.Add(seed, int64(-100))
	}
	f.Fuzz(func(t *testing.T, description string, cents int64) {
		e := enrich.Of(description, cents < 0, checking)
		if e.V1 == nil || e.V2 == nil || !e.V1.In("1") || !e.V2.In("2") || e.Channel == "" || e.Type == "" {
			t.Errorf("%q: %+v", description, e)
		}
		name := enrich.In(description).Name
		if said := e.MerchantName + e.Payment.Payee + e.Payment.Payer + e.Payment.Reason + e.Location.City + name; utf8.ValidString(description) && !utf8.ValidString(said) {
			t.Errorf("%q: says %q", description, said)
		}
	})
}

// BenchmarkEnrich is paid for each transaction of a page.
func BenchmarkEnrich(b *testing.B) {
	for name, description := range map[string]string{
		"merchant": "Uber 072515 SF**POOL**", "keyword": "CREDIT CARD 3333 PAYMENT *//", "unknown": "Quux Emporium 12 Main",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				enrich.Of(description, false, checking)
			}
		})
	}
}
