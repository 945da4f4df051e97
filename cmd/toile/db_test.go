package main

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile/internal/pgtest"
	"toile/internal/server"
)

// ask sends a request to a server of this process and gives the whole answer.
func ask(t *testing.T, srv *server.Server, path, body string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(body))
	for name, value := range map[string]string{
		"Content-Type": "application/json", "PLAID-CLIENT-ID": server.DevelopmentClientID, "PLAID-SECRET": server.DevelopmentSecret,
	} {
		r.Header.Set(name, value)
	}
	r.RemoteAddr, r.Host = "127.0.0.1:1", "127.0.0.1"
	w := httptest.NewRecorder()
	srv.ServeHTTP(w, r)
	return fmt.Sprintf("%s %s\n%d\n%s\n", path, body, w.Code, w.Body)
}

// field takes a field of an answer.
func field(t *testing.T, answer, name string) string {
	t.Helper()
	fields := map[string]any{}
	lines := strings.SplitN(answer, "\n", 3)
	if err := json.Unmarshal([]byte(lines[2]), &fields); err != nil || lines[1] > "201" {
		t.Fatal(answer, err)
	}
	text, _ := fields[name].(string)
	return text
}

func openServer(t *testing.T, database string, now *time.Time) *server.Server {
	t.Helper()
	srv, err := server.Open(t.Context(), server.Config{Database: database, Seed: "copied", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return srv
}

// live makes users with Link sessions, Items and tokens on a new database, and gives requests
// about all of them.
func live(t *testing.T, database string) (questions [][2]string) {
	t.Helper()
	now := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	srv := openServer(t, database, &now)
	for _, create := range []string{`{"client_user_id":"ann \uffff"}`, `{"client_user_id":"bob","with_upgraded_user":true}`} {
		created := ask(t, srv, "/user/create", create)
		handle := fmt.Sprintf(`"user_id":%q`, field(t, created, "user_id"))
		if token := field(t, created, "user_token"); token != "" {
			handle = fmt.Sprintf(`"user_token":%q`, token)
		}
		var public string
		for range 40 { // several chunks
			public = field(t, ask(t, srv, "/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["auth"],`+handle+`}`), "public_token")
		}
		access := field(t, ask(t, srv, "/item/public_token/exchange", fmt.Sprintf(`{"public_token":%q}`, public)), "access_token")
		token := field(t, ask(t, srv, "/link/token/create", `{"client_name":"copy","language":"en","country_codes":["US"],"products":["auth"],`+
			`"user":{"client_user_id":"ann"}}`), "link_token")
		questions = append(questions, [][2]string{
			{"/credit/sessions/get", "{" + handle + "}"},
			{"/item/get", fmt.Sprintf(`{"access_token":%q}`, access)},
			{"/link/token/get", fmt.Sprintf(`{"link_token":%q}`, token)},
			{"/toile/link", fmt.Sprintf(`{"link_token":%q}`, token)},
			{"/link/token/get", fmt.Sprintf(`{"link_token":%q}`, token)},
			{"/user/create", create},
			{"/sandbox/public_token/create", `{"institution_id":"ins_109509","initial_products":["auth"],` + handle + `}`},
			{"/credit/sessions/get", "{" + handle + "}"},
			{"/item/remove", fmt.Sprintf(`{"access_token":%q}`, access)},
		}...)
	}
	questions = append(questions, [2]string{"/user/create", `{"client_user_id":"new"}`}, [2]string{"/toile/clock", "{}"})
	if err := srv.Close(); err != nil {
		t.Fatal(err)
	}
	return questions
}

// answers opens a server on a database and asks it.
func answers(t *testing.T, database string, questions [][2]string) (answers []string) {
	t.Helper()
	srv := openServer(t, database, nil)
	for _, q := range questions {
		answers = append(answers, ask(t, srv, q[0], q[1]))
	}
	if err := srv.Close(); err != nil {
		t.Fatal(err)
	}
	return answers
}

// A server on a copy answers as one on the source does, to the byte, and goes on as it does.
func TestCopiedServer(t *testing.T) {
	t.Parallel()
	file := func(t *testing.T) string { return filepath.Join(t.TempDir(), "toile.db") }
	postgres := func(t *testing.T) string { return pgtest.Database(t) }
	for name, places := range map[string][2]func(*testing.T) string{
		"file to postgres": {file, postgres}, "postgres to file": {postgres, file},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := places[0](t), places[1](t)
			questions := live(t, from)
			text, err := run(t.Context(), "db", "copy", "--from", from, "--to", to)
			if err != nil || !strings.Contains(text, "The copy holds the same rows") {
				t.Fatal(text, err)
			}
			want, got := answers(t, from, questions), answers(t, to, questions)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-source +copy)\n%s", diff)
			}
			refused := slices.DeleteFunc(want, func(answer string) bool { return strings.Contains(answer, "\n20") })
			if len(refused) != 1 || !strings.Contains(refused[0], "already exists") {
				t.Errorf("refused: %s", refused)
			}
		})
	}
}

func TestDatabaseCommands(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "toile.db")
	for _, step := range []struct {
		args []string
		want string
	}{
		{[]string{"migrate", "--database", path}, "schema 0 is now "},
		{[]string{"migrate", "--database", path}, "nothing to do"},
		{[]string{"status", "--database", path}, "up to date"},
		{[]string{"status", "--database", path, "--json"}, `"copy_unfinished": false`},
		{[]string{"copy", "--from", path, "--to", filepath.Join(folder, "copy.db")}, "The copy holds the same rows"},
	} {
		text, err := run(t.Context(), append([]string{"db"}, step.args...)...)
		if err != nil || !strings.Contains(text, step.want) {
			t.Errorf("%v printed %q, %v; want %q", step.args, text, err, step.want)
		}
	}
	for _, step := range []struct {
		args []string
		want string
	}{
		{[]string{"status", "--database", filepath.Join(folder, "no.db")}, "toile serve makes it"},
		{[]string{"migrate", "--database", folder}, "a directory"},
		{[]string{"copy", "--from", path}, "say --from and --to"},
		{[]string{"copy", "--from", path, "--to", path}, "in use"},
	} {
		text, err := run(t.Context(), append([]string{"db"}, step.args...)...)
		if err == nil || !strings.Contains(err.Error(), step.want) {
			t.Errorf("%v printed %q, %v; want %q", step.args, text, err, step.want)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "no.db")); err == nil {
		t.Error("looking made a file")
	}
}
