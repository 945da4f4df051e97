package webhook_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"toile/internal/webhook"
)

func TestParseChaos(t *testing.T) {
	t.Parallel()
	for list, want := range map[string]string{
		"": "", "duplicates": "duplicates", "delay,order": "order,delay", "all": "duplicates,order,delay", "order, duplicates": "duplicates,order",
		"order,order": "order", "all,delay": "duplicates,order,delay",
	} {
		c, err := webhook.ParseChaos(list)
		if err != nil || c.String() != want {
			t.Errorf("%q is read as %q, %v", list, c, err)
		}
		if again, err := webhook.ParseChaos(c.String()); again != c || err != nil {
			t.Errorf("%q is read again as %q, %v", list, again, err)
		}
	}
	for _, list := range []string{"none", "ALL", ",", "order,", "duplicate", "all;order"} {
		if c, err := webhook.ParseChaos(list); err == nil || c != (webhook.Chaos{}) {
			t.Errorf("%q is read as %q", list, c)
		}
	}
}

// The times keep to their bounds, are the same for the same body, and of many webhooks later ones overtake earlier ones.
func TestChaosTimes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		list                             string
		times                            int
		shortest, longest, longestSecond time.Duration
	}{
		{"", 1, 0, 0, 0},
		{"duplicates", 2, 0, 0, 2 * time.Second},
		{"order", 1, 0, time.Second, 0},
		{"delay", 1, 2 * time.Second, 10 * time.Second, 0},
		{"all", 2, 2 * time.Second, 11 * time.Second, 2 * time.Second},
	} {
		c, err := webhook.ParseChaos(test.list)
		if err != nil {
			t.Fatal(err)
		}
		overtaken, before, low, high := 0, time.Duration(0), test.longest, time.Duration(0)
		for n := range 1000 {
			body := fmt.Sprint("body ", n)
			times := c.Times(body)
			if !slices.Equal(times, c.Times(body)) {
				t.Errorf("%q: %s is due at several times", test.list, body)
			}
			if len(times) != test.times || times[0] < test.shortest || times[0] > test.longest ||
				test.times == 2 && (times[1] < times[0] || times[1]-times[0] > test.longestSecond) {
				t.Fatalf("%q: %s is due after %v", test.list, body, times)
			}
			if times[0] < before {
				overtaken++
			}
			before, low, high = times[0], min(low, times[0]), max(high, times[0])
		}
		if spread := test.longest - test.shortest; spread > 0 && (overtaken < 300 || high-low < spread*3/4) {
			t.Errorf("%q: %d are overtaken, between %s and %s", test.list, overtaken, low, high)
		}
	}
}
