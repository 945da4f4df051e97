package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"toile"
	"toile/internal/server"
)

//go:embed load.lua
var loadScript []byte

// load is what wrk sends to a server for some seconds.
type load struct {
	path        string
	connections int
	seconds     int
	args        []string // of load.lua
}

// sessionsLoad asks for the sessions of some of the users, in the order that the seed gives:
// it leaves out the first ones and asks for the next.
func (p plan) sessionsLoad(connections, seconds int, seed uint32, skip, users int) load {
	return load{toile.CreditSessionsGet.Path(), connections, seconds, []string{"sessions", p.userList(),
		strconv.FormatUint(uint64(seed), 10), strconv.Itoa(skip), strconv.Itoa(users)}}
}

// createLoad makes users whose names begin so.
func createLoad(connections, seconds int, prefix string) load {
	return load{toile.UserCreate.Path(), connections, seconds, []string{"create", prefix}}
}

// figures are what one round of load gave.
type figures struct {
	requests int
	perSec   float64
	p50, p99 time.Duration
	cpuEach  time.Duration // of the servers' CPU, for one request

	databaseCPUEach, loadCPUEach time.Duration // of PostgreSQL's and of this program's, where they are looked at
}

// put loads a server, or several, each by a thread and its share of the connections. Any answer
// that is no success fails.
func (l load) put(ctx context.Context, folder string, to ...*process) (f figures, err error) {
	script := filepath.Join(folder, "bench-load.lua")
	if err := os.WriteFile(script, loadScript, 0o644); err != nil {
		return f, err
	}
	before, err := cpuOf(to)
	if err != nil {
		return f, err
	}
	cmd := exec.CommandContext(ctx, "taskset", append([]string{"-c", loadCPU,
		"wrk", "-t" + strconv.Itoa(len(to)), "-c" + strconv.Itoa(l.connections), "-d" + strconv.Itoa(l.seconds) + "s", "-s", script,
		"-H", "Content-Type: application/json", "-H", "Plaid-Version: " + toile.APIVersion,
		"-H", "PLAID-CLIENT-ID: " + server.DevelopmentClientID, "-H", "PLAID-SECRET: " + server.DevelopmentSecret,
		to[0].url + l.path, "--"}, l.args...)...)
	cmd.Env = append(os.Environ(), "BENCH_SERVERS="+addresses(to))
	output, err := cmd.CombinedOutput()
	if err != nil {
		return f, fmt.Errorf("wrk: %w\n%s", err, output)
	}
	after, err := cpuOf(to)
	if err != nil {
		return f, fmt.Errorf("%w\n%s", err, to[0].lastLines())
	}
	var micros, failures, p50, p99 int64
	_, measured, _ := strings.Cut(string(output), "\nmeasured ")
	if _, err := fmt.Sscan(measured, &f.requests, &micros, &failures, &p50, &p99); err != nil {
		return f, fmt.Errorf("unreadable: %w\n%s", err, output)
	}
	if failures > 0 || f.requests == 0 {
		return f, fmt.Errorf("%d of %d requests failed\n%s", failures, f.requests, to[0].lastLines())
	}
	f.perSec = float64(f.requests) / (float64(micros) / 1e6)
	f.p50, f.p99 = time.Duration(p50)*time.Microsecond, time.Duration(p99)*time.Microsecond
	f.cpuEach = (after - before) / time.Duration(f.requests)
	return f, nil
}

// addresses lists where servers listen, for load.lua.
func addresses(servers []*process) string {
	var list []string
	for _, srv := range servers {
		list = append(list, srv.addr)
	}
	return strings.Join(list, " ")
}

// median gives the middle one of some values.
func median[T int | float64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted) == 0 {
		var none T
		return none
	}
	return sorted[len(sorted)/2]
}

// medianOf gives the middle one of a figure over all rounds.
func medianOf[T int | float64 | time.Duration](rounds []figures, figure func(figures) T) T {
	values := make([]T, len(rounds))
	for i, f := range rounds {
		values[i] = figure(f)
	}
	return median(values)
}
