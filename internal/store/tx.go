package store

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"

	"toile/internal/id"
)

// ErrNotFound says that there is no such record.
var ErrNotFound = errors.New("store: not found")

// ErrExists says that a record with this key is already there.
var ErrExists = errors.New("store: already exists")

var (
	errOver     = errors.New("store: the transaction is over")
	errReadOnly = errors.New("store: a write inside View")
)

// listLimit bounds every list of records.
const listLimit = 10_000

// Tx is a transaction. It is only valid inside the function that received it and only on
// that function's goroutine.
type Tx struct {
	ctx      context.Context
	conn     conn
	readOnly bool
	wrote    bool     // something that must not stay when the function fails
	lists    []id.Key // users whose session list changed
}

// check says whether another statement may run.
func (t *Tx) check() error {
	if t.conn == nil {
		return errOver
	}
	return t.ctx.Err()
}

// exec runs a statement that changes rows and says how many.
func (t *Tx) exec(sql string, args ...driver.Value) (int64, error) {
	if err := t.check(); err != nil {
		return 0, err
	}
	if t.readOnly {
		return 0, errReadOnly
	}
	t.wrote = true
	return t.conn.exec(sql, args...)
}

// each calls fn for every row of a query.
func (t *Tx) each(fn func(row []driver.Value) error, sql string, args ...driver.Value) error {
	if err := t.check(); err != nil {
		return err
	}
	return t.conn.query(sql, fn, args...)
}

// change does the same with a statement that changes what it returns.
func (t *Tx) change(fn func(row []driver.Value) error, sql string, args ...driver.Value) error {
	if t.readOnly {
		return errReadOnly
	}
	t.wrote = true
	return t.each(fn, sql, args...)
}

// create inserts a record unless its key is taken.
func (t *Tx) create(sql string, args ...driver.Value) error {
	return t.mustChange(ErrExists, sql, args...)
}

// save replaces a record that is there.
func (t *Tx) save(sql string, args ...driver.Value) error {
	return t.mustChange(ErrNotFound, sql, args...)
}

func (t *Tx) mustChange(otherwise error, sql string, args ...driver.Value) error {
	if err := t.check(); err != nil {
		return err
	}
	if t.readOnly {
		return errReadOnly
	}
	t.wrote = true
	return t.conn.mustChange(otherwise, sql, args...)
}

// get reads the one record that a query finds.
func get[T any](t *Tx, sql string, args ...driver.Value) (record T, err error) {
	found := false
	err = t.each(func(row []driver.Value) error {
		found = true
		record, err = decode[T](row[0])
		return err
	}, sql, args...)
	if err == nil && !found {
		err = ErrNotFound
	}
	return record, err
}

// lock reads a record by a statement that ends in [forUpdate], so that nobody else changes
// it before the transaction ends.
func lock[T any](t *Tx, sql string, args ...driver.Value) (T, error) {
	if t.readOnly {
		var none T
		return none, errReadOnly
	}
	return get[T](t, sql, args...)
}

// list reads all records that a query finds.
func list[T any](t *Tx, sql string, args ...driver.Value) ([]T, error) {
	var records []T
	err := t.each(func(row []driver.Value) error {
		record, err := decode[T](row[0])
		records = append(records, record)
		return err
	}, sql, args...)
	return records, err
}

func decode[T any](column driver.Value) (record T, err error) {
	text, ok := column.(string)
	if !ok {
		return record, fmt.Errorf("store: a %T where a %T should be", column, record)
	}
	if err := json.Unmarshal([]byte(text), &record); err != nil {
		return record, fmt.Errorf("store: reading a %T: %w", record, err)
	}
	return record, nil
}

func encode(record any) (string, error) {
	doc, err := json.Marshal(record)
	if err != nil {
		return "", fmt.Errorf("store: writing a %T: %w", record, err)
	}
	return string(doc), nil
}

// flag gives a truth value the form that every engine takes.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
