-- title: Latest close
-- description: The last close of every index, against the session before and in US dollars.
-- chart: bar x=index y=change_pct
-- group: Prices
-- place: 1
-- needs: trade_date, close
WITH quote AS (
    SELECT index, trade_date, close, close_usd
    FROM quotes_adjusted
),
session AS (
    SELECT index,
           trade_date,
           close,
           lag(close) OVER (PARTITION BY index ORDER BY trade_date) AS previous_close,
           close_usd,
           row_number() OVER (PARTITION BY index ORDER BY trade_date DESC) AS sessions_back
    FROM quote
)
SELECT index,
       trade_date,
       round(close, 2) AS close,
       round(previous_close, 2) AS previous_close,
       round(1e2 * (close / nullif(previous_close, 0) - 1), 2) AS change_pct,
       round(close_usd, 2) AS close_usd
FROM session
WHERE sessions_back = 1
ORDER BY index
