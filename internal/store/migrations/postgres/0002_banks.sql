-- What callers did to the bank data of an Item: refreshes, and transactions of their own.
CREATE TABLE IF NOT EXISTS item_changes (
    item_id TEXT   NOT NULL,
    number  BIGINT NOT NULL,
    doc     TEXT   NOT NULL,
    PRIMARY KEY (item_id, number)
);

-- Custom users that are kept under a name, of each client.
CREATE TABLE IF NOT EXISTS custom_users (
    username  TEXT NOT NULL,
    client_id TEXT NOT NULL,
    doc       TEXT NOT NULL,
    PRIMARY KEY (username, client_id)
);
