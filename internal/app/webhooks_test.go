package app

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/pgtest"
	"toile/internal/store"
	"toile/internal/webhook"
)

const hook = "http://receiver.example/hook"

var hello = webhook.Message{Type: "TEST", Code: "HELLO", Fields: map[string]any{"n": 1}}

func (a *App) tell(t *testing.T, n int) {
	t.Helper()
	a.must(t, func(c call) (err error) {
		for range n {
			err = errors.Join(err, c.notify("client", hook, hello))
		}
		return err
	})
}

// receiver gives the only one for whom webhooks wait.
func (a *App) receiver(t *testing.T) Receiver {
	t.Helper()
	all, err := a.Receivers(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("webhooks wait for %v, %v", all, err)
	}
	return all[0]
}

func (a *App) claims(t *testing.T, most int) []Outgoing {
	t.Helper()
	claimed, err := a.ClaimWebhooks(t.Context(), a.receiver(t).Number, most)
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

// silent fails the test if somebody waits for a webhook.
func (a *App) silent(t *testing.T, when string) {
	t.Helper()
	if all, err := a.Receivers(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("%s webhooks wait for %v, %v", when, all, err)
	}
	if raised(a.WebhooksLeft()) {
		t.Errorf("%s webhooks are told of", when)
	}
}

// A webhook waits when its operation is committed, and only then.
func TestNotify(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.silent(t, "at first")
	fails := errors.New("the operation fails")
	err := a.update(t.Context(), Caller{}, func(c call) error { return errors.Join(c.notify("client", hook, hello), fails) })
	if !errors.Is(err, fails) {
		t.Fatal(err)
	}
	a.silent(t, "after an operation that failed")
	a.must(t, func(c call) error { return c.notify("client", "", hello) })
	a.silent(t, "without an address")

	err = a.view(t.Context(), Caller{}, func(c call) error { return c.notify("client", hook, hello) })
	if err != nil || !raised(a.WebhooksLeft()) {
		t.Fatalf("a read that tells something: %v", err)
	}
	if wait := a.receiver(t).Wait; wait > 0 {
		t.Errorf("it is due in %s", wait)
	}
	d := a.claims(t, 10)[0].Delivery
	if age := time.Since(d.MadeAt); age < 0 || age > time.Minute {
		t.Errorf("it was made %s ago", age)
	}
	want := webhook.Delivery{
		ID: d.ID, ClientID: "client", URL: hook, Type: "TEST", Code: "HELLO", At: noon, MadeAt: d.MadeAt, State: webhook.Waiting,
		Body: "{\n  \"environment\": \"sandbox\",\n  \"n\": 1,\n  \"webhook_code\": \"HELLO\",\n  \"webhook_type\": \"TEST\"\n}",
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What one server has claimed no other gets; what is settled nobody gets.
func TestClaims(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]string{"file": filepath.Join(t.TempDir(), "toile.db"), "postgres": pgtest.Database(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const many = 60
			first := begin(t, database)
			servers := []*App{first, first}
			if name == "postgres" {
				servers = []*App{first, begin(t, database), begin(t, database)}
			}
			first.tell(t, many)
			receiver := first.receiver(t).Number
			var together sync.WaitGroup
			var mu sync.Mutex
			times := map[string]int{}
			for _, server := range servers {
				for range 3 {
					together.Go(func() {
						for idle := 0; idle < 3; {
							claimed, err := server.ClaimWebhooks(t.Context(), receiver, 4)
							if err != nil {
								t.Error(err)
								return
							}
							if len(claimed) == 0 { // all were, or another was just ahead
								idle++
							}
							mu.Lock()
							for _, o := range claimed {
								times[o.ID]++
							}
							mu.Unlock()
							for _, o := range claimed {
								if d, _, err := server.SettleWebhook(t.Context(), o, webhook.Attempt{At: time.Now(), Status: 200}); err != nil || d.State != webhook.Delivered {
									t.Errorf("%s, %v", d.State, err)
								}
							}
						}
					})
				}
			}
			together.Wait()
			for id, n := range times {
				if n != 1 {
					t.Errorf("%s was claimed %d times", id, n)
				}
			}
			if len(times) != many {
				t.Errorf("%d of %d were claimed", len(times), many)
			}
			first.webhooksLeft = newSignal()
			first.silent(t, "when all are delivered")
		})
	}
}

// What fails is due again in real time, or when the clock is moved as far.
func TestRetryIsDue(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.tell(t, 1)
	for n, wait := range []time.Duration{30 * time.Second, 2 * time.Minute, 8 * time.Minute} {
		o := a.claims(t, 1)[0]
		if len(o.Attempts) != n {
			t.Errorf("it was sent %d times, want %d", len(o.Attempts), n)
		}
		if _, said, err := a.SettleWebhook(t.Context(), o, webhook.Attempt{At: time.Now(), Status: 503}); err != nil || said != wait {
			t.Errorf("again in %s, %v", said, err)
		}
		if left := a.receiver(t).Wait; left > wait || left < wait-20*time.Second {
			t.Errorf("due in %s, want %s", left, wait)
		}
		if early := a.claims(t, 1); len(early) > 0 {
			t.Error("it is claimed before it is due")
		}
		raised(a.WebhooksLeft())
		a.advance(t, wait)
		if left := a.receiver(t).Wait; left > 0 || !raised(a.WebhooksLeft()) {
			t.Errorf("after the clock was moved it is due in %s", left)
		}
	}
	// What was under way while the clock was moved is due as early.
	o := a.claims(t, 1)[0]
	a.advance(t, time.Hour)
	if _, _, err := a.SettleWebhook(t.Context(), o, webhook.Attempt{At: time.Now(), Status: 503}); err != nil {
		t.Fatal(err)
	}
	if left := a.receiver(t).Wait; left > 0 {
		t.Errorf("the clock was moved under way, and it is due in %s", left)
	}
	if err := a.MoveClock(t.Context(), ClockMove{Now: new(noon.Add(-24 * time.Hour))}); err != nil { // which changes nothing
		t.Fatal(err)
	}
	if left := a.receiver(t).Wait; left > 0 {
		t.Errorf("after the clock was set back it is due in %s", left)
	}
}

// Who has a webhook for too long loses it, and what is returned is due at once.
func TestClaimIsOver(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.tell(t, 1)
	o := a.claims(t, 1)[0]
	if wait := a.receiver(t).Wait; wait <= webhook.Timeout || wait > claimFor {
		t.Errorf("a claim is over in %s", wait)
	}
	if err := a.ReturnWebhook(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	next := a.claims(t, 1)
	if len(next) != 1 || next[0].ID != o.ID {
		t.Fatalf("after it was returned %v are due", next)
	}
	for _, err := range []error{
		a.ReturnWebhook(t.Context(), Outgoing{Delivery: o.Delivery, claimed: o.claimed.Add(-time.Second)}),
		func() error {
			_, _, err := a.SettleWebhook(t.Context(), Outgoing{Delivery: o.Delivery, claimed: o.claimed.Add(-time.Second)}, webhook.Attempt{At: time.Now(), Status: 200})
			return err
		}(),
	} {
		if !errors.Is(err, ErrClaimOver) {
			t.Errorf("settled without a claim: %v", err)
		}
	}
	if _, _, err := a.SettleWebhook(t.Context(), next[0], webhook.Attempt{At: time.Now(), Status: 200}); err != nil {
		t.Error(err)
	}
}

// A server that is the only one takes up at once what it was sending when it was killed.
func TestWebhooksAfterKill(t *testing.T) {
	t.Parallel()
	database := filepath.Join(t.TempDir(), "toile.db")
	first := begin(t, database)
	first.tell(t, 3)
	lost := first.claims(t, 2)
	if err := first.store.Close(); err != nil {
		t.Fatal(err)
	}
	second := begin(t, database)
	if again := second.claims(t, 10); len(again) != 3 || len(again[0].Attempts) != 0 || again[0].Key.ID != lost[0].Key.ID {
		t.Errorf("after the restart %v are due", again)
	}
}

// The key is kept, follows from the seed, and is nobody's who does not know it.
func TestWebhookKey(t *testing.T) {
	t.Parallel()
	ask := func(a *App, kid string) (toile.JWKPublicKey, error) {
		resp, err := a.WebhookVerificationKeyGet(t.Context(), Caller{}, &toile.WebhookVerificationKeyGetRequest{KeyID: kid})
		return resp.Key, err
	}
	database := place(t)
	key, err := ask(begin(t, database), webhook.SandboxKeyID)
	if err != nil || key.Kid != webhook.SandboxKeyID || key.CreatedAt != int(noon.Unix()) || key.ExpiredAt != nil {
		t.Fatalf("%+v, %v", key, err)
	}
	same, err := ask(begin(t, filepath.Join(t.TempDir(), "toile.db")), webhook.SandboxKeyID)
	if diff := cmp.Diff(key, same); diff != "" || err != nil {
		t.Errorf("another database with the seed: %v (-one +other)\n%s", err, diff)
	}
	_, err = ask(begin(t, filepath.Join(t.TempDir(), "toile.db")), "6c5516e1-92dc-479e-a8ff-5a51992e0002")
	if refused := new(toile.Error); !errors.As(err, &refused) || refused.ErrorCode != "INVALID_WEBHOOK_VERIFICATION_KEY_ID" {
		t.Errorf("an unknown key: %v", err)
	}
	unseeded := filepath.Join(t.TempDir(), "toile.db")
	keys := []toile.JWKPublicKey{key}
	for range 2 {
		s, err := store.Open(t.Context(), unseeded, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := Start(t.Context(), s, Settings{Real: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		key, err := ask(a, webhook.SandboxKeyID)
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if keys[1].X == keys[0].X || keys[1].X != keys[2].X {
		t.Errorf("without a seed the key is %v", keys[1:])
	}
}

// What waits no longer is forgotten after a week, and what waits is not.
func TestForgetWebhooks(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), ":memory:", store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := noon
	a, err := Start(t.Context(), s, Settings{Real: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	const many = forgetStep + 10
	a.tell(t, many+1)
	now = noon.Add(time.Second) // when the last of them is due
	for _, o := range a.claims(t, many) {
		if _, _, err := a.SettleWebhook(t.Context(), o, webhook.Attempt{At: now, Status: 200}); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		at   time.Time
		want int64
	}{{noon.Add(keepWebhooks), 0}, {noon.Add(keepWebhooks + time.Second), many}, {noon.Add(2 * keepWebhooks), 0}} {
		now = step.at
		if removed, err := a.ForgetWebhooks(t.Context()); err != nil || removed != step.want {
			t.Errorf("at %s %d are removed, %v; want %d", now, removed, err, step.want)
		}
	}
	if left := a.claims(t, 10); len(left) != 1 {
		t.Errorf("%d are left", len(left))
	}
}

// What came of several attempts is kept together, and without those whose claim is over.
func TestTurnWebhooks(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.tell(t, 6)
	claimed := a.claims(t, 4)
	receiver := a.receiver(t).Number
	lost := claimed[1]
	lost.claimed = lost.claimed.Add(-time.Second)
	now := time.Now()
	settled, more, err := a.TurnWebhooks(t.Context(), receiver, []Done{
		{Outgoing: claimed[0], Attempt: &webhook.Attempt{At: now, Status: 200}},
		{Outgoing: lost, Attempt: &webhook.Attempt{At: now, Status: 200}},
		{Outgoing: claimed[2]},
		{Outgoing: claimed[3], Attempt: &webhook.Attempt{At: now, Error: "not sent"}, Why: webhook.Private},
	}, 10)
	if err != nil || len(settled) != 4 {
		t.Fatalf("%+v, %v", settled, err)
	}
	if settled[0].State != webhook.Delivered || settled[0].Err != nil || !errors.Is(settled[1].Err, ErrClaimOver) ||
		settled[2].State != webhook.Waiting || settled[3].State != webhook.Failed || settled[3].Why != webhook.Private {
		t.Errorf("settled are %+v", settled)
	}
	if len(more) != 3 || more[0].ID != claimed[2].ID && more[1].ID != claimed[2].ID && more[2].ID != claimed[2].ID {
		t.Errorf("%d more are claimed, among them the one that was given back", len(more))
	}
	done := []Done{}
	for _, o := range more {
		done = append(done, Done{Outgoing: o, Attempt: &webhook.Attempt{At: now, Status: 200}})
	}
	if settled, more, err = a.TurnWebhooks(t.Context(), receiver, done, 0); err != nil || len(settled) != 3 || len(more) != 0 {
		t.Errorf("%+v, %v, %v", settled, more, err)
	}
	if left := a.receiver(t); left.Wait <= 0 { // the one that is still claimed
		t.Errorf("due is %+v", left)
	}
	a.must(t, func(c call) error {
		took, refused, err := c.WebhookCounts(receiver, c.at, c.at)
		if took != 4 || refused != 0 { // what was given back, not sent or another's does not count
			t.Errorf("%d were taken and %d refused", took, refused)
		}
		return err
	})
}

// Who refuses over 90 % within a day gets no retries (facts link 4.1), until a day has passed or enough is taken.
func TestRefusesMost(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.tell(t, 400)
	receiver := a.receiver(t).Number
	turn := func(n, status int) (states map[webhook.State]int) {
		t.Helper()
		claimed, err := a.ClaimWebhooks(t.Context(), receiver, n)
		if err != nil || len(claimed) != n {
			t.Fatalf("%d are claimed, %v", len(claimed), err)
		}
		done := []Done{}
		for _, o := range claimed {
			done = append(done, Done{Outgoing: o, Attempt: &webhook.Attempt{At: time.Now(), Status: status}})
		}
		settled, _, err := a.TurnWebhooks(t.Context(), receiver, done, 0)
		if err != nil {
			t.Fatal(err)
		}
		states = map[webhook.State]int{}
		for _, s := range settled {
			states[s.State]++
			if (s.Why == webhook.Refused) != (s.State == webhook.Failed) {
				t.Errorf("%s, why %q", s.State, s.Why)
			}
		}
		return states
	}
	for _, step := range []struct {
		n, status int
		want      webhook.State
	}{
		{9, 200, webhook.Delivered}, {90, 500, webhook.Waiting}, // too few to tell
		{1, 500, webhook.Failed},    // 91 of 100
		{1, 200, webhook.Delivered}, // every new one is tried
		{1, 500, webhook.Failed}, {2, 200, webhook.Delivered},
		{1, 500, webhook.Waiting}, // 93 of 105
		{40, 503, webhook.Failed},
	} {
		if got := turn(step.n, step.status); got[step.want] != step.n {
			t.Errorf("%d answered with %d are %v, want them %s", step.n, step.status, got, step.want)
		}
	}
	a.advance(t, 22*time.Hour)
	if got := turn(1, 500); got[webhook.Failed] != 1 {
		t.Errorf("22 hours later one is %v", got)
	}
	a.advance(t, 3*time.Hour)
	if got := turn(1, 500); got[webhook.Waiting] != 1 {
		t.Errorf("a day later one is %v", got)
	}
	if _, err := a.ForgetWebhooks(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.must(t, func(c call) error {
		took, refused, err := c.WebhookCounts(receiver, noon.Add(-48*time.Hour), noon.Add(48*time.Hour))
		if took != 0 || refused != 2 {
			t.Errorf("%d and %d are still counted", took, refused)
		}
		return err
	})
}

// Chaos makes copies and lets them come later; the clock hastens them.
func TestChaos(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.chaos = webhook.Chaos{Duplicates: true, Delay: true}
	a.tell(t, 1)
	if wait := a.receiver(t).Wait; wait <= 0 || wait > 10*time.Second {
		t.Errorf("it is due in %s", wait)
	}
	a.advance(t, 12*time.Second)
	both := a.claims(t, 10)
	if len(both) != 2 || both[0].ID == both[1].ID || both[0].Body != both[1].Body {
		t.Errorf("%+v", both)
	}
}
