package store

import "context"

// Beginning and ending a read of a file costs three system calls, more than looking up a
// key does. So a connection stays in the state of the database that it has begun to read
// until a commit makes that old: the store is the only writer and counts its commits.

// reader gives a connection that sees every acknowledged write, and one state of the
// database for as long as it is held.
func (s *sqliteDB) reader(ctx context.Context) (*sqliteConn, error) {
	c, err := s.readers.take(ctx)
	if err != nil {
		return nil, err
	}
	now := s.commits.Load()
	if c.reading && c.commits == now {
		return c, nil
	}
	if err := c.endRead(); err != nil {
		return nil, s.lose(c, err)
	}
	if _, err := c.exec("BEGIN"); err != nil {
		return nil, s.lose(c, err)
	}
	// The state is fixed by the first read, so it is at least as new as the count.
	c.reading, c.commits = true, now
	return c, nil
}

// done gives a reader back. An old state is let go of at once: while anyone holds it, the
// log cannot be emptied.
func (s *sqliteDB) done(c *sqliteConn) {
	if c.commits != s.commits.Load() || s.writers == s.readers {
		c.endRead() // an error stays with the connection, which is then replaced
	}
	s.readers.give(c)
}

func (s *sqliteDB) lose(c *sqliteConn, err error) error {
	s.readers.give(c)
	return err
}

// committed makes a commit visible to every reader that begins from now on, and takes the
// states before it from the readers that rest.
func (s *sqliteDB) committed() {
	s.commits.Add(1)
	if s.writers != s.readers {
		s.readers.each(func(c *sqliteConn) { c.endRead() })
	}
}

// endRead lets go of the state that a connection reads.
func (c *sqliteConn) endRead() error {
	if !c.reading {
		return nil
	}
	c.reading = false
	_, err := c.exec("ROLLBACK")
	return err
}
