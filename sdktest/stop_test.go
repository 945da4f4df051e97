package sdktest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestStop tells a server to stop while a request is in flight: the request is answered and what it
// did is kept, new ones are turned away, and the server ends cleanly.
func TestStop(t *testing.T) {
	t.Parallel()
	flags := []string{"--database", database(t), "--client-id", us.clientID, "--secret", us.secret}
	s := startFor(t, flags...)
	address := strings.TrimPrefix(s.url, "http://")
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))

	// The server says 100 Continue when it begins to read the body: then the request is in flight.
	body := `{"client_user_id":"in flight"}`
	fmt.Fprintf(conn, "POST /user/create HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"+
		"PLAID-CLIENT-ID: %s\r\nPLAID-SECRET: %s\r\nExpect: 100-continue\r\n\r\n", address, len(body), us.clientID, us.secret)
	answers := bufio.NewReader(conn)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("the server says %q, %v", line, err)
	}
	answers.ReadString('\n')
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	turnsAway(t, address)
	io.WriteString(conn, body)
	resp, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatalf("the request in flight was cut off: %v", err)
	}
	var created struct {
		UserToken string `json:"user_token"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&created); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("the request in flight was answered %s, %v", resp.Status, err)
	}
	if err := s.wait(); err != nil {
		t.Fatalf("the server did not end cleanly: %v\n%s", err, s.log())
	}

	c := ask(t, startFor(t, flags...), us)
	if sessions, resp, err := c.sessions(user{token: created.UserToken}); err != nil {
		t.Errorf("the user made in flight is lost: %s %s", reason(resp, err), spell(sessions))
	}
}

// turnsAway waits until nobody listens at an address.
func turnsAway(t *testing.T, address string) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return
		}
		conn.Close()
	}
	t.Fatal("a server that was told to stop still listens")
}

// TestRestart keeps users, tokens, sessions and the clock over a stop.
func TestRestart(t *testing.T) {
	t.Parallel()
	flags := []string{"--database", database(t), "--client-id", us.clientID, "--secret", us.secret}
	s := startFor(t, flags...)
	c := ask(t, s, us)
	u, upgraded := c.legacyUser(), c.upgradedUser()
	linkToken := c.linkToken(bankToken(u))
	linked, second := c.link(linkToken, nil), c.link(linkToken, nil)
	access, itemID := c.exchange(linked.PublicTokens[0])
	before, resp, err := c.sessions(u)
	ok(before, resp, err)(t)
	text := bodyOf(t, resp)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}

	c = ask(t, startFor(t, flags...), us)
	after, resp, err := c.sessions(u)
	ok(after, resp, err)(t)
	same(t, "the sessions after a restart", tree(t, bodyOf(t, resp)).(object)["sessions"], tree(t, text).(object)["sessions"])
	ok(c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(upgraded.id)).Execute())(t)
	if c.item(access).ItemId != itemID {
		t.Error("the access token reaches another Item")
	}
	c.exchange(second.PublicTokens[0])
	if n := len(c.linkSessions(linkToken)); n != 2 {
		t.Errorf("the link token has %d sessions, want 2", n)
	}
	third := c.link(linkToken, nil)
	if third.LinkSessionID == linked.LinkSessionID || third.LinkSessionID == second.LinkSessionID {
		t.Error("a session after the restart has the id of one before")
	}
}

// secrets are the shapes of what a log must not hold.
var secrets = regexp.MustCompile(`(access|public|link|user)-sandbox-[0-9a-f-]{8,}|` + us.secret + `|pass_good|wrong`)

// TestLog finds a line for each request, by its request_id, and nothing that gives access.
func TestLog(t *testing.T) {
	t.Parallel()
	s := startFor(t, "--database", database(t), "--client-id", us.clientID, "--secret", us.secret)
	c := ask(t, s, us)
	u := c.legacyUser()
	linked := c.play(u, mistakes[0])
	access, _ := c.exchange(linked.result.PublicTokens[0])
	_, resp, err := c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(access[:len(access)-1] + "g")).Execute()
	e := refused(plaid.ItemGetResponse{}, resp, err)(t, 400, "INVALID_INPUT", "INVALID_ACCESS_TOKEN")
	c.post(malformed(c.ctx), "/item/"+access, "application/json", "{}", us)
	c.hearOut()
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	log := s.stderr.String()
	if !strings.Contains(log, e.GetRequestId()) || !strings.Contains(log, "/item/get") || !strings.Contains(log, "INVALID_ACCESS_TOKEN") {
		t.Errorf("the log does not tell of the request %s:\n%s", e.GetRequestId(), log)
	}
	if found := secrets.FindAllString(log, -1); len(found) > 0 {
		t.Errorf("the log holds %q:\n%s", found, log)
	}
}
