-- Files that people uploaded in Link for an Item that is not made yet: what was read in them, and
-- their bytes. The user is NULL where the session is of none.
CREATE TABLE IF NOT EXISTS uploads (
    id         TEXT   PRIMARY KEY,
    session_id TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    user_key   BYTEA,
    doc        TEXT   NOT NULL,
    content    BYTEA  NOT NULL,
    UNIQUE (session_id, number)
);
CREATE INDEX IF NOT EXISTS uploads_by_user ON uploads (user_key);
