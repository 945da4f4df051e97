package link_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/link"
)

var update = flag.Bool("update", false, "write what happens now into testdata/*.txt")

// TestScenarios plays the stories in testdata. A file holds input and expected output
// together and is read line by line:
//
//	=== the title of a story
//	# a remark
//	token {"products": ["auth"]}     what the link token asks for, a link.Config
//	> login user_good wrong          something the person does, see action_test.go
//	> wait 31m                       or that time goes by
//	> reopen                         or that the token is opened again
//	script {"exit": {"at": "mfa"}}   or all that they do, a link.Script
//	callbacks                        shows what the page that embeds Link is told; with whole, all of it
//	whole                            shows Link's events as they are sent, not only what tells them apart
//
// Every other line is output. Below an action stand the events that followed, the pane on
// which the person is now, and whether /credit/sessions/get lists the session. Below the
// last action stand the session as both endpoints show it and its result.
func TestScenarios(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := playFile(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s: (-want +got)\n%s", file, diff)
			}
		})
	}
}

// playFile gives a scenario file as it should be.
func playFile(t *testing.T, text string) string {
	var out strings.Builder
	var s *story
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "===":
			s.end()
			if s != nil {
				out.WriteString("\n")
			}
			s = newStory(t, &out)
			fmt.Fprintln(&out, line)
		case "#":
			fmt.Fprintln(&out, line)
		case "token":
			fmt.Fprintln(&out, line)
			s.configure(rest)
		case ">":
			fmt.Fprintln(&out, line)
			s.step(rest)
		case "whole":
			fmt.Fprintln(&out, line)
			s.whole = true
		case "callbacks":
			fmt.Fprintln(&out, line)
			s.callbacks = true
		case "script":
			fmt.Fprintln(&out, line)
			s.play(rest)
		}
	}
	s.end()
	return out.String()
}

// story is one person in front of Link.
type story struct {
	t       *testing.T
	out     *strings.Builder
	token   link.Token
	session link.Session
	env     link.Env
	actions int

	whole, callbacks bool
}

var start = time.Date(2026, 1, 5, 9, 0, 0, 123456000, time.UTC)

func newStory(t *testing.T, out *strings.Builder) *story {
	s := &story{
		t: t, out: out,
		token: link.Token{Key: id.KeyOf("token"), ClientID: "client", CreatedAt: start, Expiration: start.Add(4 * time.Hour)},
		env:   link.Env{Now: start, World: bank.New("scenario"), IDs: id.New("scenario")},
	}
	s.open(1)
	return s
}

func (s *story) open(n int64) {
	s.session = link.Session{
		ID: s.env.IDs.UUID("link session", "scenario", n), TokenKey: s.token.Key, ClientID: "client", Number: n, StartedAt: s.env.Now,
	}
}

func (s *story) configure(config string) {
	s.token.Config = link.Config{ClientName: "Scenario", Language: "en", CountryCodes: []string{"US"}}
	readJSON(s.t, config, &s.token.Config)
}

func readJSON(t *testing.T, text string, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// step is one line of the person's actions.
func (s *story) step(line string) {
	words := splitWords(line)
	switch words[0] {
	case "wait":
		by, err := time.ParseDuration(words[1])
		if err != nil {
			s.t.Fatal(err)
		}
		s.env.Now = s.env.Now.Add(by)
	case "reopen":
		s.views()
		s.open(s.session.Number + 1)
		s.do(link.Open{})
	default:
		action, err := parseAction(words, link.StateOf(s.session))
		if err != nil {
			s.t.Fatalf("%s: %v", line, err)
		}
		s.do(action)
	}
}

// play lets a script act.
func (s *story) play(script string) {
	var sc link.Script
	readJSON(s.t, script, &sc)
	if err := sc.Validate(); err != nil {
		s.refused(err)
		return
	}
	player := link.NewPlayer(sc, s.token)
	var action link.Action = link.Open{}
	for more := true; more; {
		fmt.Fprintf(s.out, "- %s\n", formatAction(action, link.StateOf(s.session)))
		if !s.do(action) {
			return
		}
		action, more = player.Next(link.StateOf(s.session))
	}
}

// do lets the person act once. Each action takes a second.
func (s *story) do(action link.Action) bool {
	s.actions++
	s.env.RequestID = fmt.Sprintf("request%08d", s.actions)
	events, err := link.Decide(s.token, s.session, action, s.env)
	s.env.Now = s.env.Now.Add(time.Second)
	if err != nil {
		s.refused(err)
		return false
	}
	s.session.Events = append(s.session.Events, events...)
	for _, e := range events {
		fmt.Fprintf(s.out, "  %s\n", formatEvent(e))
	}
	listed := ""
	if _, ok := link.CreditSession(s.session); ok {
		listed = ", listed"
	}
	fmt.Fprintf(s.out, "  → %s%s\n", link.StateOf(s.session).Pane, listed)
	return true
}

func (s *story) refused(err error) {
	var e *toile.Error
	if !errors.As(err, &e) {
		s.t.Fatalf("%v is no *toile.Error", err)
	}
	fmt.Fprintf(s.out, "  refused: %s %s\n", e.ErrorCode, e.ErrorMessage)
}

func (s *story) end() {
	if s != nil {
		s.views()
	}
}

// views writes the session as everybody is shown it.
func (s *story) views() {
	if len(s.session.Events) == 0 {
		return
	}
	if s.callbacks {
		s.called()
		return
	}
	if shown, ok := link.CreditSession(s.session); ok {
		s.view("/credit/sessions/get", shown)
	} else {
		fmt.Fprintln(s.out, "/credit/sessions/get does not list it")
	}
	shown := link.LinkSession(s.session)
	events := shown.Events
	if !s.whole {
		shown.Events = nil
	}
	s.view("/link/token/get", shown)
	if !s.whole {
		s.events(events)
	}
	s.view("result", link.ResultOf(s.session))
}

// events writes Link's events in the order of /link/token/get, without what all of them carry.
func (s *story) events(events []toile.LinkEvent) {
	fmt.Fprintln(s.out, "events")
	for _, e := range events {
		e.EventMetadata.RequestID, e.EventMetadata.InstitutionName = nil, nil
		text, err := json.Marshal(e.EventMetadata)
		if err != nil {
			s.t.Fatal(err)
		}
		fmt.Fprintf(s.out, "  %s %s %s\n", e.Timestamp, e.EventName, text)
	}
}

// called writes the callbacks in the order in which they come.
func (s *story) called() {
	for _, e := range link.CallbackEvents(s.session) {
		if s.whole {
			s.view("onEvent "+e.Name, e.Metadata)
			continue
		}
		var metadata map[string]any
		text, err := json.Marshal(e.Metadata)
		if err == nil {
			err = json.Unmarshal(text, &metadata)
		}
		if err != nil {
			s.t.Fatal(err)
		}
		fmt.Fprintf(s.out, "onEvent %s", e.Name)
		for _, key := range slices.Sorted(maps.Keys(metadata)) {
			if !slices.Contains([]string{"timestamp", "link_session_id", "request_id", "institution_name"}, key) && metadata[key] != nil {
				fmt.Fprintf(s.out, " %s=%q", key, metadata[key])
			}
		}
		fmt.Fprintln(s.out)
	}
	end := link.CallbacksOf(s.session)
	if end.Success != nil {
		s.view("onSuccess", end.Success)
	}
	if end.Exit != nil {
		s.view("onExit", end.Exit)
	}
}

func (s *story) view(title string, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		s.t.Fatal(err)
	}
	fmt.Fprintf(s.out, "%s\n", title)
	s.out.WriteString("  ")
	writeJSON(s.out, text, "  ")
	s.out.WriteString("\n")
}

// writeJSON indents a value, but leaves on one line what fits there.
func writeJSON(out *strings.Builder, text []byte, indent string) {
	const width = 180
	if len(indent)+len(text) <= width || text[0] != '{' && text[0] != '[' {
		out.Write(text)
		return
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.Token()
	out.WriteByte(text[0])
	for first := true; d.More(); first = false {
		if !first {
			out.WriteString(",")
		}
		out.WriteString("\n" + indent + "  ")
		if text[0] == '{' {
			key, _ := d.Token()
			fmt.Fprintf(out, "%q: ", key)
		}
		var value json.RawMessage
		d.Decode(&value)
		writeJSON(out, value, indent+"  ")
	}
	out.WriteString("\n" + indent + string(text[len(text)-1]))
}
