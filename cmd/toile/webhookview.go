package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
)

// seenWebhook is a webhook as the control surface shows it.
type seenWebhook struct {
	ID            string        `json:"id"`
	ClientID      string        `json:"client_id"`
	URL           string        `json:"url"`
	Type          string        `json:"webhook_type"`
	Code          string        `json:"webhook_code"`
	ItemID        string        `json:"item_id"`
	At            time.Time     `json:"at"`
	MadeAt        time.Time     `json:"made_at"`
	State         string        `json:"state"`
	Why           string        `json:"why"`
	NextAttemptAt *time.Time    `json:"next_attempt_at"`
	Attempts      []seenAttempt `json:"attempts"`
	Body          string        `json:"body"`
	Signature     string        `json:"signature"` // of this moment, where webhooks are listened to

	raw json.RawMessage // all of it
}

// seenAttempt is an attempt to send one.
type seenAttempt struct {
	At      time.Time `json:"at"`
	TookMS  float64   `json:"took_ms"`
	Status  int       `json:"status"`
	Error   string    `json:"error"`
	Request struct {
		Headers map[string]string `json:"headers"`
	} `json:"request"`
	Answer *struct {
		Headers map[string][]string `json:"headers"`
		Body    string              `json:"body"`
		Cut     bool                `json:"cut"`
	} `json:"answer"`
}

// UnmarshalJSON reads the webhook and keeps what it was read from.
func (w *seenWebhook) UnmarshalJSON(text []byte) error {
	type plain seenWebhook
	if err := json.Unmarshal(text, (*plain)(w)); err != nil {
		return err
	}
	w.raw = slices.Clone(text)
	return nil
}

// jsonLines prints each webhook as one line.
func jsonLines(out io.Writer) func(seenWebhook) error {
	return func(w seenWebhook) error {
		_, err := fmt.Fprintf(out, "%s\n", w.raw)
		return err
	}
}

// subject gives of whom a webhook tells: an Item, a user or a Link session.
func (w seenWebhook) subject() string {
	var body struct {
		UserID        string `json:"user_id"`
		LinkSessionID string `json:"link_session_id"`
	}
	_ = json.Unmarshal([]byte(w.Body), &body) // a body without them names none
	for _, name := range []string{w.ItemID, body.UserID, body.LinkSessionID} {
		if name != "" {
			return printable(name)
		}
	}
	return "-"
}

// unsent reports whether the server refused to send, so that nothing left it.
func (a seenAttempt) unsent() bool { return a.Status == 0 && strings.HasPrefix(a.Error, "not sent: ") }

// outcome says what came of an attempt, and how quickly.
func (a seenAttempt) outcome() string {
	switch {
	case a.unsent():
		return "not sent"
	case a.Status == 0:
		return fmt.Sprintf("no answer in %s", milliseconds(a.TookMS))
	}
	return fmt.Sprintf("%d in %s", a.Status, milliseconds(a.TookMS))
}

func milliseconds(ms float64) string {
	if ms < 10 {
		return fmt.Sprintf("%.1f ms", ms)
	}
	return fmt.Sprintf("%.0f ms", ms)
}

// last says what came of the last attempt.
func (w seenWebhook) last() string {
	if len(w.Attempts) == 0 {
		return "-"
	}
	return w.Attempts[len(w.Attempts)-1].outcome()
}

// became says what became of a webhook until now.
func (w seenWebhook) became() string {
	text := w.State
	if len(w.Attempts) > 0 {
		text += ", " + w.last()
	}
	if w.Why != "" {
		text += ", " + w.Why
	}
	return text
}

// shownTime is how instants are shown where one webhook is.
const shownTime = "2006-01-02 15:04:05.000 MST"

// print shows all of a webhook.
func (w seenWebhook) print(out io.Writer) error {
	var text strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&text, "%-10s %s\n", name, value)
		}
	}
	line("webhook", w.Type+" "+w.Code)
	line("id", w.ID)
	line("to", printable(w.URL))
	line("client", w.ClientID)
	line("item", printable(w.ItemID))
	line("made", w.MadeAt.Local().Format(shownTime))
	line("happened", w.At.UTC().Format(shownTime)+", by the server's clock")
	line("state", w.State)
	line("why", w.Why)
	if w.NextAttemptAt != nil {
		line("next", w.NextAttemptAt.Local().Format(shownTime))
	}
	text.WriteByte('\n')
	for one := range strings.SplitSeq(w.Body, "\n") {
		text.WriteString(printable(one) + "\n")
	}
	for i, a := range w.Attempts {
		fmt.Fprintf(&text, "\nattempt %d, %s: %s\n", i+1, a.At.Local().Format(shownTime), a.outcome())
		a.print(&text)
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// widest is how much of an address a line shows.
const widest = 80

// short shows the beginning of what is long, so that a table stays one.
func short(text string) string {
	if runes := []rune(printable(text)); len(runes) > widest {
		return string(runes[:widest-1]) + "…"
	}
	return printable(text)
}

// printable shows what others wrote, such as a name in a body or a receiver's answer, without what would steer a terminal or
// turn its writing round.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && !unicode.IsGraphic(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// print shows what an attempt sent, marked with >, and what was answered, marked with <.
func (a seenAttempt) print(text *strings.Builder) {
	if !a.unsent() {
		for _, name := range slices.Sorted(maps.Keys(a.Request.Headers)) {
			fmt.Fprintf(text, "> %s: %s\n", name, a.Request.Headers[name])
		}
	}
	if a.Error != "" {
		fmt.Fprintf(text, "! %s\n", printable(a.Error))
	}
	if a.Answer == nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(a.Answer.Headers)) {
		for _, value := range a.Answer.Headers[name] {
			fmt.Fprintf(text, "< %s: %s\n", name, printable(value))
		}
	}
	if a.Answer.Body == "" {
		return
	}
	text.WriteString("<\n")
	for line := range strings.SplitSeq(strings.TrimSuffix(a.Answer.Body, "\n"), "\n") {
		fmt.Fprintf(text, "< %s\n", printable(strings.TrimSuffix(line, "\r")))
	}
	if a.Answer.Cut {
		text.WriteString("< … (there was more)\n")
	}
}
