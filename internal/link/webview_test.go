package link_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"toile/internal/link"
)

// TestWebviewAddresses writes each address whole, with the parameters of facts link 1.9.
func TestWebviewAddresses(t *testing.T) {
	t.Parallel()
	bank := &link.CallbackInstitution{Name: "Tom & Sons + Co", InstitutionID: "ins_1"}
	success := &link.CallbackSuccess{PublicToken: new("public-sandbox-1"), Metadata: link.CallbackSuccessMetadata{
		Institution: bank, LinkSessionID: "session",
		Accounts: []link.CallbackAccount{{ID: "a1", Name: "Plaid \"Checking\"", Mask: new("0000"), Type: "depository", Subtype: "checking"}},
	}}
	exit := &link.CallbackExit{
		Error:    &link.CallbackError{ErrorType: "ITEM_ERROR", ErrorCode: "INVALID_CREDENTIALS", ErrorMessage: "the credentials", DisplayMessage: new("¿Qué?")},
		Metadata: link.CallbackExitMetadata{Institution: bank, Status: new("requires_credentials"), LinkSessionID: "session", RequestID: "request"},
	}
	event := link.CallbackEvent{Name: "TRANSITION_VIEW", Metadata: link.CallbackMetadata{
		LinkSessionID: "session", RequestID: new("request"), Timestamp: "2026-03-01T12:00:00.000Z", ViewName: new("MFA"), MFAType: new("code"),
	}}
	const institution = "institution_id=ins_1&institution_name=Tom%20%26%20Sons%20%2B%20Co"
	for _, test := range []struct{ name, got, want string }{
		{"while it runs", link.WebviewEnd(link.Callbacks{}), ""},
		{
			"connected", link.WebviewEnd(link.Callbacks{Success: success}),
			"plaidlink://connected?public_token=public-sandbox-1&" + institution +
				"&accounts=" + strings.ReplaceAll(url.QueryEscape(`[{"_id":"a1","meta":{"name":"Plaid \"Checking\"","number":"0000"},"type":"depository","subtype":"checking","verification_status":null}]`), "+", "%20") +
				"&link_session_id=session&transfer_status=",
		},
		{
			"connected without anything", link.WebviewEnd(link.Callbacks{Success: &link.CallbackSuccess{}}),
			"plaidlink://connected?public_token=&institution_id=&institution_name=&accounts=%5B%5D&link_session_id=&transfer_status=",
		},
		{
			"exit", link.WebviewEnd(link.Callbacks{Exit: exit}),
			"plaidlink://exit?status=requires_credentials&error_type=ITEM_ERROR&error_code=INVALID_CREDENTIALS&error_message=the%20credentials" +
				"&error_display_message=%C2%BFQu%C3%A9%3F&display_message=%C2%BFQu%C3%A9%3F&" + institution + "&link_session_id=session&request_id=request",
		},
		{
			"exit without anything", link.WebviewExit(link.CallbackExit{}),
			"plaidlink://exit?status=&error_type=&error_code=&error_message=&error_display_message=&display_message=&institution_id=&institution_name=&link_session_id=&request_id=",
		},
		{
			"event", link.WebviewEvent(event),
			"plaidlink://event?event_name=TRANSITION_VIEW&account_number_mask=&error_code=&error_message=&error_type=&exit_status=&institution_id=&institution_name=" +
				"&institution_search_query=&is_update_mode=&link_session_id=session&match_reason=&mfa_type=code&request_id=request&routing_number=&selection=" +
				"&timestamp=2026-03-01T12%3A00%3A00.000Z&view_name=MFA",
		},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s\nwant %s", test.name, test.got, test.want)
		}
	}
}

// FuzzWebviewAddress keeps what is in a name inside its parameter.
func FuzzWebviewAddress(f *testing.F) {
	f.Add("Tom & Sons")
	f.Add("a=b&public_token=x#\"'<\x00é")
	f.Fuzz(func(t *testing.T, name string) {
		end := link.WebviewEnd(link.Callbacks{Success: &link.CallbackSuccess{Metadata: link.CallbackSuccessMetadata{
			Institution: &link.CallbackInstitution{Name: name}, Accounts: []link.CallbackAccount{{Name: name}},
		}}})
		u, err := url.Parse(end)
		if err != nil || u.Host != "connected" || len(u.Query()) != 6 || u.Query().Get("institution_name") != name || strings.Trim(end, asciiVisible) != "" {
			t.Fatalf("%q in %s (%v)", name, end, err)
		}
		var accounts []map[string]any
		if err := json.Unmarshal([]byte(u.Query().Get("accounts")), &accounts); err != nil || len(accounts) != 1 {
			t.Errorf("%q in %s: %v", name, end, err)
		}
	})
}

const asciiVisible = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
