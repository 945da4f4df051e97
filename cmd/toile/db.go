package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"toile/internal/store"
)

func dbCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "db",
		Short: "Look at a database, bring it up to date, or copy it",
		Long:  "These commands work on the database itself and need no server. docs/database.md has more.",
	}
	cmd.AddCommand(dbStatusCommand(), dbMigrateCommand(), dbCopyCommand())
	return cmd
}

// databaseFlag is the flag of serve.
func databaseFlag(cmd *cobra.Command, database *string) {
	cmd.Flags().StringVar(database, "database", "toile.db", "file, or postgres:// URL")
}

func dbStatusCommand() *cobra.Command {
	var database string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say what a database is and holds, without changing it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			m := newMeter(cmd.ErrOrStderr())
			defer m.stop()
			status, err := store.ReadStatus(cmd.Context(), database, m.tell)
			if err != nil {
				return err
			}
			if asJSON {
				encoder := json.NewEncoder(cmd.OutOrStdout())
				encoder.SetIndent("", "  ")
				return encoder.Encode(status)
			}
			return printStatus(cmd.OutOrStdout(), status)
		},
	}
	databaseFlag(cmd, &database)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printStatus(w io.Writer, s store.Status) error {
	size := "unknown: the engine does not tell"
	if s.Bytes != nil {
		size = megabytes(*s.Bytes)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "database\t%s\nengine\t%s\nschema\t%d of %d: %s\nsize\t%s\n", s.Database, s.Engine, s.Version, s.Known, s.State(), size)
	if s.OpenBy != "" {
		fmt.Fprintf(t, "open by\t%s\n", s.OpenBy)
	}
	if err := t.Flush(); err != nil || len(s.Rows) == 0 {
		return err
	}
	rows := [][]string{{"table", "rows"}}
	for _, r := range s.Rows {
		rows = append(rows, []string{r.Name, grouped(r.Rows)})
	}
	return printTable(w, rows)
}

func dbMigrateCommand() *cobra.Command {
	var database string
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the tables of a database to the newest form, or make them",
		Long: "Bring the tables of a database to the newest form, or make them. toile serve does the same when it starts;\n" +
			"this is for where the server's role may not make tables. It does no harm when there is nothing to do.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			from, to, err := store.Migrate(cmd.Context(), database, slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil)))
			if err != nil {
				return err
			}
			if from == int64(to) {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "schema %d is the newest: nothing to do\n", to)
			} else {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "schema %d is now %d\n", from, to)
			}
			return err
		},
	}
	databaseFlag(cmd, &database)
	return cmd
}

func dbCopyCommand() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "copy",
		Short: "Copy a database into a new or empty one, and compare the two",
		Long: "Copy a database into a new or empty one: a file into PostgreSQL, back, or either into its own kind.\n" +
			"Whatever is written is read again and compared; only then can a server open it.",
		Example: "  toile db copy --from toile.db --to postgres://ann@db.example.com/toile\n" +
			"  toile db copy --from postgres://ann@db.example.com/toile --to copy.db",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if from == "" || to == "" {
				return errors.New("say --from and --to: each is the path of a file or a postgres:// URL")
			}
			m := newMeter(cmd.ErrOrStderr())
			defer m.stop()
			copied, err := store.Copy(cmd.Context(), from, to, m.tell)
			if err != nil {
				return err
			}
			return printCopied(cmd.OutOrStdout(), copied)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "file or postgres:// URL to read")
	cmd.Flags().StringVar(&to, "to", "", "file or postgres:// URL to fill")
	return cmd
}

func printCopied(w io.Writer, copied []store.CopiedTable) error {
	rows := [][]string{{"table", "rows", "bytes", "sum of the rows' SHA-256"}}
	for _, c := range copied {
		rows = append(rows, []string{c.Name, grouped(c.Rows), grouped(c.Bytes), " " + c.Sum})
	}
	if err := printTable(w, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "\nThe copy holds the same rows: its numbers and sums were compared with these.")
	return err
}

// printTable prints rows whose numbers stand under each other.
func printTable(w io.Writer, rows [][]string) error {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for n, row := range rows {
		line := fmt.Sprintf("\n%-*s", widths[0], row[0])
		for i, cell := range row[1:] {
			line += fmt.Sprintf("  %*s", widths[i+1], cell)
		}
		if n == len(rows)-1 {
			line += "\n"
		}
		if _, err := io.WriteString(w, line); err != nil {
			return err
		}
	}
	return nil
}

// grouped gives a number with a comma before every three digits.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func megabytes(n int64) string { return strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64) + " MB" }

// meter prints how far long work is, a line a second.
type meter struct {
	w    io.Writer
	tick *time.Ticker
	last time.Time // of the tick before
	then store.Progress
}

func newMeter(w io.Writer) *meter { return &meter{w: w, tick: time.NewTicker(time.Second)} }

func (m *meter) stop() { m.tick.Stop() }

func (m *meter) tell(p store.Progress) {
	select {
	case now := <-m.tick.C:
		m.line(p, now)
	default:
	}
}

// line prints the rows since the line before, of the same table, by the second.
func (m *meter) line(p store.Progress, now time.Time) {
	text := p.Step + " " + p.Table
	if m.then.Step == p.Step && m.then.Table == p.Table && p.Rows > 0 {
		seconds := now.Sub(m.last).Seconds()
		text += fmt.Sprintf(": %s rows, %s; %.0f rows/s, %.0f MB/s", grouped(p.Rows), megabytes(p.Bytes),
			float64(p.Rows-m.then.Rows)/seconds, float64(p.Bytes-m.then.Bytes)/seconds/1e6)
	} else if p.Rows > 0 {
		text += fmt.Sprintf(": %s rows, %s", grouped(p.Rows), megabytes(p.Bytes))
	}
	fmt.Fprintln(m.w, text)
	m.last, m.then = now, p
}
