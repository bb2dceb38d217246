-- title: Records by Kafka partition
-- description: How many the lake has, and from which offset to which.
SELECT kafka_partition, count(*) AS records, min(kafka_offset) AS first_offset, max(kafka_offset) AS last_offset
FROM quotes
GROUP BY kafka_partition
ORDER BY kafka_partition
