package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"toile/internal/authority"
	"toile/internal/proxy"
	"toile/internal/server"
)

// addWorld adds the flags that say what kind of server there is, wherever it listens.
func (f *serveFlags) addWorld(flags *pflag.FlagSet, database string) {
	flags.StringVar(&f.database, "database", database, "file that keeps everything, :memory:, or the postgres:// URL of a database that servers may share")
	flags.StringVar(&f.clientID, "client-id", "", "client_id to let call (while the database has none, a fixed development pair may)")
	flags.StringVar(&f.secret, "secret", "", "secret of --client-id")
	flags.StringVar(&f.clients, "clients", "", "file with more pairs, one \"client_id secret\" a line")
	flags.StringVar(&f.seed, "seed", "", "make ids and the simulated world repeatable")
	flags.StringVar(&f.now, "now", "", "stop the clock of a new database at this RFC 3339 time")
	flags.IntVar(&f.loginDays, "login-days", server.DefaultLoginDays, "days after which a newly linked Item needs another login (0 for never)")
	flags.StringVar(&f.webhookChaos, "webhook-chaos", "", "let webhooks go wrong on purpose: duplicates (each comes twice), order (later ones overtake), delay (seconds), several with commas between them, or all")
	flags.BoolVar(&f.publicWebhooks, "public-webhooks", false, "send webhooks to public addresses only, and to none of this machine or its networks")
	flags.BoolVar(&f.localWebhooks, "local-webhooks", false, "send webhooks to this machine only, and ask no name server for their hosts")
	flags.StringVar(&f.delays, "delays", "sandbox", "how late things are that Plaid does in the background: sandbox (such as transactions, 30 days after 10 s, all after 60 s) or none (at once)")
}

// world is the server that a program runs against: one of its own, or a running one.
type world struct {
	url    string
	keys   keys         // a pair that it admits, if one is known
	plaid  proxy.Config // the server of it answers what is meant for Plaid
	closer []func(context.Context) error
}

// close undoes what was done for the program, the last first.
func (w *world) close(ctx context.Context) error {
	var err error
	for _, c := range slices.Backward(w.closer) {
		err = errors.Join(err, c(ctx))
	}
	return err
}

// open takes the running server or starts one.
func (f runFlags) open(ctx context.Context, stderr io.Writer) (*world, *slog.Logger, error) {
	if f.url != "" {
		return f.running(ctx, stderr)
	}
	admitted := f.admit(os.Getenv)
	config, log, err := admitted.config(stderr)
	if err != nil {
		return nil, nil, err
	}
	w := &world{closer: []func(context.Context) error{func(context.Context) error { return log.Close() }}}
	opened, err := server.Open(ctx, config)
	if err != nil {
		return nil, nil, errors.Join(err, w.close(ctx))
	}
	w.closer = append(w.closer, func(context.Context) error { return opened.Close() })
	listening, err := opened.Listen("127.0.0.1:0", nil)
	if err != nil {
		return nil, nil, errors.Join(err, w.close(ctx))
	}
	w.closer = append(w.closer, listening.Stop)
	clientIDs, err := opened.Clients(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, w.close(ctx))
	}
	if len(config.Clients) > 0 || len(clientIDs) == 0 {
		w.keys = admitted.keys(config.Clients)
	}
	w.url, w.plaid.Server = listening.URL, opened
	return w, config.Log, nil
}

// admit lets the pair of keys call that the program has already: it goes no further than the memory of a
// server that is gone with the program.
func (f runFlags) admit(env func(string) string) serveFlags {
	id, secret := env("PLAID_CLIENT_ID"), env("PLAID_SECRET")
	if f.database == server.Memory && f.clientID == "" && f.secret == "" && f.clients == "" && id != "" && secret != "" {
		f.clientID, f.secret = id, secret
	}
	return f.serveFlags
}

// running takes a server that runs already.
func (f runFlags) running(ctx context.Context, stderr io.Writer) (*world, *slog.Logger, error) {
	if (f.clientID == "") != (f.secret == "") {
		return nil, nil, errors.New("--client-id and --secret go together")
	}
	dir, err := authorityDir(f.secure.authority)
	if err != nil {
		dir = "" // a server without TLS needs none
	}
	roots := server.Roots(authority.File(dir))
	url, err := server.Reach(ctx, f.url, roots)
	if err != nil {
		return nil, nil, fmt.Errorf("--url: no server answers at %s (%w); start it with toile serve, or leave --url out and toile run starts one", f.url, err)
	}
	w := &world{url: url, keys: f.keys(nil), plaid: proxy.Config{Running: url, Trusted: roots}}
	log := server.NewLogWriter(stderr)
	w.closer = append(w.closer, func(context.Context) error { return log.Close() })
	return w, slog.New(server.NewTextLog(log, slog.LevelWarn)), nil
}

// environ gives the program's environment with the address of the server, for what only a toile server has, and
// with keys that it admits where the program has none.
func (w *world) environ(list []string) []string {
	has := map[string]string{}
	for _, line := range list {
		name, value, _ := strings.Cut(line, "=")
		has[name] = value
	}
	list = append(list, "TOILE_URL="+w.url)
	if has["PLAID_ENV"] == "" {
		list = append(list, "PLAID_ENV=sandbox")
	}
	if w.keys.secret == "" {
		return list
	}
	list = append(list, "TOILE_CLIENT_ID="+w.keys.clientID, "TOILE_SECRET="+w.keys.secret)
	if cmp.Or(has["PLAID_CLIENT_ID"], has["PLAID_SECRET"]) == "" {
		list = append(list, "PLAID_CLIENT_ID="+w.keys.clientID, "PLAID_SECRET="+w.keys.secret)
	}
	return list
}
