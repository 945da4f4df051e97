package toile_test

import (
	"encoding/json"
	"testing"
	"time"

	"toile"
)

// The plain* types are what one would write for encoding/json: the yardstick of the benchmarks.
type plainRequest struct {
	ClientID  *string `json:"client_id,omitempty"`
	Secret    *string `json:"secret,omitempty"`
	UserToken *string `json:"user_token,omitempty"`
	UserID    *string `json:"user_id,omitempty"`
}

type plainResponse struct {
	RequestID string         `json:"request_id"`
	Sessions  []plainSession `json:"sessions"`
}

type plainSession struct {
	Errors           []plainError `json:"errors,omitempty"`
	LinkSessionID    string       `json:"link_session_id"`
	Results          plainResults `json:"results"`
	SessionStartTime time.Time    `json:"session_start_time"`
}

type plainError struct {
	ErrorType      string  `json:"error_type"`
	ErrorCode      string  `json:"error_code"`
	ErrorMessage   string  `json:"error_message"`
	DisplayMessage *string `json:"display_message"`
}

type plainResults struct {
	ItemAddResults    []plainItemAdd   `json:"item_add_results,omitempty"`
	BankIncomeResults []plainItemState `json:"bank_income_results,omitempty"`
}

type plainItemAdd struct {
	InstitutionID string `json:"institution_id"`
	ItemID        string `json:"item_id"`
	PublicToken   string `json:"public_token"`
}

type plainItemState struct {
	InstitutionID string `json:"institution_id"`
	ItemID        string `json:"item_id"`
	Status        string `json:"status"`
}

var tenSessions = func() []byte {
	r := toile.CreditSessionsGetResponse{RequestID: "m8MDnv9okwxFNBV"}
	start := time.Date(2026, 11, 22, 10, 0, 0, 123456000, time.UTC)
	for i := range 10 {
		s := toile.CreditSession{
			LinkSessionID:    new("356dbb28-7f98-44d1-8e6d-0cec580f3171"),
			SessionStartTime: new(toile.Micros(start.Add(time.Duration(i) * time.Hour))),
			Results: &toile.CreditSessionResults{
				ItemAddResults: []toile.CreditSessionItemAddResult{{
					PublicToken:   new("public-sandbox-5c224a01-8314-4491-a06f-39e193d5cddc"),
					ItemID:        new("M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op"),
					InstitutionID: new("ins_56"),
				}},
				BankIncomeResults: []toile.CreditSessionBankIncomeResult{{
					Status:        new(toile.CreditSessionBankIncomeStatusApproved),
					ItemID:        new("M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op"),
					InstitutionID: new("ins_56"),
				}},
			},
		}
		r.Sessions = append(r.Sessions, s)
	}
	return r.AppendJSON(nil)
}()

var flatRequest = []byte(`{"user_token":"user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}`)

func BenchmarkEncode10(b *testing.B) {
	b.Run("toile", func(b *testing.B) {
		resp, err := toile.CreditSessionsGet.DecodeResponse(tenSessions)
		if err != nil {
			b.Fatal(err)
		}
		var buf []byte
		b.ReportAllocs()
		for b.Loop() {
			buf = toile.CreditSessionsGet.EncodeResponse(buf[:0], resp, "m8MDnv9okwxFNBV")
		}
	})
	b.Run("encoding_json", func(b *testing.B) {
		var resp plainResponse
		if err := json.Unmarshal(tenSessions, &resp); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(&resp); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkDecode10(b *testing.B) {
	b.Run("toile", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := toile.CreditSessionsGet.DecodeResponse(tenSessions); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding_json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var resp plainResponse
			if err := json.Unmarshal(tenSessions, &resp); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkDecodeRequest(b *testing.B) {
	b.Run("toile", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, problems, err := toile.CreditSessionsGet.DecodeRequest(flatRequest)
			if err != nil || !problems.Empty() {
				b.Fatal(err, problems)
			}
		}
	})
	b.Run("encoding_json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var req plainRequest
			if err := json.Unmarshal(flatRequest, &req); err != nil {
				b.Fatal(err)
			}
		}
	})
}
