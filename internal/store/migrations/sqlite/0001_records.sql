-- A table per record: its key, the columns that we search or sort by, and the record as
-- JSON. Keys are hashes and land anywhere, so the records stand in the order of their
-- making and a small unique index finds them: a commit then touches dense pages.
-- Times are microseconds since 1970.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sequences (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE users (
    key            BLOB    NOT NULL UNIQUE,
    client_id      TEXT    NOT NULL,
    client_user_id TEXT    NOT NULL,
    incarnation    INTEGER NOT NULL,
    removed        INTEGER NOT NULL,
    version        INTEGER NOT NULL DEFAULT 0,
    doc            TEXT    NOT NULL,
    UNIQUE (client_id, client_user_id, incarnation)
);

-- What /credit/sessions/get shows of a user, as it will be sent, newest first, in chunks
-- of bounded size. A chunk holds the sessions from (started_at, number) up to the next
-- chunk; marks says where in docs each of them stands.
CREATE TABLE session_lists (
    user_key   BLOB    NOT NULL,
    started_at INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    client_id  TEXT    NOT NULL,
    docs       BLOB    NOT NULL,
    marks      BLOB    NOT NULL,
    UNIQUE (user_key, started_at, number)
);

CREATE TABLE link_tokens (
    key     BLOB    NOT NULL UNIQUE,
    version INTEGER NOT NULL DEFAULT 0,
    doc     TEXT    NOT NULL
);

CREATE TABLE link_sessions (
    id         TEXT    NOT NULL UNIQUE,
    token_key  BLOB    NOT NULL,
    started_at INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 0,
    doc        TEXT    NOT NULL
);
CREATE INDEX link_sessions_by_token ON link_sessions (token_key, started_at, number);

CREATE TABLE items (
    id         TEXT    NOT NULL UNIQUE,
    user_key   BLOB,
    created_at INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    removed    INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 0,
    doc        TEXT    NOT NULL
);
CREATE INDEX items_by_user ON items (user_key, position) WHERE user_key IS NOT NULL;

CREATE TABLE public_tokens (
    token   TEXT    NOT NULL UNIQUE,
    version INTEGER NOT NULL DEFAULT 0,
    doc     TEXT    NOT NULL
);

CREATE TABLE access_tokens (
    key     BLOB    NOT NULL UNIQUE,
    version INTEGER NOT NULL DEFAULT 0,
    doc     TEXT    NOT NULL
);
