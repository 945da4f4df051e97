package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"toile/internal/pgtest"
)

// scaleReport is what was found out about many users.
type scaleReport struct {
	users           int
	fileMB, folders int64 // SQLite's file of the many, and PostgreSQL's files of all
	memory          string
	postgres        string
	reads           []scaleResult
	growths         []growth
	sessions        []scaleResult
	floors          []time.Duration
}

// weigh looks at the machine's memory and the sizes of what it has to hold.
func (r *scaleReport) weigh(large plan, c *cluster) error {
	r.users = large.users
	info, err := os.Stat(large.database)
	if err != nil {
		return err
	}
	files, err := c.size()
	if err != nil {
		return err
	}
	r.fileMB, r.folders = info.Size()>>20, files>>20
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return err
	}
	var kB int64
	if _, err := fmt.Sscanf(string(text), "MemTotal: %d kB", &kB); err != nil {
		return err
	}
	r.memory = fmt.Sprintf("%d GB", kB>>20)
	r.postgres = fmt.Sprintf("PostgreSQL %d (%s)", pgtest.Version(c.programs), strings.Join(clusterSettings, ", "))
	return nil
}

func (r scaleReport) print(w io.Writer, machine string, p plan) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s of memory. %d users with %d finished sessions each: %d MB of SQLite's file, %d MB of PostgreSQL's files.\n"+
		"%s. Servers and PostgreSQL together on CPU %s, the load on CPU %s: several servers share that one CPU. %d rounds; medians.\n"+
		"What is read was brought into memory before.\n",
		machine, r.memory, r.users, sessionsPerUser, r.fileMB, r.folders, r.postgres, serverCPU, loadCPU, p.rounds)

	fmt.Fprintf(&b, "\n`POST /credit/sessions/get`, %d users, each asked for once (wrk):\n\n"+
		"| database | servers | connections | req/s | p50 / p99 ms | servers' CPU µs | PostgreSQL's CPU µs |\n"+
		"|---|---:|---:|---:|---:|---:|---:|\n", r.users)
	for _, s := range r.reads {
		fmt.Fprintf(&b, "| %s | %d | %d | %.0f | %s | %s | %s |\n",
			s.engine, s.servers, s.connections, perSec(s.rounds), latency(s.rounds), cpu(s.rounds), s.databaseCPU())
	}

	fmt.Fprintf(&b, "\nThe same, median latency with %d users for each of that with %d (%d rounds of users drawn from all alike, one server that was asked for others before; "+
		"SQLite's server keeps lists that were asked for, up to 128 MiB of them):\n\n"+
		"| database | users | connections | p50 with %d, ms | p50 with %d, ms | ratio | wanted |\n"+
		"|---|---|---:|---:|---:|---:|---:|\n", r.users, smallUsers, p.rounds*growthRounds, smallUsers, r.users)
	for _, g := range r.growths {
		fmt.Fprintf(&b, "| %s | %s | %d | %s | %s | **%.2f** | < %.1f |\n",
			g.engine, g.asked, g.connections, millis(median(g.small)), millis(median(g.large)), g.ratio(), growthTarget)
	}

	fmt.Fprintf(&b, "\nWhole sessions of users who are there: `POST /link/token/create`, then `POST /toile/link`, each on disk before its answer "+
		"(one page on disk, write and fdatasync: %s ms):\n\n"+
		"| database | servers | callers | sessions/s | p50 / p99 ms | servers' CPU µs | PostgreSQL's CPU µs | the load's CPU µs |\n"+
		"|---|---:|---:|---:|---:|---:|---:|---:|\n", millis(median(r.floors)))
	for _, s := range r.sessions {
		fmt.Fprintf(&b, "| %s | %d | %d | %.0f | %s | %s | %s | %s |\n",
			s.engine, s.servers, s.connections, perSec(s.rounds), latency(s.rounds), cpu(s.rounds), s.databaseCPU(),
			micros(medianOf(s.rounds, func(f figures) time.Duration { return f.loadCPUEach })))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// databaseCPU is PostgreSQL's; SQLite is in the server.
func (s scaleResult) databaseCPU() string {
	each := medianOf(s.rounds, func(f figures) time.Duration { return f.databaseCPUEach })
	if each == 0 {
		return ""
	}
	return micros(each)
}
