-- How many attempts a receiver of webhooks took and refused, in each hour since 1970 by the server's clock.
CREATE TABLE IF NOT EXISTS webhook_counts (
    receiver BIGINT NOT NULL,
    hour     BIGINT NOT NULL,
    taken    BIGINT NOT NULL,
    refused  BIGINT NOT NULL,
    PRIMARY KEY (receiver, hour)
);
