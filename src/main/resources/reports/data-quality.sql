-- title: Data quality
-- description: How the raw rows of each index became days: repeated ones, those left out, days out of range, and days behind the newest.
-- chart: chips x=index y=left_out,out_of_range,days_behind
-- group: Data
-- place: 12
-- needs: trade_date, close
WITH typed AS (
    SELECT index,
           CAST(trade_date AS varchar) AS trade_time,
           try_cast(substr(CAST(trade_date AS varchar), 1, 10) AS date) AS day,
           try_cast(close AS double) AS close
    FROM quotes
),
raw AS (
    SELECT coalesce(index, '(none)') AS index,
           count(*) AS raw_rows,
           count_if(day IS NULL) AS without_day,
           count_if(close IS NULL OR close <= 0) AS without_price,
           count_if(index IS NULL OR day IS NULL OR close IS NULL OR close <= 0) AS left_out,
           count(DISTINCT CASE WHEN index IS NOT NULL AND day IS NOT NULL AND close > 0 THEN trade_time END) AS times
    FROM typed
    GROUP BY coalesce(index, '(none)')
),
daily AS (
    SELECT index,
           count(*) AS trading_days,
           count_if(high < low OR close > high OR close < low OR open > high OR open < low OR volume < 0) AS out_of_range,
           max(trade_date) AS last_day
    FROM quotes_daily
    GROUP BY index
)
SELECT raw.index,
       raw.raw_rows,
       coalesce(daily.trading_days, 0) AS trading_days,
       raw.raw_rows - raw.left_out - raw.times AS repeated,
       raw.left_out,
       raw.without_day,
       raw.without_price,
       coalesce(daily.out_of_range, 0) AS out_of_range,
       daily.last_day,
       date_diff('day', daily.last_day, max(daily.last_day) OVER ()) AS days_behind
FROM raw
LEFT JOIN daily ON daily.index = raw.index
ORDER BY raw.index
