package server

import (
	"bufio"
	"io"
	"sync"
	"time"
)

// LogWriter gathers log lines and writes them a few times a second, so that a line a request
// costs no system call each. What was not written yet is lost when the process is killed, and
// only then: Close writes the rest.
type LogWriter struct {
	mu     sync.Mutex
	lines  *bufio.Writer
	stop   chan struct{}
	closed chan struct{}
}

const (
	logBuffer = 64 << 10
	logEvery  = 200 * time.Millisecond
)

// NewLogWriter gathers lines for w.
func NewLogWriter(w io.Writer) *LogWriter {
	l := &LogWriter{lines: bufio.NewWriterSize(w, logBuffer), stop: make(chan struct{}), closed: make(chan struct{})}
	go l.run()
	return l
}

// Write takes one line.
func (l *LogWriter) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.Write(line)
}

func (l *LogWriter) run() {
	defer close(l.closed)
	ticker := time.NewTicker(logEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			l.flush()
		case <-l.stop:
			return
		}
	}
}

func (l *LogWriter) flush() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.Flush()
}

// Close writes what is left.
func (l *LogWriter) Close() error {
	close(l.stop)
	<-l.closed
	return l.flush()
}
