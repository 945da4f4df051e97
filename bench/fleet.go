package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
)

// fleet is some servers on one database.
type fleet []*process

// startFleet starts servers and waits until they answer.
func (p plan) startFleet(ctx context.Context, database string, count int) (servers fleet, err error) {
	for n := range count {
		log := filepath.Join(p.folder(), fmt.Sprintf("bench-%d.log", n+1))
		srv, err := p.startLogged(ctx, database, log)
		if err != nil {
			return nil, errors.Join(err, servers.stop())
		}
		servers = append(servers, srv)
		if err := srv.answers(get); err != nil {
			return nil, errors.Join(err, servers.stop())
		}
	}
	return servers, nil
}

func (servers fleet) stop() error {
	var errs []error
	for _, srv := range servers {
		errs = append(errs, srv.stop())
	}
	return errors.Join(errs...)
}

// withFleet does something with servers, and stops them.
func (p plan) withFleet(ctx context.Context, s stock, count int, do func(fleet) error) error {
	servers, err := p.startFleet(ctx, s.database, count)
	if err != nil {
		return err
	}
	return errors.Join(do(servers), servers.stop())
}

// share gives how many connections there are when each server gets as many as the next.
func (servers fleet) share(connections int) int {
	return len(servers) * max(1, connections/len(servers))
}
