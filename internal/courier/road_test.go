package courier_test

import (
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"toile/internal/courier"
	"toile/internal/webhook"
)

func publicOnly(c *courier.Config) { c.PublicOnly = true }

// refused waits until a webhook was given up unsent, at its first attempt.
func (p *post) refused(url, why string) {
	p.t.Helper()
	p.tell(url, 1)
	d := p.until(url, 0, attempts(1))
	a := d.Attempts[0]
	if d.State != webhook.Failed || d.Why != why || !strings.HasPrefix(a.Error, "not sent: ") || a.Signature != "" || a.Status != 0 {
		p.t.Errorf("%s is kept as %s, why %q, with %+v", url, d.State, d.Why, d.Attempts)
	}
}

// A webhook that would come to the server itself is not sent, by whatever name.
func TestOwnAddress(t *testing.T) {
	t.Parallel()
	own, all, other := receive(t, takes), receive(t, takes), receive(t, takes)
	p := open(t, place(t)).patient() // no refusal waits for an answer
	c := p.begin(func(c *courier.Config) { c.PublicURL = "https://toile.example" })
	c.ListensOn(own.Listener.Addr())
	_, ownPort, _ := net.SplitHostPort(own.Listener.Addr().String())
	everywhere := *all.Listener.Addr().(*net.TCPAddr)
	everywhere.IP = net.IPv6unspecified
	c.ListensOn(&everywhere)
	_, allPort, _ := net.SplitHostPort(all.Listener.Addr().String())

	urls := []string{
		own.URL, "http://localhost:" + ownPort + "/hook", "http://shop.localhost:" + ownPort, "http://[::ffff:127.0.0.1]:" + ownPort, "https://127.0.0.1:" + ownPort,
		"http://0.0.0.0:" + ownPort, all.URL, "http://localhost:" + allPort, "http://127.8.9.10:" + allPort, "http://0.0.0.0:" + allPort, "http://[::]:" + allPort,
		"https://toile.example", "https://TOILE.example.:443/hook",
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, addr := range addrs {
		urls = append(urls, "http://"+net.JoinHostPort(addr.(*net.IPNet).IP.String(), allPort))
	}
	slices.Sort(urls)
	for _, url := range slices.Compact(urls) {
		p.refused(url, webhook.OwnAddress)
	}
	p.tell(other.URL, 1)
	if d := p.until(other.URL, 0, attempts(1)); d.State != webhook.Delivered {
		t.Errorf("another port is kept as %+v", d)
	}
	p.tell("https://toile.example:8443", 1)
	if d := p.until("https://toile.example:8443", 0, attempts(1)); d.Why != "" {
		t.Errorf("another port of the public host is kept as %+v", d)
	}
	p.stop()
	if n := len(own.times()) + len(all.times()); n > 0 {
		t.Errorf("%d came to the server itself", n)
	}
	if log := p.logged(); !strings.Contains(log, `why="`+webhook.OwnAddress) {
		t.Errorf("logged is\n%s", log)
	}
}

// Where only public addresses are wanted, no other is reached, whatever it is called.
func TestPublicOnly(t *testing.T) {
	t.Parallel()
	r := receive(t, takes)
	_, port, _ := net.SplitHostPort(r.Listener.Addr().String())
	p := open(t, place(t)).patient().start(publicOnly)
	for _, host := range []string{
		"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
		"224.0.0.1", "255.255.255.255", "[fe80::1]", "[fd00::1]", "[ff02::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]",
	} {
		p.refused("http://"+host+":"+port, webhook.Private)
	}
	for _, host := range []string{"2130706433", "0x7f.0.0.1", "127.1"} { // which some take for 127.0.0.1
		url := "http://" + host + ":" + port
		p.tell(url, 1)
		if d := p.until(url, 0, attempts(1)); d.State == webhook.Delivered || d.Attempts[0].Status != 0 {
			t.Errorf("%s is kept as %+v", url, d)
		}
	}
	if n := len(r.times()); n > 0 {
		t.Errorf("%d came", n)
	}
}

// Where only this machine is wanted, no other is reached, and no name server is asked about it.
func TestLocalOnly(t *testing.T) {
	t.Parallel()
	here := receive(t, takes)
	_, port, _ := net.SplitHostPort(here.Listener.Addr().String())
	p := open(t, place(t)).patient().start(localOnly)
	for _, url := range []string{
		"http://192.0.2.1:" + port, "http://8.8.8.8", "https://receiver.example/hook", "http://receiver.invalid", "http://localhost.example", "http://[2001:db8::1]:" + port, "http://127.1:" + port,
	} {
		p.refused(url, webhook.Elsewhere)
	}
	for _, host := range []string{"127.0.0.1", "localhost", "LOCALHOST", "shop.localhost", "0.0.0.0", "[::ffff:127.0.0.1]"} {
		url := "http://" + host + ":" + port
		p.tell(url, 1)
		if d := p.until(url, 0, attempts(1)); d.State != webhook.Delivered {
			t.Errorf("%s is kept as %+v", url, d)
		}
	}
	if n := throughProxy.Load(); n > 1 { // which is another test's
		t.Errorf("%d went through a proxy", n)
	}
}

func TestIsPublic(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"8.8.8.8": true, "100.63.255.255": true, "100.128.0.1": true, "172.32.0.1": true, "2606:4700::1111": true, "64:ff9b::808:808": true,
		"100.127.255.255": false, "172.31.255.255": false, "198.18.0.1": false, "192.0.2.1": false, "240.0.0.1": false, "0.1.2.3": false,
		"64:ff9b:1::1": false, "64:ff9b::a00:1": false, "2001::1": false, "2001:db8::1": false, "::7f00:1": false, "fec0::1": false, "100::1": false,
	} {
		if got := courier.IsPublic(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s is public: %t", text, got)
		}
	}
}

// A proxy of the environment is for what is not on this machine, and for nothing where only public addresses are
// wanted: it would lead where it likes.
func TestProxy(t *testing.T) {
	t.Parallel()
	const url = "http://receiver.invalid"
	p := open(t, place(t)).start()
	p.tell(url, 1)
	d := p.until(url, 0, attempts(1))
	if d.State != webhook.Delivered || throughProxy.Load() == 0 {
		t.Errorf("through a proxy it is kept as %+v", d)
	}
	direct := open(t, place(t)).start(publicOnly)
	direct.tell(url, 1)
	if d := direct.until(url, 0, attempts(1)); d.State != webhook.Waiting || d.Attempts[0].Error == "" {
		t.Errorf("to public addresses only it is kept as %+v", d)
	}
}
