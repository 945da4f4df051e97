package store

import (
	"crypto/sha256"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"strings"
)

// tables are what a copy moves, all that a server goes on with; TestTables compares them with
// what the migrations make. What speaks of the processes on one database stays there: writers,
// the last transaction of each connection, and leases, by which the holder of a piece of
// background work, who knows nothing of the copy, would keep others from it.
var tables = []*table{
	newTable("meta", "key text, value text"),
	newTable("sequences", "name text, value integer"),
	newTable("clients", "client_id text, secret bytes"),
	newTable("users", "key bytes, client_id text, client_user_id text, incarnation integer, removed integer, doc text"),
	newTable("session_lists", "user_key bytes, started_at integer, number integer, client_id text, docs bytes, marks bytes"),
	newTable("link_tokens", "key bytes, doc text"),
	newTable("link_sessions", "id text, token_key bytes, started_at integer, number integer, doc text"),
	newTable("items", "id text, user_key bytes, created_at integer, position integer, removed integer, doc text"),
	newTable("public_tokens", "token text, doc text"),
	newTable("access_tokens", "key bytes, doc text"),
	newTable("item_changes", "item_id text, number integer, doc text"),
	newTable("custom_users", "client_id text, username text, doc text"),
	newTable("tasks", "id text, due integer, doc text"),
	newTable("income_reports", "user_key bytes, kind text, number integer, doc text, body bytes"),
	newTable("documents", "id text, item_id text, number integer, doc text, content bytes"),
	newTable("uploads", "id text, session_id text, number integer, user_key bytes, doc text, content bytes"),
	newTable("downloads", "key bytes, expires integer"),
	newTable("asset_reports", "id text, user_key bytes, doc text"),
	newTable("asset_bodies", "report_id text, version text, body bytes"),
	newTable("report_tokens", "key bytes, doc text"),
	newTable("webhooks", "id text, receiver integer, due integer, claimed integer, hastened integer, made_at integer, doc text"),
	newTable("webhook_keys", "id text, number integer, doc text"),
	newTable("webhook_counts", "receiver integer, hour integer, taken integer, refused integer"),
}

// table is the shape of a table in every engine.
type table struct {
	name    string
	columns []string
	kinds   []string // text, integer or bytes
	list    string   // of the columns
}

func newTable(name, columns string) *table {
	t := &table{name: name}
	for column := range strings.SplitSeq(columns, ", ") {
		column, kind, _ := strings.Cut(column, " ")
		t.columns, t.kinds = append(t.columns, column), append(t.kinds, kind)
	}
	t.list = strings.Join(t.columns, ", ")
	return t
}

func (t *table) selectSQL() string { return "SELECT " + t.list + " FROM " + t.name }

// A row travels in the form of PostgreSQL's binary COPY: the number of columns, and before each
// value its length, or noValue. It says the same of a row in every engine, and no two rows are
// written alike, so it is what is hashed, too.
const noValue = 0xffffffff

// appendRow writes a row. The engine must have the kinds of value that the table says.
func (t *table) appendRow(b []byte, row []driver.Value) ([]byte, error) {
	b = binary.BigEndian.AppendUint16(b, uint16(len(row)))
	for i, v := range row {
		switch v := v.(type) {
		case nil:
			b = binary.BigEndian.AppendUint32(b, noValue)
			continue
		case int64:
			if t.kinds[i] == "integer" {
				b = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(b, 8), uint64(v))
				continue
			}
		case []byte:
			if t.kinds[i] == "bytes" {
				b = append(binary.BigEndian.AppendUint32(b, uint32(len(v))), v...)
				continue
			}
		case string:
			if t.kinds[i] == "text" {
				b = append(binary.BigEndian.AppendUint32(b, uint32(len(v))), v...)
				continue
			}
		}
		return nil, fmt.Errorf("%s.%s holds a %T and should hold %s", t.name, t.columns[i], v, t.kinds[i])
	}
	return b, nil
}

var errRow = errors.New("store: a row that does not fit its table")

// parseRow reads a row into values, and gives what comes after it.
func (t *table) parseRow(b []byte, values []driver.Value) (rest []byte, err error) {
	if len(b) < 2 || int(binary.BigEndian.Uint16(b)) != len(t.kinds) {
		return nil, errRow
	}
	b = b[2:]
	for i, kind := range t.kinds {
		if len(b) < 4 {
			return nil, errRow
		}
		length := binary.BigEndian.Uint32(b)
		b = b[4:]
		if length == noValue {
			values[i] = nil
			continue
		}
		if uint64(length) > uint64(len(b)) || kind == "integer" && length != 8 {
			return nil, errRow
		}
		switch kind {
		case "integer":
			values[i] = int64(binary.BigEndian.Uint64(b))
		case "bytes":
			values[i] = b[:length:length]
		default:
			values[i] = string(b[:length])
		}
		b = b[length:]
	}
	return b, nil
}

// digest is what two tables with the same rows have in common, in whatever order: their number
// and the sum of their hashes. A row that was lost, doubled or changed leaves the sum the same
// with a chance of 1 in 2^256; a sum that misses what was done on purpose would take someone
// who chooses rows for it, and who may do that may write here anyway.
type digest struct {
	rows, bytes int64
	sum         [4]uint64 // modulo 2^256, the lowest word first
}

func (d *digest) add(row []byte) {
	hash := sha256.Sum256(row)
	carry := uint64(0)
	for i := range d.sum {
		d.sum[i], carry = bits.Add64(d.sum[i], binary.LittleEndian.Uint64(hash[8*i:]), carry)
	}
	d.rows++
	d.bytes += int64(len(row))
}

// String gives the sum in hexadecimal, the highest digit first.
func (d *digest) String() string {
	return fmt.Sprintf("%016x%016x%016x%016x", d.sum[3], d.sum[2], d.sum[1], d.sum[0])
}
