package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// earner is a custom user whose job at one payer ended before noon of the tests, and who begins another 50 days later.
func earner() string {
	var paid []string
	pay := func(from, days int, payer string) {
		for day := from; day < from+days; day += 14 {
			date := noon.AddDate(0, 0, day).Format(time.DateOnly)
			paid = append(paid, fmt.Sprintf(`{"date_transacted":%q,"date_posted":%q,"currency":"USD","amount":-2000.00,"description":%q}`, date, date, payer))
		}
	}
	pay(-300, 280, "GINGHAM MILLS PAYROLL DIRECT DEP")
	pay(50, 400, "TARTAN WORKS PAYROLL DIRECT DEP")
	return `{"override_accounts":[{"type":"depository","subtype":"checking","transactions":[` + strings.Join(paid, ",") + `]}]}`
}

// earns links an Item for the income of such a user.
func earns(t *testing.T) *told {
	t.Helper()
	w := &told{person: newPerson(t, begin(t, place(t)), "ann"), t: t}
	linked := do(w, (*App).SandboxPublicTokenCreate, fmt.Sprintf(
		`{"user_id":"$USER","institution_id":"ins_109508","initial_products":["income_verification"],"options":{"webhook":%q,
		"override_username":"user_custom","override_password":%q,"income_verification":{"income_source_types":["bank"]}}}`, hook, earner()))
	exchanged := do(w, (*App).ItemPublicTokenExchange, fmt.Sprintf(`{"public_token":%q}`, linked.PublicToken))
	w.access, w.itemID = exchanged.AccessToken, exchanged.ItemID
	return w
}

// TestIncomeIsTold tells those who asked for it that a job ended or began, and tells of nothing else.
func TestIncomeIsTold(t *testing.T) {
	t.Parallel()
	w := earns(t)
	watch := func(enable bool) {
		do(w, (*App).CreditBankIncomeWebhookUpdate, fmt.Sprintf(`{"user_id":"$USER","enable_webhooks":%t}`, enable))
	}
	told := func(days ...int) {
		t.Helper()
		var got []int
		for _, d := range w.deliveries() {
			fields := w.fields(d)
			if d.Type != "INCOME" || d.Code != "BANK_INCOME_REFRESH_UPDATE" || d.URL != hook || fields["user_id"] != w.userID || len(fields) != 4 {
				t.Errorf("sent %s to %s", d.Body, d.URL)
			}
			got = append(got, int(d.At.Sub(noon)/aDay))
		}
		if !slices.Equal(got, days) {
			t.Errorf("changes of income are told on the days %v, want %v", got, days)
		}
	}
	w.advance(t, 40*aDay) // nobody asked
	told()
	watch(true)
	w.advance(t, 9*aDay)
	told()
	w.advance(t, aDay) // the first wages of the new job
	told(50)
	for range 6 {
		w.advance(t, aDay)
		told()
	}
	w.advance(t, aDay) // 90 days without wages of the old one
	told(57)
	for range 60 {
		w.advance(t, aDay)
		told()
	}
	watch(false)
	w.advance(t, 430*aDay) // the new job ends unheard
	told()
	watch(true)
	w.advance(t, 40*aDay) // and was known to have ended
	told()
}

// TestIncomeIsToldOnce tells of all that a clock jumped over at once, and of nothing to those who have no address.
func TestIncomeIsToldOnce(t *testing.T) {
	t.Parallel()
	w := earns(t)
	do(w, (*App).CreditBankIncomeWebhookUpdate, `{"user_id":"$USER","enable_webhooks":true}`)
	w.advance(t, 100*aDay+time.Hour)
	if all := w.deliveries(); len(all) != 1 || !all[0].At.Equal(noon.Add(100*aDay)) {
		t.Errorf("sent %v", all)
	}
	do(w, (*App).ItemWebhookUpdate, `{"access_token":"$ACCESS","webhook":""}`)
	w.advance(t, 500*aDay)
	do(w, (*App).ItemWebhookUpdate, fmt.Sprintf(`{"access_token":"$ACCESS","webhook":%q}`, hook))
	w.advance(t, 10*aDay)
	if all := w.deliveries(); len(all) != 1 || all[0].Code != "WEBHOOK_UPDATE_ACKNOWLEDGED" {
		t.Errorf("sent %v", all)
	}
}
