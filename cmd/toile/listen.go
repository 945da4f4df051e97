package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"toile"
	"toile/internal/authority"
	"toile/internal/server"
)

func listenCommand() *cobra.Command {
	var f callFlags
	var l listener
	cmd := &cobra.Command{
		Use:   "listen",
		Short: "Print webhooks as they are made, and hand them on",
		Long: "Prints each webhook when it is made, to whatever address it goes, and what comes of it in its first seconds. With\n" +
			"--forward each is also sent to an address, with its exact bytes and a signature of that moment: a receiver can be tried\n" +
			"that no Item and no link token names. Forwarding is tried once and changes nothing at the server. Ctrl-C ends it.",
		Example: "  toile webhooks listen\n  toile webhooks listen --forward http://127.0.0.1:3000/webhooks\n" +
			"  toile webhooks listen --json | jq -r 'select(.webhook_type == \"ITEM\") | .item_id'",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l.calls, l.out, l.notes = &f, cmd.OutOrStdout(), cmd.ErrOrStderr()
			err := l.run(cmd.Context())
			if cmd.Context().Err() != nil {
				return nil // Ctrl-C is how it is meant to end
			}
			return err
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&l.forward, "forward", "", "address to send each webhook to as well")
	cmd.Flags().BoolVar(&l.json, "json", false, "print one JSON object a line")
	return cmd
}

// How a listener asks.
const (
	listenWait   = 25 * time.Second       // for a webhook, in one call
	listenPace   = 100 * time.Millisecond // between two calls, so that many webhooks come in few
	listenAgain  = time.Second            // after a call that failed
	listenForget = time.Minute            // after it was made a webhook is given no more
)

// listener prints webhooks as they are made.
type listener struct {
	calls      *callFlags
	out, notes io.Writer
	forward    string
	json       bool

	forwarder *server.Forwarder
	started   time.Time
	seen      map[string]heard
	away      bool // the server
}

// listened is the answer of the server to one who listens.
type listened struct {
	Webhooks []seenWebhook `json:"webhooks"`
	Now      time.Time     `json:"now"`
}

func (l *listener) run(ctx context.Context) error {
	if err := l.prepare(); err != nil {
		return err
	}
	var answer listened
	if err := l.calls.ask(ctx, "/toile/webhooks/listen", map[string]any{}, &answer); err != nil {
		return err
	}
	l.started, l.seen = answer.Now, map[string]heard{}
	fmt.Fprintf(l.notes, "listening to the webhooks of %s; Ctrl-C ends it\n", l.calls.url)
	for since := answer.Now; ; {
		next, err := l.hear(ctx, since)
		if err != nil {
			return err
		}
		since = next
	}
}

func (l *listener) prepare() error {
	if l.forward == "" {
		return nil
	}
	u, err := url.Parse(l.forward)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("--forward %q is no http or https address", l.forward)
	}
	roots := server.Roots("")
	if dir, err := authorityDir(l.calls.authority); err == nil { // without one, what the machine trusts
		roots = server.Roots(authority.File(dir))
	}
	l.forwarder = server.NewForwarder(l.forward, roots)
	return nil
}

// hear waits for webhooks and prints them. A server that is away is waited for.
func (l *listener) hear(ctx context.Context, since time.Time) (next time.Time, err error) {
	var answer listened
	err = l.calls.ask(ctx, "/toile/webhooks/listen", map[string]any{"since": since, "wait_seconds": listenWait.Seconds()}, &answer)
	if ctx.Err() != nil {
		return since, ctx.Err()
	}
	if err != nil {
		return since, l.lost(ctx, err)
	}
	if l.away {
		l.away = false
		fmt.Fprintln(l.notes, "the server is back")
	}
	came := time.Now()
	for _, w := range answer.Webhooks {
		if err := l.take(ctx, w, came); err != nil {
			return since, err
		}
	}
	for id, h := range l.seen {
		if answer.Now.Sub(h.made) > listenForget {
			delete(l.seen, id)
		}
	}
	return answer.Now, pause(ctx, listenPace)
}

// lost says that the server is away, once, and waits a moment. A refusal ends the listening.
func (l *listener) lost(ctx context.Context, err error) error {
	var refused *toile.Error
	if errors.As(err, &refused) && refused.HTTPStatus() < 500 {
		return err
	}
	if !l.away {
		l.away = true
		fmt.Fprintf(l.notes, "the server is away, and waited for: %v\n", err)
	}
	return pause(ctx, listenAgain)
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
	return ctx.Err()
}
