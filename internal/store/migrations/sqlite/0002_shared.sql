-- Records are locked by FOR UPDATE where several can write, and here by the one writer, so no
-- version has to be raised.
ALTER TABLE users DROP COLUMN version;
ALTER TABLE link_tokens DROP COLUMN version;
ALTER TABLE link_sessions DROP COLUMN version;
ALTER TABLE items DROP COLUMN version;
ALTER TABLE public_tokens DROP COLUMN version;
ALTER TABLE access_tokens DROP COLUMN version;

-- The keys with which the API is called, by hash.
CREATE TABLE clients (
    client_id TEXT PRIMARY KEY,
    secret    BLOB NOT NULL
) WITHOUT ROWID;

-- Who does a piece of background work, and until when.
CREATE TABLE leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) WITHOUT ROWID;
