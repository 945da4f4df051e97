package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"toile"
	"toile/internal/server"
)

// sink is a response that goes nowhere.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(b []byte) (int, error) { return len(b), nil }
func (s *sink) WriteHeader(status int)      { s.status = status }

// BenchmarkHandler is what toile adds to net/http for a user who was asked for before: all of
// it, without the connection.
func BenchmarkHandler(b *testing.B) {
	log := server.NewLogWriter(io.Discard)
	defer log.Close()
	opened, err := server.Open(b.Context(), server.Config{Log: slog.New(server.NewTextLog(log, slog.LevelInfo))})
	if err != nil {
		b.Fatal(err)
	}
	defer opened.Close()
	client := toile.NewClient(server.DevelopmentClientID, server.DevelopmentSecret,
		toile.WithHTTPClient(&http.Client{Transport: inProcess{opened}}))
	handle, err := fillUser(b.Context(), client, 0)
	if err != nil {
		b.Fatal(err)
	}
	body := strings.NewReader("")
	req := httptest.NewRequest(http.MethodPost, toile.CreditSessionsGet.Path(), nil)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Plaid-Version", toile.APIVersion)
	req.Header.Set("Plaid-Client-Id", server.DevelopmentClientID)
	req.Header.Set("Plaid-Secret", server.DevelopmentSecret)
	req.Body = io.NopCloser(body)
	w := &sink{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		body.Reset(sessionsBody(handle))
		clear(w.header)
		opened.ServeHTTP(w, req)
		if w.status != http.StatusOK {
			b.Fatal(w.status)
		}
	}
}
