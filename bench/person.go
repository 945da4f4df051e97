package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"toile"
)

// sessionsPerUser is how many sessions each user of the file has finished.
const sessionsPerUser = 3

// fillUser makes one user with finished sessions. Every other one is of the new generation.
func fillUser(ctx context.Context, client *toile.Client, n int) (handle string, err error) {
	if handle, err = createUser(ctx, client, n, n%2 == 1); err != nil {
		return "", err
	}
	return handle, finishSessions(ctx, client, handle, 0)
}

// mendUser is fillUser for somebody who may be there already, in part or whole.
func mendUser(ctx context.Context, client *toile.Client, n int) (handle string, err error) {
	handle, err = createUser(ctx, client, n, n%2 == 1)
	var refused *toile.Error
	if errors.As(err, &refused) && refused.ErrorCode == "INVALID_FIELD" {
		handle, err = createUser(ctx, client, n, true) // which tells a legacy user's token again
	}
	if err != nil {
		return "", err
	}
	userToken, userID := handleFields(handle)
	found, err := client.CreditSessionsGet(ctx, toile.CreditSessionsGetRequest{UserToken: userToken, UserID: userID})
	if err != nil {
		return "", err
	}
	return handle, finishSessions(ctx, client, handle, len(found.Sessions))
}

// createUser makes a user and gives the handle, a user_token or a user_id, by which requests
// call it.
func createUser(ctx context.Context, client *toile.Client, n int, upgraded bool) (handle string, err error) {
	create := toile.UserCreateRequest{ClientUserID: fmt.Sprintf("person-%06d", n)}
	if upgraded {
		create.WithUpgradedUser = new(true)
	}
	created, err := client.UserCreate(ctx, create)
	if err != nil {
		return "", err
	}
	if created.UserToken != nil {
		return *created.UserToken, nil
	}
	return created.UserID, nil
}

// handleFields gives a handle as the two fields of which a request has one.
func handleFields(handle string) (userToken, userID *string) {
	if strings.HasPrefix(handle, "usr_") {
		return nil, &handle
	}
	return &handle, nil
}

// finishSessions makes the sessions that a user does not have yet.
func finishSessions(ctx context.Context, client *toile.Client, handle string, has int) error {
	for i := has; i < sessionsPerUser; i++ {
		req := toile.SandboxPublicTokenCreateRequest{}
		req.UserToken, req.UserID = handleFields(handle)
		switch i {
		case 0:
			req.InstitutionID, req.InitialProducts = "ins_109508", []toile.Products{toile.ProductsAuth}
		case 1:
			req.InstitutionID, req.InitialProducts = "ins_109509", []toile.Products{toile.ProductsTransactions, toile.ProductsAuth}
		default:
			req.InstitutionID, req.InitialProducts = "ins_109508", []toile.Products{toile.ProductsIncomeVerification}
			req.Options = &toile.SandboxPublicTokenCreateRequestOptions{
				OverrideUsername: toile.Some("user_bank_income"),
				IncomeVerification: &toile.SandboxPublicTokenCreateRequestOptionsIncomeVerification{
					IncomeSourceTypes: []toile.IncomeVerificationSourceType{toile.IncomeVerificationSourceTypeBank},
				},
			}
		}
		if _, err := client.SandboxPublicTokenCreate(ctx, req); err != nil {
			return err
		}
	}
	return nil
}

// inProcess sends requests to a handler of this process.
type inProcess struct{ http.Handler }

func (h inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w.Result(), nil
}
