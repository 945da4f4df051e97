package toile_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/wire"
)

// Members that we do not know are kept at every level and written back after the ones that we know.
func TestUnknownMembersAreKept(t *testing.T) {
	t.Parallel()
	body := `{"zebra":[1, {"a" : null}],"sessions":[{"link_session_id":"s","news":{"b":"c d"},"results":{"more":1.50}}],"request_id":"r","apple":"é"}`
	got, err := opOf(toile.CreditSessionsGet).response([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"request_id":"r","sessions":[{"link_session_id":"s","results":{"more":1.50},"news":{"b":"c d"}}],"apple":"é","zebra":[1,{"a":null}]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A client reads what servers of other versions send.
func TestLenientDecoding(t *testing.T) {
	t.Parallel()
	resp, err := toile.ItemGet.DecodeResponse([]byte(`{"item":{"item_id":null,"available_products":null,"products":["teleport"],
		"error":null,"created_at":"2026-01-02T03:04:05+01:00"},"status":null}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(resp.Item.Products) != 1 || resp.Item.Products[0] != "teleport" {
		t.Errorf("products are %v, want the unknown one", resp.Item.Products)
	}
	if resp.Item.Error != nil || !resp.Status.Null || resp.RequestID != "" {
		t.Errorf("error %v, status %v, request_id %q", resp.Item.Error, resp.Status, resp.RequestID)
	}
	if got := resp.Item.CreatedAt.String(); got != "2026-01-02T02:04:05Z" {
		t.Errorf("created_at is %s", got)
	}
	_, err = toile.CreditSessionsGet.DecodeResponse([]byte(`{"sessions":[{},{"results":{"payroll_income_results":[{"num_w2s_retrieved":1.5}]}}]}`))
	var wrong *wire.TypeError
	if !errors.As(err, &wrong) || wrong.Path != "sessions[1].results.payroll_income_results[0].num_w2s_retrieved" {
		t.Errorf("error is %v", err)
	}
}

// Absent, null and empty stay apart.
func TestFormsOfFields(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		value      interface{ AppendJSON([]byte) []byte }
	}{
		{"required array", `{"items":[],"request_id":""}`, &toile.UserItemsGetResponse{}},
		{"optional array, nil", `{"request_id":""}`, &toile.CreditSessionsGetResponse{}},
		{"optional array, empty", `{"request_id":"","sessions":[]}`, &toile.CreditSessionsGetResponse{Sessions: []toile.CreditSession{}}},
		{"optional and nullable", `{"document_income_results":null}`, &toile.CreditSessionResults{DocumentIncomeResults: toile.Null[toile.CreditSessionDocumentIncomeResult]()}},
		{"required and nullable", `{"display_message":null,"error_code":"C","error_message":"\"<&>\u0001\\","error_type":"T","suggested_action":null}`,
			&toile.Error{ErrorType: "T", ErrorCode: "C", ErrorMessage: "\"<&>\x01\\", SuggestedAction: toile.Null[string]()}},
	} {
		got := string(c.value.AppendJSON(nil))
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		viaStd, err := json.Marshal(c.value)
		if err != nil || !json.Valid(viaStd) {
			t.Errorf("%s: encoding/json says %s, %v", c.name, viaStd, err)
		}
	}
}

func TestEncodingJSONDecodes(t *testing.T) {
	t.Parallel()
	var v struct{ Session toile.CreditSession }
	if err := json.Unmarshal([]byte(`{"Session":{"link_session_id":"s","session_start_time":"2026-01-02T03:04:05.600000Z"}}`), &v); err != nil {
		t.Fatal(err)
	}
	if got := v.Session.SessionStartTime.String(); got != "2026-01-02T03:04:05.600000Z" {
		t.Errorf("session_start_time is %s", got)
	}
}
