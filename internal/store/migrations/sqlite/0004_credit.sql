-- What is done later: at an instant of the server's clock, once.
CREATE TABLE tasks (
    id  TEXT PRIMARY KEY,
    due INTEGER NOT NULL,
    doc TEXT    NOT NULL
) WITHOUT ROWID;
CREATE INDEX tasks_by_due ON tasks (due, id);

-- Reports of a user's income and employment, one for each Link session, and what they say as it is sent.
CREATE TABLE income_reports (
    user_key BLOB    NOT NULL,
    kind     TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    doc      TEXT    NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (user_key, kind, number)
) WITHOUT ROWID;

-- Documents that people uploaded: what was read in them, and their bytes.
CREATE TABLE documents (
    id      TEXT    NOT NULL UNIQUE,
    item_id TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    doc     TEXT    NOT NULL,
    content BLOB    NOT NULL,
    UNIQUE (item_id, number)
);

-- Addresses at which documents were fetched, by hash, until they are over.
CREATE TABLE downloads (
    key     BLOB    PRIMARY KEY,
    expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX downloads_by_expires ON downloads (expires);

CREATE TABLE asset_reports (
    id       TEXT NOT NULL UNIQUE,
    user_key BLOB NOT NULL, -- zeros where it is about nobody, or several
    doc      TEXT NOT NULL
);
CREATE INDEX asset_reports_by_user ON asset_reports (user_key, id);

-- What asset reports say, as it is sent: the full version and the fast one.
CREATE TABLE asset_bodies (
    report_id TEXT NOT NULL,
    version   TEXT NOT NULL,
    body      BLOB NOT NULL,
    UNIQUE (report_id, version)
);

-- The tokens with which reports are read, by hash.
CREATE TABLE report_tokens (
    key BLOB NOT NULL UNIQUE,
    doc TEXT NOT NULL
);
