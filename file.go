package toile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
)

// The media types of the files that operations answer.
const (
	MediaPDF = "application/pdf"
	MediaZIP = "application/zip"
)

// The headers that say about a file what a JSON response says in its body (facts api 1.1).
const (
	headerRequestID   = "Plaid-Request-ID"
	headerContentHash = "Plaid-Content-Hash"
)

// File is the response of an operation that answers a file, which is a PDF or a ZIP archive.
type File struct {
	Content     []byte
	ContentHash string // SHA-256 of Content in lower-case hexadecimal
	RequestID   string
}

// NewFile gives a response with the hash of its content.
func NewFile(content []byte) *File {
	sum := sha256.Sum256(content)
	return &File{Content: content, ContentHash: hex.EncodeToString(sum[:])}
}

// ErrContentHash says that a file is not the one that the server sent: its bytes do not have the announced hash.
var ErrContentHash = errors.New("the file does not have the hash that " + headerContentHash + " announces")

// newFileOp makes an operation whose response is a file: its encoding is the content itself, and what says more
// about it stands in headers.
func newFileOp[Req any, PReq request[Req]](path, media string) Op[Req, File] {
	op := requestOp[Req, File, PReq](path)
	op.media = media
	op.decodeResponse = func(r *File, body []byte) error { *r = *NewFile(body); return nil }
	op.appendResponse = func(r *File, b []byte, _ string) []byte { return append(b, r.Content...) }
	return op
}

// callFile fetches a file and holds it against the hash that came with it.
func callFile[Req any](ctx context.Context, c *Client, op Op[Req, File], req *Req) (*File, error) {
	answer, header, err := c.send(ctx, op.Path(), op.EncodeRequest(nil, req))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op.Path(), err)
	}
	if media := mediaType(header); media != op.media {
		err := &HTTPError{StatusCode: http.StatusOK, ContentType: media, Body: clip(answer)}
		return nil, fmt.Errorf("%s: %w", op.Path(), err)
	}
	file := NewFile(answer)
	file.RequestID = header.Get(headerRequestID)
	if announced := header.Get(headerContentHash); announced != "" && announced != file.ContentHash {
		return nil, fmt.Errorf("%s: %w", op.Path(), ErrContentHash)
	}
	return file, nil
}
