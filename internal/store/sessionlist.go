package store

import (
	"context"
	"database/sql/driver"
	"math"
	"unique"

	"toile/internal/id"
	"toile/internal/link"
)

// SessionList is what /credit/sessions/get shows of a user.
type SessionList struct {
	ClientID string // whose user it is
	JSON     []byte // the array as it will be sent, newest session first; not to be changed
}

// SessionList reads the list of a user: empty when the user has no sessions yet,
// ErrNotFound when there is no such user or it was removed.
func (s *Store) SessionList(ctx context.Context, userKey id.Key) (SessionList, error) {
	list, generation, ok := s.cache.get(userKey)
	if ok {
		return list, nil
	}
	err := s.engine.read(ctx, func(c conn) (err error) {
		list, err = readSessionList(c, userKey)
		return err
	})
	if err != nil {
		return SessionList{}, err
	}
	s.cache.put(userKey, list, generation)
	return list, nil
}

// SessionListLagging is SessionList that a replica may answer, from a state some moments
// ago. Without replicas, or when they fail, it is SessionList.
func (s *Store) SessionListLagging(ctx context.Context, userKey id.Key) (list SessionList, err error) {
	if s.replica == nil {
		return s.SessionList(ctx, userKey)
	}
	err = s.lagging(ctx, func(e engine) error {
		return e.read(ctx, func(c conn) (err error) {
			list, err = readSessionList(c, userKey)
			return err
		})
	})
	return list, err
}

// readSessionList reads the chunks and joins them. Only a user without any is looked up
// among the users.
func readSessionList(c conn, userKey id.Key) (SessionList, error) {
	var clientID string
	var first [8][]byte
	chunks := first[:0]
	err := c.query(`SELECT client_id, docs FROM session_lists WHERE user_key = $1
		ORDER BY started_at DESC, number DESC`, func(row []driver.Value) error {
		clientID = row[0].(string)
		chunks = append(chunks, row[1].([]byte))
		return nil
	}, userKey[:])
	if err == nil && len(chunks) == 0 {
		clientID, err = clientOfUser(c, userKey)
	}
	if err != nil {
		return SessionList{}, err
	}
	// Many users share few clients: one copy of the name serves them all.
	return SessionList{ClientID: unique.Make(clientID).Value(), JSON: join(chunks)}, nil
}

func clientOfUser(c conn, userKey id.Key) (clientID string, err error) {
	err = ErrNotFound
	queryErr := c.query(`SELECT client_id FROM users WHERE key = $1 AND removed = 0`, func(row []driver.Value) error {
		clientID, err = row[0].(string), nil
		return nil
	}, userKey[:])
	if queryErr != nil {
		return "", queryErr
	}
	return clientID, err
}

// PutCreditSession puts a session's document, one JSON object as it will be sent, into the
// list of its user, in place of the one that stood there before. The list is ordered by
// start and number, newest first; a session keeps its start and number for ever. It
// answers ErrNotFound for a user who is unknown or removed.
func (t *Tx) PutCreditSession(s link.Session, doc []byte) error {
	// The user's row is the lock of its list, and tells a removed user.
	present := false
	err := t.each(func([]driver.Value) error {
		present = true
		return nil
	}, `SELECT 1 FROM users WHERE key = $1 AND removed = 0`+forUpdate, s.UserKey[:])
	if err != nil {
		return err
	}
	if !present {
		return ErrNotFound
	}
	t.lists = append(t.lists, s.UserKey)
	at := order{s.StartedAt.UnixMicro(), s.Number}
	found, err := t.chunkAt(s.UserKey, at)
	if err != nil {
		return err
	}
	if found == nil {
		// The oldest chunk reaches back without end.
		return t.insertChunk(s, chunk{bound: order{math.MinInt64, 0}, entries: []entry{newEntry(s.ID, at, doc)}})
	}
	found.put(newEntry(s.ID, at, doc))
	newer := found.split(chunkBytes)
	if err := t.updateChunk(s.UserKey, *found); err != nil {
		return err
	}
	for _, c := range newer {
		if err := t.insertChunk(s, c); err != nil {
			return err
		}
	}
	return nil
}

// chunkAt reads the chunk in which a session of this order belongs.
func (t *Tx) chunkAt(userKey id.Key, at order) (found *chunk, err error) {
	err = t.each(func(row []driver.Value) error {
		found = &chunk{bound: order{row[0].(int64), row[1].(int64)}}
		found.entries, err = parseEntries(row[2].([]byte), row[3].([]byte))
		return err
	}, `SELECT started_at, number, docs, marks FROM session_lists
		WHERE user_key = $1 AND (started_at, number) <= ($2, $3)
		ORDER BY started_at DESC, number DESC LIMIT 1`, userKey[:], at.startedAt, at.number)
	return found, err
}

func (t *Tx) insertChunk(s link.Session, c chunk) error {
	docs, marks := c.encode()
	return t.create(`INSERT INTO session_lists (user_key, started_at, number, client_id, docs, marks)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		s.UserKey[:], c.bound.startedAt, c.bound.number, s.ClientID, docs, marks)
}

func (t *Tx) updateChunk(userKey id.Key, c chunk) error {
	docs, marks := c.encode()
	return t.save(`UPDATE session_lists SET docs = $4, marks = $5
		WHERE user_key = $1 AND started_at = $2 AND number = $3`,
		userKey[:], c.bound.startedAt, c.bound.number, docs, marks)
}
