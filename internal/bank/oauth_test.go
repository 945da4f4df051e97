package bank_test

import (
	"testing"

	"toile/internal/bank"
)

// TestOAuthPages holds who somebody is on the own pages of a bank, by what they type there.
func TestOAuthPages(t *testing.T) {
	t.Parallel()
	const custom = `{"override_accounts":[{"type":"depository","subtype":"checking"}],"mfa":{"type":"device"}}`
	for _, test := range []struct {
		typed    bank.Login
		username string
		want     string // an error code, or found
	}{
		{bank.Login{}, "user_good", "found"},
		{bank.Login{Username: "nobody", Password: "knows"}, "user_good", "found"},
		{bank.Login{Username: "test-good", Password: "test"}, "user_good", "found"},
		{bank.Login{Username: "user_good", Password: "mfa_device"}, "user_good", "found"},
		{bank.Login{Username: "user_good", Password: `{"recaptcha":"bad"}`}, "user_good", "found"},
		{bank.Login{Username: "user_good", Password: "error_ITEM_LOCKED"}, "user_good", "ITEM_LOCKED"},
		{bank.Login{Username: "user_good", Password: "error_NO_SUCH_CODE"}, "user_good", "found"},
		{bank.Login{Username: "user_yuppie"}, "user_yuppie", "found"},
		{bank.Login{Username: "user_yuppie", Password: "error_ITEM_LOCKED"}, "user_yuppie", "found"},
		{bank.Login{Username: "user_limited_purpose_checking", Password: "x"}, "user_limited_purpose_checking", "found"},
		{bank.Login{Username: "user_transactions_dynamic"}, "user_transactions_dynamic", "found"},
		{bank.Login{Username: "user_custom", Password: custom}, "user_custom", "found"},
		{bank.Login{Username: "user_custom", Password: "{"}, "user_custom", "INVALID_FIELD"},
		{bank.Login{Username: "user_custom", Password: `{"force_error":"INVALID_MFA","mfa":{"type":"device"}}`}, "user_custom", "INVALID_MFA"},
		{bank.Login{Username: "ours", Config: custom}, "ours", "found"},
	} {
		test.typed.InstitutionID = "ins_127287"
		login, outcome := world.OAuthLogin(test.typed)
		got := "found"
		switch {
		case outcome.Error != nil:
			got = outcome.Error.ErrorCode
		case outcome.Challenge != nil, outcome.Found == nil, len(outcome.Found.Accounts) == 0:
			got = "nothing"
		}
		if got != test.want || login.Username != test.username {
			t.Errorf("%+v is %s and comes to %s, want %s and %s", test.typed, login.Username, got, test.username, test.want)
		}
		if outcome.Found != nil {
			if again := world.Login(login, nil); again.Challenge == nil && again.Error == nil && len(again.Found.Accounts) != len(outcome.Found.Accounts) {
				t.Errorf("%+v is somebody else at the next login", login)
			}
		}
	}
}
