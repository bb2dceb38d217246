-- title: Raw records, as they were stored
-- description: Each has its place in Kafka; the raw table is partitioned by the date of storage.
SELECT *
FROM quotes
LIMIT 50
