package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/store"
)

// maxCustomUsers bounds the custom users that a client keeps.
const maxCustomUsers = 1000

// CustomUser is a configuration that a client keeps under a name.
type CustomUser = bank.CustomUser

// SaveCustomUser keeps a custom user of a client under a name, in place of an earlier one. Items
// that were linked as that one stay as they are.
func (a *App) SaveCustomUser(ctx context.Context, clientID string, user CustomUser) (CustomUser, error) {
	if err := checkClientID(clientID); err != nil {
		return user, err
	}
	if err := user.Check(); err != nil {
		return user, err
	}
	err := a.update(ctx, Caller{}, func(c call) error {
		if _, err := c.Next("custom users of " + clientID); err != nil { // others wait here, so that none is counted too few
			return err
		}
		names, err := c.Tx.CustomUsernames(clientID)
		if err != nil {
			return err
		}
		if len(names) >= maxCustomUsers && !slices.Contains(names, user.Username) {
			return toile.ErrInvalidField(fmt.Sprintf("username: a client keeps at most %d custom users", maxCustomUsers))
		}
		user.SavedAt = c.at
		return c.PutCustomUser(clientID, user)
	})
	return user, err
}

// CustomUsernames lists the names of a client's custom users, sorted.
func (a *App) CustomUsernames(ctx context.Context, clientID string) (names []string, err error) {
	err = a.view(ctx, Caller{}, func(c call) error {
		names, err = c.Tx.CustomUsernames(clientID)
		slices.Sort(names)
		return err
	})
	return names, err
}

// CustomUser reads a custom user of a client.
func (a *App) CustomUser(ctx context.Context, clientID, username string) (user CustomUser, err error) {
	err = a.view(ctx, Caller{}, func(c call) error {
		user, err = c.Tx.CustomUser(clientID, username)
		return unknownCustomUser(err)
	})
	return user, err
}

// RemoveCustomUser forgets a custom user of a client. Items that were linked as it stay.
func (a *App) RemoveCustomUser(ctx context.Context, clientID, username string) error {
	return a.update(ctx, Caller{}, func(c call) error {
		return unknownCustomUser(c.Tx.RemoveCustomUser(clientID, username))
	})
}

func unknownCustomUser(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return toile.ErrInvalidField("username: the client keeps no custom user of that name")
	}
	return err
}

// customUsers reads the configurations of those names that are a client's custom users.
func (c call) customUsers(clientID string, usernames []string) (map[string]string, error) {
	users := map[string]string{}
	for _, username := range usernames {
		if _, read := users[username]; read || username == "" || bank.Knows(username) {
			continue
		}
		user, err := c.Tx.CustomUser(clientID, username)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		users[username] = user.Config
	}
	return users, nil
}
