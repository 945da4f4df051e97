package store

import (
	"context"
	"errors"
	"fmt"
)

// Why a copy was not made, besides what is wrong with opening a database.
var (
	ErrNotEmpty = errors.New("it holds records already")
	ErrOlder    = errors.New("written by an older toile")
	ErrDiffers  = errors.New("the copy differs from what was read")
)

var errInMemory = errors.New("a database in memory is only there for its own process: give the path of a file or a postgres:// URL")

// Progress says how far long work is.
type Progress struct {
	Step        string // what is done, as in "copying"
	Table       string // to what; empty when to all
	Rows, Bytes int64  // so far
}

// CopiedTable is what was copied, and found again, of a table.
type CopiedTable struct {
	Name        string
	Rows, Bytes int64
	Sum         string // of the rows' SHA-256 hashes, modulo 2^256, in hexadecimal
}

// source is a database that is read, table by table, in one state.
type source interface {
	// read calls each with every row, in the form of table.appendRow. The bytes are only
	// valid during the call.
	read(ctx context.Context, t *table, each func(row []byte) error) error
	close() error
}

// target is a database that is filled. Nobody else uses it before release.
type target interface {
	source // of what was written
	// write takes rows, one after the other.
	write(ctx context.Context, t *table, rows []byte) error
	// settle ends the writing.
	settle(ctx context.Context) error
	// release gives it to those who serve.
	release(ctx context.Context) error
}

// batchBytes is about how much goes into one transaction of the target.
const batchBytes = 4 << 20

// Copy copies a database into another that is new or empty: a file or PostgreSQL each. The
// target can be served when all is there and was compared, by numbers and hashes, with what
// was read; until then no server opens it, and after a failure a copy starts anew. The source
// is only read, a file while no server has it open, PostgreSQL in the state of one moment.
func Copy(ctx context.Context, from, to string, tell func(Progress)) (copied []CopiedTable, err error) {
	src, err := openSource(ctx, from)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.close()) }()
	dst, err := openTarget(ctx, to)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, dst.close()) }()
	digests := make([]digest, len(tables))
	for i, t := range tables {
		if err := copyTable(ctx, src, dst, t, &digests[i], tell); err != nil {
			return nil, unfinished("copying "+t.name, err)
		}
	}
	if err := dst.settle(ctx); err != nil {
		return nil, unfinished("ending the copy", err)
	}
	for i, t := range tables {
		if err := check(ctx, dst, t, digests[i], tell); err != nil {
			return nil, unfinished("checking "+t.name, err)
		}
		copied = append(copied, CopiedTable{t.name, digests[i].rows, digests[i].bytes, digests[i].String()})
	}
	return copied, dst.release(ctx)
}

// unfinished is the error of a copy that has begun.
func unfinished(step string, err error) error {
	return fmt.Errorf("store: %s: %w; nothing can serve what is there: run toile db copy again, which starts anew", step, err)
}

func openSource(ctx context.Context, database string) (source, error) {
	if IsURL(database) {
		return openPostgresSource(ctx, database)
	}
	return openSQLiteSource(ctx, database)
}

func openTarget(ctx context.Context, database string) (target, error) {
	if IsURL(database) {
		return openPostgresTarget(ctx, database)
	}
	return openSQLiteTarget(ctx, database)
}

// copyTable reads a table, adds its rows up and writes them.
func copyTable(ctx context.Context, src source, dst target, t *table, d *digest, tell func(Progress)) error {
	var batch []byte
	write := func() error {
		if err := dst.write(ctx, t, batch); err != nil {
			return err
		}
		batch = batch[:0]
		tell(Progress{"copying", t.name, d.rows, d.bytes})
		return nil
	}
	err := src.read(ctx, t, func(row []byte) error {
		d.add(row)
		if batch = append(batch, row...); len(batch) < batchBytes {
			return nil
		}
		return write()
	})
	if err == nil && len(batch) > 0 {
		err = write()
	}
	return err
}

// check reads what was written and compares it.
func check(ctx context.Context, dst source, t *table, want digest, tell func(Progress)) error {
	const perTell = 1000
	var got digest
	tell(Progress{Step: "checking", Table: t.name})
	err := dst.read(ctx, t, func(row []byte) error {
		got.add(row)
		if got.rows%perTell == 0 {
			tell(Progress{"checking", t.name, got.rows, got.bytes})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("%w: %d rows with the sum %s were read and %d with %s written",
			ErrDiffers, want.rows, &want, got.rows, &got)
	}
	return nil
}
