package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// userList names the file beside the database that holds a handle a line: the user_token of a
// legacy user or the user_id of one of the new generation.
func (p plan) userList() string { return p.database + ".users" }

// prepareUsers gives the handles of the users in the database. It fills the file when there is
// none, goes on where a fill was cut off, and begins anew when this server does not answer from
// the file.
func (p plan) prepareUsers(ctx context.Context) ([]string, error) {
	users, err := p.readUsers(ctx)
	if err == nil {
		return users, nil
	}
	if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errUnfinished) {
		progress("%s is of no use and made anew: %v", p.database, err)
		if err := p.removeDatabase(); err != nil {
			return nil, err
		}
	}
	if err := p.fill(ctx); err != nil {
		return nil, fmt.Errorf("filling %s: %w", p.database, err)
	}
	return p.readUsers(ctx)
}

// warmFile brings the database into the system's memory: a disk is not what is measured.
func (p plan) warmFile() error { return copyFile(p.database, os.DevNull) }

// readUsers gives the handles, when the database answers for them.
func (p plan) readUsers(ctx context.Context) ([]string, error) {
	users, err := p.listedUsers()
	if err != nil {
		return nil, err
	}
	switch {
	case len(users) < p.users:
		return nil, errUnfinished
	case len(users) > p.users:
		return nil, fmt.Errorf("it has %d users", len(users))
	}
	return users, p.answersFor(ctx, p.database, users)
}

// answersFor sees that a server on a database has the sessions of the first and the last user.
func (p plan) answersFor(ctx context.Context, database string, users []string) (err error) {
	srv, err := p.startServer(ctx, database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.stop()) }()
	if err := srv.answers(get); err != nil {
		return err
	}
	for _, handle := range []string{users[0], users[len(users)-1]} {
		if _, err := askSessions(srv.url, handle); err != nil {
			return err
		}
	}
	return nil
}
