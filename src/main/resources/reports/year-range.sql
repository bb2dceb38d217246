-- title: 52 weeks
-- description: The highest and the lowest price of the last 52 weeks, and how far the last close is from them, the nearest to its high first.
-- chart: range x=index y=lowest,close,highest
-- group: Prices
-- place: 3
-- needs: trade_date, close
-- parameter: weeks = 52
WITH quote AS (
    SELECT index,
           trade_date,
           close,
           coalesce(high, close) AS high,
           coalesce(low, close) AS low,
           max(trade_date) OVER (PARTITION BY index) AS last_date
    FROM quotes_adjusted
),
extreme AS (
    SELECT index,
           max(trade_date) AS trade_date,
           max_by(close, trade_date) AS close,
           max(high) AS highest,
           min(low) AS lowest
    FROM quote
    WHERE date_diff('day', trade_date, last_date) < 7 * :weeks
    GROUP BY index
)
SELECT index,
       trade_date,
       round(close, 2) AS close,
       round(highest, 2) AS highest,
       round(lowest, 2) AS lowest,
       round(1e2 * (1 - close / highest), 2) AS below_high_pct,
       round(1e2 * (close / nullif(lowest, 0) - 1), 2) AS above_low_pct
FROM extreme
ORDER BY extreme.close / extreme.highest DESC, index
