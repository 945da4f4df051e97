package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"

	"toile"
	"toile/internal/server"
)

// caller is a connection to a server on which one request is under way at a time. It is there
// for what wrk does not do: a number of requests and no more, and requests that need the answer
// to the one before. It sends and reads by hand, which takes a third of what net/http's client
// takes of the load's CPU.
type caller struct {
	conn   net.Conn
	in     *bufio.Reader
	out    bytes.Buffer
	answer bytes.Buffer
	fixed  string // headers
}

func dial(ctx context.Context, addr string) (*caller, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	fixed := " HTTP/1.1\r\nHost: " + addr + "\r\nContent-Type: application/json\r\nPlaid-Version: " + toile.APIVersion +
		"\r\nPLAID-CLIENT-ID: " + server.DevelopmentClientID + "\r\nPLAID-SECRET: " + server.DevelopmentSecret + "\r\nContent-Length: "
	return &caller{conn: conn, in: bufio.NewReader(conn), fixed: fixed}, nil
}

// post sends a request and gives the answer, which is valid until the next.
func (c *caller) post(path, body string) ([]byte, error) {
	c.out.Reset()
	for _, part := range []string{"POST ", path, c.fixed, strconv.Itoa(len(body)), "\r\n\r\n", body} {
		c.out.WriteString(part)
	}
	if _, err := c.conn.Write(c.out.Bytes()); err != nil {
		return nil, err
	}
	res, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	c.answer.Reset()
	if _, err := io.Copy(&c.answer, res.Body); err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s\n%s", path, res.Status, c.answer.Bytes())
	}
	return c.answer.Bytes(), nil
}

// job is what a caller does again and again, until there is no more to do.
type job func(c *caller) (more bool, err error)

// call has so many callers, spread over the servers, do a job, and gives the figures.
func call(ctx context.Context, servers []*process, callers int, do job) (f figures, err error) {
	lines := make([]*caller, callers)
	for i := range lines {
		if lines[i], err = dial(ctx, servers[i%len(servers)].addr); err != nil {
			return f, err
		}
		defer lines[i].conn.Close()
	}
	before, err := cpuOf(servers)
	if err != nil {
		return f, err
	}
	ownBefore, began := ownCPU(), time.Now()
	took, errs := make([][]time.Duration, callers), make([]error, callers)
	var work sync.WaitGroup
	for i, c := range lines {
		work.Go(func() {
			for ctx.Err() == nil {
				began := time.Now()
				more, err := do(c)
				if err != nil || !more {
					errs[i] = err
					return
				}
				took[i] = append(took[i], time.Since(began))
			}
		})
	}
	work.Wait()
	elapsed, own := time.Since(began), ownCPU()-ownBefore
	after, err := cpuOf(servers)
	all := slices.Sorted(slices.Values(slices.Concat(took...)))
	if err := errors.Join(append(errs, err, ctx.Err())...); err != nil {
		return f, fmt.Errorf("%d done, then: %w\n%s", len(all), err, servers[0].lastLines())
	}
	if len(all) == 0 {
		return f, errors.New("nothing was done")
	}
	count := time.Duration(len(all))
	return figures{
		requests: len(all), perSec: float64(len(all)) / elapsed.Seconds(),
		p50: all[len(all)/2], p99: all[len(all)*99/100],
		cpuEach: (after - before) / count, loadCPUEach: own / count,
	}, nil
}

// ownCPU gives the time that this program has computed.
func ownCPU() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err) // it takes no argument that could be wrong
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
