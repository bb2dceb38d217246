-- title: The objects behind the table
-- description: "$path" is the object that a row is in.
SELECT "$path" AS object, count(*) AS records
FROM quotes
GROUP BY "$path"
ORDER BY object DESC
LIMIT 50
