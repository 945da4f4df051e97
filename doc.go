// Package toile is the Plaid API in Go: its wire types, its operations, its errors and a client. The server of
// this module and its tests use the same package, so client and server cannot disagree.
//
//	c := toile.NewClient(clientID, secret)
//	sessions, err := c.CreditSessionsGet(ctx, toile.CreditSessionsGetRequest{UserID: new("usr_9nSp2KuZ2x4JDw")})
//	if errors.Is(err, toile.ErrUserNotFound()) { … }
//
// # Types
//
// Types and operations are generated from the official OpenAPI file and two files of ours, spec/ops.txt and
// spec/overlay.yaml. How a struct holds a member follows from the schema:
//
//	required                T
//	required, may be null   *T, nil for null
//	optional                *T, nil for absent; a slice or map is nil for absent and empty for empty
//	optional, may be null   Optional[T]
//
// A required slice is never null: nil is written as []. A slice that is required and may be null is nil for
// null. Values without a schema are json.RawMessage. Enums are strings: responses may hold values that this
// package does not list. Whatever a response holds beyond its schema is in AdditionalProperties and is written
// back.
//
// Each type appends itself as JSON and reads itself with package wire, which says why encoding/json is not
// enough. encoding/json works with them too.
//
// # Operations
//
// An [Op] pairs a path with the types of its request and response. A server decodes with DecodeRequest, which
// names everything that the schema forbids, and encodes with EncodeResponse; a client does the reverse and is
// lenient.
//
// # Errors
//
// [Error] is the API's error object and a Go error. The constructors named Err… are the one catalogue of type,
// code and message; HTTPStatus gives the status that belongs to them. errors.Is compares type and code.
//
// # Webhooks
//
// A [WebhookVerifier] tells genuine webhooks from others, those of toile as well as those of Plaid:
//
//	verifier := toile.NewWebhookVerifier(c)
//	hook, err := verifier.Read(r)
package toile
