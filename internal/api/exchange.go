package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"

	"toile"
	"toile/internal/app"
)

// MaxBody is the size of the largest request body that is read, in bytes.
const MaxBody = 1 << 20

// exchange is one request and its answer under way. Exchanges are used again; what outlives one
// must be copied.
type exchange struct {
	header http.Header
	app    *app.App
	caller app.Caller
	body   []byte
	out    []byte
	status int

	media    string // of out, where that is a file
	fileHash string
	fileName string // where it is saved under a name
}

// keepBuffer is the size up to which an exchange's buffers are used again: a page of 500 transactions
// fits.
const keepBuffer = 1 << 20

var exchanges = sync.Pool{New: func() any { return new(exchange) }}

func (h *Handler) newExchange(r *http.Request) *exchange {
	x := exchanges.Get().(*exchange)
	*x = exchange{
		header: r.Header, app: h.App, status: http.StatusOK, body: x.body[:0], out: x.out[:0],
		caller: app.Caller{RequestID: h.App.NextRequestID()},
	}
	return x
}

func (x *exchange) free() {
	if cap(x.body) <= keepBuffer && cap(x.out) <= keepBuffer {
		exchanges.Put(x)
	}
}

// read checks what comes before a request's content and reads its body, up to a size.
func (x *exchange) read(w http.ResponseWriter, r *http.Request, most int64) error {
	if err := checkContentType(r.Header["Content-Type"]); err != nil {
		return err
	}
	if err := checkVersion(r.Header["Plaid-Version"]); err != nil {
		return err
	}
	if r.ContentLength > most {
		return errTooLarge(most)
	}
	body := r.Body
	if r.ContentLength < 0 { // a known length is where net/http stops by itself
		body = http.MaxBytesReader(w, body, most)
	}
	for {
		if len(x.body) == cap(x.body) {
			x.body = append(x.body, 0)[:len(x.body)]
		}
		n, err := body.Read(x.body[len(x.body):cap(x.body)])
		x.body = x.body[:len(x.body)+n]
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, new(*http.MaxBytesError)):
			return errTooLarge(most)
		case err != nil:
			return toile.ErrInvalidBody() // it broke off
		}
	}
}

func errTooLarge(most int64) error {
	return because(toile.ErrInvalidBody(), fmt.Sprintf("body must be at most %d bytes", most))
}

// because gives an error of the catalogue with a message that says more.
func because(e *toile.Error, message string) *toile.Error {
	e.ErrorMessage = message
	return e
}

// checkContentType takes JSON in any spelling of its type.
func checkContentType(values []string) error {
	if len(values) == 0 || values[0] == "" {
		return toile.ErrInvalidHeaders("Content-Type header is missing; send application/json")
	}
	if values[0] == "application/json" {
		return nil
	}
	mediaType, _, err := mime.ParseMediaType(values[0])
	if err != nil || mediaType != "application/json" && !strings.HasSuffix(mediaType, "+json") {
		return toile.ErrInvalidBody()
	}
	return nil
}

// version is the one that is spoken. The older ones are taken and answered in it.
const version = "2020-09-14"

func checkVersion(values []string) error {
	if len(values) == 0 {
		return nil
	}
	switch values[0] {
	case version, "2019-05-29", "2018-05-22", "2017-03-08":
		return nil
	}
	return toile.ErrInvalidField("Plaid-Version must be one of 2020-09-14, 2019-05-29, 2018-05-22, 2017-03-08")
}
