package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// webhookReport is what was found out about the delivery of webhooks.
type webhookReport struct {
	load [2]string
	rows []webhookRow
}

// webhookRow is what was measured on a database with a kind of receivers, round by round.
type webhookRow struct {
	place  hookPlace
	kind   hookCase
	rounds []hookResult
}

// print writes the report as Markdown.
func (r webhookReport) print(w io.Writer, machine string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s; load average %s before and %s after. The server (and PostgreSQL) on CPU %s, receivers and load on CPU %s; of ten receivers the higher figure of %d rounds.\n\n",
		machine, r.load[0], r.load[1], serverCPU, loadCPU, hookRounds)
	fmt.Fprintf(&b, "| database | receivers | fired/s, %d connections | delivered/s meanwhile | backlog | delivered/s | to each that is alive | CPU µs each: server | PostgreSQL | receiver | late at %d/s, p50 / p99 ms | own memory before / at most, MB | resident at most, MB |\n"+
		"|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n", manyConnections, hookPace)
	for _, row := range r.rows {
		row.print(&b)
	}
	r.printDead(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (r webhookRow) print(b *strings.Builder) {
	rate := func(figure func(hookResult) float64) string { return thousands(int(medianHook(r.rounds, figure))) }
	span := func(figure func(hookResult) time.Duration) time.Duration { return medianHook(r.rounds, figure) }
	database := ""
	if r.place.cluster != nil {
		database = wholeMicros(span(func(h hookResult) time.Duration { return h.databaseEach }))
	}
	fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s / %s | %.0f / %.0f | %.0f |\n", r.place.name, r.kind.name,
		rate(func(h hookResult) float64 { return h.fired }), rate(func(h hookResult) float64 { return h.during }), thousands(r.place.backlog),
		rate(func(h hookResult) float64 { return h.drained }), rate(func(h hookResult) float64 { return h.each }),
		wholeMicros(span(func(h hookResult) time.Duration { return h.cpuEach })), database,
		wholeMicros(span(func(h hookResult) time.Duration { return h.loadEach })),
		millis(span(func(h hookResult) time.Duration { return h.late50 })), millis(span(func(h hookResult) time.Duration { return h.late99 })),
		medianHook(r.rounds, func(h hookResult) float64 { return h.before.ownMB }), medianHook(r.rounds, func(h hookResult) float64 { return h.peak.ownMB }),
		medianHook(r.rounds, func(h hookResult) float64 { return h.peak.residentMB }))
}

// printDead compares what each receiver gets beside a dead one with what it gets without.
func (r webhookReport) printDead(b *strings.Builder) {
	var well webhookRow
	for _, row := range r.rows {
		switch dead := len(row.kind.manners) - alive(row.kind.manners); {
		case len(row.kind.manners) > 1 && dead == 0:
			well = row
		case dead > 0 && len(well.rounds) == len(row.rounds):
			var backlog, came []float64
			for i, with := range row.rounds {
				without := well.rounds[i]
				backlog = append(backlog, with.each/without.each)
				came = append(came, with.share/without.share)
			}
			fmt.Fprintf(b, "\n%s: beside a dead one each of the others gets a backlog at %.2f times the rate, and while more is fired %.2f times as much of what is theirs (round against round).\n",
				row.place.name, backlog, came)
		}
	}
}

// alive is how many receivers answer at all.
func alive(manners []manner) (count int) {
	for _, m := range manners {
		if m != dead {
			count++
		}
	}
	return count
}

// medianHook gives the median of a figure over rounds.
func medianHook[T int | float64 | time.Duration](rounds []hookResult, figure func(hookResult) T) T {
	values := make([]T, len(rounds))
	for i, round := range rounds {
		values[i] = figure(round)
	}
	return median(values)
}
