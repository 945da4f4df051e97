package toiletest_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// incomeToken asks for a link token with bank income for a user.
func incomeToken(t *testing.T, srv *toiletest.Server, userToken string) string {
	t.Helper()
	token, err := srv.Client.LinkTokenCreate(t.Context(), toile.LinkTokenCreateRequest{
		ClientName: "test", Language: "en", CountryCodes: []toile.CountryCode{toile.CountryCodeUS},
		User:      &toile.LinkTokenCreateRequestUser{ClientUserID: "ann"},
		UserToken: &userToken,
		Products:  toile.Some([]toile.Products{toile.ProductsIncomeVerification}),
		IncomeVerification: &toile.LinkTokenCreateRequestIncomeVerification{
			IncomeSourceTypes: []toile.IncomeVerificationSourceType{toile.IncomeVerificationSourceTypeBank},
			BankIncome:        &toile.LinkTokenCreateRequestIncomeVerificationBankIncome{DaysRequested: 90},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return token.LinkToken
}

func TestTheWholeRoad(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	ctx := t.Context()
	user, err := srv.Client.UserCreate(ctx, toile.UserCreateRequest{ClientUserID: "ann"})
	if err != nil {
		t.Fatal(err)
	}
	result := srv.FinishLink(incomeToken(t, srv, *user.UserToken), toiletest.Script{Part: toiletest.Part{Username: "user_bank_income"}})
	if result.Status != "SUCCESS" || len(result.PublicTokens) != 1 {
		t.Fatalf("Link ended with %+v", result)
	}
	sessions, err := srv.Client.CreditSessionsGet(ctx, toile.CreditSessionsGetRequest{UserToken: user.UserToken})
	if err != nil || len(sessions.Sessions) != 1 {
		t.Fatalf("sessions: %v, %v", sessions, err)
	}
	shown := sessions.Sessions[0]
	if *shown.LinkSessionID != result.LinkSessionID || *shown.Results.ItemAddResults[0].PublicToken != result.PublicTokens[0] {
		t.Errorf("the list shows %+v, the callbacks %+v", shown, result)
	}
	if status := *shown.Results.BankIncomeResults[0].Status; status != toile.CreditSessionBankIncomeStatusApproved {
		t.Errorf("bank income %s", status)
	}
	access, err := srv.Client.ItemPublicTokenExchange(ctx, toile.ItemPublicTokenExchangeRequest{PublicToken: result.PublicTokens[0]})
	if err != nil {
		t.Fatal(err)
	}
	item, err := srv.Client.ItemGet(ctx, toile.ItemGetRequest{AccessToken: access.AccessToken})
	if err != nil || item.Item.ItemID != result.ItemIDs[0] {
		t.Errorf("item: %+v, %v", item, err)
	}
}

func TestAdvance(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(start))
	made, err := srv.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{
		InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsAuth},
	})
	if err != nil {
		t.Fatal(err)
	}
	srv.Advance(31 * time.Minute)
	_, err = srv.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: made.PublicToken})
	var refused *toile.Error
	if !errors.As(err, &refused) || refused.ErrorCode != "INVALID_PUBLIC_TOKEN" || !strings.Contains(refused.ErrorMessage, "expired") {
		t.Errorf("an old public token: %v", err)
	}
}

func TestTheSameOnEveryRun(t *testing.T) {
	t.Parallel()
	run := func(seed string) string {
		srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.Seed(seed), toiletest.At(time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)))
		user, err := srv.Client.UserCreate(t.Context(), toile.UserCreateRequest{ClientUserID: "ann"})
		if err != nil {
			t.Fatal(err)
		}
		srv.FinishLink(incomeToken(t, srv, *user.UserToken), toiletest.Script{})
		body := json.RawMessage(`{"user_token":"` + *user.UserToken + `"}`)
		answer, err := srv.Client.Do(t.Context(), "/credit/sessions/get", body)
		if err != nil {
			t.Fatal(err)
		}
		return string(answer)
	}
	if first, second := run("one"), run("one"); first != second {
		t.Errorf("two runs of one script differ:\n%s\n%s", first, second)
	}
	if first, other := run("one"), run("two"); first == other {
		t.Error("two seeds give the same answers")
	}
}

// TestClientsWithoutAny holds that no further clients leave the development pair.
func TestClientsWithoutAny(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Clients(nil))
	if _, err := srv.Client.UserCreate(t.Context(), toile.UserCreateRequest{ClientUserID: "ann"}); err != nil {
		t.Error(err)
	}
}
