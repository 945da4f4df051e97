package toiletest_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// fire makes a server send a webhook about a new user to an address.
func fire(t *testing.T, srv *toiletest.Server, url string) (userID string) {
	t.Helper()
	upgraded := true
	user, err := srv.Client.UserCreate(t.Context(), toile.UserCreateRequest{ClientUserID: url, WithUpgradedUser: &upgraded})
	if err != nil {
		t.Fatal(err)
	}
	_, err = srv.Client.SandboxBankIncomeFireWebhook(t.Context(), toile.SandboxBankIncomeFireWebhookRequest{
		WebhookCode:     "BANK_INCOME_REFRESH_UPDATE",
		WebhookFields:   toile.SandboxBankIncomeWebhookFireRequestWebhookFields{UserID: user.UserID},
		WebhookOverride: &url,
	})
	if err != nil {
		t.Fatal(err)
	}
	return user.UserID
}

func TestReceiver(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(time.Date(2031, 1, 31, 12, 0, 0, 0, time.UTC)))
	r := srv.Receiver()
	userID := fire(t, srv, r.URL)
	got := r.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE")
	if got.Fields["user_id"] != userID || got.Fields["environment"] != "sandbox" || !bytes.HasPrefix(got.Body, []byte("{\n  \"environment\"")) {
		t.Errorf("the webhook is %s", got.Body)
	}
	if got.Header.Get("User-Agent") == "" || got.Header.Get("Content-Type") != "application/json" {
		t.Errorf("its header is %v", got.Header)
	}
	if left := r.Waiting(); len(left) > 0 {
		t.Errorf("then come %v", left)
	}
}

// What is refused comes again when the clock is moved, or on its own: the same bytes, signed anew.
func TestReceiverRefuses(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	r := srv.Receiver()
	r.Refuse(2, http.StatusServiceUnavailable)
	fire(t, srv, r.URL)
	came := []toiletest.Webhook{r.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE")}
	for _, wait := range []time.Duration{30 * time.Second, 2 * time.Minute} {
		srv.Advance(wait)
		came = append(came, r.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE"))
	}
	signatures := []string{}
	for _, webhook := range came {
		if !bytes.Equal(webhook.Body, came[0].Body) {
			t.Errorf("another attempt says %s", webhook.Body)
		}
		signatures = append(signatures, webhook.Header.Get("Plaid-Verification"))
	}
	slices.Sort(signatures)
	if len(slices.Compact(signatures)) != 3 {
		t.Error("an attempt has the signature of another")
	}
}

// A webhook that was not signed by the server, or whose body was changed, is found out.
func TestReceiverVerifies(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	genuine := srv.Receiver()
	fire(t, srv, genuine.URL)
	webhook := genuine.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE")
	stranger := toiletest.New(t, toiletest.Seed("another"))
	foreign := stranger.Receiver()
	fire(t, stranger, foreign.URL)
	foreignSignature := foreign.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE").Header.Get("Plaid-Verification")
	signature := webhook.Header.Get("Plaid-Verification")
	header, rest, _ := strings.Cut(signature, ".")
	for name, test := range map[string]struct{ body, signature string }{
		"unsigned":      {string(webhook.Body), ""},
		"another body":  {string(webhook.Body) + "\n", signature},
		"another's key": {string(webhook.Body), foreignSignature},
		"no algorithm":  {string(webhook.Body), "eyJhbGciOiJub25lIn0." + rest},
		"cut":           {string(webhook.Body), header + "." + rest[:len(rest)-6]},
	} {
		if err := srv.VerifyWebhook(t.Context(), []byte(test.body), test.signature); err == nil {
			t.Errorf("%s: it is taken for genuine", name)
		}
	}
	if err := srv.VerifyWebhook(t.Context(), webhook.Body, signature); err != nil {
		t.Error(err)
	}
}

// What is done in the background comes by itself when its time has come, and is told of.
func TestReportIsTold(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	r := srv.Receiver()
	public, err := srv.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{
		InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsAssets},
	})
	if err != nil {
		t.Fatal(err)
	}
	item, err := srv.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: public.PublicToken})
	if err != nil {
		t.Fatal(err)
	}
	report, err := srv.Client.AssetReportCreate(t.Context(), toile.AssetReportCreateRequest{
		AccessTokens: []string{item.AccessToken}, DaysRequested: 10, Options: &toile.AssetReportCreateRequestOptions{Webhook: toile.Some(r.URL)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if ready := r.Next("ASSETS", "PRODUCT_READY"); ready.Fields["asset_report_id"] != report.AssetReportID {
		t.Errorf("the webhook is %s", ready.Body)
	}
	if _, err := srv.Client.AssetReportGet(t.Context(), toile.AssetReportGetRequest{AssetReportToken: &report.AssetReportToken}); err != nil {
		t.Errorf("what the webhook tells of cannot be read: %v", err)
	}
}
