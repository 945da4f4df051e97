-- What is done later: at an instant of the server's clock, once.
CREATE TABLE IF NOT EXISTS tasks (
    id  TEXT COLLATE "C" PRIMARY KEY,
    due BIGINT NOT NULL,
    doc TEXT   NOT NULL
);
CREATE INDEX IF NOT EXISTS tasks_by_due ON tasks (due, id);

-- Reports of a user's income and employment, one for each Link session, and what they say as it is sent.
CREATE TABLE IF NOT EXISTS income_reports (
    user_key BYTEA  NOT NULL,
    kind     TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    doc      TEXT   NOT NULL,
    body     BYTEA  NOT NULL,
    PRIMARY KEY (user_key, kind, number)
);

-- Documents that people uploaded: what was read in them, and their bytes.
CREATE TABLE IF NOT EXISTS documents (
    id      TEXT   PRIMARY KEY,
    item_id TEXT   NOT NULL,
    number  BIGINT NOT NULL,
    doc     TEXT   NOT NULL,
    content BYTEA  NOT NULL,
    UNIQUE (item_id, number)
);

-- Addresses at which documents were fetched, by hash, until they are over.
CREATE TABLE IF NOT EXISTS downloads (
    key     BYTEA  PRIMARY KEY,
    expires BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS downloads_by_expires ON downloads (expires);

CREATE TABLE IF NOT EXISTS asset_reports (
    id       TEXT  COLLATE "C" PRIMARY KEY,
    user_key BYTEA NOT NULL, -- zeros where it is about nobody, or several
    doc      TEXT  NOT NULL
);
CREATE INDEX IF NOT EXISTS asset_reports_by_user ON asset_reports (user_key, id);

-- What asset reports say, as it is sent: the full version and the fast one.
CREATE TABLE IF NOT EXISTS asset_bodies (
    report_id TEXT  NOT NULL,
    version   TEXT  NOT NULL,
    body      BYTEA NOT NULL,
    PRIMARY KEY (report_id, version)
);

-- The tokens with which reports are read, by hash.
CREATE TABLE IF NOT EXISTS report_tokens (
    key BYTEA PRIMARY KEY,
    doc TEXT  NOT NULL
);
