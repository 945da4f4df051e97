package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"toile"
	"toile/internal/link"
)

// sessionsWarm is for how long sessions are run before any counts.
const sessionsWarm = 15 * time.Second

// measureSessions runs whole Link sessions of users who are there: a link token is made and a
// person who agrees to everything goes through Link with it, each on disk before its answer. It
// also gives the time of one page to disk.
func (p plan) measureSessions(ctx context.Context, e engine) (results []scaleResult, floor time.Duration, err error) {
	var floors []time.Duration
	err = p.withFleet(ctx, e.large, e.fleets[len(e.fleets)-1], func(servers fleet) error {
		if _, err := call(ctx, servers, 16, sessions(e.large.writers, time.Now().Add(sessionsWarm))); err != nil {
			return err
		}
		for _, connections := range connections {
			at := len(results)
			for _, count := range e.fleets {
				results = append(results, scaleResult{engine: e.name, servers: count, connections: servers[:count].share(connections)})
			}
			for round := range p.rounds {
				floor, err := diskFloor(p.folder())
				if err != nil {
					return err
				}
				floors = append(floors, floor)
				for _, i := range rand.Perm(len(e.fleets)) {
					r := &results[at+i]
					f, err := e.withDatabaseCPU(func() (figures, error) {
						until := time.Now().Add(time.Duration(p.seconds) * time.Second)
						return call(ctx, servers[:r.servers], r.connections, sessions(e.large.writers, until))
					})
					if err != nil {
						return err
					}
					r.add("sessions", round, f)
				}
			}
		}
		return nil
	})
	return results, median(floors), err
}

// sessions is the job of running a session of some user, until a time.
func sessions(users []string, until time.Time) job {
	return func(c *caller) (more bool, err error) {
		if time.Now().After(until) {
			return false, nil
		}
		userToken, userID := handleFields(users[rand.IntN(len(users))])
		body, err := json.Marshal(toile.LinkTokenCreateRequest{
			ClientName: "bench", Language: "en", CountryCodes: []toile.CountryCode{toile.CountryCodeUS},
			User:      &toile.LinkTokenCreateRequestUser{ClientUserID: "person"}, // which a user_token does not replace
			UserToken: userToken, UserID: userID, Products: toile.Some([]toile.Products{toile.ProductsAuth}),
		})
		if err != nil {
			return false, err
		}
		answer, err := c.post(toile.LinkTokenCreate.Path(), string(body))
		if err != nil {
			return false, err
		}
		var token struct {
			LinkToken string `json:"link_token"`
		}
		if err := json.Unmarshal(answer, &token); err != nil {
			return false, err
		}
		answer, err = c.post("/toile/link", `{"link_token":"`+token.LinkToken+`"}`)
		if err != nil {
			return false, err
		}
		var result link.Result
		if err := json.Unmarshal(answer, &result); err != nil || result.Status != link.Success {
			return false, fmt.Errorf("not a session that ended well (%v): %s", err, answer)
		}
		return true, nil
	}
}
