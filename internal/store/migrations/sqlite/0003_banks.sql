-- What callers did to the bank data of an Item: refreshes, and transactions of their own.
CREATE TABLE item_changes (
    item_id TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    doc     TEXT    NOT NULL,
    PRIMARY KEY (item_id, number)
) WITHOUT ROWID;

-- Custom users that are kept under a name, of each client.
CREATE TABLE custom_users (
    client_id TEXT NOT NULL,
    username  TEXT NOT NULL,
    doc       TEXT NOT NULL,
    PRIMARY KEY (client_id, username)
) WITHOUT ROWID;
