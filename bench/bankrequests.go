package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"toile"
)

// manyConnections are over how many connections Items are made and read, and over how many the
// requests about two years are measured, beside one.
const manyConnections = 16

// bankRequest is a request about two years of a login's transactions, and what it took.
type bankRequest struct {
	login, name  string
	path, body   string
	transactions int // by which what it takes is divided; none for those that tell of none

	one, many []figures // over one connection and over more, a round each
}

// measureBanks measures the requests about two years of three logins, in rounds.
func measureBanks(ctx context.Context, srv *process, rounds int, round time.Duration) (all []bankRequest, err error) {
	c, err := dial(ctx, srv.addr)
	if err != nil {
		return nil, err
	}
	defer c.conn.Close()
	for _, login := range []string{"user_good", "user_transactions_dynamic", largestPersona} {
		requests, err := c.bankRequests(login)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", login, err)
		}
		all = append(all, requests...)
	}
	for n := range rounds {
		for i := range all {
			if err := all[i].measure(ctx, srv, round); err != nil {
				return nil, fmt.Errorf("%s of %s: %w", all[i].name, all[i].login, err)
			}
		}
		progress("two years: %d of %d rounds", n+1, rounds)
	}
	return all, nil
}

// measure measures one round of each.
func (r *bankRequest) measure(ctx context.Context, srv *process, round time.Duration) error {
	one, err := r.put(ctx, srv, 1, time.Now().Add(round))
	if err != nil {
		return err
	}
	many, err := r.put(ctx, srv, manyConnections, time.Now().Add(round))
	r.one, r.many = append(r.one, one), append(r.many, many)
	return err
}

// put asks again and again, until a time, and once at least.
func (r *bankRequest) put(ctx context.Context, srv *process, connections int, until time.Time) (figures, error) {
	var asked atomic.Bool
	return call(ctx, []*process{srv}, connections, func(c *caller) (more bool, err error) {
		if asked.Swap(true) && !time.Now().Before(until) {
			return false, nil
		}
		_, err = c.post(r.path, r.body)
		return true, err
	})
}

// bankRequests makes an Item with two years of a login's transactions and gives what is asked about
// it. Each is asked once, to see how many transactions it tells of.
func (c *caller) bankRequests(login string) (requests []bankRequest, err error) {
	token, err := c.twoYears(login)
	if err != nil {
		return nil, err
	}
	all, err := c.countTwoYears(token)
	if err != nil {
		return nil, err
	}
	const allDays = `"start_date":"2000-01-01","end_date":"2200-01-01"`
	for _, r := range []struct{ name, path, more string }{
		{"`/transactions/sync`, a page of 1: the two years are built", toile.TransactionsSync.Path(), `"count":1`},
		{"`/transactions/sync`, a page of 100", toile.TransactionsSync.Path(), `"count":100`},
		{"`/transactions/sync`, a page of 500", toile.TransactionsSync.Path(), `"count":500`},
		{"`/transactions/get`, 100", toile.TransactionsGet.Path(), allDays + `,"options":{"count":100}`},
		{"`/accounts/balance/get`", toile.AccountsBalanceGet.Path(), `"options":{"min_last_updated_datetime":"2020-01-01T00:00:00Z"}`},
	} {
		request := bankRequest{login: login, name: r.name, path: r.path, body: `{"access_token":"` + token + `",` + r.more + `}`}
		answer, err := c.post(request.path, request.body)
		if err != nil {
			return nil, err
		}
		if request.transactions = transactionsIn(answer); request.transactions == 1 { // of all that were built
			request.transactions = all
		}
		requests = append(requests, request)
	}
	return requests, nil
}

// twoYears makes an Item with all the history there is and gives its access token.
func (c *caller) twoYears(login string) (accessToken string, err error) {
	body, err := json.Marshal(toile.SandboxPublicTokenCreateRequest{
		InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsTransactions},
		Options: &toile.SandboxPublicTokenCreateRequestOptions{
			OverrideUsername: toile.Some(login), OverridePassword: toile.Some("pass_good"),
			Transactions: toile.Some(toile.SandboxPublicTokenCreateRequestOptionsTransactions{DaysRequested: new(730)}),
		},
	})
	if err != nil {
		return "", err
	}
	answer, err := c.post(toile.SandboxPublicTokenCreate.Path(), string(body))
	if err != nil {
		return "", err
	}
	var public struct {
		PublicToken string `json:"public_token"`
	}
	if err := json.Unmarshal(answer, &public); err != nil {
		return "", err
	}
	return c.accessToken(toile.ItemPublicTokenExchange.Path(), `{"public_token":"`+public.PublicToken+`"}`)
}

// countTwoYears gives how many transactions an Item has.
func (c *caller) countTwoYears(accessToken string) (int, error) {
	answer, err := c.post(toile.TransactionsGet.Path(),
		`{"access_token":"`+accessToken+`","start_date":"2000-01-01","end_date":"2200-01-01","options":{"count":1}}`)
	var list struct {
		All int `json:"total_transactions"`
	}
	if err == nil {
		err = json.Unmarshal(answer, &list)
	}
	return list.All, err
}
