package app_test

import (
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"toile/internal/pgtest"
	"toile/internal/server"
)

// TestRestart starts servers again and again on one database, with flags that fit what it knows
// and with others.
func TestRestart(t *testing.T) {
	t.Parallel()
	database := pgtest.Chosen(t)
	if database == "" {
		database = filepath.Join(t.TempDir(), "toile.db")
	}
	noon := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		what    string
		config  server.Config
		remove  string // a client, while it runs
		refusal string
		clients []string
	}{
		{what: "new", config: server.Config{Clients: map[string]string{"ann": "old"}, Now: &noon}, clients: []string{"ann"}},
		{what: "later --now", config: server.Config{Clients: map[string]string{"ann": "old"}, Now: new(noon.Add(time.Hour))}, clients: []string{"ann"}},
		{what: "no flags", clients: []string{"ann"}},
		{what: "another secret", config: server.Config{Clients: map[string]string{"ann": "new"}}, refusal: "another secret"},
		{what: "a slash", config: server.Config{Clients: map[string]string{"a/b": "x"}}, refusal: "slashes"},
		{what: "another client", config: server.Config{Clients: map[string]string{"bob": "x"}}, remove: "ann", clients: []string{"bob"}},
		{what: "a removed client", config: server.Config{Clients: map[string]string{"ann": "old"}}, refusal: "was removed"},
	} {
		step.config.Database = database
		s, err := server.Open(t.Context(), step.config)
		if step.refusal != "" {
			if err == nil || !strings.Contains(err.Error(), step.refusal) {
				t.Errorf("%s: %v, want %s", step.what, err, step.refusal)
			}
			if err == nil {
				s.Close()
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		if step.remove != "" {
			r := httptest.NewRequest("POST", "http://127.0.0.1/toile/keys", strings.NewReader(`{"client_id":"`+step.remove+`","remove":true}`))
			r.RemoteAddr = "127.0.0.1:1"
			r.Header.Set("Content-Type", "application/json")
			answer := httptest.NewRecorder()
			if s.ServeHTTP(answer, r); answer.Code != 200 {
				t.Errorf("%s: removing answers %d %s", step.what, answer.Code, answer.Body)
			}
		}
		now, frozen, err := s.Clock(t.Context())
		if err != nil || !frozen || !now.Equal(noon) {
			t.Errorf("%s: the clock shows %s, %v, %v", step.what, now, frozen, err)
		}
		if clients, err := s.Clients(t.Context()); err != nil || !slices.Equal(clients, step.clients) {
			t.Errorf("%s: the clients are %v, %v, want %v", step.what, clients, err, step.clients)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
