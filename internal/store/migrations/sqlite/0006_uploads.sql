-- Files that people uploaded in Link for an Item that is not made yet: what was read in them, and
-- their bytes. The user is NULL where the session is of none.
CREATE TABLE uploads (
    id         TEXT    NOT NULL UNIQUE,
    session_id TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    user_key   BLOB,
    doc        TEXT    NOT NULL,
    content    BLOB    NOT NULL,
    UNIQUE (session_id, number)
);
CREATE INDEX uploads_by_user ON uploads (user_key) WHERE user_key IS NOT NULL;
