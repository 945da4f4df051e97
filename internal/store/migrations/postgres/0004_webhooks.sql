-- Webhooks, what waits to be sent and what was: receiver is a number for who gets it, due when the
-- next attempt is made, NULL when there is none. While claimed is to come, a server makes it, and
-- hastened is how much the clock was moved forward since.
CREATE TABLE IF NOT EXISTS webhooks (
    id       TEXT   PRIMARY KEY,
    receiver BIGINT NOT NULL,
    due      BIGINT,
    claimed  BIGINT NOT NULL DEFAULT 0,
    hastened BIGINT NOT NULL DEFAULT 0,
    made_at  BIGINT NOT NULL,
    doc      TEXT   NOT NULL
);
CREATE INDEX IF NOT EXISTS webhooks_by_due ON webhooks (receiver, due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS webhooks_by_time ON webhooks (made_at);

-- The keys that sign webhooks, the newest with the highest number.
CREATE TABLE IF NOT EXISTS webhook_keys (
    id     TEXT   PRIMARY KEY,
    number BIGINT NOT NULL,
    doc    TEXT   NOT NULL
);
