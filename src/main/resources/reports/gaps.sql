-- title: Gaps
-- description: Where an index has no day for long, and how many days from Monday to Friday are missing, the longest first.
-- chart: none
-- needs: trade_date, close
-- empty: no index is without so many days
-- parameter: weekdays = 4
WITH numbered AS (
    -- days since a Monday
    SELECT index,
           trade_date,
           date_diff('day', DATE '1900-01-01', trade_date) AS day_number
    FROM quotes_daily
),
followed AS (
    SELECT index,
           trade_date AS last_day,
           lead(trade_date) OVER (PARTITION BY index ORDER BY trade_date) AS next_day,
           day_number + 1 AS first_missing,
           lead(day_number) OVER (PARTITION BY index ORDER BY trade_date) AS next_number
    FROM numbered
),
counted AS (
    -- five weekdays in each whole week, and those of the week that is not whole
    SELECT index,
           last_day,
           next_day,
           next_number / 7 * 5 + least(next_number % 7, 5) - first_missing / 7 * 5 - least(first_missing % 7, 5) AS missing_weekdays
    FROM followed
    WHERE next_day IS NOT NULL
)
SELECT index,
       last_day,
       next_day,
       missing_weekdays
FROM counted
WHERE missing_weekdays >= :weekdays
ORDER BY missing_weekdays DESC, last_day, index
LIMIT 40
