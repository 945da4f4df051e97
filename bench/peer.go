package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
)

// peerCommand makes this program the bare handler: the least that an answer from net/http
// costs. It looks at nothing that it is sent, keeps nothing and logs nothing.
const peerCommand = "peer"

// startPeer starts this program anew as the bare handler.
func (p plan) startPeer(ctx context.Context, answer string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	log := filepath.Join(filepath.Dir(p.database), "bench-peer.log")
	return startProcess(ctx, log, func(addr string) []string {
		return []string{self, peerCommand, "-addr", addr, "-answer", answer}
	})
}

func runPeer(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet(peerCommand, flag.ContinueOnError)
	addr := flags.String("addr", "", "address to listen on")
	path := flags.String("answer", "", "file with the answer, headers included")
	if err := flags.Parse(args); err != nil {
		return err
	}
	raw, err := os.ReadFile(*path)
	if err != nil {
		return err
	}
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), nil)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	length, header := []string{strconv.Itoa(len(body))}, answer.Header
	contentType, requestID, version := header["Content-Type"], header["Plaid-Request-Id"], header["Plaid-Version"]
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h["Content-Type"], h["Content-Length"] = contentType, length
		h["Plaid-Request-ID"], h["Plaid-Version"] = requestID, version
		w.Write(body)
	})}
	stopped := make(chan error, 1)
	go func() { stopped <- srv.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
		return srv.Shutdown(context.WithoutCancel(ctx))
	}
}
