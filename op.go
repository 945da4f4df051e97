package toile

import (
	"slices"

	"toile/internal/wire"
)

// Op is one operation of the API: a POST to a path, with the types of its request and response. Servers route
// by it and clients call by it, so a path cannot be paired with the wrong types.
//
// The response of most operations is JSON; that of a few is a file, and their Resp is [File].
type Op[Req, Resp any] struct {
	path           string
	media          string // content type of the response, where that is a file
	decodeRequest  func(*Req, []byte) (wire.Problems, error)
	credentials    func(*Req) (clientID, secret *string)
	appendRequest  func(*Req, []byte) []byte
	decodeResponse func(*Resp, []byte) error
	appendResponse func(r *Resp, b []byte, requestID string) []byte
}

type request[T any] interface {
	*T
	wire.Value
	credentials() (clientID, secret *string)
}

type response[T any] interface {
	*T
	wire.Value
	appendResponse(b []byte, requestID string) []byte
}

func newOp[Req, Resp any, PReq request[Req], PResp response[Resp]](path string) Op[Req, Resp] {
	op := requestOp[Req, Resp, PReq](path)
	op.decodeResponse = func(r *Resp, body []byte) error { return wire.Unmarshal(body, PResp(r)) }
	op.appendResponse = func(r *Resp, b []byte, requestID string) []byte { return PResp(r).appendResponse(b, requestID) }
	return op
}

// requestOp makes an operation that lacks its response.
func requestOp[Req, Resp any, PReq request[Req]](path string) Op[Req, Resp] {
	return Op[Req, Resp]{
		path:          path,
		decodeRequest: func(r *Req, body []byte) (wire.Problems, error) { return wire.UnmarshalStrict(body, PReq(r)) },
		credentials:   func(r *Req) (clientID, secret *string) { return PReq(r).credentials() },
		appendRequest: func(r *Req, b []byte) []byte { return PReq(r).AppendJSON(b) },
	}
}

// Operations returns the paths of all operations, sorted.
func Operations() []string { return slices.Clone(operations) }

// Path returns the path that the operation is posted to.
func (o Op[Req, Resp]) Path() string { return o.path }

// Media returns the content type of a response that is a file, such as [MediaPDF], and nothing where it is JSON.
func (o Op[Req, Resp]) Media() string { return o.media }

// DecodeRequest reads a request the way a server must: the problems name what the schema forbids, the error
// says that body is not JSON. A body of null is an empty request.
func (o Op[Req, Resp]) DecodeRequest(body []byte) (*Req, wire.Problems, error) {
	req := new(Req)
	problems, err := o.decodeRequest(req, body)
	if err != nil {
		return nil, wire.Problems{}, err
	}
	return req, problems, nil
}

// Credentials returns the client_id and secret that a request carries in its body, nil where it has none.
func (o Op[Req, Resp]) Credentials(req *Req) (clientID, secret *string) { return o.credentials(req) }

// EncodeRequest appends req as JSON.
func (o Op[Req, Resp]) EncodeRequest(b []byte, req *Req) []byte { return o.appendRequest(req, b) }

// DecodeResponse reads a response the way a client should: unknown members are kept, missing ones ignored.
func (o Op[Req, Resp]) DecodeResponse(body []byte) (*Resp, error) {
	resp := new(Resp)
	if err := o.decodeResponse(resp, body); err != nil {
		return nil, err
	}
	return resp, nil
}

// EncodeResponse appends resp as JSON with the given request_id in place of its own. It does not change resp.
func (o Op[Req, Resp]) EncodeResponse(b []byte, resp *Resp, requestID string) []byte {
	return o.appendResponse(resp, b, requestID)
}
