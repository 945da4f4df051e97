package app

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/link"
	"toile/internal/webhook"
)

// told is an Item whose webhooks a test reads.
type told struct {
	*person
	t      testing.TB
	itemID string
	names  map[string]string // of accounts: their masks
	cursor string            // of /transactions/sync
}

// tells links an Item with a webhook, as a user and with products.
func tells(t testing.TB, a *App, username, hook string, products ...string) *told {
	t.Helper()
	w := &told{person: newPerson(t, a, "ann"), t: t, names: map[string]string{}}
	linked, err := a.SandboxPublicTokenCreate(t.Context(), who, fill[toile.SandboxPublicTokenCreateRequest](t, w.person, fmt.Sprintf(
		`{"user_id":"$USER","institution_id":"ins_109508","initial_products":["%s"],"options":{"override_username":%q,"webhook":%q}}`,
		strings.Join(products, `","`), username, hook)))
	if err != nil {
		t.Fatal(err)
	}
	exchanged, err := a.ItemPublicTokenExchange(t.Context(), who, &toile.ItemPublicTokenExchangeRequest{PublicToken: linked.PublicToken})
	if err != nil {
		t.Fatal(err)
	}
	w.access, w.itemID = exchanged.AccessToken, exchanged.ItemID
	err = a.view(t.Context(), who, func(c call) error {
		it, err := c.Item(w.itemID)
		for _, account := range it.Accounts {
			w.names[account.ID] = account.Mask
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// deliveries does what is due and takes all webhooks that wait, in the order of their instants.
func (w *told) deliveries() (all []webhook.Delivery) {
	w.t.Helper()
	if err := w.runDue(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	receivers, err := w.Receivers(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range receivers {
		for {
			claimed, err := w.ClaimWebhooks(w.t.Context(), r.Number, 100)
			if err != nil {
				w.t.Fatal(err)
			}
			for _, o := range claimed {
				if _, _, err := w.SettleWebhook(w.t.Context(), o, webhook.Attempt{Status: 200}); err != nil {
					w.t.Fatal(err)
				}
				all = append(all, o.Delivery)
			}
			if len(claimed) == 0 {
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b webhook.Delivery) int { return a.At.Compare(b.At) })
	return all
}

// want does what is due, and holds that these webhooks are sent by then and no others: how long after noon, of which type and
// code, and what else they say. Those of one instant are in the order of their texts.
func (w *told) want(lines ...string) {
	w.t.Helper()
	var got []string
	for _, d := range w.deliveries() {
		got = append(got, w.line(d))
	}
	slices.Sort(got)
	slices.Sort(lines)
	if !slices.Equal(got, lines) {
		w.t.Errorf("sent\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(lines, "\n\t"))
	}
}

// line writes a webhook in short.
func (w *told) line(d webhook.Delivery) string {
	w.t.Helper()
	fields := w.fields(d)
	for _, known := range []struct{ field, value string }{
		{"webhook_type", d.Type}, {"webhook_code", d.Code}, {"environment", "sandbox"}, {"item_id", w.itemID}, {"user_id", w.userID},
	} {
		if value, there := fields[known.field]; value != known.value && (there || known.field != "user_id") {
			w.t.Errorf("%s is %v in %s", known.field, value, d.Body)
		}
		delete(fields, known.field)
	}
	if failure, there := fields["error"]; there && failure == nil {
		delete(fields, "error")
	}
	text := fmt.Sprint(d.At.Sub(noon), " ", d.Type, " ", d.Code)
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		text += fmt.Sprint(" ", field, ":", fields[field])
	}
	for id, mask := range w.names {
		text = strings.ReplaceAll(text, id, mask)
	}
	return text
}

func (w *told) fields(d webhook.Delivery) (fields map[string]any) {
	w.t.Helper()
	if err := json.Unmarshal([]byte(d.Body), &fields); err != nil {
		w.t.Fatal(err)
	}
	return fields
}

// sync reads what is new since it was read last.
func (w *told) sync() *toile.TransactionsSyncResponse {
	w.t.Helper()
	resp, err := w.TransactionsSync(w.t.Context(), who, &toile.TransactionsSyncRequest{AccessToken: w.access, Cursor: &w.cursor, Count: new(500)})
	if err != nil || resp.HasMore {
		w.t.Fatal(resp, err)
	}
	w.cursor = resp.NextCursor
	return resp
}

// wantSynced does what is due, and holds that what /transactions/sync tells now was told at the same instant.
func (w *told) wantSynced(more ...string) *toile.TransactionsSyncResponse {
	w.t.Helper()
	if err := w.runDue(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	now, _, err := w.Clock(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	resp, at := w.sync(), fmt.Sprint(now.Sub(noon))
	if n := len(resp.Added); n > 0 {
		more = append(more, fmt.Sprint(at, " TRANSACTIONS DEFAULT_UPDATE new_transactions:", n))
	}
	var removed []string
	for _, r := range resp.Removed {
		removed = append(removed, r.TransactionID)
	}
	if len(removed) > 0 {
		more = append(more, fmt.Sprint(at, " TRANSACTIONS TRANSACTIONS_REMOVED removed_transactions:", removed))
	}
	if len(resp.Added)+len(resp.Modified)+len(removed) > 0 {
		more = append(more, at+" TRANSACTIONS SYNC_UPDATES_AVAILABLE historical_update_complete:true initial_update_complete:true")
	}
	w.want(more...)
	return resp
}

// do calls an operation about the Item that must succeed.
func do[Q, R any](w *told, operation func(*App, context.Context, Caller, *Q) (R, error), body string) R {
	w.t.Helper()
	resp, err := operation(w.App, w.t.Context(), who, fill[Q](w.t, w.person, body))
	if err != nil {
		w.t.Fatalf("%s: %v", body, err)
	}
	return resp
}

// update goes through Link in update mode.
func (w *told) update(asked string, part link.Part) {
	w.t.Helper()
	result, err := w.RunLink(w.t.Context(), requestID, w.token(w.t, updateAsked+asked), link.Script{Part: part})
	if err != nil || result.Status != link.Success {
		w.t.Fatal(result, err)
	}
}

const aDay = 24 * time.Hour
