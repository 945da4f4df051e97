-- A task for each Item with a webhook that was there before time was watched for. What has come about since then the
-- server finds out when it does the task.
INSERT INTO tasks (id, due, doc)
SELECT 'item watch ' || id || ' 0', 0,
    '{"id":"item watch ' || id || ' 0","due":"1970-01-01T00:00:00Z","kind":"item watch","subject":"' || id || ' 0"}'
FROM items
WHERE removed = 0 AND doc LIKE '%"webhook":"%';
