package store

import (
	"context"
	"database/sql/driver"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"toile/internal/pgtest"
)

// The list of tables has every column that the migrations make, in both engines.
func TestTables(t *testing.T) {
	t.Parallel()
	want := map[string]string{} // kinds by table.column
	for _, table := range tables {
		for i, column := range table.columns {
			want[table.name+"."+column] = table.kinds[i]
		}
	}
	for name, columns := range map[string]map[string]string{"SQLite": sqliteColumns(t), "PostgreSQL": postgresColumns(t)} {
		for _, left := range []string{"writers.id", "writers.number", "writers.seen_at", "leases.name", "leases.holder",
			"leases.until", "toile_schema.id", "toile_schema.version", "toile_schema.filling"} {
			delete(columns, left)
		}
		if diff := cmp.Diff(want, columns); diff != "" {
			t.Errorf("%s (-list +migrated)\n%s", name, diff)
		}
	}
}

func sqliteColumns(t *testing.T) map[string]string {
	path := filepath.Join(t.TempDir(), "toile.db")
	if err := openAndClose(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	c, err := openReading(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	columns := map[string]string{}
	kinds := map[string]string{"TEXT": "text", "INTEGER": "integer", "BLOB": "bytes"}
	err = c.query(`SELECT s.name || '.' || c.name, c.type FROM sqlite_schema s, pragma_table_xinfo(s.name) c
		WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%'`, func(row []driver.Value) error {
		columns[row[0].(string)] = kinds[row[1].(string)]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return columns
}

func postgresColumns(t *testing.T) map[string]string {
	url := pgtest.Database(t)
	if err := openAndClose(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	rows, err := c.Query(t.Context(), `SELECT table_name || '.' || column_name, data_type FROM information_schema.columns
		WHERE table_schema = current_schema()`)
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string]string{}
	kinds := map[string]string{"text": "text", "bigint": "integer", "bytea": "bytes"}
	var name, kind string
	if _, err := pgx.ForEachRow(rows, []any{&name, &kind}, func() error {
		columns[name] = kinds[kind]
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return columns
}

// No two rows are written alike, and each is read as it was.
func TestRow(t *testing.T) {
	t.Parallel()
	table := newTable("t", "a text, b bytes, c text")
	seen := map[string]bool{}
	texts := []driver.Value{"", "a", "ab", "\uFFFF", "é", nil}
	bytes := []driver.Value{[]byte{}, []byte("a"), []byte("b\x00"), nil}
	for _, a := range texts {
		for _, b := range bytes {
			for _, c := range texts {
				want := []driver.Value{a, b, c}
				row, err := table.appendRow(nil, want)
				if err != nil || seen[string(row)] {
					t.Fatalf("%q: %v, seen before: %t", want, err, seen[string(row)])
				}
				seen[string(row)] = true
				got := make([]driver.Value, 3)
				rest, err := table.parseRow(append(row, "rest"...), got)
				if diff := cmp.Diff(want, got); err != nil || diff != "" || string(rest) != "rest" {
					t.Errorf("%q: %v, the rest is %q (-want +got)\n%s", want, err, rest, diff)
				}
				for n := range row {
					if _, err := table.parseRow(row[:n], got); err == nil {
						t.Errorf("%q, cut after %d bytes, is read", row, n)
					}
				}
			}
		}
	}
	for _, row := range [][]driver.Value{{int64(1), nil, nil}, {[]byte("a"), nil, nil}, {nil, "text", nil}, {1.5, nil, nil}} {
		if _, err := table.appendRow(nil, row); err == nil {
			t.Errorf("%v is written", row)
		}
	}
}

// The order of the rows makes no difference to a digest, and every other thing does.
func TestDigest(t *testing.T) {
	t.Parallel()
	sums := map[string][]string{}
	for _, rows := range [][]string{{}, {"a"}, {"b"}, {"a", "a"}, {"a", "b"}, {"b", "a"}, {"b", "b"}, {"a", "b", "b"}, {"b", "a", "b"}} {
		var d digest
		for _, row := range rows {
			d.add([]byte(row))
		}
		sorted := slices.Sorted(slices.Values(rows))
		if same, ok := sums[d.String()]; ok && !slices.Equal(same, sorted) {
			t.Errorf("%q and %q have the same sum", same, sorted)
		}
		sums[d.String()] = sorted
	}
	if len(sums) != 7 {
		t.Errorf("%d sums: %v", len(sums), slices.Collect(maps.Values(sums)))
	}
	var d digest
	d.add([]byte("abc"))
	if want := "ad1500f261ff10b49c7a1796a36103b02322ae5dde404141eacf018fbf1678ba"; d.String() != want { // of SHA-256, the bytes turned around
		t.Errorf("got %s, want %s", &d, want)
	}
}
