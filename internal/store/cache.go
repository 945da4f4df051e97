package store

import (
	"sync"

	"toile/internal/id"
)

// cache keeps session lists in memory, the last used ones up to a number of bytes.
//
// A shard is picked by the key's first byte: keys are hashes.
type cache struct {
	shards [64]shard
}

// shard is a part of the cache. Its generation rises with every write to one of its
// users. A reader notes it before it reads the database, and may only put what it read
// while the generation is still the same: otherwise a list from before a write could
// come into the cache after it.
type shard struct {
	mu         sync.Mutex
	generation uint64
	slots      map[id.Key]*slot
	used       slot // a ring: next is the last used, previous the longest unused
	bytes      int64
	limit      int64
	_          [40]byte // keeps neighbours' locks off one cache line
}

type slot struct {
	key            id.Key
	list           SessionList
	next, previous *slot
}

// slotBytes is about what a slot takes besides its list.
const slotBytes = 160

// newCache makes a cache of this many bytes. With none it stays empty.
func newCache(bytes int64) *cache {
	c := &cache{}
	for i := range c.shards {
		s := &c.shards[i]
		s.limit = bytes / int64(len(c.shards))
		s.slots = make(map[id.Key]*slot)
		s.used.next, s.used.previous = &s.used, &s.used
	}
	return c
}

func (c *cache) shard(key id.Key) *shard { return &c.shards[key[0]%64] }

// get finds a list. When there is none it gives the generation to put one with.
func (c *cache) get(key id.Key) (list SessionList, generation uint64, ok bool) {
	s := c.shard(key)
	s.mu.Lock()
	found := s.slots[key]
	if found != nil {
		if s.used.next != found {
			found.unlink()
			s.front(found)
		}
		list = found.list
	}
	generation = s.generation
	s.mu.Unlock()
	return list, generation, found != nil
}

// put keeps a list that was read since get gave the generation.
func (c *cache) put(key id.Key, list SessionList, generation uint64) {
	s := c.shard(key)
	size := sizeOf(list)
	if size > s.limit {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.generation != generation || s.slots[key] != nil {
		return
	}
	added := &slot{key: key, list: list}
	s.slots[key] = added
	s.front(added)
	s.bytes += size
	for s.bytes > s.limit {
		s.remove(s.used.previous)
	}
}

// drop forgets the lists of users that were written to, and whatever of them is being
// read at the moment. It comes after the commit and before anyone hears of it.
func (c *cache) drop(keys []id.Key) {
	for _, key := range keys {
		s := c.shard(key)
		s.mu.Lock()
		s.generation++
		if found := s.slots[key]; found != nil {
			s.remove(found)
		}
		s.mu.Unlock()
	}
}

func (s *shard) front(added *slot) {
	added.previous, added.next = &s.used, s.used.next
	added.next.previous = added
	s.used.next = added
}

func (s *shard) remove(gone *slot) {
	gone.unlink()
	delete(s.slots, gone.key)
	s.bytes -= sizeOf(gone.list)
}

func (s *slot) unlink() {
	s.previous.next = s.next
	s.next.previous = s.previous
}

func sizeOf(list SessionList) int64 { return int64(cap(list.JSON)) + slotBytes }
