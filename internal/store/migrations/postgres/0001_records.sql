-- A table per record: its key, the columns that we search or sort by, and the record as
-- JSON in TEXT, which keeps its bytes. Keys are hashes or random text, so that engines that
-- split tables by ranges of keys spread them. A script can run again over what a part of it
-- has made: not every engine takes back tables with a transaction. Times are microseconds since 1970, truth values
-- 0 and 1. Numbers are BIGINT, as the driver's are.

CREATE TABLE IF NOT EXISTS meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS sequences (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS clients (
    client_id TEXT PRIMARY KEY,
    secret    BYTEA NOT NULL
);

CREATE TABLE IF NOT EXISTS leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS users (
    key            BYTEA  PRIMARY KEY,
    client_id      TEXT   NOT NULL,
    client_user_id TEXT   NOT NULL,
    incarnation    BIGINT NOT NULL,
    removed        BIGINT NOT NULL,
    doc            TEXT   NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS users_by_client_user_id ON users (client_user_id, client_id, incarnation);

CREATE TABLE IF NOT EXISTS session_lists (
    user_key   BYTEA  NOT NULL,
    started_at BIGINT NOT NULL,
    number     BIGINT NOT NULL,
    client_id  TEXT   NOT NULL,
    docs       BYTEA  NOT NULL,
    marks      BYTEA  NOT NULL,
    PRIMARY KEY (user_key, started_at, number)
);

CREATE TABLE IF NOT EXISTS link_tokens (
    key BYTEA PRIMARY KEY,
    doc TEXT  NOT NULL
);

CREATE TABLE IF NOT EXISTS link_sessions (
    id         TEXT   PRIMARY KEY,
    token_key  BYTEA  NOT NULL,
    started_at BIGINT NOT NULL,
    number     BIGINT NOT NULL,
    doc        TEXT   NOT NULL
);
CREATE INDEX IF NOT EXISTS link_sessions_by_token ON link_sessions (token_key, started_at, number);

CREATE TABLE IF NOT EXISTS items (
    id         TEXT   PRIMARY KEY,
    user_key   BYTEA,
    created_at BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    removed    BIGINT NOT NULL,
    doc        TEXT   NOT NULL
);
CREATE INDEX IF NOT EXISTS items_by_user ON items (user_key, position);

CREATE TABLE IF NOT EXISTS public_tokens (
    token TEXT PRIMARY KEY,
    doc   TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS access_tokens (
    key BYTEA PRIMARY KEY,
    doc TEXT  NOT NULL
);

-- The last transaction of each connection, by which a commit whose answer was lost is found
-- out (postgres_commit.go).
CREATE TABLE IF NOT EXISTS writers (
    id      BYTEA  PRIMARY KEY,
    number  BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
