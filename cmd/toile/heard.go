package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// heard is what was printed of a webhook.
type heard struct {
	made     time.Time
	attempts int
}

// take prints a webhook that is new, and what is new of one that is known.
func (l *listener) take(ctx context.Context, w seenWebhook, came time.Time) error {
	before, known := l.seen[w.ID]
	if !known && w.MadeAt.Before(l.started) {
		return nil // before anybody listened
	}
	l.seen[w.ID] = heard{w.MadeAt, len(w.Attempts)}
	switch {
	case known && (l.json || len(w.Attempts) == before.attempts):
		return nil
	case known:
		return l.tell("  %s %s %s: %s", w.Type, w.Code, short(w.subject()), w.became())
	case l.json:
		if err := jsonLines(l.out)(w); err != nil {
			return err
		}
	default:
		if err := l.tell("%s %s %s to %s: %s", w.Type, w.Code, short(w.subject()), short(w.URL), w.became()); err != nil {
			return err
		}
	}
	if l.forwarder == nil {
		return nil
	}
	return l.handOn(ctx, w, came)
}

func (l *listener) tell(format string, args ...any) error {
	_, err := fmt.Fprintf(l.out, time.Now().Format("15:04:05.000 ")+format+"\n", args...)
	return err
}

// freshFor is how long a signature is handed on; receivers refuse it after five minutes.
const freshFor = time.Minute

// handOn sends a webhook to the address that was asked for and prints what came of it.
func (l *listener) handOn(ctx context.Context, w seenWebhook, came time.Time) error {
	signature, err := w.Signature, error(nil)
	if time.Since(came) > freshFor {
		signature, err = l.calls.sign(ctx, []byte(w.Body), 0)
	}
	result := seenAttempt{At: time.Now().UTC()}
	if err == nil {
		var took time.Duration
		result.Status, took, err = l.forwarder.Send(ctx, w.Body, signature)
		result.TookMS = float64(took.Microseconds()) / 1000
	}
	if err != nil {
		result.Error = err.Error()
	}
	if !l.json {
		if result.Error != "" {
			return l.tell("  forwarded: %s: %s", result.outcome(), result.Error)
		}
		return l.tell("  forwarded: %s", result.outcome())
	}
	line, err := json.Marshal(map[string]any{"id": w.ID, "forwarded": map[string]any{
		"url": l.forward, "at": result.At, "status": result.Status, "error": result.Error, "took_ms": result.TookMS,
	}})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(l.out, "%s\n", line)
	return err
}
