package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"toile"
)

// told counts the webhooks that wait, by Item, type and code.
func (a *App) told(t *testing.T) map[string]int {
	t.Helper()
	receivers, err := a.Receivers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	for _, r := range receivers {
		claimed, err := a.ClaimWebhooks(t.Context(), r.Number, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range claimed {
			var body map[string]any
			if err := json.Unmarshal([]byte(o.Body), &body); err != nil {
				t.Fatal(err)
			}
			times[fmt.Sprint(body["item_id"], " ", o.Type, " ", o.Code)]++
		}
	}
	return times
}

// linkWatched links an Item of a person in Great Britain whose webhooks go to a host.
func (p *person) linkWatched(t *testing.T, host string) (itemID string) {
	t.Helper()
	linked, err := p.SandboxPublicTokenCreate(t.Context(), who, fill[toile.SandboxPublicTokenCreateRequest](t, p,
		`{"user_id":"$USER","institution_id":"ins_117650","initial_products":["auth"],"options":{"webhook":"http://`+host+`/"}}`))
	if err != nil {
		t.Fatal(err)
	}
	exchanged, err := p.ItemPublicTokenExchange(t.Context(), who, &toile.ItemPublicTokenExchangeRequest{PublicToken: linked.PublicToken})
	if err != nil {
		t.Fatal(err)
	}
	p.access = exchanged.AccessToken
	return exchanged.ItemID
}

// TestWatchesTogether lets the clock of two servers run past the ends of consents while callers change where webhooks go,
// break Items and ask for transactions: nobody fails or waits for ever, and what time brought about is told once.
func TestWatchesTogether(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		place := database()
		first := begin(t, place)
		servers := []*App{first, first}
		if first.Shared() {
			servers[1] = begin(t, place)
		}
		const rounds = 4
		calls := map[string]func(a *App, p *person, n int) error{
			"hooks": func(a *App, p *person, n int) error {
				_, err := a.ItemWebhookUpdate(t.Context(), who, fill[toile.ItemWebhookUpdateRequest](t, p, fmt.Sprintf(`{"access_token":"$ACCESS","webhook":"http://hooks%d.example/"}`, n)))
				return err
			},
			"breaks": func(a *App, p *person, _ int) error {
				_, err := a.SandboxItemResetLogin(t.Context(), who, fill[toile.SandboxItemResetLoginRequest](t, p, `{"access_token":"$ACCESS"}`))
				return err
			},
			"syncs": func(a *App, p *person, _ int) error {
				_, err := a.TransactionsSync(t.Context(), who, fill[toile.TransactionsSyncRequest](t, p, `{"access_token":"$ACCESS"}`))
				return err
			},
			"fires": func(a *App, p *person, _ int) error {
				_, err := a.SandboxItemFireWebhook(t.Context(), who, fill[toile.SandboxItemFireWebhookRequest](t, p, `{"access_token":"$ACCESS","webhook_code":"LOGIN_REPAIRED"}`))
				return err
			},
		}
		people, items := map[string]*person{}, map[string]string{}
		for name := range calls {
			people[name] = newPerson(t, first, name)
			items[name] = people[name].linkWatched(t, name+".example")
		}
		fair := func(what string, err error) {
			var refused *toile.Error
			if err != nil && (!errors.As(err, &refused) || refused.HTTPStatus() >= 500) {
				t.Errorf("%s: %v", what, err)
			}
		}
		var together sync.WaitGroup
		for _, a := range servers {
			together.Go(func() {
				for range 10 {
					fair("the clock", a.MoveClock(t.Context(), ClockMove{Advance: 5 * 24 * time.Hour}))
				}
			})
			for name, act := range calls {
				together.Go(func() {
					for n := range rounds {
						fair(name, act(a, people[name], n))
					}
				})
			}
		}
		together.Wait()
		if err := first.runDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		times := first.told(t)
		for name, itemID := range items {
			wanted := map[string][2]int{"PENDING_EXPIRATION": {1, 1}, "ERROR": {1, 1}}
			switch name {
			case "breaks":
				wanted["ERROR"] = [2]int{2 * rounds, 2*rounds + 1} // the consent may have run out before
			case "hooks":
				wanted["WEBHOOK_UPDATE_ACKNOWLEDGED"] = [2]int{2 * rounds, 2 * rounds}
			case "fires":
				wanted["LOGIN_REPAIRED"] = [2]int{2 * rounds, 2 * rounds}
			}
			for code, bounds := range wanted {
				if n := times[itemID+" ITEM "+code]; n < bounds[0] || n > bounds[1] {
					t.Errorf("%s: %s was told %d times, want %d to %d", name, code, n, bounds[0], bounds[1])
				}
			}
		}
	})
}

// TestLateWatches finds, after the webhook was taken away and set again and the clock turned back, that tasks which were
// overtaken do nothing and that the last one is still done.
func TestLateWatches(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	itemID := p.linkWatched(t, "one.example")
	hook := func(address string) {
		t.Helper()
		if _, err := a.ItemWebhookUpdate(t.Context(), who, fill[toile.ItemWebhookUpdateRequest](t, p, `{"access_token":"$ACCESS","webhook":`+address+`}`)); err != nil {
			t.Fatal(err)
		}
	}
	const tenDays = 10 * 24 * time.Hour
	for range 3 {
		a.advance(t, tenDays)
		hook("null")
		hook(`"http://one.example/"`)
		if err := a.MoveClock(t.Context(), ClockMove{Now: &noon}); err != nil {
			t.Fatal(err)
		}
		hook("null")
		hook(`"http://two.example/"`)
	}
	for range 10 {
		a.advance(t, tenDays)
	}
	times := a.told(t)
	for code, want := range map[string]int{"PENDING_EXPIRATION": 1, "ERROR": 1, "WEBHOOK_UPDATE_ACKNOWLEDGED": 6} {
		if n := times[itemID+" ITEM "+code]; n != want {
			t.Errorf("%s was told %d times, want %d", code, n, want)
		}
	}
	if wait, err := a.RunTasks(t.Context()); err != nil || wait != nil {
		t.Errorf("something still waits %v, %v", wait, err)
	}
}
