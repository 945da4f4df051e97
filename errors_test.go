package toile_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile"
)

// The body of an error is the one that real servers send (facts api 2.1): seven keys, no status.
func TestErrorBody(t *testing.T) {
	t.Parallel()
	e := toile.ErrMissingFields("a", "b.c")
	e.Status = toile.Some(400)
	got := string(e.AppendResponse(nil, "req"))
	want := `{"display_message":null,"documentation_url":"https://plaid.com/docs/?ref=error#invalid-request-errors",` +
		`"error_code":"MISSING_FIELDS","error_message":"the following required fields are missing: a, b.c",` +
		`"error_type":"INVALID_REQUEST","request_id":"req","suggested_action":null}`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if e.RequestID != nil {
		t.Error("encoding changed the error")
	}
}

func TestErrorStatus(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  *toile.Error
		want int
	}{
		{toile.ErrInvalidAPIKeys(), 400},
		{toile.ErrItemLoginRequired(), 400},
		{toile.ErrNotFound(), 404},
		{toile.ErrNoLongerAvailable("2020-09-14"), 404},
		{toile.ErrInvalidUserIdentityData("Invalid email format."), 403},
		{toile.ErrIncomeVerificationUploadError(), 500},
		{toile.ErrRateLimit("ITEM_GET_LIMIT"), 429},
		{toile.ErrInternalServerError(), 500},
		{toile.ErrPlannedMaintenance(), 503},
		{&toile.Error{ErrorType: "NEWER_ERROR"}, 400},
	} {
		if got := c.err.HTTPStatus(); got != c.want {
			t.Errorf("%v: status %d, want %d", c.err, got, c.want)
		}
	}
}

func TestErrorMatching(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("asking: %w", toile.ErrInvalidPublicTokenFormat())
	if !errors.Is(err, toile.ErrInvalidPublicToken()) {
		t.Error("errors of one code do not match")
	}
	if errors.Is(toile.ErrProductNotReady(), toile.ErrIncomeProductNotReady()) {
		t.Error("errors of two types match")
	}
	var e *toile.Error
	if !errors.As(err, &e) || e.ErrorCode != "INVALID_PUBLIC_TOKEN" {
		t.Errorf("errors.As finds %v", e)
	}
	id := "req"
	e.RequestID = &id
	if got := e.Error(); !strings.Contains(got, "INVALID_INPUT/INVALID_PUBLIC_TOKEN: ") || !strings.HasSuffix(got, "(request_id req)") {
		t.Errorf("the text is %s", got)
	}
}

// Every code that a Sandbox password can name has its error (facts link 5.4).
func TestErrorForCode(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]toile.ErrorType{
		"INVALID_CREDENTIALS": "ITEM_ERROR", "INVALID_MFA": "ITEM_ERROR", "INVALID_SEND_METHOD": "ITEM_ERROR",
		"INSUFFICIENT_CREDENTIALS": "ITEM_ERROR", "ACCESS_NOT_GRANTED": "ITEM_ERROR", "ITEM_LOCKED": "ITEM_ERROR",
		"ITEM_NOT_SUPPORTED": "ITEM_ERROR", "MFA_NOT_SUPPORTED": "ITEM_ERROR", "NO_ACCOUNTS": "ITEM_ERROR",
		"USER_SETUP_REQUIRED": "ITEM_ERROR", "USER_INPUT_TIMEOUT": "ITEM_ERROR", "COUNTRY_NOT_SUPPORTED": "ITEM_ERROR",
		"INSTITUTION_DOWN": "INSTITUTION_ERROR", "INSTITUTION_NOT_RESPONDING": "INSTITUTION_ERROR",
		"INSTITUTION_NO_LONGER_SUPPORTED": "INSTITUTION_ERROR", "INSTITUTION_REGISTRATION_REQUIRED": "INSTITUTION_ERROR",
		"UNAUTHORIZED_INSTITUTION": "INSTITUTION_ERROR", "INTERNAL_SERVER_ERROR": "API_ERROR",
		"ITEM_LOGIN_REQUIRED": "ITEM_ERROR", "PRODUCT_NOT_READY": "ITEM_ERROR", "INVALID_ACCESS_TOKEN": "INVALID_INPUT",
		"USER_NOT_FOUND": "USER_ERROR", "INCOME_VERIFICATION_NOT_FOUND": "INCOME_VERIFICATION_ERROR", "INVALID_BODY": "INVALID_REQUEST",
	} {
		e, ok := toile.ErrorForCode(code)
		if !ok || e.ErrorType != want || e.ErrorCode != code || e.ErrorMessage == "" {
			t.Errorf("%s: %v, want an error of type %s", code, e, want)
		}
	}
	if e, ok := toile.ErrorForCode("NO_SUCH_CODE"); ok {
		t.Errorf("an unknown code has the error %v", e)
	}
	one, _ := toile.ErrorForCode("ITEM_LOCKED")
	two, _ := toile.ErrorForCode("ITEM_LOCKED")
	if one == two {
		t.Error("two callers share one error")
	}
}

func TestErrorNamesProducts(t *testing.T) {
	t.Parallel()
	got := toile.ErrProductsNotSupported(toile.ProductsAuth, toile.ProductsAssets).ErrorMessage
	if want := `the following products are not supported by this institution: ["auth","assets"]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
