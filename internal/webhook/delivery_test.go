package webhook_test

import (
	"slices"
	"testing"
	"time"

	"toile/internal/webhook"
)

func newDelivery(t *testing.T, url string) webhook.Delivery {
	t.Helper()
	d, err := webhook.New("id", "client", url, webhook.Message{Type: "ITEM", Code: "ERROR"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The attempts come as the facts say: at once, and after 30 s, 2 min, 8 min, 32 min, 2 h 8 min and
// 8 h 32 min; the next would be a day later.
func TestRetries(t *testing.T) {
	t.Parallel()
	d, at := newDelivery(t, "http://a.example"), noon
	waits := []time.Duration{}
	for {
		wait, again := d.Record(webhook.Attempt{At: at, Status: 500})
		if !again {
			break
		}
		if d.State != webhook.Waiting {
			t.Errorf("after %d attempts it is %s", len(d.Attempts), d.State)
		}
		waits = append(waits, wait)
		at = at.Add(wait)
	}
	want := []time.Duration{30 * time.Second, 2 * time.Minute, 8 * time.Minute, 32 * time.Minute, 128 * time.Minute, 512 * time.Minute}
	if !slices.Equal(waits, want) || d.State != webhook.Failed || len(d.Attempts) != 7 || d.Why != webhook.DayPassed {
		t.Errorf("after %v it is %s: %q", waits, d.State, d.Why)
	}
}

// Whoever asks for a webhook again gets its waits from the start, and its day.
func TestSeries(t *testing.T) {
	t.Parallel()
	d, at := newDelivery(t, "http://a.example"), noon
	for again := true; again; at = at.Add(9 * time.Hour) {
		_, again = d.Record(webhook.Attempt{At: at, Status: 500})
	}
	before := len(d.Attempts)
	d.Series, d.State, d.Why = before, webhook.Waiting, ""
	waits := []time.Duration{}
	for again := true; again; {
		var wait time.Duration
		if wait, again = d.Record(webhook.Attempt{At: at, Status: 500}); again {
			waits, at = append(waits, wait), at.Add(wait)
		}
	}
	if len(waits) != 6 || waits[0] != 30*time.Second || waits[5] != 512*time.Minute || len(d.Attempts) != before+7 || d.State != webhook.Failed {
		t.Errorf("after %v it is %s", waits, d.State)
	}
	for range 200 { // and what is kept of it has a bound
		d.Series, d.State, d.Why = len(d.Attempts), webhook.Waiting, ""
		if wait, again := d.Record(webhook.Attempt{At: at, Status: 500}); !again || wait != 30*time.Second || len(d.Attempts) > 50 {
			t.Fatalf("of %d attempts the next is due after %s", len(d.Attempts), wait)
		}
	}
	d.Why = "a reason"
	d.Record(webhook.Attempt{At: at, Status: 200})
	if d.State != webhook.Delivered || d.Why != "" {
		t.Errorf("it is %s: %q", d.State, d.Why)
	}
}

func TestRecord(t *testing.T) {
	t.Parallel()
	hour := webhook.Attempt{At: noon, Status: 429, RetryAfter: time.Hour}
	for name, test := range map[string]struct {
		attempt webhook.Attempt
		wait    time.Duration
		state   webhook.State
	}{
		"taken":                    {webhook.Attempt{At: noon, Status: 200}, 0, webhook.Delivered},
		"created":                  {webhook.Attempt{At: noon, Status: 201}, 30 * time.Second, webhook.Waiting},
		"no content":               {webhook.Attempt{At: noon, Status: 204}, 30 * time.Second, webhook.Waiting},
		"elsewhere":                {webhook.Attempt{At: noon, Status: 302}, 30 * time.Second, webhook.Waiting},
		"no answer":                {webhook.Attempt{At: noon, Error: "refused"}, 30 * time.Second, webhook.Waiting},
		"too many":                 {webhook.Attempt{At: noon, Status: 429}, 30 * time.Second, webhook.Waiting},
		"too many, an hour":        {hour, time.Hour, webhook.Waiting},
		"too many, a second":       {webhook.Attempt{At: noon, Status: 429, RetryAfter: time.Second}, 30 * time.Second, webhook.Waiting},
		"too many, a day":          {webhook.Attempt{At: noon, Status: 429, RetryAfter: 24 * time.Hour}, 4 * time.Hour, webhook.Waiting},
		"an hour, but of an error": {webhook.Attempt{At: noon, Status: 503, RetryAfter: time.Hour}, 30 * time.Second, webhook.Waiting},
	} {
		d := newDelivery(t, "http://a.example")
		wait, again := d.Record(test.attempt)
		if wait != test.wait || d.State != test.state || again != (test.state == webhook.Waiting) || len(d.Attempts) != 1 {
			t.Errorf("%s: again %t after %s, %s", name, again, wait, d.State)
		}
	}
	// Who always wants more time is asked for a day as well, and no longer.
	d, at := newDelivery(t, "http://a.example"), noon
	for n := 0; ; n++ {
		wait, again := d.Record(webhook.Attempt{At: at, Status: 429, RetryAfter: 5 * time.Hour})
		at = at.Add(wait)
		if !again {
			if d.State != webhook.Failed || n > 6 || at.Sub(noon) > 24*time.Hour {
				t.Errorf("given up after %d attempts and %s", n, at.Sub(noon))
			}
			return
		}
	}
}

func TestReceiver(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ url, want string }{
		{"http://a.example/one?x=1", "http://a.example"},
		{"HTTP://A.Example/two", "http://a.example"},
		{"https://a.example", "https://a.example"},
		{"a.example/hook", "https://a.example"},
		{"http://127.0.0.1:8080/", "http://127.0.0.1:8080"},
		{"http://a b/%zz", "http://a b/%zz"},
	} {
		if got := newDelivery(t, test.url).Receiver(); got != test.want {
			t.Errorf("%s goes to %s, want %s", test.url, got, test.want)
		}
	}
	if got := newDelivery(t, "a.example/hook").URL; got != "https://a.example/hook" {
		t.Errorf("the address is %s", got)
	}
}
