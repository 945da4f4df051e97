-- How many attempts a receiver of webhooks took and refused, in each hour since 1970 by the server's clock.
CREATE TABLE webhook_counts (
    receiver INTEGER NOT NULL,
    hour     INTEGER NOT NULL,
    taken    INTEGER NOT NULL,
    refused  INTEGER NOT NULL,
    UNIQUE (receiver, hour)
);
