package main

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"toile"
	"toile/internal/server"
)

// BenchmarkTransactions reads a page of two years of transactions through the whole server, without
// the connection.
func BenchmarkTransactions(b *testing.B) {
	log := server.NewLogWriter(io.Discard)
	defer log.Close()
	opened, err := server.Open(b.Context(), server.Config{AtOnce: true, Log: slog.New(server.NewTextLog(log, slog.LevelInfo))})
	if err != nil {
		b.Fatal(err)
	}
	defer opened.Close()
	client := toile.NewClient(server.DevelopmentClientID, server.DevelopmentSecret,
		toile.WithHTTPClient(&http.Client{Transport: inProcess{opened}}))
	public, err := client.SandboxPublicTokenCreate(b.Context(), toile.SandboxPublicTokenCreateRequest{
		InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsTransactions},
		Options: &toile.SandboxPublicTokenCreateRequestOptions{
			Transactions: toile.Some(toile.SandboxPublicTokenCreateRequestOptionsTransactions{DaysRequested: new(730)}),
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	access, err := client.ItemPublicTokenExchange(b.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: public.PublicToken})
	if err != nil {
		b.Fatal(err)
	}
	all, err := client.TransactionsSync(b.Context(), toile.TransactionsSyncRequest{AccessToken: access.AccessToken, Count: new(500)})
	if err != nil {
		b.Fatal(err)
	}
	for _, page := range []struct {
		name, path, body string
		transactions     int
	}{
		{"sync/100", toile.TransactionsSync.Path(), `{"access_token":"%s","count":100}`, 100},
		{"sync/all", toile.TransactionsSync.Path(), `{"access_token":"%s","count":500}`, len(all.Added)},
		{"sync/nothing new", toile.TransactionsSync.Path(), `{"access_token":"%s","cursor":"` + all.NextCursor + `"}`, 1},
		{"get/100", toile.TransactionsGet.Path(), `{"access_token":"%s","start_date":"2020-01-01","end_date":"2200-01-01"}`, 100},
	} {
		b.Run(page.name, func(b *testing.B) {
			text := fmt.Sprintf(page.body, access.AccessToken)
			body := strings.NewReader("")
			req := httptest.NewRequest(http.MethodPost, page.path, nil)
			req.Header.Set("Content-Type", "application/json")
			req.Header.Set("Plaid-Client-Id", server.DevelopmentClientID)
			req.Header.Set("Plaid-Secret", server.DevelopmentSecret)
			req.Body = io.NopCloser(body)
			w := &sink{header: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				body.Reset(text)
				clear(w.header)
				opened.ServeHTTP(w, req)
				if w.status != http.StatusOK {
					b.Fatal(w.status)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/1e3/float64(b.N)/float64(page.transactions), "µs/transaction")
		})
	}
}
