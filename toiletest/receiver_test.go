package toiletest_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
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
	user, err := srv.Client.UserCreate(t.Context(), toile.UserCreateRequest{ClientUserID: rand.Text(), WithUpgradedUser: &upgraded})
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

// All and None need no pause: they wait for what was made, and only for that.
func TestReceiverSettles(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	r, other := srv.Receiver(), srv.Receiver()
	r.None("", "")
	if all := r.All(); len(all) > 0 {
		t.Errorf("at first %d came", len(all))
	}
	r.Refuse(1, http.StatusServiceUnavailable)
	for range 3 {
		fire(t, srv, other.URL)
	}
	users := []string{fire(t, srv, r.URL)}
	if all := r.All(); len(all) != 1 || all[0].Fields["user_id"] != users[0] {
		t.Errorf("one was refused, %d came", len(all))
	}
	for range 10 {
		users = append(users, fire(t, srv, r.URL), fire(t, srv, r.URL+"/items?n=1"))
	}
	if all := r.All(); len(all) != len(users) {
		t.Errorf("%d came, %d were sent", len(all), len(users))
	}
	last := users[len(users)-1]
	if got := r.NextThat(func(w toiletest.Webhook) bool { return w.Fields["user_id"] == last }); got.Fields["user_id"] != last {
		t.Errorf("the webhook is %s", got.Body)
	}
	if waiting := r.Waiting(); len(waiting) != len(users)-1 {
		t.Errorf("%d are waiting", len(waiting))
	}
	r.None("ITEM", "")
	r.None("", "BANK_INCOME_REFRESH_COMPLETE")
}

// None finds a webhook that was made when it is called, however late it comes.
func TestReceiverFindsWhatIsNotWanted(t *testing.T) {
	t.Parallel()
	tb := &mistakes{TB: t}
	srv := toiletest.New(tb)
	r := srv.Receiver()
	fire(t, srv, r.URL)
	r.None("INCOME", "")
	if len(tb.found) != 1 || !strings.Contains(tb.found[0], "BANK_INCOME_REFRESH_UPDATE") {
		t.Errorf("found is %q", tb.found)
	}
	r.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE")
	r.None("", "")
	if len(tb.found) != 1 {
		t.Errorf("given is found: %q", tb.found)
	}
}

// mistakes keeps what is wrong instead of failing a test.
type mistakes struct {
	testing.TB
	found []string
}

func (m *mistakes) Errorf(format string, words ...any) {
	m.found = append(m.found, fmt.Sprintf(format, words...))
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
