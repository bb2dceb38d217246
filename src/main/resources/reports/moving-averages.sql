-- title: Moving averages
-- description: The 50-day and 200-day averages of every index at the end of each week, and when they last crossed; the last week and the latest crossing come first.
-- chart: line x=trade_date y=close,average_50,average_200 series=index mark=last_cross
-- group: Trends
-- place: 6
-- needs: trade_date, close
-- parameter: weeks = 52
WITH quote AS (
    SELECT index, trade_date, close
    FROM quotes_adjusted
),
averaged AS (
    SELECT index,
           trade_date,
           close,
           row_number() OVER (PARTITION BY index ORDER BY trade_date) AS session,
           avg(close) OVER (
               PARTITION BY index ORDER BY trade_date ROWS BETWEEN 49 PRECEDING AND CURRENT ROW) AS average_50,
           avg(close) OVER (
               PARTITION BY index ORDER BY trade_date ROWS BETWEEN 199 PRECEDING AND CURRENT ROW) AS average_200
    FROM quote
),
sided AS (
    -- an average of fewer days than its name says is none;
    -- rounded, so that the last digits of two equal averages do not cross
    SELECT index,
           trade_date,
           close,
           CASE WHEN session >= 50 THEN average_50 END AS average_50,
           CASE WHEN session >= 200 THEN average_200 END AS average_200,
           CASE WHEN session < 200 THEN NULL
                WHEN round(average_50 - average_200, 6) >= 0 THEN 'golden'
                ELSE 'death'
           END AS side
    FROM averaged
),
crossed AS (
    SELECT *, CASE WHEN side <> lag(side) OVER (PARTITION BY index ORDER BY trade_date) THEN trade_date END AS crossing
    FROM sided
),
followed AS (
    SELECT *, max(crossing) OVER (PARTITION BY index ORDER BY trade_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS crossed_on
    FROM crossed
),
weekly AS (
    -- 1900 began on a Monday
    SELECT *,
           row_number() OVER (
               PARTITION BY index, date_diff('day', DATE '1900-01-01', trade_date) / 7 ORDER BY trade_date DESC) AS days_to_its_end
    FROM followed
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY index ORDER BY trade_date DESC) AS weeks_back
    FROM weekly
    WHERE days_to_its_end = 1
)
SELECT index,
       trade_date,
       round(close, 2) AS close,
       round(average_50, 2) AS average_50,
       round(average_200, 2) AS average_200,
       CASE WHEN crossed_on IS NOT NULL THEN side END AS last_cross,
       crossed_on
FROM ranked
WHERE weeks_back <= :weeks
ORDER BY weeks_back, crossed_on DESC NULLS LAST, index
LIMIT 1000
