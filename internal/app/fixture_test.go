package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// noon is when the clock of most servers here stands still.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// world is a server with one user of each generation and one Item.
type world struct {
	*toiletest.Server
	legacy, userID, access, item string
	other                        *toile.Client // another client
}

func newWorld(t *testing.T) world {
	t.Helper()
	const otherID, otherSecret = "00c11e4700c11e4700c11e47", "005ec4e7005ec4e7005ec4e7005ec4"
	w := world{Server: toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.Clients(map[string]string{otherID: otherSecret}))}
	w.other = toile.NewClient(otherID, otherSecret, toile.WithBaseURL(w.URL))
	w.legacy = w.post(t, "/user/create", `{"client_user_id":"old"}`)["user_token"].(string)
	w.userID = w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`)["user_id"].(string)
	w.sandbox(t, "ins_109508", "auth")
	return w
}

// still gives a server with a user, whose clock stands still.
func still(t *testing.T, options ...toiletest.Option) world {
	t.Helper()
	options = append(options, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon))
	w := world{Server: toiletest.New(t, options...)}
	w.userID = w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`)["user_id"].(string)
	return w
}

// post calls an endpoint that must answer.
func (w world) post(t *testing.T, path, body string) map[string]any {
	t.Helper()
	answer, err := w.Client.Do(t.Context(), path, json.RawMessage(w.fill(body)))
	if err != nil {
		t.Fatalf("%s %s: %v", path, w.fill(body), err)
	}
	var members map[string]any
	if err := json.Unmarshal(answer, &members); err != nil {
		t.Fatal(err)
	}
	return members
}

// fill puts the world's values into a body.
func (w world) fill(body string) string {
	return strings.NewReplacer("$LEGACY", w.legacy, "$USER", w.userID, "$ACCESS", w.access, "$ITEM", w.item,
		"$LINK", `"client_name":"c","language":"en","country_codes":["US"]`,
		"$BANK", `"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":30}}`,
	).Replace(body)
}

// sandbox links an Item without Link and takes it up as the world's.
func (w *world) sandbox(t *testing.T, institution string, products ...string) {
	t.Helper()
	asked, err := json.Marshal(products)
	if err != nil {
		t.Fatal(err)
	}
	w.exchange(t, w.post(t, "/sandbox/public_token/create", `{"institution_id":"`+institution+`","initial_products":`+string(asked)+`,"user_id":"$USER"}`)["public_token"].(string))
}

// exchange takes up the Item behind a public token as the world's.
func (w *world) exchange(t *testing.T, public string) { *w = w.exchanged(t, public) }

// exchanged is the world with the Item behind a public token.
func (w world) exchanged(t *testing.T, public string) world {
	t.Helper()
	exchanged := w.post(t, "/item/public_token/exchange", `{"public_token":"`+public+`"}`)
	w.access, w.item = exchanged["access_token"].(string), exchanged["item_id"].(string)
	return w
}

// link sends a person through Link and takes up what they link. The request says what is asked.
func (w *world) link(t *testing.T, asked string, part toiletest.Part) {
	t.Helper()
	token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER",`+asked+`}`)["link_token"].(string)
	result := w.FinishLink(token, toiletest.Script{Part: part})
	if result.Status != "SUCCESS" {
		t.Fatalf("Link with %s ended with %+v", asked, result)
	}
	if strings.Contains(asked, "access_token") {
		return
	}
	w.exchange(t, result.PublicTokens[0])
}

// linked makes an Item by /sandbox/public_token/create and gives its access token.
func (w world) linked(t *testing.T, username, password string) string {
	t.Helper()
	return w.exchanged(t, w.post(t, "/sandbox/public_token/create", sandboxAs(username, password))["public_token"].(string)).access
}

func sandboxAs(username, password string) string {
	return fmt.Sprintf(`{"institution_id":"ins_109508","initial_products":["auth"],"options":{"override_username":%q,"override_password":%q}}`, username, password)
}

// bankItem links an Item of user_good, or as the options say, and gives its access token.
func bankItem(t *testing.T, s *toiletest.Server, options *toile.SandboxPublicTokenCreateRequestOptions, products ...toile.Products) string {
	t.Helper()
	created, err := s.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{
		InstitutionID: "ins_109508", InitialProducts: products, Options: options,
	})
	if err != nil {
		t.Fatal(err)
	}
	exchanged, err := s.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: created.PublicToken})
	if err != nil {
		t.Fatal(err)
	}
	return exchanged.AccessToken
}

// as says as whom an Item is linked and how many days of transactions it has, the default without.
func as(username string, days *int) *toile.SandboxPublicTokenCreateRequestOptions {
	options := &toile.SandboxPublicTokenCreateRequestOptions{OverrideUsername: toile.Some(username)}
	if days != nil {
		options.Transactions = toile.Some(toile.SandboxPublicTokenCreateRequestOptionsTransactions{DaysRequested: days})
	}
	return options
}

// dynamicItem is an Item of the dynamic user whose history is there.
func dynamicItem(t *testing.T) (*toiletest.Server, string) {
	t.Helper()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon), toiletest.AtOnce())
	return srv, bankItem(t, srv, as("user_transactions_dynamic", new(180)), toile.ProductsTransactions)
}

// refused calls an endpoint that must not answer.
func refused(t *testing.T, c *toile.Client, path, body string) *toile.Error {
	t.Helper()
	answer, err := c.Do(t.Context(), path, json.RawMessage(body))
	var e *toile.Error
	if !errors.As(err, &e) {
		t.Fatalf("%s %s answered %s, %v", path, body, answer, err)
	}
	return e
}

// refuses calls an endpoint that must fail with a code.
func (w world) refuses(t *testing.T, path, body, code string) *toile.Error {
	t.Helper()
	e := refused(t, w.Client, path, w.fill(body))
	if e.ErrorCode != code {
		t.Errorf("%s %s was refused with %v, want %s", path, w.fill(body), e, code)
	}
	return e
}

// wantCode fails the test unless an error has a code.
func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	var refused *toile.Error
	if !errors.As(err, &refused) || refused.ErrorCode != code {
		t.Errorf("failed with %v, want %s", err, code)
	}
}
