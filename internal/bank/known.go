package bank

import "sync"

// known keeps the customers that were asked for last, so that a login with a long configuration
// is not read on every call. It is bounded, whatever is asked.
type known struct {
	mu    sync.Mutex
	of    map[Login]*acquaintance
	used  acquaintance // a ring: next was used last, previous is the longest unused
	bytes int          // of the logins' text
}

// The most that is kept. A configuration takes 50 kB, and about as much again once it is read.
const (
	maxKnown      = 1024
	maxKnownBytes = 16 << 20
)

type acquaintance struct {
	login          Login
	customer       *Customer
	next, previous *acquaintance
}

// textOf gives what of a login decides who stands behind it: its password does not, but that of
// user_custom, which is a configuration.
func textOf(l Login) Login {
	if l.Username != customUsername {
		l.Password = ""
	}
	return l
}

// get gives the customer behind a login, and nil when it is not known any more.
func (k *known) get(l Login) *Customer {
	k.mu.Lock()
	defer k.mu.Unlock()
	found := k.of[l]
	if found == nil {
		return nil
	}
	found.unlink()
	k.front(found)
	return found.customer
}

// put keeps the customer behind a login, and forgets who was not asked for the longest.
func (k *known) put(l Login, c *Customer) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == nil {
		k.of = map[Login]*acquaintance{}
		k.used.next, k.used.previous = &k.used, &k.used
	}
	if k.of[l] != nil || l.bytes() > maxKnownBytes {
		return
	}
	added := &acquaintance{login: l, customer: c}
	k.of[l] = added
	k.front(added)
	k.bytes += l.bytes()
	for len(k.of) > maxKnown || k.bytes > maxKnownBytes {
		gone := k.used.previous
		gone.unlink()
		delete(k.of, gone.login)
		k.bytes -= gone.login.bytes()
	}
}

func (k *known) front(a *acquaintance) {
	a.previous, a.next = &k.used, k.used.next
	a.next.previous = a
	k.used.next = a
}

func (a *acquaintance) unlink() {
	a.previous.next = a.next
	a.next.previous = a.previous
}

// bytes gives the length of a login's text.
func (l Login) bytes() int {
	return len(l.InstitutionID) + len(l.Username) + len(l.Password) + len(l.Config)
}
