// Package store keeps records: users, link tokens, Link sessions, Items, their tokens, and
// for each user the list that /credit/sessions/get sends. It is the only package that
// knows SQL. It knows no rule of the API: package app decides what is written, inside
// [Store.Update], and what is read, inside [Store.View].
//
// # Records
//
// Each kind of record has a table with its key, the columns that are searched or sorted by,
// and the record itself as JSON. The methods of [Tx] are one statement each. Create keeps a
// new record, Save replaces one, Lock reads one and keeps others from changing it until the
// transaction ends. The statements are one text for every engine: $1 parameters, ON
// CONFLICT, RETURNING, order by integers. What belongs to SQLite alone stands in the
// migrations, in conn.go, open.go, inspect.go, log.go and snapshot.go.
//
// # Session lists
//
// The list of a user is stored as it is sent, in chunks of some 7 KB, so that reading it
// is one look-up and no encoding, and a new session does not rewrite the list of someone
// who has thousands (chunk.go).
//
// Lists that were read stay in memory up to a number of bytes (cache.go). The cache is our
// own because filling and forgetting must be one step: whoever read the database before a
// write must not put what it read after it. The caches to be had compute a missing value
// outside their locks and know no generation to compare, so a lock of ours around each
// shard would be needed anyway; the ring that forgets the longest unused is the small rest.
// A write is seen by the next read: Update forgets the lists it changed after the commit
// and before it returns. Where other servers write to the same database the cache has to
// be switched off, with Options.CacheBytes below zero.
//
// # Writing
//
// Each commit waits for the disk, so those who write at the same time share one (group.go).
// The first who comes leads: it takes everybody who waits, runs their functions in one
// transaction on the only connection that writes, commits, wakes them, and makes the first
// of those who came meanwhile the leader. No goroutine stands by. The functions run in the
// hope that all succeed. When one fails after it wrote, everything is rolled back and run
// again, each function behind a savepoint, so that a failure costs a group one repetition
// and no neighbour its write. A function that only read or locked fails alone, at no cost.
//
// # Reading
//
// Readers have connections of their own and wait for nobody. A connection stays in the
// state that it reads until the next commit, which saves beginning and ending a transaction
// at each read (snapshot.go); the write-ahead log is emptied with that in mind (log.go).
//
// # In memory
//
// ":memory:" is one connection that everybody takes turns to use. The rest is the same.
package store
