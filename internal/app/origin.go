package app

import "toile"

// Origin is this server's address as a caller reached it. Its host is empty where that cannot be told.
type Origin struct{ Scheme, Host string }

// Address gives the origin in front of a path, such as http://127.0.0.1:8643.
func (o Origin) Address() (string, error) {
	if o.Host == "" {
		return "", toile.ErrInvalidHeaders("Host header (or X-Forwarded-Host) must name the server: an address is made from it")
	}
	return o.Scheme + "://" + o.Host, nil
}
