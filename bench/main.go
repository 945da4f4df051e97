// Command bench measures toile's binary side by side with a bare net/http handler that sends
// the same bytes, and prints what it finds as Markdown.
//
//	go run ./bench               all but the last three parts, some minutes
//	go run ./bench -short        the same with fewer and shorter rounds
//	go run ./bench -only scale   many users, the longest part
//	go run ./bench -only banks   the simulated banks, about four minutes
//	go run ./bench -only webhooks   the delivery of webhooks, about four minutes
//
// It fills a database file with users who have three sessions each, once, and keeps it. Then,
// with the server on one CPU and the load on another:
//
//   - reads: POST /credit/sessions/get for users of whom this process of the server was not
//     asked before, and for users of whom it was, over 1, 16 and 64 connections, in rounds that
//     take turns with the bare handler in random order. The ratio is the median over the
//     rounds: a machine that others use, too, is slow for seconds at a time, and then for both;
//   - start: from the start of the process to its first answer, and its memory;
//   - writes: new users, each on disk before its answer, beside what the disk itself needs;
//   - scale: a million users beside a thousand, on SQLite and, with one server and with three,
//     on PostgreSQL, which shares the servers' CPU. How many users are answered for and how many
//     whole sessions are run in a second, and how much longer an answer takes than with few
//     users, median against median, in rounds that take turns. The databases are filled once,
//     which takes most of an hour and 50 GB, and kept; a fill that is cut off is gone on with.
//     Sessions are run in them, of a tenth of the users; reads are about the others;
//   - banks: what the server has in memory with 100,000 Items of all kinds of logins, which are made
//     by requests to it, before and after their transactions are read; and how long requests for
//     two years of transactions take (banks.go). Making and reading stop after two and a half minutes each;
//   - webhooks: how many are delivered in a second to receivers in this program, while others are fired
//     and out of a backlog, how late they come, and what memory the server needs (webhooks.go): to one
//     receiver, to ten, to ten of whom one is dead, and to one that refuses them all.
//
// The load comes from wrk, which needs less of its CPU than a server needs of another. Its p99
// counts the requests, too, that it would have sent while it waited for a slow one. Sessions, and
// latencies that are compared, come from this program (callers.go). The figures are only as good
// as the machine is quiet: read the ratios.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// plan is what to measure, and for how long.
type plan struct {
	database string // path of the filled file
	binary   string // of the server
	users    int
	rounds   int
	starts   int // processes started to see how long that takes
	warm     int // users who are asked for again and again
	seconds  int // that a round of reads of those, or of writes, takes
	only     string
	profile  string

	scaleUsers int // how many many users are
	items      int // of the simulated banks
	webhooks   int // of a backlog
}

// connections are how many clients ask at the same time.
var connections = []int{1, 16, 64}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures, or is one of the servers that are measured.
func run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case peerCommand:
			return runPeer(ctx, args[1:])
		case profiledCommand:
			return runProfiled(ctx, args[1:])
		}
	}
	p := plan{rounds: 9, starts: 5, warm: 8192, seconds: 2}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	short := flags.Bool("short", false, "fewer and shorter rounds")
	flags.StringVar(&p.database, "database", "bin/bench.db", "database file, filled when it is not there; other files are kept beside it")
	flags.IntVar(&p.users, "users", 100_000, "users in the file")
	flags.StringVar(&p.only, "only", "", "measure only reads, start or writes, or scale, banks or webhooks, which are no part of the rest; profile only first, again or writes, or what scale measures")
	flags.IntVar(&p.scaleUsers, "scale-users", 1_000_000, "users in the bigger database of scale; 50 KB of disk for each")
	flags.IntVar(&p.items, "items", 100_000, "Items that banks makes")
	flags.IntVar(&p.webhooks, "webhooks", 20_000, "webhooks of the backlog that is delivered; an eighth of it on PostgreSQL")
	flags.StringVar(&p.profile, "profile", "", "instead of measuring, write CPU profiles of the server under load to files that begin so")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *short {
		p.rounds, p.seconds, p.starts = 3, 1, 3
	}
	return p.run(ctx, os.Stdout)
}

// progress tells a person who waits what is going on.
func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...)
}

func (p plan) run(ctx context.Context, out *os.File) error {
	m, err := prepareMachine(ctx, p.only != "banks" && p.only != "webhooks")
	if err != nil {
		return err
	}
	if p.binary, err = buildServer(ctx, p.database); err != nil {
		return err
	}
	if p.only == "scale" {
		return p.runScale(ctx, out, m)
	}
	if p.only == "banks" {
		return p.runBanks(ctx, out, m)
	}
	if p.only == "webhooks" {
		return p.runWebhooks(ctx, out, m)
	}
	users, err := p.prepareUsers(ctx)
	if err != nil {
		return err
	}
	if err := pinSelf(ctx); err != nil {
		return err
	}
	if p.profile != "" {
		return p.profileLoads(ctx, users)
	}
	began := time.Now()
	var r report
	if p.wants("reads") {
		if r.reads, err = p.measureReads(ctx, users); err != nil {
			return fmt.Errorf("reads: %w", err)
		}
	}
	if p.wants("start") {
		if r.start, err = p.measureStart(ctx, users); err != nil {
			return fmt.Errorf("start: %w", err)
		}
	}
	if p.wants("writes") {
		if r.writes, err = p.measureWrites(ctx); err != nil {
			return fmt.Errorf("writes: %w", err)
		}
	}
	progress("measured for %s", time.Since(began).Round(time.Second))
	return r.print(out, m, p)
}

func (p plan) wants(part string) bool { return p.only == "" || p.only == part }
