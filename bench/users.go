package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"toile"
	"toile/internal/server"
)

// sessionsPerUser is how many sessions each user of the file has finished.
const sessionsPerUser = 3

// userList names the file beside the database that holds a handle a line: the user_token of a
// legacy user or the user_id of one of the new generation.
func (p plan) userList() string { return p.database + ".users" }

// prepareUsers gives the handles of the users in the database. It fills the file when there is
// none, or when it is none that this server answers from.
func (p plan) prepareUsers(ctx context.Context) ([]string, error) {
	users, err := p.readUsers(ctx)
	if err == nil {
		return users, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		progress("%s is of no use and made anew: %v", p.database, err)
	}
	if err := p.fill(ctx); err != nil {
		return nil, fmt.Errorf("filling %s: %w", p.database, err)
	}
	return p.readUsers(ctx)
}

// warmFile brings the database into the system's memory: a disk is not what is measured.
func (p plan) warmFile() error { return copyFile(p.database, os.DevNull) }

// readUsers gives the handles, when the database answers for them.
func (p plan) readUsers(ctx context.Context) (users []string, err error) {
	text, err := os.ReadFile(p.userList())
	if err != nil {
		return nil, err
	}
	users = strings.Fields(string(text))
	if len(users) != p.users {
		return nil, fmt.Errorf("it has %d users", len(users))
	}
	srv, err := p.startServer(ctx, p.database)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, srv.stop()) }()
	if err := srv.answers(get); err != nil {
		return nil, err
	}
	for _, handle := range []string{users[0], users[len(users)-1]} {
		_, err := askSessions(srv.url, handle)
		if err != nil {
			return nil, err
		}
	}
	return users, nil
}

// fill makes the database: every record comes from the operations that a caller would use,
// called in this process by many at a time, so that they share commits.
func (p plan) fill(ctx context.Context) (err error) {
	for _, suffix := range []string{"", "-wal", "-shm", ".users"} {
		if err := os.Remove(p.database + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	opened, err := server.Open(ctx, server.Config{Database: p.database})
	if err != nil {
		return err
	}
	began := time.Now()
	client := toile.NewClient(server.DevelopmentClientID, server.DevelopmentSecret,
		toile.WithHTTPClient(&http.Client{Transport: inProcess{opened}}))
	users, err := fillUsers(ctx, client, p.users)
	if err := errors.Join(err, opened.Close()); err != nil {
		return err
	}
	info, err := os.Stat(p.database)
	if err != nil {
		return err
	}
	progress("filled %s: %d users, %d MB, %s", p.database, len(users), info.Size()>>20, time.Since(began).Round(time.Second))
	return writeLines(p.userList(), users)
}

func fillUsers(ctx context.Context, client *toile.Client, count int) ([]string, error) {
	const callers = 256
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	users := make([]string, count)
	var next atomic.Int64
	var work sync.WaitGroup
	for range callers {
		work.Go(func() {
			for n := int(next.Add(1)) - 1; n < count && ctx.Err() == nil; n = int(next.Add(1)) - 1 {
				var err error
				if users[n], err = fillUser(ctx, client, n); err != nil {
					cancel(fmt.Errorf("user %d: %w", n, err))
				}
				if n%5000 == 0 {
					progress("filling: %d of %d users", n, count)
				}
			}
		})
	}
	work.Wait()
	return users, context.Cause(ctx)
}

// fillUser makes one user with finished sessions. Every other one is of the new generation.
func fillUser(ctx context.Context, client *toile.Client, n int) (handle string, err error) {
	create := toile.UserCreateRequest{ClientUserID: fmt.Sprintf("person-%06d", n)}
	if n%2 == 1 {
		create.WithUpgradedUser = new(true)
	}
	created, err := client.UserCreate(ctx, create)
	if err != nil {
		return "", err
	}
	req := toile.SandboxPublicTokenCreateRequest{}
	if created.UserToken != nil {
		handle, req.UserToken = *created.UserToken, created.UserToken
	} else {
		handle, req.UserID = created.UserID, &created.UserID
	}
	for i := range sessionsPerUser {
		req.Options = nil
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
			return "", err
		}
	}
	return handle, nil
}

// inProcess sends requests to a handler of this process.
type inProcess struct{ http.Handler }

func (h inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w.Result(), nil
}

func writeLines(path string, lines []string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	for _, line := range lines {
		w.WriteString(line)
		w.WriteByte('\n')
	}
	return w.Flush()
}
