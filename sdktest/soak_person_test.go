package sdktest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
)

// person is a user of the soak and what was acknowledged of them. One writer writes; others look.
type person struct {
	user
	linkToken string

	mu       sync.Mutex
	sessions []string          // ids, oldest first; "" stands for one that may be there
	linked   []string          // ids of their Items, in the same way
	name     int               // of the last acknowledged update; 0 is none
	removal  bool              // was asked for
	removed  bool              // was acknowledged
	items    map[string]string // item_id by access token
	unused   []string          // public tokens that nobody tried to exchange
	used     []string          // public tokens whose exchange was answered
}

// note changes what is known of a person.
func (p *person) note(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
}

// visits gives the sessions that there must be by now, and whether the person is one who can be asked for.
func (p *person) visits() (sessions []string, removal, removed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.sessions), p.removal, p.removed
}

// people are those that were created.
type people struct {
	mu   sync.Mutex
	list []*person
}

func (all *people) add(p *person) {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.list = append(all.list, p)
}

func (all *people) all() []*person {
	all.mu.Lock()
	defer all.mu.Unlock()
	return slices.Clone(all.list)
}

// anybody gives one of them, or nil while there is none.
func (all *people) anybody() *person {
	all.mu.Lock()
	defer all.mu.Unlock()
	if len(all.list) == 0 {
		return nil
	}
	return all.list[rand.N(len(all.list))]
}

// fits finds all ids that must be there, in their order, and no other between them than may be there. It
// says how many more come after them.
func fits(found, want []string) (more int, err error) {
	rest, maybe := found, 0
	for n, id := range found {
		if slices.Contains(found[:n], id) {
			return 0, fmt.Errorf("%s is there twice", id)
		}
	}
	for _, id := range want {
		if id == "" {
			maybe++
			continue
		}
		at := slices.Index(rest, id)
		if at < 0 || at > maybe {
			return 0, fmt.Errorf("there are %q, want %q", found, want)
		}
		rest, maybe = rest[at+1:], 0
	}
	return len(rest) - maybe, nil
}
