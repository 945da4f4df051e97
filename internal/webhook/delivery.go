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
	Series   int       `json:"series,omitempty"` // how many attempts came before somebody asked for it again
	Why      string    `json:"why,omitempty"`    // it failed
}

// Attempt is one sending of a webhook, and what came of it.
type Attempt struct {
	At         time.Time     `json:"at"`
	Took       time.Duration `json:"took"`                  // in nanoseconds
	Status     int           `json:"status,omitempty"`      // of HTTP; 0 without an answer
	Error      string        `json:"error,omitempty"`       // why there was no answer, or a redirect
	RetryAfter time.Duration `json:"retry_after,omitempty"` // that the receiver asked for; 0 if it did not
	Signature  string        `json:"signature,omitempty"`   // that was sent, of the header Plaid-Verification
	Answer     *Answer       `json:"answer,omitempty"`
}

// Answer is what a receiver answered, up to bounds.
type Answer struct {
	Header map[string][]string `json:"header,omitempty"`
	Body   string              `json:"body,omitempty"`
	Cut    bool                `json:"cut,omitempty"` // there was more
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

// Why webhooks fail for good.
const (
	DayPassed  = "a day has passed"
	Refused    = "the receiver refused over 90 % of its webhooks of the last 24 hours"
	OwnAddress = "the address is this server's own"
	Private    = "the address is private"
	Elsewhere  = "the address is not of this machine"
)

// fewest is how many attempts it takes to say what a receiver is like.
const fewest = 100

// Refuses reports whether a receiver that took and refused so many attempts within a day is one of those who get no
// retries (facts link 4.1).
func Refuses(took, refused int) bool { return took+refused >= fewest && refused*10 > (took+refused)*9 }

// maxAttempts is how many attempts are kept of a webhook that is asked for again and again.
const maxAttempts = 50

// Record adds an attempt. It gives how long after it the next one is due, if there is one: the waits and the
// day count from the first attempt since somebody asked for the webhook again.
func (d *Delivery) Record(a Attempt) (wait time.Duration, again bool) {
	d.Attempts = append(d.Attempts, a)
	if more := len(d.Attempts) - maxAttempts; more > 0 {
		d.Attempts, d.Series = d.Attempts[more:], max(0, d.Series-more)
	}
	if a.Taken() {
		d.State, d.Why = Delivered, ""
		return 0, false
	}
	series := d.Attempts[min(d.Series, len(d.Attempts)-1):]
	wait = firstWait
	for range len(series) - 1 {
		wait *= waitFactor
	}
	if a.Status == tooMany {
		wait = max(wait, min(a.RetryAfter, longestWanted))
	}
	if a.At.Add(wait).Sub(series[0].At) > giveUpAfter {
		d.Fail(DayPassed)
		return 0, false
	}
	return wait, true
}

// Taken reports whether the receiver took the webhook.
func (a Attempt) Taken() bool { return a.Status == taken }

// Fail gives a webhook up.
func (d *Delivery) Fail(why string) { d.State, d.Why = Failed, why }

// String says shortly what the webhook is, for logs.
func (d Delivery) String() string { return fmt.Sprintf("%s %s %s", d.Type, d.Code, d.ID) }
