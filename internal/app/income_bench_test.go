package app_test

import (
	"testing"

	"toile"
	"toile/toiletest"
)

// BenchmarkBankIncomeSession links user_bank_income with a year of income, as
// /sandbox/public_token/create does it: a whole Link session and the report that it leaves behind.
func BenchmarkBankIncomeSession(b *testing.B) {
	srv := toiletest.New(b, toiletest.At(noon))
	user, err := srv.Client.UserCreate(b.Context(), toile.UserCreateRequest{ClientUserID: "bench", WithUpgradedUser: new(true)})
	if err != nil {
		b.Fatal(err)
	}
	request := toile.SandboxPublicTokenCreateRequest{
		InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsIncomeVerification}, UserID: &user.UserID,
		Options: &toile.SandboxPublicTokenCreateRequestOptions{
			OverrideUsername: toile.Some("user_bank_income"), OverridePassword: toile.Some("{}"),
			IncomeVerification: &toile.SandboxPublicTokenCreateRequestOptionsIncomeVerification{
				IncomeSourceTypes: []toile.IncomeVerificationSourceType{toile.IncomeVerificationSourceTypeBank},
				BankIncome:        &toile.SandboxPublicTokenCreateRequestIncomeVerificationBankIncome{DaysRequested: new(365)},
			},
		},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := srv.Client.SandboxPublicTokenCreate(b.Context(), request); err != nil {
			b.Fatal(err)
		}
	}
}
