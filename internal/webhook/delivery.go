package webhook

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// State says what became of a webhook.
type State string

// The states of a webhook.
const (
	Waiting   State = "waiting" // for its first or another attempt
	Delivered State = "delivered"
	Failed    State = "failed" // no further attempt is made
)

// Delivery is the record of a webhook for one receiver. Its times but At are of real time, in which
// receivers live.
type Delivery struct {
	ID       string    `json:"id"`
	ClientID string    `json:"client_id"`
	URL      string    `json:"url"`
	Type     string    `json:"type"`
	Code     string    `json:"code"`
	Body     string    `json:"body"`
	At       time.Time `json:"at"` // by the server's clock, when it happened
	MadeAt   time.Time `json:"made_at"`
	State    State     `json:"state"`
	Attempts []Attempt `json:"attempts,omitempty"`
}

// Attempt is one sending of a webhook, and what came of it.
type Attempt struct {
	At         time.Time     `json:"at"`
	Took       time.Duration `json:"took"`                  // in nanoseconds
	Status     int           `json:"status,omitempty"`      // of HTTP; 0 without an answer
	Error      string        `json:"error,omitempty"`       // why there was no answer
	RetryAfter time.Duration `json:"retry_after,omitempty"` // that the receiver asked for; 0 if it did not
}

// New writes a message for the receiver at an address, as [item.CheckWebhook] takes it.
func New(deliveryID, clientID, address string, m Message) (Delivery, error) {
	body, err := m.Body()
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	return Delivery{ID: deliveryID, ClientID: clientID, URL: address, Type: m.Type, Code: m.Code, Body: string(body), State: Waiting}, err
}

// Receiver names who answers at the address: its scheme, host and port. What one receiver lets wait
// must not keep others waiting.
func (d Delivery) Receiver() string {
	u, err := url.Parse(d.URL)
	if err != nil {
		return d.URL // which cannot be sent to
	}
	return strings.ToLower(u.Scheme + "://" + u.Host)
}

// The attempts of a webhook go on for a day, each wait four times the one before; a receiver that is
// asked too often can have a longer one, up to four hours (facts link 4.1).
const (
	Timeout       = 10 * time.Second // for a receiver to answer
	firstWait     = 30 * time.Second
	waitFactor    = 4
	longestWanted = 4 * time.Hour
	giveUpAfter   = 24 * time.Hour // after the first attempt
)

// What receivers answer, by HTTP's numbers: nothing but 200 is success.
const (
	taken   = 200
	tooMany = 429
)

// Record adds an attempt. It gives how long after it the next one is due, if there is one.
func (d *Delivery) Record(a Attempt) (wait time.Duration, again bool) {
	d.Attempts = append(d.Attempts, a)
	if a.Status == taken {
		d.State = Delivered
		return 0, false
	}
	wait = firstWait
	for range len(d.Attempts) - 1 {
		wait *= waitFactor
	}
	if a.Status == tooMany {
		wait = max(wait, min(a.RetryAfter, longestWanted))
	}
	if a.At.Add(wait).Sub(d.Attempts[0].At) > giveUpAfter {
		d.State = Failed
		return 0, false
	}
	return wait, true
}

// String says shortly what the webhook is, for logs.
func (d Delivery) String() string { return fmt.Sprintf("%s %s %s", d.Type, d.Code, d.ID) }
