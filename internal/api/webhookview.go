package api

import (
	"time"

	"toile/internal/app"
	"toile/internal/webhook"
)

// webhookView is a webhook as the control surface shows it. Its times but at are of real time.
type webhookView struct {
	ID            string        `json:"id"`
	ClientID      string        `json:"client_id"`
	URL           string        `json:"url"`
	Type          string        `json:"webhook_type"`
	Code          string        `json:"webhook_code"`
	ItemID        string        `json:"item_id,omitempty"`
	At            moment        `json:"at"` // by the server's clock
	MadeAt        moment        `json:"made_at"`
	State         webhook.State `json:"state"`
	Why           string        `json:"why,omitempty"`
	NextAttemptAt *moment       `json:"next_attempt_at"`
	Attempts      []attemptView `json:"attempts"`
	Body          string        `json:"body"`
}

// attemptView is an attempt to send a webhook. Without an answer it has an error.
type attemptView struct {
	At                moment      `json:"at"`
	TookMS            float64     `json:"took_ms"`
	Status            int         `json:"status,omitempty"`
	Error             string      `json:"error,omitempty"`
	RetryAfterSeconds float64     `json:"retry_after_seconds,omitempty"`
	Request           requestView `json:"request"`
	Answer            *answerView `json:"answer,omitempty"`
}

type requestView struct {
	Headers map[string]string `json:"headers"`
}

type answerView struct {
	Headers map[string][]string `json:"headers"`
	Body    string              `json:"body"`
	Cut     bool                `json:"cut"` // there was more
}

// moment is an instant that is shown to the microsecond.
type moment time.Time

// MarshalJSON writes the instant.
func (m moment) MarshalJSON() ([]byte, error) {
	return []byte(time.Time(m).UTC().Format(`"2006-01-02T15:04:05.000000Z"`)), nil
}

func viewWebhooks(all []app.SeenWebhook) []webhookView {
	views := make([]webhookView, len(all))
	for i, s := range all {
		views[i] = viewWebhook(s)
	}
	return views
}

func viewWebhook(s app.SeenWebhook) webhookView {
	v := webhookView{
		ID: s.ID, ClientID: s.ClientID, URL: s.URL, Type: s.Type, Code: s.Code, ItemID: s.ItemID, At: moment(s.At), MadeAt: moment(s.MadeAt),
		State: s.State, Why: s.Why, Attempts: make([]attemptView, len(s.Attempts)), Body: s.Body,
	}
	if s.NextAttempt != nil {
		v.NextAttemptAt = new(moment(*s.NextAttempt))
	}
	for i, a := range s.Attempts {
		v.Attempts[i] = viewAttempt(a)
	}
	return v
}

func viewAttempt(a webhook.Attempt) attemptView {
	v := attemptView{
		At: moment(a.At), TookMS: float64(a.Took.Microseconds()) / 1000, Status: a.Status, Error: a.Error,
		RetryAfterSeconds: a.RetryAfter.Seconds(), Request: requestView{webhook.Headers(a.Signature)},
	}
	if a.Answer != nil {
		v.Answer = &answerView{a.Answer.Header, a.Answer.Body, a.Answer.Cut}
		if v.Answer.Headers == nil {
			v.Answer.Headers = map[string][]string{}
		}
	}
	return v
}
