package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"toile/internal/authority"
	"toile/internal/guest"
	"toile/internal/proxy"
	"toile/internal/server"
)

// runFlags are those of toile run: the world's, and what the program may reach.
type runFlags struct {
	serveFlags
	url             string
	allow           []string
	allowAll, quiet bool
}

func runCommand() *cobra.Command {
	f := runFlags{serveFlags: serveFlags{logLevel: "warn", logFormat: "text"}}
	cmd := &cobra.Command{
		Use:   "run [flags] -- COMMAND…",
		Short: "Run a program, unedited, against a server of its own",
		Long: "Starts a server in memory (or takes a running one), runs the program, and stops all of it when the program ends,\n" +
			"with its exit code. What the program says to sandbox.plaid.com, cdn.plaid.com and Plaid's other host names goes to\n" +
			"the server; every other host but this machine is refused unless it is allowed, and webhooks go to this machine only. docs/run.md tells more.",
		Example: "  toile run -- npm test\n  toile run --seed 7 --now 2026-01-31T12:00:00Z -- go test ./...\n" +
			"  toile run --allow registry.npmjs.org --allow '*.example.com' -- npx playwright test\n" +
			"  toile run --url http://127.0.0.1:8643 -- python app.py",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.checked(cmd.Flags(), cmd.ErrOrStderr()); err != nil {
				return err
			}
			f.localWebhooks = f.sendsHereOnly(cmd.Flags())
			code, err := runProgram(cmd.Context(), f, args, cmd.ErrOrStderr())
			if code == 0 && err == nil {
				return nil
			}
			return &exit{max(code, 1), err}
		},
	}
	flags := cmd.Flags()
	flags.SetInterspersed(false) // the program's flags are its own
	flags.StringVar(&f.url, "url", "", "address of a running server to take in place of an own one")
	flags.StringArrayVar(&f.allow, "allow", nil, "host that the program may reach: example.com, example.com:8080 or *.example.com (repeatable)")
	flags.BoolVar(&f.allowAll, "allow-all", false, "let the program reach every host")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing")
	f.addWorld(flags, server.Memory)
	addAuthority(flags, &f.secure.authority)
	flags.StringVar(&f.logLevel, "log-level", f.logLevel, "what the server logs: debug, info, warn or error")
	return cmd
}

// ownServer are the flags that only a server that toile run starts can heed.
var ownServer = []string{"database", "clients", "seed", "now", "login-days", "delays", "webhook-chaos", "public-webhooks", "local-webhooks", "log-level"}

// checked refuses flags that are at odds. Variables may be meant for other commands, so it says only that they are
// not heeded.
func (f runFlags) checked(flags *pflag.FlagSet, stderr io.Writer) error {
	if f.url == "" {
		return nil
	}
	for _, name := range ownServer {
		switch flag := flags.Lookup(name); {
		case !flag.Changed:
		case byVariable(flag):
			f.teller(stderr)("%s changes nothing here: it is for a server that toile run starts, and --url (or TOILE_URL) names a running one", variable(name))
		default:
			return fmt.Errorf("--%s is for a server that toile run starts, and --url (or TOILE_URL) names a running one: leave one of the two out", name)
		}
	}
	return nil
}

// sendsHereOnly says whether webhooks are sent to this machine only: where nothing else is said they go no further than
// what the program says.
func (f runFlags) sendsHereOnly(flags *pflag.FlagSet) bool {
	if flags.Changed("local-webhooks") || flags.Changed("public-webhooks") {
		return f.localWebhooks
	}
	return !f.allowAll
}

// runProgram runs a program beside a server and a proxy, and gives its exit code.
func runProgram(ctx context.Context, f runFlags, command []string, stderr io.Writer) (code int, err error) {
	world, log, err := f.open(ctx, stderr)
	if err != nil {
		return 0, err
	}
	defer func() {
		left := world.close(ctx)
		if err == nil && left != nil { // the program has ended: with its code we end, too
			fmt.Fprintln(stderr, "toile run: tidying up:", left)
			return
		}
		err = errors.Join(err, left)
	}()

	dir, err := os.MkdirTemp("", "toile-run-")
	if err != nil {
		return 0, err
	}
	world.closer = append(world.closer, func(context.Context) error { return removeAll(dir) })
	ca, err := f.signer(ctx)
	if err != nil {
		return 0, err
	}
	refused := &refusals{seen: map[string]bool{}, say: f.teller(stderr)}
	allow := slices.Clone(f.allow)
	if f.allowAll {
		allow = append(allow, "*")
	}
	c := world.plaid
	c.Authority, c.Allow, c.Refused, c.Log, c.Now = ca, allow, refused.add, log, time.Now
	through, err := proxy.Listen("127.0.0.1:0", c)
	if err != nil {
		return 0, err
	}
	world.closer = append(world.closer, through.Stop)

	environ, err := guest.Prepare(guest.Config{Dir: dir, Proxy: through.URL, Authority: ca, Environ: world.environ(os.Environ())})
	if err != nil {
		return 0, err
	}
	refused.say("Plaid is at %s until %s ends", world.url, command[0])
	code, err = start(command, environ)
	if err == nil && through.Served() == 0 && refused.none() {
		refused.say("no request for Plaid came from %s", command[0])
	}
	return code, err
}

// How long a directory is tried to be removed, each pause twice as long as the one before: some 0.6 s in all.
const (
	firstPause = 10 * time.Millisecond
	lastPause  = 320 * time.Millisecond
)

// removeAll removes a directory in which something may still be written: by a browser, say, that the program started
// and did not wait for.
func removeAll(dir string) error {
	err := os.RemoveAll(dir)
	for pause := firstPause; err != nil && pause <= lastPause; pause *= 2 {
		time.Sleep(pause)
		err = os.RemoveAll(dir)
	}
	return err
}

// signer gives the authority whose certificates the program sees: one of its own that is gone afterwards,
// or the one that was named, so that a browser that trusts it takes them, too.
func (f runFlags) signer(ctx context.Context) (*authority.Authority, error) {
	if f.secure.authority == "" {
		return authority.New(time.Now)
	}
	return authority.Open(ctx, f.secure.authority, time.Now)
}

// teller gives what says a line of toile's own, beside what the program says.
func (f runFlags) teller(w io.Writer) func(format string, args ...any) {
	return func(format string, args ...any) {
		if !f.quiet {
			fmt.Fprintf(w, "toile run: "+format+"\n", args...)
		}
	}
}

// maxRefusals bounds of how many hosts a user is told.
const maxRefusals = 100

// browsersOwn are hosts that a Chromium asks of its own accord. They are refused like others, but nobody wants
// to read about it on every start.
var browsersOwn = []string{
	"accounts.google.com", "clients2.google.com", "content-autofill.googleapis.com", "optimizationguide-pa.googleapis.com",
	"redirector.gvt1.com", "safebrowsingohttpgateway.googleapis.com", "update.googleapis.com", "www.google.com",
}

// refusals tell of each refused host once.
type refusals struct {
	say func(format string, args ...any)

	mu   sync.Mutex
	seen map[string]bool
}

func (r *refusals) none() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.seen) == 0
}

func (r *refusals) add(host string) {
	if slices.Contains(browsersOwn, host) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.seen[host] && len(r.seen) < maxRefusals {
		r.seen[host] = true
		r.say("refused %s; --allow %s lets it through", host, host)
	}
}
