-- title: Which partitions are there?
-- description: The catalog alone is asked: nothing is scanned.
SHOW PARTITIONS quotes_daily
