package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"toile"
	"toile/internal/pgtest"
	"toile/internal/server"
	"toile/toiletest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// run runs a command line and gives what it printed.
func run(ctx context.Context, args ...string) (string, error) {
	cmd := root()
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(io.Discard)
	cmd.SetArgs(args)
	err := cmd.ExecuteContext(ctx)
	return out.String(), err
}

func TestCommandsCallAServer(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	ctx, url := t.Context(), "--url="+srv.URL
	text, err := run(ctx, "api", url, "/link/token/create", "client_name=cli", "language=en",
		`country_codes:=["US"]`, `products:=["auth"]`, "user.client_user_id=ann")
	if err != nil {
		t.Fatal(text, err)
	}
	var token struct {
		LinkToken string `json:"link_token"`
	}
	if err := json.Unmarshal([]byte(text), &token); err != nil {
		t.Fatal(text, err)
	}
	text, err = run(ctx, "link", url, token.LinkToken, "--wrong-password=no", "--username=user_good", "--password=mfa_device", "--mfa=phone", "--mfa=1234", "--account=0000")
	if err != nil || !strings.Contains(text, `"status": "SUCCESS"`) {
		t.Error(text, err)
	}
	script := filepath.Join(t.TempDir(), "script.json")
	if err := os.WriteFile(script, []byte(`{"exit":{"at":"credentials","error_code":"INSTITUTION_DOWN"}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err = run(ctx, "link", url, token.LinkToken, "--script", script)
	if err != nil || !strings.Contains(text, `"exit_status": "requires_credentials"`) || !strings.Contains(text, "INSTITUTION_DOWN") {
		t.Error(text, err)
	}
	for _, args := range [][]string{
		{"demo", url}, {"clock", url}, {"clock", url, "freeze", "2026-01-31T12:00:00Z"}, {"clock", url, "advance", "31m"},
		{"clock", url, "run"}, {"version"}, {"completion", "bash"}, {"completion", "zsh"},
	} {
		if text, err := run(ctx, args...); err != nil || text == "" {
			t.Errorf("%v printed %q, %v", args, text, err)
		}
	}
}

// TestAPIPrintsFiles prints the bytes of a statement, and nothing around them.
func TestAPIPrintsFiles(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	created, err := srv.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{
		InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsStatements},
	})
	if err != nil {
		t.Fatal(err)
	}
	item, err := srv.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: created.PublicToken})
	if err != nil {
		t.Fatal(err)
	}
	list, err := srv.Client.StatementsList(t.Context(), toile.StatementsListRequest{AccessToken: item.AccessToken})
	if err != nil {
		t.Fatal(err)
	}
	id := list.Accounts[0].Statements[0].StatementID
	want, err := srv.Client.StatementsDownload(t.Context(), toile.StatementsDownloadRequest{AccessToken: item.AccessToken, StatementID: id})
	if err != nil {
		t.Fatal(err)
	}
	got, err := run(t.Context(), "api", "--url="+srv.URL, "/statements/download", "access_token="+item.AccessToken, "statement_id="+id)
	if err != nil || got != string(want.Content) {
		t.Errorf("printed %.40q, %v", got, err)
	}
}

func TestCommandsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	url := "--url=" + srv.URL
	absent := filepath.Join(t.TempDir(), "absent", "toile.db")
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"api", url, "/item/get", "access_token=x"}, "INVALID_ACCESS_TOKEN"},
		{[]string{"api", url, "/item/get", "access_token"}, "key=text"},
		{[]string{"api", url, "/item/get", "access_token:=x"}, "not JSON"},
		{[]string{"api", url, "/item/get", "a=1", "a.b=2"}, "a is given as a value and as an object"},
		{[]string{"api", "--url=http://127.0.0.1:1", "/item/get"}, "is the server running?"},
		{[]string{"link", url, "link-sandbox-x"}, "INVALID_LINK_TOKEN"},
		{[]string{"link", url, "x", "--script", absent}, "no such file"},
		{[]string{"clock", url, "back", "1h"}, "say show, freeze TIME, advance DURATION or run"},
		{[]string{"clock", url, "advance", "soon"}, "invalid duration"},
		{[]string{"keys", url, "remove"}, "say show, set CLIENT_ID SECRET or remove CLIENT_ID"},
		{[]string{"custom-user", url, "save", "ann"}, "say list, save NAME FILE, show NAME or remove NAME"},
		{[]string{"custom-user", url, "save", "ann", absent}, "no such file"},
		{[]string{"serve", "--database", ""}, "--database is empty"},
		{[]string{"serve", "--database", ":memory:", "--now", "0001-01-01T00:00:00Z"}, "1970"},
		{[]string{"serve", "--database", absent}, "absent"},
		{[]string{"serve", "--database", "mysql://ann:secret@localhost/x"}, `"mysql://…" is a URL of a kind`},
		{[]string{"serve", "--database", ":memory:", "--now", "noon"}, "RFC 3339"},
		{[]string{"serve", "--database", ":memory:", "--delays", "long"}, "--delays"},
		{[]string{"serve", "--database", ":memory:", "--webhook-chaos", "order,late"}, `webhook chaos "late"`},
		{[]string{"serve", "--database", ":memory:", "--log-level", "loud"}, "--log-level"},
		{[]string{"serve", "--database", ":memory:", "--login-days", "-1"}, "between 0 and 36500"},
		{[]string{"serve", "--database", ":memory:", "--client-id", "x"}, "go together"},
		{[]string{"serve", "--database", ":memory:", "--clients", absent}, "--clients"},
		{[]string{"serve", "--database", ":memory:", "--addr", strings.TrimPrefix(srv.URL, "http://")}, "choose another address"},
	} {
		if text, err := run(t.Context(), test.args...); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v printed %q and failed with %v, want %q", test.args, text, err, test.want)
		}
	}
}

// TestKeys changes who may call: the development pair until there are others.
func TestKeys(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	url := "--url=" + srv.URL
	create := func(clientID, secret string) error {
		_, err := run(t.Context(), "api", url, "--client-id="+clientID, "--secret="+secret, "/user/create", "client_user_id="+rand.Text())
		return err
	}
	keys := func(want string, args ...string) {
		t.Helper()
		text, err := run(t.Context(), append([]string{"keys", url}, args...)...)
		if bare := strings.Join(strings.Fields(text), ""); !strings.Contains(bare, strings.ReplaceAll(want, " ", "")) {
			t.Errorf("%v printed %s, %v, want %s", args, text, err, want)
		}
	}
	keys(`"client_ids":[]`)
	if err := create(server.DevelopmentClientID, server.DevelopmentSecret); err != nil {
		t.Error(err)
	}
	keys(`"client_ids":["ann"]`, "set", "ann", "old")
	keys(`"client_ids":["ann"]`, "set", "ann", "secret")
	keys("it is the only one", "remove", "ann")
	keys("no such client", "remove", "bob")
	for pair, want := range map[[2]string]string{
		{"ann", "secret"}: "", {"ann", "old"}: "INVALID_FIELD", {server.DevelopmentClientID, server.DevelopmentSecret}: "INVALID_API_KEYS",
	} {
		if err := create(pair[0], pair[1]); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %s", pair, err, want)
		}
	}
	keys(`"client_ids":["ann","bob"]`, "set", "bob", "secret")
	keys(`"client_ids":["bob"]`, "remove", "ann")
	if err := create("ann", "secret"); err == nil {
		t.Error("a removed client may call")
	}
}

// TestCustomUser keeps a custom user by command and logs in as it.
func TestCustomUser(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	url := "--url=" + srv.URL
	file := filepath.Join(t.TempDir(), "ann.json")
	if err := os.WriteFile(file, []byte("{\n  \"recaptcha\": \"fair\"\n}"), 0o600); err != nil {
		t.Fatal(err)
	}
	custom := func(want string, args ...string) {
		t.Helper()
		text, err := run(t.Context(), append([]string{"custom-user", url}, args...)...)
		if !strings.Contains(text, want) {
			t.Errorf("%v printed %s, %v, want %s", args, text, err, want)
		}
	}
	custom("recaptcha must be one of good, bad", "save", "ann", file)
	if err := os.WriteFile(file, []byte("{\n  \"recaptcha\": \"bad\"\n}"), 0o600); err != nil {
		t.Fatal(err)
	}
	custom(`"username": "ann"`, "save", "ann", file)
	custom(`"ann"`)
	custom(`\n  \"recaptcha\": \"bad\"\n`, "show", "ann")
	token, err := run(t.Context(), "api", url, "/sandbox/public_token/create", "institution_id=ins_109508", `initial_products:=["auth"]`, "options.override_username=ann")
	if err == nil || !strings.Contains(token, "RECAPTCHA_BAD") {
		t.Errorf("ann logged in: %s", token)
	}
	custom(`"usernames": []`, "remove", "ann")
	custom("keeps no custom user of that name", "show", "ann")
}

func TestFlagsComeFromTheEnvironment(t *testing.T) {
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	t.Setenv("TOILE_URL", srv.URL)
	if text, err := run(t.Context(), "clock"); err != nil {
		t.Error(text, err)
	}
	t.Setenv("TOILE_DATABASE", filepath.Join(t.TempDir(), "absent", "toile.db"))
	if _, err := run(t.Context(), "serve"); err == nil || !strings.Contains(err.Error(), "absent") {
		t.Errorf("serve on the database of the environment: %v", err)
	}
}

// serving runs toile serve until the returned function is called, and gives what it printed
// up to the curl.
func serving(t *testing.T, args ...string) (printed string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	cmd := root()
	cmd.SetOut(writer)
	cmd.SetErr(io.Discard)
	cmd.SetArgs(append([]string{"serve", "--addr=127.0.0.1:0", "--demo"}, args...))
	done := make(chan error, 1)
	go func() {
		err := cmd.ExecuteContext(ctx)
		writer.CloseWithError(io.EOF)
		done <- err
	}()
	var text strings.Builder
	lines := bufio.NewScanner(reader)
	for lines.Scan() {
		text.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "-d '") {
			break
		}
	}
	go io.Copy(io.Discard, reader)
	return text.String(), func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve ended with %v", err)
		}
	}
}

func TestServeDemo(t *testing.T) {
	t.Parallel()
	database := "--database=" + filepath.Join(t.TempDir(), "toile.db")
	printed, stop := serving(t, database)
	first := demoSessions(t, printed)
	stop()
	printed, stop = serving(t, database)
	defer stop()
	if again := demoSessions(t, printed); again != first {
		t.Errorf("after a restart the demo user has %s, before %s", again, first)
	}
}

// TestServeDemoInEveryWay checks that the demo reaches its own server however that listens.
func TestServeDemoInEveryWay(t *testing.T) {
	t.Parallel()
	for _, flags := range [][]string{
		{"--control-token=let me in"}, {"--addr=:0"}, {"--addr=localhost:0"}, {"--now=2026-01-31T12:00:00Z", "--seed=x"},
		{"--client-id=ours", "--secret=0123456789"},
	} {
		printed, stop := serving(t, append(flags, "--database=:memory:")...)
		demoSessions(t, strings.ReplaceAll(printed, "$TOILE_SECRET", "0123456789"))
		stop()
		if frozen := strings.Contains(printed, "stands still at 2026-01-31T12:00:00Z"); frozen != (flags[0][:5] == "--now") {
			t.Errorf("%v printed %s", flags, printed)
		}
	}
}

// demoSessions does what the printed curl does.
func demoSessions(t *testing.T, printed string) string {
	t.Helper()
	part := func(pattern string) string {
		found := regexp.MustCompile(pattern).FindStringSubmatch(printed)
		if found == nil {
			t.Fatalf("%s is not in %s", pattern, printed)
		}
		return found[1]
	}
	r, err := http.NewRequestWithContext(t.Context(), "POST", part(`curl -s (\S+)`), strings.NewReader(part(`-d '([^']*)'`)))
	if err != nil {
		t.Fatal(err)
	}
	for name, pattern := range map[string]string{
		"Content-Type": `'Content-Type: ([^']*)'`, "PLAID-CLIENT-ID": `'PLAID-CLIENT-ID: ([^']*)'`, "PLAID-SECRET": `"PLAID-SECRET: ([^"]*)"`,
	} {
		r.Header.Set(name, part(pattern))
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct {
		Sessions []json.RawMessage `json:"sessions"`
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || len(answer.Sessions) != 5 {
		t.Fatalf("status %d, %d sessions, %v", res.StatusCode, len(answer.Sessions), err)
	}
	text, err := json.Marshal(answer.Sessions)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
