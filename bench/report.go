package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// report is everything that was measured. What was not is empty.
type report struct {
	reads  []readResult
	start  startResult
	writes writeResult
}

// print writes the report as Markdown.
func (r report) print(w io.Writer, machine string, p plan) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s. %d users with %d sessions each; server on CPU %s, wrk on CPU %s; %d rounds; medians.\n",
		machine, p.users, sessionsPerUser, serverCPU, loadCPU, p.rounds)
	if len(r.reads) > 0 {
		r.printReads(&b)
	}
	if len(r.start.first) > 0 || len(r.writes.rounds) > 0 {
		b.WriteString("\n| | measured | wanted |\n|---|---:|---:|\n")
	}
	if len(r.start.first) > 0 {
		r.start.print(&b)
	}
	if len(r.writes.rounds) > 0 {
		r.writes.print(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r report) printReads(b *strings.Builder) {
	b.WriteString("\n| users | connections | toile req/s | bare req/s | ratio | wanted | toile p50 / p99 ms | bare p50 / p99 ms | toile CPU µs | bare CPU µs |\n" +
		"|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, read := range r.reads {
		wanted := ""
		if read.connections == 16 {
			wanted = fmt.Sprintf("≥ %.2f", read.kind.target)
		}
		fmt.Fprintf(b, "| %s | %d | %.0f | %.0f | **%.2f** | %s | %s | %s | %s | %s |\n",
			read.kind.name, read.connections, perSec(read.toile), perSec(read.bare), read.ratio(), wanted,
			latency(read.toile), latency(read.bare), cpu(read.toile), cpu(read.bare))
	}
}

func (s startResult) print(b *strings.Builder) {
	fmt.Fprintf(b, "| process start to first answer, ms | %s | < 50 |\n", millis(median(s.first)))
	fmt.Fprintf(b, "| resident when idle, MB (without the file's pages) | %.1f (%.1f) | < 25 |\n", s.idle.residentMB, s.idle.ownMB)
	fmt.Fprintf(b, "| resident after load, MB (without the file's pages) | %.0f (%.0f) | |\n", s.loaded.residentMB, s.loaded.ownMB)
}

func (r writeResult) print(b *strings.Builder) {
	for _, connections := range connections {
		wanted := ""
		if connections == 64 {
			wanted = "≥ 20000"
		}
		rounds := r.rounds[connections]
		fmt.Fprintf(b, "| new users a second, %d connections; p50 / p99 ms; CPU µs | %.0f; %s; %s | %s |\n",
			connections, perSec(rounds), latency(rounds), cpu(rounds), wanted)
	}
	fmt.Fprintf(b, "| one page on disk (write and fdatasync), ms | %s | |\n", millis(r.floor))
}

func perSec(rounds []figures) float64 {
	return medianOf(rounds, func(f figures) float64 { return f.perSec })
}

func latency(rounds []figures) string {
	return millis(medianOf(rounds, func(f figures) time.Duration { return f.p50 })) + " / " +
		millis(medianOf(rounds, func(f figures) time.Duration { return f.p99 }))
}

func cpu(rounds []figures) string {
	return micros(medianOf(rounds, func(f figures) time.Duration { return f.cpuEach }))
}

func micros(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Microsecond)) }

func millis(d time.Duration) string { return fmt.Sprintf("%.3g", float64(d)/float64(time.Millisecond)) }
