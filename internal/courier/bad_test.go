package courier_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"toile/internal/webhook"
)

// raw opens a receiver that does what it likes with each connection, whose request it has begun to read. It gives its
// host and port, and how many bytes got rid of.
func raw(t *testing.T, serve func(conn net.Conn)) (host string, sent *atomic.Int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	sent = new(atomic.Int64)
	var conns sync.WaitGroup
	over := t.Context()
	conns.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			conns.Go(func() {
				defer conn.Close()
				defer context.AfterFunc(over, func() { conn.Close() })()
				conn.Read(make([]byte, 4096))
				serve(counted{conn, sent})
			})
		}
	})
	t.Cleanup(func() {
		listener.Close()
		conns.Wait()
	})
	return listener.Addr().String(), sent
}

type counted struct {
	net.Conn
	sent *atomic.Int64
}

func (c counted) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.sent.Add(int64(n))
	return n, err
}

// says answers with a text and hangs up.
func says(text string) func(net.Conn) {
	return func(conn net.Conn) {
		io.WriteString(conn, text)
		io.Copy(io.Discard, io.LimitReader(conn, 1)) // until it is read
	}
}

// hangsUp answers with a text and closes at once.
func hangsUp(text string) func(net.Conn) { return func(conn net.Conn) { io.WriteString(conn, text) } }

// forever answers with a text, and then with another without end, with a pause before each.
func forever(begin, more string, pause time.Duration) func(net.Conn) {
	return func(conn net.Conn) {
		_, err := io.WriteString(conn, begin)
		for err == nil {
			time.Sleep(pause)
			_, err = io.WriteString(conn, more)
		}
	}
}

const ok = "HTTP/1.1 200 OK\r\n"

// Receivers that do what no receiver should are bounded in time and memory, and what they did can be read.
func TestBadReceivers(t *testing.T) {
	t.Parallel()
	slowly, line := 20*time.Millisecond, "X-More: "+strings.Repeat("x", 1000)+"\r\n"
	for name, test := range map[string]struct {
		serve  func(net.Conn)
		status int
		says   string // in the error
		cut    bool   // of the answer
		silent bool   // it is given up when its time is over, and the others long before theirs
	}{
		"never answers":           {serve: says(""), says: "no answer within 2s", silent: true},
		"headers without end":     {serve: forever(ok, line, 0), says: "longer than 64 KiB"},
		"headers slowly":          {serve: forever(ok, "X: x\r\n", slowly), says: "no answer within 2s", silent: true},
		"a header line for ever":  {serve: forever(ok+"X: ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 0), says: "longer than 64 KiB"},
		"1xx for ever":            {serve: forever("", "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n", 0), says: "longer than 64 KiB"},
		"1xx slowly":              {serve: forever("", "HTTP/1.1 102 Processing\r\n\r\n", slowly), says: "no answer within 2s", silent: true},
		"switches protocols":      {serve: says("HTTP/1.1 101 Switching Protocols\r\nUpgrade: chat\r\nConnection: Upgrade\r\n\r\n"), status: 101},
		"hangs up":                {serve: hangsUp(""), says: "closed the connection"},
		"hangs up in its headers": {serve: hangsUp(ok + "Content-Length: 5\r\n"), says: "closed the connection"},
		"hangs up in its body":    {serve: hangsUp(ok + "Content-Length: 50\r\n\r\nhalf"), status: 200, cut: true},
		"hangs up in a chunk":     {serve: hangsUp(ok + "Transfer-Encoding: chunked\r\n\r\n9\r\nhalf"), status: 200, cut: true},
		"body without end":        {serve: forever(ok+"\r\n", strings.Repeat("x", 1<<16), 0), status: 200, cut: true},
		"body slowly":             {serve: forever(ok+"\r\n", "x", slowly), status: 200, cut: true},
		"error without end":       {serve: forever("HTTP/1.1 500 No\r\n\r\n", strings.Repeat("x", 1<<16), 0), status: 500, cut: true},
		"redirects":               {serve: says("HTTP/1.1 308 There\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"), status: 308, says: "redirects"},
		"speaks no HTTP":          {serve: says("SSH-2.0-OpenSSH_9.9\r\n"), says: "is no HTTP"},
		"speaks nonsense":         {serve: says("\x00\xff\xfe\r\n\r\n"), says: "is no HTTP"},
		"a status of letters":     {serve: says("HTTP/1.1 OK 200\r\n\r\n"), says: "is no HTTP"},
		"lengths at odds":         {serve: says(ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n"), says: "is no HTTP"},
		"status 999":              {serve: says("HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n"), status: 999},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, place(t))
			if !test.silent {
				p.patient()
			}
			p.start()
			host, sent := raw(t, test.serve)
			p.tell("http://"+host, 1)
			d := p.until("http://"+host, 0, attempts(1))
			a := d.Attempts[0]
			if a.Status != test.status || !strings.Contains(a.Error, test.says) || (a.Error == "") != (test.says == "") {
				t.Errorf("it is kept with status %d and the error %q, want %d and %q", a.Status, a.Error, test.status, test.says)
			}
			if (d.State == webhook.Delivered) != (test.status == 200) {
				t.Errorf("it is %s", d.State)
			}
			if cut := a.Answer != nil && a.Answer.Cut; cut != test.cut || (a.Answer != nil) != (test.status > 0) || cut && len(a.Answer.Body) > 4096 {
				t.Errorf("the answer is kept as %+v", a.Answer)
			}
			if test.silent && a.Took < p.answer {
				t.Errorf("it was given up after %s", a.Took)
			}
			if n := sent.Load(); n > 16<<20 {
				t.Errorf("%d bytes were taken", n)
			}
			if a.Signature == "" {
				t.Error("what was signed is not kept")
			}
		})
	}
}

// Receivers with which no secure connection comes about.
func TestBadTLS(t *testing.T) {
	t.Parallel()
	p := open(t, place(t)).start()
	secure := httptest.NewUnstartedServer(http.HandlerFunc(takes))
	secure.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	secure.StartTLS()
	defer secure.Close()
	plain := receive(t, takes)
	mute, _ := raw(t, says(""))
	closed := httptest.NewServer(nil)
	closed.Close()
	for url, want := range map[string]string{
		secure.URL: "its certificate is not valid: x509: ",
		"https" + strings.TrimPrefix(plain.URL, "http"): "speaks no TLS",
		"https://" + mute: "no connection within 2s",
		closed.URL:        "nobody listens there",
		"http://%zz":      "invalid URL",
	} {
		p.tell(url, 1)
		if d := p.until(url, 0, attempts(1)); d.State != webhook.Waiting || !strings.Contains(d.Attempts[0].Error, want) || d.Attempts[0].Status != 0 {
			t.Errorf("%s is kept as %s with %+v", url, d.State, d.Attempts)
		}
	}
}

// What was answered can be read as it was, up to bounds, whatever bytes it is of.
func TestAnswerIsKept(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer string
		body   string
		cut    bool
	}{
		"text":         {"Content-Length: 3\r\n\r\nyes", "yes", false},
		"nothing":      {"Content-Length: 0\r\n\r\n", "", false},
		"odd bytes":    {"Content-Length: 5\r\n\r\na\x00\xff\xfeb", "a\x00\uFFFDb", false},
		"just enough":  {"Content-Length: 4096\r\n\r\n" + strings.Repeat("y", 4096), strings.Repeat("y", 4096), false},
		"too much":     {"Content-Length: 4097\r\n\r\n" + strings.Repeat("y", 4097), strings.Repeat("y", 4096), true},
		"half a sign":  {"Content-Length: 4097\r\n\r\n" + strings.Repeat("y", 4095) + "é", strings.Repeat("y", 4095), true},
		"long headers": {"X-Long: " + strings.Repeat("h", 20_000) + "\r\nContent-Length: 3\r\n\r\nyes", "yes", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, place(t)).start()
			host, _ := raw(t, says(ok+"X-Odd: a\xff\tb\r\nX-Two: 1\r\nX-Two: 2\r\nA-Name: "+name+"\r\n"+test.answer))
			p.tell("http://"+host, 1)
			d := p.until("http://"+host, 0, attempts(1))
			got := d.Attempts[0].Answer
			if d.State != webhook.Delivered || got == nil {
				t.Fatalf("it is kept as %+v", d)
			}
			if got.Body != test.body || got.Cut != test.cut || len(got.Header["A-Name"]) != 1 || got.Header["A-Name"][0] != name {
				t.Errorf("the answer is kept as %+v", got)
			}
			size := 0
			for name, values := range got.Header {
				size += len(name) + len(strings.Join(values, ""))
			}
			if size > 8192 || name != "long headers" && (len(got.Header["X-Two"]) != 2 || got.Header["X-Odd"][0] != "a\uFFFD\tb") {
				t.Errorf("the headers are kept as %v", got.Header)
			}
		})
	}
}
