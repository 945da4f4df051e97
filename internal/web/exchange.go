package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"toile/internal/id"
)

// exchange is one request and its answer, which is sent when it is whole.
type exchange struct {
	w         http.ResponseWriter
	r         *http.Request
	requestID string
	route     string // of the table, for the log; empty for none
	key       string // in the address
	asked     url.Values
	sent      *form // or none
	header    http.Header
	policy    policy
	status    int
	out       bytes.Buffer
}

func newExchange(w http.ResponseWriter, r *http.Request, requestID string) *exchange {
	x := &exchange{w: w, r: r, requestID: requestID, header: http.Header{}, status: http.StatusOK, asked: r.URL.Query()}
	x.header.Set("Cache-Control", "no-store")
	x.header.Set("Content-Type", "text/html; charset=utf-8")
	return x
}

// query gives a parameter of the address.
func (x *exchange) query(name string) string { return x.asked.Get(name) }

// seeOther sends the browser on.
func (x *exchange) seeOther(to string) {
	x.header.Set("Location", to)
	x.header.Del("Content-Type")
	x.status = http.StatusSeeOther
}

// write sends the answer.
func (x *exchange) write() {
	header := x.w.Header()
	for name, values := range x.header {
		header[name] = values
	}
	header["Plaid-Request-ID"] = []string{x.requestID} // as Plaid spells it
	header.Set("Content-Security-Policy", x.policy.String())
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
	if x.status != http.StatusNoContent && x.status != http.StatusNotModified {
		header.Set("Content-Length", strconv.Itoa(x.out.Len()))
	}
	x.w.WriteHeader(x.status)
	x.w.Write(x.out.Bytes()) // an error here means that the caller is gone; HEAD sends none of it
}

// redacted takes out of a text for the log what grants access: whatever has the shape of that, and the key of the
// address, which may have any.
func (x *exchange) redacted(text string) string {
	if x.key != "" {
		text = strings.ReplaceAll(text, x.key, "…")
	}
	return id.Redact(text)
}
