package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"toile/internal/id"
	"toile/internal/store"
)

// fill makes a file of users with this many sessions each.
func fill(b *testing.B, users, sessions int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "toile.db")
	s, err := store.Open(b.Context(), path, store.Options{CacheBytes: -1})
	if err != nil {
		b.Fatal(err)
	}
	const perTransaction = 1000
	for first := 0; first < users; first += perTransaction {
		update(b, s, func(tx *store.Tx) error {
			for n := first; n < min(users, first+perTransaction); n++ {
				u := newUser(n)
				if _, err := tx.CreateUser(u); err != nil {
					return err
				}
				for i := range sessions {
					session := newSession(u, i)
					if err := tx.PutCreditSession(session, document(session, "")); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

func keys(users int) []id.Key {
	keys := make([]id.Key, users)
	for i := range keys {
		keys[i] = newUser(i).Key
	}
	rand.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	return keys
}

// readLists reads random users' lists.
func readLists(b *testing.B, s *store.Store, keys []id.Key) {
	b.Helper()
	for _, key := range keys[:min(len(keys), 10_000)] { // warm up
		if _, err := s.SessionList(b.Context(), key); err != nil {
			b.Fatal(err)
		}
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.SessionList(b.Context(), keys[i%len(keys)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkSessionListHit(b *testing.B) {
	s := open(b, fill(b, 1000, 3), store.Options{})
	readLists(b, s, keys(1000))
}

func BenchmarkSessionListMiss(b *testing.B) {
	for _, users := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("users=%d", users), func(b *testing.B) {
			s := open(b, fill(b, users, 3), store.Options{CacheBytes: -1})
			readLists(b, s, keys(users))
		})
	}
	for _, sessions := range []int{0, 1, 3, 10, 30, 100, 300, 1000} {
		b.Run(fmt.Sprintf("sessions=%d", sessions), func(b *testing.B) {
			users := 2000
			if sessions > 100 {
				users = 100
			}
			s := open(b, fill(b, users, sessions), store.Options{CacheBytes: -1})
			readLists(b, s, keys(users))
		})
	}
}

// BenchmarkNewUsers writes users of their own callers.
func BenchmarkNewUsers(b *testing.B) {
	for _, callers := range []int{1, 64} {
		for _, users := range []int{0, 100_000} {
			b.Run(fmt.Sprintf("callers=%d/users=%d", callers, users), func(b *testing.B) {
				s := open(b, fill(b, users, 0), store.Options{})
				var next atomic.Int64
				next.Store(int64(users))
				b.SetParallelism(callers) // times GOMAXPROCS, which -cpu sets
				b.ResetTimer()
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						u := newUser(int(next.Add(1)))
						err := s.Update(b.Context(), func(tx *store.Tx) error {
							_, err := tx.CreateUser(u)
							return err
						})
						if err != nil {
							b.Error(err)
						}
					}
				})
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "users/s")
			})
		}
	}
}

// BenchmarkDiskFloor writes a page over old ones and waits for the disk: no durable write
// can be faster.
func BenchmarkDiskFloor(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "floor"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	for i := range int64(1000) {
		if _, err := f.WriteAt(page, i*4096); err != nil {
			b.Fatal(err)
		}
	}
	if err := f.Sync(); err != nil {
		b.Fatal(err)
	}
	i := int64(0)
	for b.Loop() {
		if _, err := f.WriteAt(page, i%1000*4096); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
