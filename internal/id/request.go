package id

import (
	"encoding/binary"
	"sync/atomic"
)

// RequestSize is the length of a request_id.
const RequestSize = 15

// Requests numbers the requests of one run of a server. Its ids are for finding a request
// again and grant nothing, so they are mixed and not hashed: a hash would cost more than
// the rest of reading a request.
type Requests struct {
	base uint64
	last atomic.Uint64
}

// Requests gives the request ids of the n-th run of a server on its database.
func (s *Source) Requests(run int64) *Requests { return s.numbered("requests", run) }

// Looks gives the ids of requests that only look. How many of them a browser sends depends on what it has kept, so
// they are no part of the sequence of those that act.
func (s *Source) Looks(run int64) *Requests { return s.numbered("looks", run) }

func (s *Source) numbered(kind string, run int64) *Requests {
	b := s.bytes(kind, "", run)
	return &Requests{base: binary.LittleEndian.Uint64(b[:])}
}

// Next gives the next request_id: 15 characters, different from every other of this run.
func (r *Requests) Next() string {
	n := r.last.Add(1) + r.base
	var text [RequestSize]byte
	first := mix(n) // a bijection, so that its 11 digits differ for every n
	for i := range 11 {
		text[i] = base62[first%62]
		first /= 62
	}
	second := mix(n ^ r.base>>1)
	for i := 11; i < RequestSize; i++ {
		text[i] = base62[second%62]
		second /= 62
	}
	return string(text[:])
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
