-- title: One year alone
-- description: A condition on a partition key makes Athena read that partition only, and the query cheaper.
SELECT index, count(*) AS days, min(low) AS lowest, max(high) AS highest
FROM quotes_daily
WHERE year = '2021'
GROUP BY index
ORDER BY index
