package web

import (
	"net/http"
	"strings"
)

// The addresses of forms that browser tests of Link wait for (facts ecosystem A.7), and of the form that
// opens a session.
const (
	openPath        = "/link/open"
	sessionPath     = "/link/s/"
	bankPath        = "/link/bank/"
	credentialsPath = "/link/item/create"
	answersPath     = "/link/item/mfa"
	assetPath       = "/link/v2/assets/"
	homePath        = "/link/v2/home/"
)

// serve answers one exchange.
type serve func(*exchange) error

// route is one line of the table. Behind a path that ends with a slash stands a key.
type route struct {
	path      string
	get, post serve
}

// routes is the table of everything that is served.
func (h *Handler) routes() []route {
	return []route{
		{path: loaderPath, get: h.loader},
		{path: "/link/v2/stable/link.html", get: h.start},
		{path: "/link/v2/stable/embedded.html", get: h.embedded},
		{path: assetPath, get: h.asset},
		{path: homePath, get: h.home},
		{path: hostedPath, get: h.hosted},
		{path: openPath, post: h.open},
		{path: sessionPath, get: h.session, post: h.act},
		{path: bankPath, get: h.bank, post: h.act},
		{path: credentialsPath, get: h.toSession, post: h.act},
		{path: answersPath, get: h.toSession, post: h.act},
		{path: "/link/heartbeat", post: h.heartbeat},
	}
}

// Serves reports whether a path is one of a page or of what belongs to pages.
func (h *Handler) Serves(path string) bool {
	for _, route := range h.table {
		if path == route.path || strings.HasSuffix(route.path, "/") && strings.HasPrefix(path, route.path) {
			return true
		}
	}
	return false
}

// find gives what serves a request and takes the key out of its path. The forms of credentials and of
// answers have their key in the query.
func (h *Handler) find(x *exchange) (serve, error) {
	for _, route := range h.table {
		key, ok := strings.CutPrefix(x.r.URL.Path, route.path)
		if !ok || strings.HasSuffix(route.path, "/") != (key != "") || strings.Contains(key, "/") {
			continue
		}
		x.route, x.key = route.path, key
		if route.path == credentialsPath || route.path == answersPath {
			x.key = x.query("session")
		}
		return route.by(x)
	}
	return nil, errUnknownPage
}

// by gives what serves the request's method.
func (r route) by(x *exchange) (serve, error) {
	switch method := x.r.Method; {
	case r.get != nil && (method == http.MethodGet || method == http.MethodHead):
		return r.get, nil
	case r.post != nil && method == http.MethodPost:
		return r.post, nil
	}
	x.header.Set("Allow", r.allowed())
	return nil, errMethod
}

// allowed lists the methods of a route.
func (r route) allowed() string {
	var methods []string
	if r.get != nil {
		methods = append(methods, http.MethodGet, http.MethodHead)
	}
	if r.post != nil {
		methods = append(methods, http.MethodPost)
	}
	return strings.Join(methods, ", ")
}
