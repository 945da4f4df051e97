package toile_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"toile"
)

// The client gives a file with its hash, and refuses one that is not what the server announced.
func TestClientFile(t *testing.T) {
	t.Parallel()
	const content = "%PDF-1.4 a file"
	hash := toile.NewFile([]byte(content)).ContentHash
	for _, test := range []struct {
		media, hash string
		want        error
		foreign     bool
	}{
		{media: "application/pdf", hash: hash},
		{media: "application/pdf"},
		{media: "application/pdf", hash: "0" + hash[1:], want: toile.ErrContentHash},
		{media: "text/html", foreign: true},
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", test.media)
			w.Header().Set("Plaid-Request-ID", "r")
			if test.hash != "" {
				w.Header().Set("Plaid-Content-Hash", test.hash)
			}
			_, _ = io.WriteString(w, content)
		}))
		t.Cleanup(srv.Close)
		file, err := toile.NewClient("id", "secret", toile.WithBaseURL(srv.URL)).
			StatementsDownload(t.Context(), toile.StatementsDownloadRequest{AccessToken: "a", StatementID: "s"})
		switch {
		case test.foreign:
			if !errors.As(err, new(*toile.HTTPError)) {
				t.Errorf("%+v: error %v, want an HTTPError", test, err)
			}
		case test.want != nil:
			if !errors.Is(err, test.want) {
				t.Errorf("%+v: error %v", test, err)
			}
		case err != nil:
			t.Errorf("%+v: %v", test, err)
		case string(file.Content) != content || file.ContentHash != hash || file.RequestID != "r":
			t.Errorf("%+v: got %+v", test, file)
		}
	}
}
