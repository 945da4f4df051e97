package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// webhookTable prints webhooks one a line, below one another.
type webhookTable struct {
	out   *tabwriter.Writer
	lines int
}

func newWebhookTable(out io.Writer) *webhookTable {
	return &webhookTable{out: tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)}
}

func (t *webhookTable) add(w seenWebhook) error {
	if t.lines == 0 {
		if _, err := fmt.Fprintln(t.out, "MADE\tSTATE\tATTEMPTS\tLAST\tWEBHOOK\tABOUT\tTO\tID"); err != nil {
			return err
		}
	}
	t.lines++
	_, err := fmt.Fprintf(t.out, "%s\t%s\t%d\t%s\t%s %s\t%s\t%s\t%s\n",
		w.MadeAt.Local().Format(time.DateTime), w.State, len(w.Attempts), w.last(), w.Type, w.Code, short(w.subject()), short(w.URL), w.ID)
	return err
}

func (t *webhookTable) flush() error {
	if t.lines == 0 {
		_, err := fmt.Fprintln(t.out, "no webhooks")
		if err != nil {
			return err
		}
	}
	return t.out.Flush()
}
