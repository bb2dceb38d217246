-- title: Bollinger bands and RSI
-- description: The close of the last sessions between its bands, 20 sessions and two deviations wide, and the strength of 14 sessions by plain averages, the last session first.
-- chart: band x=trade_date y=close,lower_band,middle_band,upper_band series=index below=rsi,30,70
-- group: Trends
-- place: 7
-- needs: trade_date, close
-- empty: needs an index of 20 sessions
-- parameter: sessions = 60
WITH moved AS (
    SELECT index,
           trade_date,
           close,
           close - lag(close) OVER (PARTITION BY index ORDER BY trade_date) AS change
    FROM quotes_adjusted
),
averaged AS (
    SELECT index,
           trade_date,
           close,
           row_number() OVER (PARTITION BY index ORDER BY trade_date) AS session,
           row_number() OVER (PARTITION BY index ORDER BY trade_date DESC) AS sessions_back,
           avg(close) OVER (PARTITION BY index ORDER BY trade_date ROWS BETWEEN 19 PRECEDING AND CURRENT ROW) AS middle,
           stddev_pop(close) OVER (PARTITION BY index ORDER BY trade_date ROWS BETWEEN 19 PRECEDING AND CURRENT ROW) AS deviation,
           avg(greatest(change, 0)) OVER (PARTITION BY index ORDER BY trade_date ROWS BETWEEN 13 PRECEDING AND CURRENT ROW) AS gain,
           avg(greatest(-change, 0)) OVER (PARTITION BY index ORDER BY trade_date ROWS BETWEEN 13 PRECEDING AND CURRENT ROW) AS loss
    FROM moved
)
SELECT index,
       trade_date,
       round(close, 2) AS close,
       round(middle - 2 * deviation, 2) AS lower_band,
       round(middle, 2) AS middle_band,
       round(middle + 2 * deviation, 2) AS upper_band,
       round(1e2 * gain / nullif(gain + loss, 0), 2) AS rsi
FROM averaged
WHERE sessions_back <= :sessions
  AND session >= 20
ORDER BY sessions_back, rsi DESC NULLS LAST, index
LIMIT 1000
