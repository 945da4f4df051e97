package toile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
)

// MediaPDF is the content type of responses that are PDF files.
const MediaPDF = "application/pdf"

// The headers that say about a file what a JSON response says in its body (facts api 1.1).
const (
	headerRequestID   = "Plaid-Request-ID"
	headerContentHash = "Plaid-Content-Hash"
)

// PDF is the response of an operation that answers a file.
type PDF struct {
	Content     []byte
	ContentHash string // SHA-256 of Content in lower-case hexadecimal
	RequestID   string
}

// NewPDF gives a response with the hash of its content.
func NewPDF(content []byte) *PDF {
	sum := sha256.Sum256(content)
	return &PDF{Content: content, ContentHash: hex.EncodeToString(sum[:])}
}

// ErrContentHash says that a file is not the one that the server sent: its bytes do not have the announced hash.
var ErrContentHash = errors.New("the file does not have the hash that " + headerContentHash + " announces")

// newPDFOp makes an operation whose response is a file: its encoding is the content itself, and what says more
// about it stands in headers.
func newPDFOp[Req any, PReq request[Req]](path string) Op[Req, PDF] {
	op := requestOp[Req, PDF, PReq](path)
	op.decodeResponse = func(r *PDF, body []byte) error { *r = *NewPDF(body); return nil }
	op.appendResponse = func(r *PDF, b []byte, _ string) []byte { return append(b, r.Content...) }
	return op
}

// callPDF fetches a file and holds it against the hash that came with it.
func callPDF[Req any](ctx context.Context, c *Client, op Op[Req, PDF], req *Req) (*PDF, error) {
	answer, header, err := c.send(ctx, op.Path(), op.EncodeRequest(nil, req))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op.Path(), err)
	}
	if media := mediaType(header); media != MediaPDF {
		err := &HTTPError{StatusCode: http.StatusOK, ContentType: media, Body: clip(answer)}
		return nil, fmt.Errorf("%s: %w", op.Path(), err)
	}
	file := NewPDF(answer)
	file.RequestID = header.Get(headerRequestID)
	if announced := header.Get(headerContentHash); announced != "" && announced != file.ContentHash {
		return nil, fmt.Errorf("%s: %w", op.Path(), ErrContentHash)
	}
	return file, nil
}
