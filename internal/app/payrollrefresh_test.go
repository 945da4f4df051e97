package app_test

import (
	"slices"
	"testing"
)

// TestPayrollRefresh moves the clock to the next payday: the stub of that day is there after a refresh, and
// not before.
func TestPayrollRefresh(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.Receiver()
	w.link(t, payrollAsked+`,"webhook":"`+hooks.URL+`"`, digital("test-good"))
	hooks.Next("INCOME", "USER_INCOME_VERIFICATION")
	refresh := func(body string) string {
		t.Helper()
		return w.post(t, "/credit/payroll_income/refresh", `{"user_id":"$USER"`+body+`}`)["verification_refresh_status"].(string)
	}
	before := newest(w.payroll(t).Items[0])
	if got := refresh(""); got != "NOT_FOUND" {
		t.Errorf("a refresh with nothing new: %s", got)
	}
	w.Advance(14 * day)
	if got := newest(w.payroll(t).Items[0]); !slices.Equal(got, before) {
		t.Errorf("without a refresh the stubs of %v became those of %v", before, got)
	}
	other := w.Receiver()
	if got := refresh(`,"options":{"item_ids":["$ITEM"],"webhook":"` + other.URL + `"}`); got != "SUCCESSFUL" {
		t.Errorf("a refresh after the payday: %s", got)
	}
	after := w.payroll(t).Items[0]
	if got := newest(after); len(got) != 2 || got[1] != before[0] || got[0] <= before[0] || !after.UpdatedAt.Time.Equal(noon.Add(14*day)) {
		t.Errorf("after the refresh the stubs are of %v, updated %v", got, after.UpdatedAt)
	}
	if told := other.Next("INCOME", "USER_INCOME_VERIFICATION"); told.Fields["item_id"] != w.item {
		t.Errorf("told %v", told.Fields)
	}
	if last := w.lastWebhook(t).(map[string]any); last["sent_at"] != "2026-03-01T12:00:00Z" || last["code_sent"] != "USER_INCOME_VERIFICATION" {
		t.Errorf("what went elsewhere counts as the Item's: %v", last)
	}
	w.Advance(31 * day)
	hooks.Next("ITEM", "ERROR") // the login has run out
	if got := refresh(""); got != "USER_PRESENCE_REQUIRED" {
		t.Errorf("a refresh of a broken login: %s", got)
	}
	told := hooks.Next("INCOME", "USER_INCOME_VERIFICATION_REFRESH_RECONNECT_NEEDED")
	if _, named := told.Fields["item_id"]; named || told.Fields["user_id"] != w.userID {
		t.Errorf("told %v", told.Fields)
	}
	if still := w.payroll(t).Items[0]; !slices.Equal(newest(still), newest(after)) {
		t.Errorf("a broken login shows the stubs of %v", newest(still))
	}
	w.link(t, `"access_token":"$ACCESS"`, digital("test-good"))
	if repaired := newest(w.payroll(t).Items[0]); repaired[0] <= newest(after)[0] {
		t.Errorf("after the update mode the stubs are of %v", repaired)
	}
	hooks.Next("INCOME", "USER_INCOME_VERIFICATION")
	if waiting := hooks.Waiting(); len(waiting) != 0 {
		t.Errorf("there came, too, %v", waiting)
	}
}
