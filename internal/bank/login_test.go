package bank_test

import (
	"reflect"
	"strings"
	"testing"

	"toile"
	"toile/internal/bank"
)

var world = bank.New("test")

func login(institution, username, password string, answers ...[]string) bank.Outcome {
	return world.Login(bank.Login{InstitutionID: institution, Username: username, Password: password}, answers)
}

// TestLogins says for each login how much is behind it, or which error it meets.
func TestLogins(t *testing.T) {
	t.Parallel()
	const first, payroll = "ins_109508", "ins_135842"
	for _, test := range []struct {
		institution, username, password string
		code                            string
		accounts, stubs, forms          int
	}{
		{institution: first, username: "user_good", password: "pass_good", accounts: 14},
		{institution: "ins_109511", username: "user_good", password: "pass_good", accounts: 14},
		{institution: first, username: "user_bank_income", password: "{}", accounts: 2},
		{institution: first, username: "user_credit_bonus", password: "anything", accounts: 2},
		{institution: first, username: "user_credit_joint_account", accounts: 2},
		{institution: first, username: "user_credit_profile_poor", accounts: 2},
		{institution: first, username: "user_credit_profile_good", accounts: 2},
		{institution: first, username: "user_credit_profile_excellent", accounts: 3},
		{institution: payroll, username: "test-good", password: "test", stubs: 2, forms: 1},
		{institution: payroll, username: "user_good", password: "pass_good", stubs: 2, forms: 1},
		{institution: payroll, username: "user_bank_income", password: "{}", stubs: 2, forms: 1},
		{institution: payroll, username: "user_credit_joint_account", stubs: 4, forms: 2},
		{institution: payroll, username: "user_custom", password: "{}", stubs: 2, forms: 1},

		{institution: first, username: "user_good", password: "wrong", code: "INVALID_CREDENTIALS"},
		{institution: first, username: "user_good", code: "INVALID_CREDENTIALS"},
		{institution: first, username: "nobody", password: "pass_good", code: "INVALID_CREDENTIALS"},
		{institution: first, code: "INVALID_CREDENTIALS"},
		{institution: first, username: "test-good", password: "test", code: "INVALID_CREDENTIALS"},
		{institution: first, username: "user_good", password: "error_", code: "INVALID_CREDENTIALS"},
		{institution: first, username: "user_good", password: "error_NO_SUCH_CODE", code: "INVALID_CREDENTIALS"},
		{institution: payroll, username: "test-good", password: "wrong", code: "INVALID_CREDENTIALS"},
		{institution: payroll, username: "user_prism_1", code: "INVALID_CREDENTIALS"}, // has no employer and does no gigs
		{institution: payroll, username: "user_custom", password: "pass_good", code: "INVALID_FIELD"},
		{institution: payroll, username: "test-good", password: "error_ITEM_LOCKED", code: "ITEM_LOCKED"},
		{institution: "ins_0", username: "user_good", password: "pass_good", code: "INVALID_INSTITUTION"},
	} {
		name := strings.Join([]string{test.institution, test.username, test.password}, "/")
		got := login(test.institution, test.username, test.password)
		if test.code != "" {
			if got.Error == nil || got.Error.ErrorCode != test.code || got.Found != nil || got.Challenge != nil {
				t.Errorf("%s: got %+v, want %s", name, got, test.code)
			}
			continue
		}
		want := [...]int{test.accounts, test.stubs, test.forms}
		f := got.Found
		if f == nil || got.Error != nil || got.Challenge != nil {
			t.Errorf("%s: got %+v, want to find something", name, got)
		} else if n := [...]int{len(f.Accounts), f.Paystubs, f.W2s}; n != want {
			t.Errorf("%s: found %v, want %v", name, n, want)
		}
		if again := login(test.institution, test.username, test.password); !reflect.DeepEqual(got, again) {
			t.Errorf("%s: the same login found something else", name)
		}
	}
}

// TestAccounts names what user_good has, in order (facts link 5.5).
func TestAccounts(t *testing.T) {
	t.Parallel()
	var got []string
	for _, a := range login("ins_109508", "user_good", "pass_good").Found.Accounts {
		got = append(got, a.Mask+" "+a.Type+"/"+a.Subtype)
	}
	want := []string{
		"0000 depository/checking", "1111 depository/savings", "2222 depository/cd", "3333 credit/credit card",
		"4444 depository/money market", "5555 investment/ira", "6666 investment/401k", "7777 loan/student", "8888 loan/mortgage",
		"9001 depository/hsa", "9002 depository/cash management", "9999 credit/credit card",
		"9003 loan/auto", "9004 loan/home equity",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestErrorPasswords holds the passwords error_CODE against the table of facts link 5.4.
// An empty display message stands for null.
func TestErrorPasswords(t *testing.T) {
	t.Parallel()
	const (
		notResponding = "this institution is not currently responding to this request. please try again soon"
		apology       = "This financial institution is not currently responding to requests. We apologize for the inconvenience."
	)
	for _, test := range []struct {
		errorType              toile.ErrorType
		code, message, display string
	}{
		{"ITEM_ERROR", "INVALID_CREDENTIALS", "the provided credentials were not correct", "The provided credentials were not correct. Please try again."},
		{"ITEM_ERROR", "INVALID_MFA", "the provided MFA response(s) were not correct", "The provided MFA responses were not correct. Please try again."},
		{"ITEM_ERROR", "INVALID_SEND_METHOD", "the provided MFA send_method was invalid", ""},
		{"ITEM_ERROR", "INSUFFICIENT_CREDENTIALS", "insufficient authorization was provided to complete the request", "INSUFFICIENT_CREDENTIALS"},
		{"ITEM_ERROR", "ACCESS_NOT_GRANTED", "access to this product was not granted for the account", "The user did not grant the necessary permissions for this product on their account."},
		{"ITEM_ERROR", "ITEM_LOCKED", "the account is locked. prompt the user to visit the institution's site and unlock their account",
			"The given account has been locked by the financial institution. Please visit your financial institution's website to unlock your account."},
		{"ITEM_ERROR", "ITEM_NOT_SUPPORTED", "this account is currently not supported",
			"The given account is not currently supported for this financial institution. We apologize for the inconvenience."},
		{"ITEM_ERROR", "MFA_NOT_SUPPORTED", "this account requires a MFA type that we do not currently support for the institution",
			"The multi-factor security features enabled on this account are not currently supported for this financial institution. We apologize for the inconvenience."},
		{"ITEM_ERROR", "NO_ACCOUNTS", "no valid accounts were found for this item",
			"No valid accounts were found at the financial institution. Please visit your financial institution's website to confirm accounts are available."},
		{"ITEM_ERROR", "USER_SETUP_REQUIRED", "the account has not been fully set up. prompt the user to visit the issuing institution's site and finish the setup process",
			"The given account is not fully setup. Please visit your financial institution's website to setup your account."},
		{"ITEM_ERROR", "USER_INPUT_TIMEOUT", "user must retry this operation", "The application timed out waiting for user input"},
		{"INSTITUTION_ERROR", "INSTITUTION_DOWN", notResponding, apology},
		{"INSTITUTION_ERROR", "INSTITUTION_NOT_RESPONDING", notResponding, apology},
		{"INSTITUTION_ERROR", "INSTITUTION_NO_LONGER_SUPPORTED", "this institution is no longer supported",
			"This financial institution is no longer supported. We apologize for the inconvenience."},
		{"INSTITUTION_ERROR", "INSTITUTION_REGISTRATION_REQUIRED", "not yet registered to create items for this institution",
			"You must register your application with this institution before you can create items for it."},
		{"INSTITUTION_ERROR", "UNAUTHORIZED_INSTITUTION", "not authorized to create items for this institution",
			"You are not authorized to create items for this institution at this time."},
	} {
		got := login("ins_109508", "user_good", "error_"+test.code).Error
		if got == nil {
			t.Errorf("%s: no error", test.code)
			continue
		}
		display := ""
		if got.DisplayMessage != nil {
			display = *got.DisplayMessage
		}
		if got.ErrorType != test.errorType || got.ErrorCode != test.code || got.HTTPStatus() != 400 {
			t.Errorf("%s: got %s/%s with status %d", test.code, got.ErrorType, got.ErrorCode, got.HTTPStatus())
		}
		if got.ErrorMessage != test.message {
			t.Errorf("%s: message\ngot  %s\nwant %s", test.code, got.ErrorMessage, test.message)
		}
		if display != test.display {
			t.Errorf("%s: display message\ngot  %s\nwant %s", test.code, display, test.display)
		}
	}
	for _, code := range []string{"COUNTRY_NOT_SUPPORTED", "INTERNAL_SERVER_ERROR"} { // accepted, texts unknown
		if got := login("ins_109508", "user_good", "error_"+code).Error; got == nil || got.ErrorCode != code {
			t.Errorf("%s: got %v", code, got)
		}
	}
}
