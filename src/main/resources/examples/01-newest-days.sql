-- title: The newest days
-- description: The curated table has one row for each index and trading day.
SELECT index, trade_date, open, high, low, close, volume
FROM quotes_daily
ORDER BY trade_date DESC, index
LIMIT 100
