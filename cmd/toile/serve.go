package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"toile/internal/authority"
	"toile/internal/server"
)

type serveFlags struct {
	addr, database, replica         string
	clientID, secret, clients       string
	seed, now, logLevel, logFormat  string
	controlToken, delays, publicURL string
	webhookChaos                    string
	publicWebhooks, localWebhooks   bool
	demo                            bool
	loginDays                       int
	secure                          secureFlags
}

func serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the server until it is told to stop",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return serve(cmd.Context(), f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8643", "address to listen on")
	f.addWorld(flags, "toile.db")
	f.secure.add(flags)
	flags.StringVar(&f.replica, "replica", "", "postgres:// URL of read replicas, for requests with the header Toile-May-Lag: true")
	flags.StringVar(&f.logLevel, "log-level", "info", "debug, info, warn or error")
	flags.StringVar(&f.logFormat, "log-format", "text", "text or json")
	flags.StringVar(&f.controlToken, "control-token", "", "open /toile/ to other machines, for callers who send this token")
	flags.StringVar(&f.publicURL, "public-url", "", "address by which everybody reaches the server, such as https://toile.example (without it: the one that each request was sent to)")
	flags.BoolVar(&f.demo, "demo", false, "make a demo user with finished sessions and print how to read them")
	return cmd
}

func serve(ctx context.Context, f serveFlags, stdout, stderr io.Writer) (err error) {
	config, log, err := f.config(stderr)
	if err != nil {
		return err
	}
	defer log.Close()
	secure, ca, err := f.secure.config(ctx, f.addr)
	if err != nil {
		return err
	}
	opened, err := server.Open(ctx, config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()

	listening, err := opened.Listen(f.addr, secure)
	if err != nil {
		return fmt.Errorf("%w; choose another address with --addr", err)
	}
	defer func() { err = errors.Join(err, listening.Stop(ctx)) }()
	if err := f.welcome(ctx, stdout, opened, ca, listening.URL, config); err != nil && ctx.Err() == nil {
		return err
	}
	select {
	case err := <-listening.Done:
		return err
	case <-ctx.Done():
		return nil
	}
}

// config reads the flags into what a server is made of. The log must be closed at the end.
func (f serveFlags) config(stderr io.Writer) (server.Config, *server.LogWriter, error) {
	if f.database == "" {
		return server.Config{}, nil, errors.New("--database is empty: give the path of a file, or :memory:")
	}
	if f.delays != "sandbox" && f.delays != "none" {
		return server.Config{}, nil, fmt.Errorf("--delays: %q is neither sandbox nor none", f.delays)
	}
	c := server.Config{
		Database: f.database, Replica: f.replica, Seed: f.seed, ControlToken: f.controlToken,
		LoginDays: &f.loginDays, AtOnce: f.delays == "none", PublicURL: f.publicURL,
		WebhookChaos: f.webhookChaos, PublicWebhooks: f.publicWebhooks, LocalWebhooks: f.localWebhooks,
	}
	var err error
	if c.Clients, err = f.pairs(); err != nil {
		return c, nil, err
	}
	if f.now != "" {
		at, err := time.Parse(time.RFC3339, f.now)
		if err != nil {
			return c, nil, fmt.Errorf("--now: %q is no RFC 3339 time such as 2026-01-31T12:00:00Z", f.now)
		}
		c.Now = &at
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(f.logLevel)); err != nil {
		return c, nil, fmt.Errorf("--log-level: %q is none of debug, info, warn, error", f.logLevel)
	}
	if f.logFormat != "text" && f.logFormat != "json" {
		return c, nil, fmt.Errorf("--log-format: %q is neither text nor json", f.logFormat)
	}
	log := server.NewLogWriter(stderr)
	c.Log = slog.New(server.NewTextLog(log, level))
	if f.logFormat == "json" {
		c.Log = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: level}))
	}
	return c, log, nil
}

// welcome tells where the server is, with which keys it is called, and when its time is not
// the machine's.
func (f serveFlags) welcome(ctx context.Context, w io.Writer, opened *server.Server, ca *authority.Authority, url string, config server.Config) error {
	clientIDs, err := opened.Clients(ctx)
	if err != nil {
		return err
	}
	k := f.keys(config.Clients)
	if len(config.Clients) == 0 && len(clientIDs) > 0 {
		k = keys{clientID: clientIDs[0]}
	}
	text := fmt.Sprintf("toile is ready at %s\n\n  client_id  %s\n  secret     %s\n", url, k.clientID, k.shownSecret("(as configured)"))
	if others := len(clientIDs) - 1; others > 0 {
		text += fmt.Sprintf("             and %d more client_ids; see toile keys\n", others)
	}
	if ca != nil {
		text += fmt.Sprintf("  authority  %s\n             must be trusted by who calls; toile authority trust says how\n", ca.File())
	}
	now, frozen, err := opened.Clock(ctx)
	if err != nil {
		return err
	}
	switch {
	case config.Now != nil && !now.Equal(*config.Now):
		text += fmt.Sprintf("  clock      goes on as this database has it, at %s; --now is for a new one, toile clock moves it\n", now.Format(time.RFC3339))
	case frozen:
		text += fmt.Sprintf("  clock      stands still at %s; toile clock run lets it go\n", now.Format(time.RFC3339))
	}
	if config.WebhookChaos != "" {
		text += fmt.Sprintf("  webhooks   come in chaos (%s), as --webhook-chaos says\n", config.WebhookChaos)
	}
	if _, err := io.WriteString(w, text); err != nil || !f.demo {
		return err
	}
	if k.secret == "" {
		return errors.New("--demo needs keys: give --client-id and --secret, for this database has keys of its own")
	}
	calls := callFlags{keys: k, url: url, controlToken: f.controlToken, authority: f.secure.authority}
	if err := demo(ctx, w, calls, false); err != nil {
		return fmt.Errorf("the demo: %w", err)
	}
	return nil
}
