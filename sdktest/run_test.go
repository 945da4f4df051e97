package sdktest

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// runTimeout bounds how long a program may take that toile run runs: a compiler may be among them.
const runTimeout = 2 * time.Minute

// ran is how a program ended.
type ran struct {
	stdout, stderr string
	code           int
}

// toileRun runs a program by toile run, with variables of its own.
func toileRun(t *testing.T, env []string, words ...string) ran {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), runTimeout)
	defer cancel()
	cmd := kept(exec.CommandContext(ctx, binary, append([]string{"run"}, words...)...))
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = patience
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	cmd.Env = append(cmd.Env, env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return ran{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// TestRun runs programs of several languages that know Plaid's Sandbox and nothing of toile: each gets its
// answer from toile, and none reaches another host.
func TestRun(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	for _, guest := range []struct {
		name    string
		prepare func(t *testing.T) (command []string)
		says    []string
	}{
		{"Go", goGuest, []string{"bank: First Platypus Bank", "refused: ", "--allow example.com"}},
		{"Node", nodeGuest, []string{"bank: First Platypus Bank", "fetch: First Platypus Bank", "https: 200", "here: 200", "refused: ", "--allow example.com"}},
		{"Python", pythonGuest, []string{"bank: First Platypus Bank", "urllib: 200", "here: 200", "own: ran", "refused: ", "--allow example.com"}},
		{"Java", javaGuest, []string{"bank: First Platypus Bank", "refused: "}},
		{"curl", curlGuest, []string{"First Platypus Bank", "refused: 403"}},
	} {
		t.Run(guest.name, func(t *testing.T) {
			t.Parallel()
			env := []string{"PYTHONPATH=" + ownSitecustomize(t), "PLAID_CLIENT_ID=", "PLAID_SECRET="}
			got := toileRun(t, env, append([]string{"--"}, guest.prepare(t)...)...)
			for _, want := range guest.says {
				if !strings.Contains(got.stdout, want) {
					t.Errorf("it does not say %q", want)
				}
			}
			if got.code != 0 || !strings.Contains(got.stderr, "toile run: refused example.com; --allow example.com lets it through") {
				t.Errorf("it ended with %d", got.code)
			}
			if t.Failed() {
				t.Logf("it said\n%s\n%s", got.stdout, got.stderr)
			}
		})
	}
}

func goGuest(t *testing.T) []string {
	program := filepath.Join(t.TempDir(), "goclient")
	output(t, runTimeout, nil, "go", "build", "-o", program, "./guests/goclient")
	return []string{program}
}

func nodeGuest(t *testing.T) []string {
	nodeModules(t)
	return []string{"node", "guests/client.cjs"}
}

func pythonGuest(t *testing.T) []string {
	installed(t, "python3")
	return []string{"python3", "guests/client.py"}
}

// javaGuest is skipped where no Java is: a compiler of it is too much to install for one test.
func javaGuest(t *testing.T) []string {
	if _, err := exec.LookPath("javac"); err != nil {
		t.Skip("there is no Java Development Kit here; install default-jdk-headless to run this test")
	}
	return []string{"java", "guests/Client.java"}
}

func curlGuest(t *testing.T) []string {
	installed(t, "curl")
	return []string{"sh", "-c", `curl -sS https://sandbox.plaid.com/institutions/get -H 'Content-Type: application/json' \
		-d '{"client_id":"'$PLAID_CLIENT_ID'","secret":"'$PLAID_SECRET'","count":1,"offset":0,"country_codes":["US"]}'
		curl -s -o /dev/null -w '\nrefused: %{http_connect}\n' https://example.com/ || true`}
}

// installed fails a test whose program is missing.
func installed(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Fatalf("%s is not installed; make test in the folder above installs it", program)
	}
}

// ownSitecustomize is a module of the user's that Python runs at its start: toile run must not hide it.
func ownSitecustomize(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	text := "import os\nos.environ['OWN_SITECUSTOMIZE'] = 'ran'\n"
	if err := os.WriteFile(filepath.Join(dir, "sitecustomize.py"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestRunChromium shows a page of this machine that embeds Link by its usual address.
func TestRunChromium(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	installed(t, "chromium")
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(`<!doctype html><title>shop</title><script src="https://cdn.plaid.com/link/v2/stable/link-initialize.js"></script>
			<script>document.title = typeof window.Plaid?.create</script>`))
	}))
	defer page.Close()
	browse := []string{"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--timeout=20000", "--dump-dom"}
	got := toileRun(t, nil, append([]string{"--"}, append(browse, page.URL)...)...)
	if !strings.Contains(got.stdout, "<title>function</title>") {
		t.Errorf("the page is\n%s\n%s", got.stdout, got.stderr)
	}
	got = toileRun(t, nil, append([]string{"--"}, append(browse, "https://example.com/")...)...)
	if strings.Contains(got.stdout, "Example Domain") || !strings.Contains(got.stderr, "refused example.com") {
		t.Errorf("another host is not refused:\n%s\n%s", got.stdout, got.stderr)
	}
}

// TestRunAllowed lets a program reach what it may, and this machine.
func TestRunAllowed(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	installed(t, "curl")
	here := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("shop of " + r.Host)) }))
	defer here.Close()
	port := here.URL[strings.LastIndex(here.URL, ":"):]
	reach := "curl -s --noproxy '' " + here.URL + " && curl -s http://localhost" + port + "; curl -s -o /dev/null -w ' %{http_code}' http://shop.invalid/"
	for flag, code := range map[string]string{"--quiet": " 403", "--allow=shop.invalid": " 502", "--allow=*.invalid": " 502", "--allow-all": " 502"} {
		got := toileRun(t, nil, flag, "--", "sh", "-c", reach)
		if want := "shop of 127.0.0.1" + port + "shop of localhost" + port + code; got.stdout != want {
			t.Errorf("with %s the program gets %q, want %q\n%s", flag, got.stdout, want, got.stderr)
		}
		if flag == "--quiet" && got.stderr != "" {
			t.Errorf("--quiet says %q", got.stderr)
		}
	}
}

// TestRunHosted opens Hosted Link at the address that the API gave, as a browser of the program would.
func TestRunHosted(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	installed(t, "curl")
	create := `url=$(curl -sS https://sandbox.plaid.com/link/token/create -H 'Content-Type: application/json' -H "PLAID-CLIENT-ID: $PLAID_CLIENT_ID" \
		-H "PLAID-SECRET: $PLAID_SECRET" -d '{"client_name":"shop","language":"en","country_codes":["US"],"user":{"client_user_id":"ann"},
		"products":["auth"],"hosted_link":{}}' | sed -n 's/.*"hosted_link_url": *"\([^"]*\)".*/\1/p'); echo $url; curl -sSf -w '%{http_code} %{content_type}' $url`
	got := toileRun(t, nil, "--", "sh", "-c", create)
	if !strings.HasPrefix(got.stdout, "https://sandbox.plaid.com/hl/") || !strings.Contains(got.stdout, `id="link"`) || !strings.Contains(got.stdout, "200 text/html") {
		t.Errorf("the page is\n%s\n%s", got.stdout, got.stderr)
	}
}

// TestRunRunning takes a running server, and the program's work stays there.
func TestRunRunning(t *testing.T) {
	t.Parallel()
	installed(t, "curl")
	create := `curl -sS https://sandbox.plaid.com/user/create -H 'Content-Type: application/json' -H "PLAID-CLIENT-ID: $PLAID_CLIENT_ID" \
		-H "PLAID-SECRET: $PLAID_SECRET" -d '{"client_user_id":"left by toile run"}'; echo; echo $PLAID_ENV $TOILE_URL`
	got := toileRun(t, []string{"PLAID_CLIENT_ID=", "PLAID_SECRET="}, "--url", shared.url, "--client-id", us.clientID, "--secret", us.secret, "--", "sh", "-c", create)
	if !strings.Contains(got.stdout, `"user_token"`) || !strings.Contains(got.stdout, "\nsandbox "+shared.url+"\n") {
		t.Errorf("the program says %s\n%s", got.stdout, got.stderr)
	}
	c := ask(t, shared, us)
	again := *plaid.NewUserCreateRequest("left by toile run")
	refused(c.UserCreate(c.ctx).UserCreateRequest(again).Execute())(t, 400, "INVALID_REQUEST", "INVALID_FIELD")
}

// TestRunWebhooks sends no webhook to another machine: a program's addresses may be those of receivers in earnest.
func TestRunWebhooks(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	fire := binary + ` api --url "$TOILE_URL" --client-id "$TOILE_CLIENT_ID" --secret "$TOILE_SECRET" /sandbox/income/fire_webhook ` +
		`webhook=https://receiver.example/hook item_id=item user_id=user webhook_code=INCOME_VERIFICATION verification_status=VERIFICATION_STATUS_PROCESSING_COMPLETE`
	gone := `until ` + binary + ` webhooks list --url "$TOILE_URL" --state failed --json | grep receiver.example; do sleep 0.02; done`
	got := toileRun(t, nil, "--", "sh", "-c", fire+" && "+gone)
	if got.code != 0 || !strings.Contains(got.stdout, `"why":"the address is not of this machine"`) {
		t.Errorf("the program ends with %d and says %s\n%s", got.code, got.stdout, got.stderr)
	}
}

// TestRunOwnKeys admits the keys that a program has, so that it needs no others.
func TestRunOwnKeys(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	installed(t, "curl")
	get := `curl -s -o /dev/null -w '%{http_code}' https://sandbox.plaid.com/institutions/get -H 'Content-Type: application/json' ` +
		`-H "PLAID-CLIENT-ID: $PLAID_CLIENT_ID" -H "PLAID-SECRET: $PLAID_SECRET" -d '{"count":1,"offset":0,"country_codes":["US"]}'`
	for secret, want := range map[string]string{"PLAID_SECRET=" + us.secret: "200 " + us.clientID, "PLAID_SECRET=": "400 " + us.clientID} {
		got := toileRun(t, []string{"PLAID_CLIENT_ID=" + us.clientID, secret}, "--", "sh", "-c", get+"; echo \" $PLAID_CLIENT_ID\"")
		if strings.TrimSpace(got.stdout) != want {
			t.Errorf("with %s the program is answered %q, want %q\n%s", secret, got.stdout, want, got.stderr)
		}
	}
}
