package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// print writes the report as Markdown.
func (r bankReport) print(w io.Writer, machine string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s; load average %s before and %s after. The server on CPU %s, the load on CPU %s.\n"+
		"%s Items were made by `/item/import`, %.0f a second over %d connections: a quarter each of user_good, the dynamic user, "+
		"the %d personas, and custom users with a configuration of 4 kB of their own. The file has %s MB. "+
		"A page of each of %s Items: %s transactions.\n",
		machine, r.load[0], r.load[1], serverCPU, loadCPU, thousands(r.made), r.perSec, manyConnections, len(bankPersonas), thousands(int(r.fileMB)),
		thousands(r.read), thousands(r.transactions))
	b.WriteString("\n| the server after | resident, MB | of it not the file's pages, MB |\n|---|---:|---:|\n")
	for _, f := range r.footprints {
		fmt.Fprintf(&b, "| %s | %.0f | %.0f |\n", f.after, f.residentMB, f.ownMB)
	}
	r.printRequests(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// printRequests writes what a request takes, whole and for each transaction.
func (r bankReport) printRequests(b *strings.Builder) {
	fmt.Fprintf(b, "\nTwo years of transactions. Whole requests, medians of %d rounds of %s. With one connection a transaction takes its share "+
		"of the median request, with %d of the server's CPU:\n\n", bankRounds, bankRound, manyConnections)
	fmt.Fprintf(b, "| login | request | transactions | 1 connection: p50 µs | µs a transaction | %d connections: p50 µs | req/s | CPU µs | CPU µs a transaction |\n"+
		"|---|---|---:|---:|---:|---:|---:|---:|---:|\n", manyConnections)
	for _, request := range r.measured {
		one, many := p50Of(request.one), p50Of(request.many)
		used := medianOf(request.many, func(f figures) time.Duration { return f.cpuEach })
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", request.login, request.name, request.number(),
			wholeMicros(one), request.each(one), wholeMicros(many), thousands(int(perSec(request.many))), wholeMicros(used), request.each(used))
	}
}

func (r bankRequest) number() string {
	if r.transactions == 0 {
		return ""
	}
	return thousands(r.transactions)
}

// each gives what of a request's time falls to a transaction.
func (r bankRequest) each(took time.Duration) string {
	if r.transactions == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", float64(took)/float64(time.Microsecond)/float64(r.transactions))
}

func p50Of(rounds []figures) time.Duration {
	return medianOf(rounds, func(f figures) time.Duration { return f.p50 })
}

func wholeMicros(d time.Duration) string {
	return thousands(int(d.Round(time.Microsecond).Microseconds()))
}
