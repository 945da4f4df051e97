package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"toile"
	"toile/internal/server"
	"toile/toiletest"
)

// inProcess gives a server that is called without a network, and somebody to make link tokens with.
func inProcess(b *testing.B) (http.Handler, *toiletest.Server) {
	b.Helper()
	opened, err := server.Open(b.Context(), server.Config{Seed: b.Name()})
	if err != nil {
		b.Fatal(err)
	}
	listening := httptest.NewServer(opened)
	b.Cleanup(func() {
		listening.Close()
		opened.Close()
	})
	s := &toiletest.Server{URL: listening.URL}
	s.Client = toile.NewClient(server.DevelopmentClientID, server.DevelopmentSecret, toile.WithBaseURL(s.URL))
	return opened, s
}

func tokenOf(b *testing.B, s *toiletest.Server) string {
	b.Helper()
	created, err := s.Client.LinkTokenCreate(b.Context(), toile.LinkTokenCreateRequest{
		ClientName: "Shop", Language: "en", CountryCodes: []toile.CountryCode{"US"}, Products: toile.Some([]toile.Products{"transactions"}),
		User: &toile.LinkTokenCreateRequestUser{ClientUserID: "person"},
	})
	if err != nil {
		b.Fatal(err)
	}
	return created.LinkToken
}

// serve calls a handler and fails on another status than the wanted one.
func serve(b *testing.B, h http.Handler, req *http.Request, status int) *httptest.ResponseRecorder {
	b.Helper()
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, req)
	if answer.Code != status {
		b.Fatalf("%s %s answered %d, want %d", req.Method, req.URL, answer.Code, status)
	}
	return answer
}

func formOf(path string, values url.Values) *http.Request {
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return req
}

// openedBy opens a link token and gives the address of its page.
func openedBy(b *testing.B, h http.Handler, token string) string {
	b.Helper()
	answer := serve(b, h, formOf("/link/open", url.Values{"token": {token}, "door": {"frame"}}), http.StatusSeeOther)
	return answer.Header().Get("Location")
}

// BenchmarkConsentPane shows a new session.
func BenchmarkConsentPane(b *testing.B) {
	h, s := inProcess(b)
	page := openedBy(b, h, tokenOf(b, s))
	for b.Loop() {
		serve(b, h, httptest.NewRequest(http.MethodGet, page, nil), http.StatusOK)
	}
}

// BenchmarkInstitutionPane shows the list of institutions.
func BenchmarkInstitutionPane(b *testing.B) {
	h, s := inProcess(b)
	page := openedBy(b, h, tokenOf(b, s))
	serve(b, h, formOf(page, url.Values{"action": {"consent"}, "turn": {"1"}}), http.StatusSeeOther)
	for b.Loop() {
		serve(b, h, httptest.NewRequest(http.MethodGet, page, nil), http.StatusOK)
	}
}

// BenchmarkConsent opens a session, which stops the clock, and consents.
func BenchmarkConsent(b *testing.B) {
	h, s := inProcess(b)
	token := tokenOf(b, s)
	for b.Loop() {
		b.StopTimer()
		page := openedBy(b, h, token)
		form := formOf(page, url.Values{"action": {"consent"}, "turn": {"1"}})
		b.StartTimer()
		serve(b, h, form, http.StatusSeeOther)
	}
}
