package api

import (
	"context"
	"net/http"

	"toile"
	"toile/internal/app"
	"toile/internal/wire"
)

// route is an operation made servable: what to do with one exchange on its path.
type route struct {
	path  string
	serve func(context.Context, *exchange) error
}

// handle makes a route of an operation and the method that answers it.
func handle[Req, Resp any](op toile.Op[Req, Resp], do func(context.Context, app.Caller, *Req) (*Resp, error)) route {
	return handleCreate(op, func(ctx context.Context, c app.Caller, req *Req) (*Resp, bool, error) {
		resp, err := do(ctx, c, req)
		return resp, false, err
	})
}

// handleCreate is handle for an operation that answers 201 when it made something new.
func handleCreate[Req, Resp any](op toile.Op[Req, Resp], do func(context.Context, app.Caller, *Req) (*Resp, bool, error)) route {
	return accepting(op, func(ctx context.Context, x *exchange, req *Req) error {
		resp, created, err := do(ctx, x.caller, req)
		if err != nil {
			return err
		}
		if created {
			x.status = http.StatusCreated
		}
		x.out = op.EncodeResponse(x.out, resp, x.caller.RequestID)
		return nil
	})
}

// handleEncoded is handle for an operation whose answer is one member that is JSON already. As
// everywhere, members stand in alphabetical order.
func handleEncoded[Req, Resp any](op toile.Op[Req, Resp], member string, do func(context.Context, app.Caller, *Req) ([]byte, error)) route {
	return accepting(op, func(ctx context.Context, x *exchange, req *Req) error {
		encoded, err := do(ctx, x.caller, req)
		if err != nil {
			return err
		}
		x.out = append(x.out, '{')
		if member > "request_id" {
			x.out = append(append(append(x.out, `"request_id":"`...), x.caller.RequestID...), `",`...)
		}
		x.out = append(append(append(x.out, '"'), member...), `":`...)
		x.out = append(x.out, encoded...)
		if member < "request_id" {
			x.out = append(append(append(x.out, `,"request_id":"`...), x.caller.RequestID...), '"')
		}
		x.out = append(x.out, '}')
		return nil
	})
}

// handleObject is handle for an operation whose answer is a JSON object already, with at least one
// member and without its request_id.
func handleObject[Req, Resp any](op toile.Op[Req, Resp], do func(context.Context, app.Caller, *Req) ([]byte, error)) route {
	return accepting(op, func(ctx context.Context, x *exchange, req *Req) error {
		object, err := do(ctx, x.caller, req)
		if err != nil {
			return err
		}
		x.out = append(x.out, `{"request_id":"`...)
		x.out = append(x.out, x.caller.RequestID...)
		x.out = append(x.out, `",`...)
		x.out = append(x.out, object[1:]...)
		return nil
	})
}

// handleFile is handle for an operation that answers a file. What a client says that it accepts is not asked: every
// client asks for JSON there (facts ecosystem A.6).
func handleFile[Req any](op toile.Op[Req, toile.File], do func(context.Context, app.Caller, *Req) (*toile.File, error)) route {
	return accepting(op, func(ctx context.Context, x *exchange, req *Req) error {
		file, err := do(ctx, x.caller, req)
		if err != nil {
			return err
		}
		x.out = op.EncodeResponse(x.out, file, x.caller.RequestID)
		x.media, x.fileHash = op.Media(), file.ContentHash
		return nil
	})
}

// handleOpen is handle for an operation that everybody may ask, whatever the body says
// (facts api 3.7): keys that a client sends with every request do no harm.
func handleOpen[Req, Resp any](op toile.Op[Req, Resp], do func(context.Context, app.Caller, *Req) (*Resp, error)) route {
	return route{op.Path(), func(ctx context.Context, x *exchange) error {
		req, _, err := op.DecodeRequest(x.body)
		if err != nil {
			return toile.ErrInvalidBody()
		}
		resp, err := do(ctx, x.caller, req)
		if err == nil {
			x.out = op.EncodeResponse(x.out, resp, x.caller.RequestID)
		}
		return err
	}}
}

// accepting makes a route that answers a request only after it was accepted.
func accepting[Req, Resp any](op toile.Op[Req, Resp], answer func(context.Context, *exchange, *Req) error) route {
	return route{op.Path(), func(ctx context.Context, x *exchange) error {
		req, err := accept(ctx, op, x)
		if err != nil {
			return err
		}
		return answer(ctx, x, req)
	}}
}

// accept reads, authenticates and checks a request, in the order of facts api 1.7.
func accept[Req, Resp any](ctx context.Context, op toile.Op[Req, Resp], x *exchange) (*Req, error) {
	req, problems, err := op.DecodeRequest(x.body)
	if err != nil {
		return nil, toile.ErrInvalidBody()
	}
	clientID, secret := op.Credentials(req)
	if err := x.authenticate(ctx, clientID, secret); err != nil {
		return nil, err
	}
	return req, refusal(problems)
}

// refusal gives the error that tells a caller what is wrong with a request, if anything is.
func refusal(problems wire.Problems) error {
	switch {
	case len(problems.Unknown) > 0:
		return toile.ErrUnknownFields(problems.Unknown...)
	case len(problems.Missing) > 0:
		return toile.ErrMissingFields(problems.Missing...)
	case len(problems.Invalid) > 0:
		return toile.ErrInvalidField(problems.Invalid[0])
	}
	return nil
}
