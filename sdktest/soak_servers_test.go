package sdktest

import (
	"fmt"
	"net"
	"os"
	"sync/atomic"
	"time"
)

// How the servers are killed: one each second. A restart may have to wait for the standby to take over.
const (
	killEvery      = time.Second
	restartWithin  = time.Minute
	firstSoakPort  = 30_000 // below the ports that systems give to outgoing connections
	soakPortsAtAll = 2_000
)

// post is a server's place: an address at which it is killed and started again.
type post struct {
	*caller // of whichever server is there
	addr    string
	server  *server
	life    atomic.Int64 // grows with each kill and each start, and is odd while there is no server
}

// wasKilled reports whether there was no server at some time since its life was looked at.
func (p *post) wasKilled(life int64) bool { return life%2 == 1 || p.life.Load() != life }

// startServers starts a server at each post.
func (s *soak) startServers() {
	for n := range s.posts {
		s.posts[n] = &post{addr: freeAddress(n)}
		if err := s.man(s.posts[n]); err != nil {
			s.t.Fatal(err)
		}
		s.posts[n].caller = ask(s.t, s.posts[n].server, us)
	}
	s.t.Cleanup(func() {
		for _, p := range s.posts {
			if err := p.server.stop(); err != nil {
				s.t.Errorf("stopping toile: %v\n%s", err, p.server.log())
			}
		}
	})
}

// freeAddress looks from a place that depends on the process, for others may look at the same time.
func freeAddress(n int) string {
	for try := range soakPortsAtAll {
		port := firstSoakPort + (os.Getpid()*soakServers+n+try)%soakPortsAtAll
		addr := fmt.Sprint("127.0.0.1:", port)
		if listener, err := net.Listen("tcp", addr); err == nil {
			listener.Close()
			return addr
		}
	}
	return "127.0.0.1:0"
}

// man starts a post's server, again while the database is on its way from one place to another.
func (s *soak) man(p *post) (err error) {
	for deadline := time.Now().Add(restartWithin); time.Now().Before(deadline); {
		p.server, err = start("--addr", p.addr, "--database", s.url(), "--client-id", us.clientID, "--secret", us.secret)
		if err == nil {
			return nil
		}
	}
	return err
}

// killServers kills one server after the other and starts it again.
func (s *soak) killServers() {
	for n := 0; s.running(); n++ {
		begin := time.Now()
		p := s.posts[n%len(s.posts)]
		p.life.Add(1)
		if err := p.server.kill(); err != nil {
			s.t.Errorf("killing a server: %v", err)
			return
		}
		s.kills.Add(1)
		if err := s.man(p); err != nil {
			s.t.Errorf("starting a server again: %v", err)
			return
		}
		p.life.Add(1)
		time.Sleep(killEvery - time.Since(begin))
	}
}
