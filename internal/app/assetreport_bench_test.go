package app_test

import (
	"encoding/json"
	"testing"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// BenchmarkAssetReport makes and reads the longest report, of three Items, over HTTP.
func BenchmarkAssetReport(b *testing.B) {
	srv := toiletest.New(b, toiletest.Database(pgtest.Chosen(b)), toiletest.At(noon), toiletest.AtOnce())
	var access []string
	for _, username := range []string{"user_good", "user_credit_profile_excellent", "user_small_business"} {
		public, err := srv.Client.SandboxPublicTokenCreate(b.Context(), toile.SandboxPublicTokenCreateRequest{
			InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsAssets, toile.ProductsInvestments},
			Options: &toile.SandboxPublicTokenCreateRequestOptions{OverrideUsername: toile.Some(username)},
		})
		if err != nil {
			b.Fatal(err)
		}
		item, err := srv.Client.ItemPublicTokenExchange(b.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: public.PublicToken})
		if err != nil {
			b.Fatal(err)
		}
		access = append(access, item.AccessToken)
	}
	create := func(b *testing.B) string {
		made, err := srv.Client.AssetReportCreate(b.Context(), toile.AssetReportCreateRequest{
			AccessTokens: access, DaysRequested: 731, Options: &toile.AssetReportCreateRequestOptions{AddOns: []toile.AssetReportAddOns{"investments"}},
		})
		if err != nil {
			b.Fatal(err)
		}
		return made.AssetReportToken
	}
	token := create(b)
	b.Run("make", func(b *testing.B) {
		for b.Loop() {
			create(b)
		}
	})
	for name, more := range map[string]string{"read": "", "insights": `,"include_insights":true`, "30 days": `,"options":{"days_to_include":30}`} {
		b.Run(name, func(b *testing.B) {
			size, body := 0, json.RawMessage(`{"asset_report_token":"`+token+`"`+more+`}`)
			for b.Loop() {
				answer, err := srv.Client.Do(b.Context(), "/asset_report/get", body)
				if err != nil {
					b.Fatal(err)
				}
				size = len(answer)
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
	b.Run("file", func(b *testing.B) {
		for b.Loop() {
			if _, err := srv.Client.AssetReportPDFGet(b.Context(), toile.AssetReportPDFGetRequest{AssetReportToken: token}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
