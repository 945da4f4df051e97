-- Webhooks, what waits to be sent and what was: receiver is a number for who gets it, due when the
-- next attempt is made, NULL when there is none. While claimed is to come, a server makes it, and
-- hastened is how much the clock was moved forward since.
CREATE TABLE webhooks (
    id       TEXT    NOT NULL UNIQUE,
    receiver INTEGER NOT NULL,
    due      INTEGER,
    claimed  INTEGER NOT NULL DEFAULT 0,
    hastened INTEGER NOT NULL DEFAULT 0,
    made_at  INTEGER NOT NULL,
    doc      TEXT    NOT NULL
);
CREATE INDEX webhooks_by_due ON webhooks (receiver, due) WHERE due IS NOT NULL;
CREATE INDEX webhooks_by_time ON webhooks (made_at);

-- The keys that sign webhooks, the newest with the highest number.
CREATE TABLE webhook_keys (
    id     TEXT    NOT NULL UNIQUE,
    number INTEGER NOT NULL,
    doc    TEXT    NOT NULL
);
