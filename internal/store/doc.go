// Package store keeps records: users, link tokens, Link sessions, Items, their tokens, and
// for each user the list that /credit/sessions/get sends. It is the only package that
// knows SQL. It knows no rule of the API: package app decides what is written, inside
// [Store.Update], and what is read, inside [Store.View].
//
// A database is a file or memory, by SQLite, for one server; or it is PostgreSQL's, for
// any number of servers. Both engines do the same to the byte.
//
// # Records
//
// Each kind of record has a table with its key, the columns that are searched or sorted by,
// and the record itself as JSON. The methods of [Tx] are one statement each. Create keeps a
// new record, Save replaces one, Lock reads one and keeps others from changing it until the
// transaction ends. The statements are one text for every engine: $1 parameters, ON
// CONFLICT, RETURNING, order by integers. A lock is FOR UPDATE at the end of a SELECT, which
// SQLite, whose writer is alone, is not shown: a statement that raises a version would do on
// both, but leave a dead copy of the record behind at each lock. What belongs to one engine
// stands in the files called so, and in its migrations.
//
// # Session lists
//
// The list of a user is stored as it is sent, in chunks of some 7 KB, so that reading it
// is one look-up and no encoding, and a new session does not rewrite the list of someone
// who has thousands (chunk.go).
//
// With SQLite, lists that were read stay in memory up to a number of bytes (cache.go). The
// cache is our own because filling and forgetting must be one step: whoever read the database
// before a write must not put what it read after it. The caches to be had compute a missing
// value outside their locks and know no generation to compare, so a lock of ours around each
// shard would be needed anyway; the ring that forgets the longest unused is the small rest.
// A write is seen by the next read: Update forgets the lists it changed after the commit
// and before it returns. With PostgreSQL, where other servers write, too, there is no cache.
//
// # Writing to SQLite
//
// Each commit waits for the disk, so those who write at the same time share one
// (sqlite_group.go). The first who comes leads: it takes everybody who waits, runs their
// functions in one transaction on the only connection that writes, commits, wakes them, and
// makes the first of those who came meanwhile the leader. No goroutine stands by. The
// functions run in the hope that all succeed. When one fails after it wrote, everything is
// rolled back and run again, each function behind a savepoint, so that a failure costs a
// group one repetition and no neighbour its write. A function that only read or locked fails
// alone, at no cost.
//
// # Reading from SQLite
//
// Readers have connections of their own and wait for nobody. A connection stays in the
// state that it reads until the next commit, which saves beginning and ending a transaction
// at each read (sqlite_snapshot.go); the write-ahead log is emptied with that in mind
// (sqlite_log.go). ":memory:" is one connection that everybody takes turns to use.
//
// # PostgreSQL
//
// A transaction has a connection of the pool. What nobody waits for, its BEGIN and the writes
// that have to change a row, travels with the next statement that answers (postgres.go), so a
// transaction takes as many trips to the server as it has questions, and two. It runs again
// when it met another one or its server went away (postgres_retry.go). A commit whose answer
// was lost is looked up, so that it neither happens twice nor is denied when it happened
// (postgres_commit.go). Writers lock what they decide upon and see what is committed (READ
// COMMITTED); [Store.View] sees one state (REPEATABLE READ). A single statement needs no
// transaction, so a session list is one trip.
//
// The servers of a database agree on the time and on the setting of the clock because each
// transaction asks for both ([Tx.Clock]). Background work is given out by [Tx.Lease].
//
// # Without a server
//
// [ReadStatus] looks at a database, [Migrate] brings its tables to the newest form as Open does,
// and [Copy] moves all records to another database and proves by hashes that they are there.
package store
