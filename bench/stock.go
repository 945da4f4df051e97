package main

import (
	"math/rand/v2"
	"slices"
)

// stock is a database and who is in it. Writing makes some users' lists longer, so those whose
// lists are read are others.
type stock struct {
	database         string // path or URL
	readers, writers []string
}

// newStock leaves every tenth user of each generation to writing. Keys are hashes, so these,
// too, lie all over the database.
func newStock(database string, users []string) stock {
	s := stock{database: database}
	for n, handle := range users {
		if (n%20 == 5 || n%20 == 14) && n < len(users)-1 { // the first and the last user tell whether all is there
			s.writers = append(s.writers, handle)
		} else {
			s.readers = append(s.readers, handle)
		}
	}
	return s
}

// maxWakers is how many users a server is asked for, at most, before others count.
const maxWakers = 20_000

// wakers is how many users a server is asked for before others count.
func (s stock) wakers() int { return min(len(s.readers)/4, maxWakers) }

// hand gives some users, drawn at random from all, one after the other.
func hand(users []string, count int) []string {
	drawn := make([]string, count)
	for i := range drawn {
		drawn[i] = users[rand.IntN(len(users))]
	}
	return drawn
}

// deck gives users so that none comes twice before all have come.
type deck struct {
	users []string
	at    int
}

func newDeck(users []string) *deck {
	d := &deck{users: slices.Clone(users)}
	d.shuffle()
	return d
}

func (d *deck) shuffle() {
	rand.Shuffle(len(d.users), func(i, j int) { d.users[i], d.users[j] = d.users[j], d.users[i] })
	d.at = 0
}

func (d *deck) left() int { return len(d.users) - d.at }

func (d *deck) draw(count int) []string {
	drawn := d.users[d.at:min(d.at+count, len(d.users))]
	d.at += len(drawn)
	return drawn
}

// sample gives so many users of all, none twice.
func sample(users []string, count int) []string {
	drawn, known := make([]string, 0, count), make(map[int]bool, count)
	for len(drawn) < count {
		if n := rand.IntN(len(users)); !known[n] {
			known[n] = true
			drawn = append(drawn, users[n])
		}
	}
	return drawn
}
