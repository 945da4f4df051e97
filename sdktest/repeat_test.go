package sdktest

import (
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// perform runs the script on a server of its own. It gives each answer with its header's request_id, and the webhooks
// that came of it, by type and code.
func perform(t *testing.T, hooks *ear, database string, flags ...string) ([]string, map[string]map[string]bool) {
	t.Helper()
	flags = append(flags, "--database", database, "--client-id", us.clientID, "--secret", us.secret)
	c := ask(t, startFor(t, flags...), us)
	told := map[string]any{"receiver": object{"url": hooks.url}} // the answers so far, by the names of their steps
	var answers []string
	for _, step := range script() {
		r, err := http.NewRequestWithContext(malformed(c.ctx), http.MethodPost, c.url+step.path, strings.NewReader(resolve(t, step.body, told)))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "localhost" // addresses in answers name the server as its caller does
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("PLAID-CLIENT-ID", us.clientID)
		r.Header.Set("PLAID-SECRET", us.secret)
		resp, err := c.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if !isFile(resp) {
			told[step.name] = tree(t, text)
		}
		answers = append(answers, step.name+" "+resp.Status+" "+resp.Header.Get("Plaid-Request-ID")+"\n"+string(text))
	}
	return answers, hooks.check(c)
}

// reference stands in a script for what an earlier step was told: $token.link_token.
var reference = regexp.MustCompile(`"\$([^".]+)\.([^"]+)"`)

// resolve puts what it was told in the place of references. One that leads nowhere is left, and refused.
func resolve(t *testing.T, body string, told map[string]any) string {
	t.Helper()
	return reference.ReplaceAllStringFunc(body, func(text string) string {
		found := reference.FindStringSubmatch(text)
		value := told[found[1]]
		for _, key := range strings.Split(found[2], ".") {
			switch inner := value.(type) {
			case object:
				value = inner[key]
			case list:
				if i, err := strconv.Atoi(key); err == nil && i < len(inner) {
					value = inner[i]
				}
			}
		}
		if _, is := value.(string); !is {
			return text
		}
		return strings.TrimSpace(string(spell(value)))
	})
}

// TestRepeatable gets the same bytes from the same seed, time and calls, whatever keeps the records, and
// others from another seed.
func TestRepeatable(t *testing.T) {
	onlyOn(t, postgresql) // once for all
	t.Parallel()
	flags := []string{"--now", "2026-05-04T12:00:00Z", "--seed"}
	hooks := listen(t) // for all, so that each is told the same address
	first, firstTold := perform(t, hooks, filepath.Join(t.TempDir(), "toile.db"), append(flags, "apple")...)
	for i, step := range script() {
		if refused := !strings.HasPrefix(first[i], step.name+" 20"); refused != step.refused {
			t.Fatalf("unexpected: %s", first[i])
		}
	}
	for _, database := range []string{":memory:", database(t)} {
		answers, told := perform(t, hooks, database, append(flags, "apple")...)
		for i, answer := range answers {
			if answer != first[i] {
				t.Errorf("on %s a step differs:\n%s\n%s", database, first[i], answer)
			}
		}
		sameWebhooks(t, "on "+database, told, firstTold)
	}
	answers, _ := perform(t, hooks, ":memory:", append(flags, "pear")...)
	for i, answer := range answers {
		if answer == first[i] {
			t.Errorf("another seed makes no difference: %s", answer)
		}
	}
}

// sameWebhooks compares the bodies of webhooks, which may come in any order.
func sameWebhooks(t *testing.T, where string, got, want map[string]map[string]bool) {
	t.Helper()
	missing := func(what string, from, of map[string]map[string]bool) {
		for webhook, bodies := range of {
			for body := range bodies {
				if !from[webhook][body] {
					t.Errorf("%s a webhook %s:\n%.2000s", where, what, body)
				}
			}
		}
	}
	missing("is missing", got, want)
	missing("is new", want, got)
	if len(want) == 0 {
		t.Error("the script causes no webhook")
	}
}

// TestUnseeded makes other ids in each of two databases.
func TestUnseeded(t *testing.T) {
	t.Parallel()
	var ids [2]string
	for i := range ids {
		c := ask(t, startFor(t, "--database", database(t), "--client-id", us.clientID, "--secret", us.secret), us)
		ids[i] = c.upgradedUser().id
	}
	if ids[0] == ids[1] {
		t.Errorf("two servers without a seed make the same user: %s", ids[0])
	}
}

// TestScript sees that no operation is left out of the script.
func TestScript(t *testing.T) {
	t.Parallel()
	paths, err := operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if !slices.ContainsFunc(script(), func(s call) bool { return s.path == path && (!s.refused || slices.Contains(gone, path)) }) {
			t.Errorf("no step calls %s with success", path)
		}
	}
}

// TestHealthChecks must not change what a seeded server answers: how often somebody looks is chance.
func TestHealthChecks(t *testing.T) {
	t.Parallel()
	var ids [2]any
	for i := range ids {
		s := startFor(t, "--database", database(t), "--seed", "apple", "--client-id", us.clientID, "--secret", us.secret)
		for range i * 3 {
			if err := s.ready(); err != nil {
				t.Fatal(err)
			}
		}
		c := ask(t, s, us)
		_, answer := c.post(c.ctx, "/user/get", "application/json", `{"user_id":"`+unknownUserID+`"}`, us)
		ids[i] = answer["request_id"]
	}
	if ids[0] != ids[1] {
		t.Errorf("after three more looks at /readyz the request_id is %s, not %s", ids[1], ids[0])
	}
}
