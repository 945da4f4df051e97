package webhook

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"time"
)

// Chaos is what goes wrong with webhooks on purpose, so that a receiver is found out that relies on what nobody
// promises: that a webhook comes once, in order and soon (facts link 4.1).
type Chaos struct {
	Duplicates bool // each comes twice
	Order      bool // later ones overtake
	Delay      bool // each takes seconds
}

// Bounds on the chaos. They are small, so that tests can wait.
const (
	longestOvertaking = time.Second
	longestDuplicate  = 2 * time.Second // after the first
	shortestDelay     = 2 * time.Second
	longestDelay      = 10 * time.Second
)

// ParseChaos reads a list such as "duplicates,order,delay"; "all" names all of them, and the empty text none.
func ParseChaos(list string) (c Chaos, err error) {
	if list == "" {
		return c, nil
	}
	for name := range strings.SplitSeq(list, ",") {
		switch strings.TrimSpace(name) {
		case "duplicates":
			c.Duplicates = true
		case "order":
			c.Order = true
		case "delay":
			c.Delay = true
		case "all":
			c = Chaos{Duplicates: true, Order: true, Delay: true}
		default:
			return Chaos{}, fmt.Errorf("the webhook chaos %q is none of duplicates, order, delay (several with commas between them) and all", name)
		}
	}
	return c, nil
}

// String gives the form that ParseChaos reads.
func (c Chaos) String() string {
	names := []string{}
	for _, each := range []struct {
		on   bool
		name string
	}{{c.Duplicates, "duplicates"}, {c.Order, "order"}, {c.Delay, "delay"}} {
		if each.on {
			names = append(names, each.name)
		}
	}
	return strings.Join(names, ",")
}

// Times says how long after it was made a webhook is due, for each time that it comes. It follows from the body, so that
// a seed, from which the ids in it follow, brings about the same each time.
func (c Chaos) Times(body string) []time.Duration {
	hash := sha256.Sum256([]byte(body))
	part := func(n int, most time.Duration) time.Duration {
		return time.Duration(binary.BigEndian.Uint32(hash[4*n:])>>8) * most >> 24 // 24 bits of it: more overflow
	}
	first := time.Duration(0)
	if c.Order {
		first += part(0, longestOvertaking)
	}
	if c.Delay {
		first += shortestDelay + part(1, longestDelay-shortestDelay)
	}
	if !c.Duplicates {
		return []time.Duration{first}
	}
	return []time.Duration{first, first + part(2, longestDuplicate)}
}
