// Package toiletest runs a whole toile server inside a Go test: in memory, on a port of its
// own, gone when the test ends. It is the server that the binary runs.
//
//	srv := toiletest.New(t)
//	created, err := srv.Client.LinkTokenCreate(t.Context(), toile.LinkTokenCreateRequest{…})
//	result := srv.FinishLink(created.LinkToken, toiletest.Script{})
//
// Point any Plaid client at srv.URL with srv.ClientID and srv.Secret. Ids follow from the
// test's name, so a test sees the same ones on every run; with [At] the answers are the same
// to the byte.
package toiletest

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"testing"
	"time"

	"toile"
	"toile/internal/link"
	"toile/internal/server"
)

// What a person does in Link, and what comes of it. They are what POST /toile/link takes and answers.
type (
	Script      = link.Script      // the whole session
	Part        = link.Part        // what is done for one Item
	Credentials = link.Credentials // one try to log in
	Document    = link.Document    // one upload
	Leaving     = link.Leaving     // where and how the person leaves
	Result      = link.Result      // how the session ended
)

// Server is a running server.
type Server struct {
	URL      string // of the API, without a path
	ClientID string
	Secret   string
	Client   *toile.Client // calls it with these keys

	t        testing.TB
	verifier *toile.WebhookVerifier
}

// Option changes a server before it starts.
type Option struct{ apply func(*server.Config) }

// At stops the server's clock at an instant. [Server.Advance] moves it.
func At(now time.Time) Option { return Option{func(c *server.Config) { c.Now = &now }} }

// AtOnce does at once what Plaid does in the background: the transactions of new Items are there as
// soon as they are asked for, and not 30 days of them after 10 seconds and the rest after a minute;
// reports are built and documents are read in the call that asks for it.
func AtOnce() Option { return Option{func(c *server.Config) { c.AtOnce = true }} }

// Seed makes ids follow from a text other than the test's name.
func Seed(seed string) Option { return Option{func(c *server.Config) { c.Seed = seed }} }

// Clients lets these pairs of client_id and secret call besides the development pair.
func Clients(secrets map[string]string) Option {
	return Option{func(c *server.Config) {
		c.Clients = map[string]string{}
		maps.Copy(c.Clients, secrets)
		c.Clients[server.DevelopmentClientID] = server.DevelopmentSecret
	}}
}

// Database keeps everything in the PostgreSQL database of a postgres:// URL, or in a file,
// instead of memory. Servers on one PostgreSQL database share it.
func Database(database string) Option {
	return Option{func(c *server.Config) { c.Database = database }}
}

// LoginDays sets after how many days an Item needs another login: 30 without it, and 0 for never.
// Items keep what was set when they were linked or repaired.
func LoginDays(days int) Option {
	return Option{func(c *server.Config) { c.LoginDays = &days }}
}

// WebhookChaos lets webhooks come as nobody promises they will not: "duplicates" (each twice, the second within 2
// seconds), "order" (later ones overtake, within a second), "delay" (2 to 10 seconds late), several with commas
// between them, or "all". Which ones follows from their bodies, and so from the seed.
func WebhookChaos(list string) Option {
	return Option{func(c *server.Config) { c.WebhookChaos = list }}
}

// PublicWebhooks sends webhooks to public addresses only, and so to none of a test's own receivers.
func PublicWebhooks() Option {
	return Option{func(c *server.Config) { c.PublicWebhooks, c.LocalWebhooks = true, false }}
}

// RemoteWebhooks sends webhooks to other machines, too. Without it they go to this machine only, whatever address a test
// names: none comes to a receiver in earnest, and no name server is asked.
func RemoteWebhooks() Option { return Option{func(c *server.Config) { c.LocalWebhooks = false }} }

// New starts a server that stops when the test ends.
func New(t testing.TB, options ...Option) *Server {
	t.Helper()
	config := server.Config{Seed: t.Name(), LocalWebhooks: true}
	for _, option := range options {
		option.apply(&config)
	}
	opened, err := server.Open(t.Context(), config)
	if err != nil {
		t.Fatalf("toiletest: %v", err)
	}
	listening, err := opened.Listen("127.0.0.1:0", nil)
	if err != nil {
		t.Fatalf("toiletest: %v", errors.Join(err, opened.Close()))
	}
	t.Cleanup(func() {
		if err := errors.Join(listening.Stop(context.WithoutCancel(t.Context())), opened.Close()); err != nil {
			t.Errorf("toiletest: %v", err)
		}
	})
	s := &Server{URL: listening.URL, ClientID: server.DevelopmentClientID, Secret: server.DevelopmentSecret, t: t}
	s.Client = toile.NewClient(s.ClientID, s.Secret, toile.WithBaseURL(s.URL))
	s.verifier = toile.NewWebhookVerifier(s.Client)
	return s
}

// FinishLink opens a link token and plays a script on it. The zero script links First
// Platypus Bank as user_good. A script that does not fit the session fails the test.
func (s *Server) FinishLink(linkToken string, script Script) Result {
	s.t.Helper()
	var result Result
	s.control("/toile/link", struct {
		LinkToken string `json:"link_token"`
		Script
	}{linkToken, script}, &result)
	return result
}

// SaveCustomUser keeps the configuration of a custom user, JSON, under a name with which one logs
// in from then on. A configuration that is wrong fails the test.
func (s *Server) SaveCustomUser(username, config string) {
	s.t.Helper()
	s.control("/toile/custom_users/save", map[string]string{"username": username, "config": config}, &struct{}{})
}

// Advance moves the server's clock forward.
func (s *Server) Advance(by time.Duration) {
	s.t.Helper()
	s.control("/toile/clock", map[string]float64{"advance_seconds": by.Seconds()}, &struct{}{})
}

func (s *Server) control(path string, request, answer any) {
	s.t.Helper()
	text, err := s.Client.Do(context.WithoutCancel(s.t.Context()), path, request)
	if err == nil {
		err = json.Unmarshal(text, answer)
	}
	if err != nil {
		s.t.Fatalf("toiletest: %v", err)
	}
}
