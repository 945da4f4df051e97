package api

import (
	"context"
	"net/http"

	"toile"
	"toile/internal/app"
)

// route is an operation made servable: what to do with one exchange on its path.
type route struct {
	path  string
	serve func(context.Context, *exchange) error
}

// handle makes a route of an operation and the method that answers it.
func handle[Req, Resp any](op toile.Op[Req, Resp], do func(context.Context, app.Caller, *Req) (*Resp, error)) route {
	return route{op.Path(), func(ctx context.Context, x *exchange) error {
		req, err := accept(op, x)
		if err != nil {
			return err
		}
		resp, err := do(ctx, x.caller, req)
		if err != nil {
			return err
		}
		x.out = op.EncodeResponse(x.out, resp, x.caller.RequestID)
		return nil
	}}
}

// handleCreate is handle for an operation that answers 201 when it made something new.
func handleCreate[Req, Resp any](op toile.Op[Req, Resp], do func(context.Context, app.Caller, *Req) (*Resp, bool, error)) route {
	return route{op.Path(), func(ctx context.Context, x *exchange) error {
		req, err := accept(op, x)
		if err != nil {
			return err
		}
		resp, created, err := do(ctx, x.caller, req)
		if err != nil {
			return err
		}
		if created {
			x.status = http.StatusCreated
		}
		x.out = op.EncodeResponse(x.out, resp, x.caller.RequestID)
		return nil
	}}
}

// handleEncoded is handle for an operation whose answer is one member that is JSON already.
func handleEncoded[Req, Resp any](op toile.Op[Req, Resp], member string, do func(context.Context, app.Caller, *Req) ([]byte, error)) route {
	return route{op.Path(), func(ctx context.Context, x *exchange) error {
		req, err := accept(op, x)
		if err != nil {
			return err
		}
		encoded, err := do(ctx, x.caller, req)
		if err != nil {
			return err
		}
		x.out = append(x.out, `{"request_id":"`...)
		x.out = append(x.out, x.caller.RequestID...)
		x.out = append(x.out, `","`...)
		x.out = append(x.out, member...)
		x.out = append(x.out, `":`...)
		x.out = append(x.out, encoded...)
		x.out = append(x.out, '}')
		return nil
	}}
}

// accept reads, authenticates and checks a request, in the order of api.md, section 1.7.
func accept[Req, Resp any](op toile.Op[Req, Resp], x *exchange) (*Req, error) {
	req, problems, err := op.DecodeRequest(x.body)
	if err != nil {
		return nil, toile.ErrInvalidBody()
	}
	clientID, secret := op.Credentials(req)
	if err := x.authenticate(clientID, secret); err != nil {
		return nil, err
	}
	switch {
	case len(problems.Unknown) > 0:
		return nil, toile.ErrUnknownFields(problems.Unknown...)
	case len(problems.Missing) > 0:
		return nil, toile.ErrMissingFields(problems.Missing...)
	case len(problems.Invalid) > 0:
		return nil, toile.ErrInvalidField(problems.Invalid[0])
	}
	return req, nil
}
