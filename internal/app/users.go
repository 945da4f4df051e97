package app

import (
	"context"
	"errors"
	"fmt"

	"toile"
	"toile/internal/id"
	"toile/internal/store"
	"toile/internal/user"
)

// userHandle gives the handle by which a request calls a user (facts api 1.4 and 3.1),
// and what makes the error to answer when there is no such user.
func userHandle(token, userID *string) (handle string, unknown func() *toile.Error, err error) {
	switch {
	case token != nil && userID != nil:
		return "", nil, toile.ErrInvalidField("provide either user_token or user_id, not both")
	case token == nil && userID == nil:
		return "", nil, toile.ErrMissingFields("user_token")
	case token != nil && !id.IsToken("user", *token):
		return "", nil, toile.ErrInvalidUserTokenFormat()
	case token != nil:
		return *token, toile.ErrInvalidUserToken, nil
	case !id.IsUser(*userID) && !id.IsToken("user", *userID):
		return "", nil, toile.ErrInvalidUserID()
	}
	return *userID, toile.ErrUserNotFound, nil
}

// user finds the user that a request calls, by c.User or, to change it, by c.LockUser. Another
// client's user is as unknown as none.
func (c call) user(token, userID *string, read func(id.Key) (user.User, error)) (user.User, error) {
	handle, unknown, err := userHandle(token, userID)
	if err != nil {
		return user.User{}, err
	}
	u, err := read(id.KeyOf(handle))
	if errors.Is(err, store.ErrNotFound) || err == nil && (u.ClientID != c.ClientID || u.Removed) {
		return user.User{}, unknown()
	}
	return u, err
}

// UserCreate makes a user. A legacy user is told its user_token once; for the new generation
// the operation is idempotent, and created says whether the user is new.
func (a *App) UserCreate(ctx context.Context, who Caller, req *toile.UserCreateRequest) (resp *toile.UserCreateResponse, created bool, err error) {
	legacy := !who.NewUsers && !(req.WithUpgradedUser != nil && *req.WithUpgradedUser)
	if err := user.CheckIdentities(req.Identity.Value, req.ConsumerReportUserIdentity.Value); err != nil {
		return nil, false, err
	}
	if err := user.CheckGeneration(legacy, req.Identity.Value, req.ConsumerReportUserIdentity.Value); err != nil {
		return nil, false, err
	}
	err = a.update(ctx, who, func(c call) error {
		created = false
		known, err := c.UserByClientUserID(c.ClientID, req.ClientUserID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err == nil && (!known.Removed || known.Legacy && legacy) {
			resp, err = c.knownUser(known, legacy, req)
			return err
		}
		resp, err = c.newUser(known.Incarnation+1, legacy, req)
		created = !legacy
		return err
	})
	return resp, created, err
}

// knownUser answers a create for a client_user_id that has a user, or had a legacy one.
func (c call) knownUser(known user.User, legacy bool, req *toile.UserCreateRequest) (*toile.UserCreateResponse, error) {
	taken := toile.ErrInvalidField(fmt.Sprintf("client_user_id: a user with the client_user_id %q already exists", req.ClientUserID))
	switch {
	case legacy:
		return nil, taken
	case known.Legacy:
		// The old token is the user's id in the new API. It can be told only while it can be derived.
		token := c.userToken(known.ClientUserID, known.Incarnation)
		if id.KeyOf(token) != known.Key {
			return nil, taken
		}
		return &toile.UserCreateResponse{UserID: token}, nil
	}
	if req.Identity.Value != nil {
		known, err := c.LockUser(known.Key)
		if err == nil && known.Removed {
			err = store.ErrConflict
		}
		if err != nil {
			return nil, err
		}
		known.Merge(req.Identity.Value, nil, c.at)
		if err := c.SaveUser(known); err != nil {
			return nil, err
		}
	}
	return &toile.UserCreateResponse{UserID: known.ID}, nil
}

func (c call) newUser(incarnation int64, legacy bool, req *toile.UserCreateRequest) (*toile.UserCreateResponse, error) {
	u := user.User{
		ClientID: c.ClientID, ClientUserID: req.ClientUserID, Legacy: legacy, Incarnation: incarnation,
		CreatedAt: c.at, UpdatedAt: c.at,
	}
	u.Merge(req.Identity.Value, req.ConsumerReportUserIdentity.Value, c.at)
	parent := c.ClientID + "/" + req.ClientUserID
	resp := &toile.UserCreateResponse{}
	if legacy {
		token := c.userToken(req.ClientUserID, incarnation)
		u.Key, u.ID = id.KeyOf(token), c.ids.Hex("user", parent, incarnation)
		resp.UserToken = &token
	} else {
		u.ID = c.ids.User(parent, incarnation)
		u.Key = id.KeyOf(u.ID)
	}
	resp.UserID = u.ID
	made, err := c.CreateUser(u)
	if err == nil && !made {
		err = store.ErrConflict // somebody made the same one
	}
	return resp, err
}

func (c call) userToken(clientUserID string, incarnation int64) string {
	return c.ids.Token("user", c.ClientID+"/"+clientUserID, incarnation)
}

// UserGet reads a user back.
func (a *App) UserGet(ctx context.Context, who Caller, req *toile.UserGetRequest) (resp *toile.UserGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		u, err := c.user(nil, &req.UserID, c.User)
		if err != nil {
			return err
		}
		resp = &toile.UserGetResponse{
			UserID: u.ID, ClientUserID: &u.ClientUserID,
			CreatedAt: toile.Seconds(u.CreatedAt), UpdatedAt: new(toile.Seconds(u.UpdatedAt)),
		}
		identity, err := u.ClientIdentity()
		if identity != nil {
			resp.Identity = toile.Some(*identity)
		}
		return err
	})
	return resp, err
}

// UserUpdate merges what is sent into what is known of the user.
func (a *App) UserUpdate(ctx context.Context, who Caller, req *toile.UserUpdateRequest) (*toile.UserUpdateResponse, error) {
	if err := user.CheckIdentities(req.Identity.Value, req.ConsumerReportUserIdentity.Value); err != nil {
		return nil, err
	}
	return &toile.UserUpdateResponse{}, a.update(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.LockUser)
		if err != nil {
			return err
		}
		if err := user.CheckGeneration(u.Legacy, req.Identity.Value, req.ConsumerReportUserIdentity.Value); err != nil {
			return err
		}
		u.Merge(req.Identity.Value, req.ConsumerReportUserIdentity.Value, c.at)
		return c.SaveUser(u)
	})
}

// UserRemove deletes a user with the Items tied to it and all reports about the user.
func (a *App) UserRemove(ctx context.Context, who Caller, req *toile.UserRemoveRequest) (*toile.UserRemoveResponse, error) {
	return &toile.UserRemoveResponse{}, a.update(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.LockUser)
		if err != nil {
			return err
		}
		items, err := c.lockItemsOf(u, nil)
		if err != nil {
			return err
		}
		for _, it := range items {
			if err := c.removeItem(it); err != nil {
				return err
			}
		}
		if err := errors.Join(c.RemoveUploadsOf(u.Key), c.RemoveIncomeReports(u.Key), c.forgetReports(u.Key)); err != nil {
			return err
		}
		u.Remove(c.at)
		return c.RemoveUser(u)
	})
}
