package proxy

import (
	"fmt"
	"net/http"
)

// answer takes what callers say to the proxy.
func (p *Proxy) answer(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodConnect:
		p.connect(w, r)
	case r.URL.IsAbs() && r.URL.Host != "":
		p.absolute(w, r)
	default:
		http.Error(w, "this is the proxy of toile run: programs are told of it by HTTPS_PROXY", http.StatusBadRequest)
	}
}

// absolute answers a request that says its whole address.
func (p *Proxy) absolute(w http.ResponseWriter, r *http.Request) {
	port := map[string]string{"http": "80", "https": "443"}[r.URL.Scheme]
	t, ok := targetOf(r.URL.Host, port)
	switch {
	case !ok || port == "":
		http.Error(w, fmt.Sprintf("the proxy cannot reach %q", r.URL.Redacted()), http.StatusBadRequest)
	case t.isPlaid():
		p.serve(w, r)
	case p.lets(t):
		p.pass.ServeHTTP(w, r)
	default:
		http.Error(w, p.refusal(t), http.StatusForbidden)
	}
}

// toPlaid answers what comes out of a tunnel to one of Plaid's host names.
func (p *Proxy) toPlaid(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		http.Error(w, "this is a tunnel's end, and no proxy", http.StatusMethodNotAllowed)
		return
	}
	r.URL.Scheme, r.URL.Host = "http", r.Host
	if r.TLS != nil {
		r.URL.Scheme = "https"
	}
	p.serve(w, r)
}

// serve gives the server a request for one of Plaid's host names. Its URL says how the program reached it:
// X-Forwarded-Proto tells it to a server that sees only the connection, and what the program itself said of
// that is not believed.
func (p *Proxy) serve(w http.ResponseWriter, r *http.Request) {
	p.served.Add(1)
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Proxy-Authorization", "Proxy-Connection"} {
		r.Header.Del(name)
	}
	r.Header.Set("X-Forwarded-Proto", r.URL.Scheme)
	p.plaid.ServeHTTP(w, r)
}

// lets reports whether a host may be reached as it is.
func (p *Proxy) lets(t target) bool { return t.isLocal() || p.allowed.match(t) }

// refusal tells of a refused host, to the user and to the program.
func (p *Proxy) refusal(t target) string {
	if p.config.Refused != nil {
		p.config.Refused(t.host)
	}
	return fmt.Sprintf("toile run does not let the program reach %s; toile run --allow %s does", t, t.host)
}
