package toiletest_test

import (
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// TestHostedLink runs a hosted session, as a back end hears of it: the webhook brings the public token. Nothing sleeps.
func TestHostedLink(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)))
	hooks := srv.Receiver()
	made, err := srv.Client.LinkTokenCreate(t.Context(), toile.LinkTokenCreateRequest{
		ClientName: "test", Language: "en", CountryCodes: []toile.CountryCode{toile.CountryCodeUS},
		User:     &toile.LinkTokenCreateRequestUser{ClientUserID: "ann"},
		Products: toile.Some([]toile.Products{toile.ProductsAuth}),
		Webhook:  &hooks.URL, HostedLink: &toile.LinkTokenCreateHostedLink{},
	})
	if err != nil {
		t.Fatal(err)
	}
	srv.FinishLink(made.LinkToken, toiletest.Script{})
	end := hooks.Next("LINK", "SESSION_FINISHED")
	if end.Fields["status"] != "SUCCESS" || end.Fields["link_token"] != made.LinkToken {
		t.Fatalf("the session ended with %s", end.Body)
	}
	public := end.Fields["public_tokens"].([]any)[0].(string)
	if _, err := srv.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: public}); err != nil {
		t.Error(err)
	}
	if added := hooks.Next("LINK", "ITEM_ADD_RESULT"); added.Fields["public_token"] != public {
		t.Errorf("an Item was added with %s", added.Body)
	}
	whole := hooks.Next("LINK", "EVENTS").Fields["events"].([]any)

	// Somebody walks away: their events are told ten minutes later.
	srv.FinishLink(made.LinkToken, toiletest.Script{AbandonAt: "credentials"})
	srv.Advance(10 * time.Minute)
	if events := hooks.Next("LINK", "EVENTS").Fields["events"].([]any); len(events) == 0 || len(events) >= len(whole) {
		t.Errorf("of one who walked away %d events are told, of one who did not %d", len(events), len(whole))
	}
	if more := hooks.Waiting(); len(more) > 0 {
		t.Errorf("then come %v", more)
	}
}
