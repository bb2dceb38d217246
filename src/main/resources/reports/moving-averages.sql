-- title: Moving averages
-- description: The 50 and 200 day averages of every index and when they last crossed, the latest crossing first.
-- chart: none
-- needs: trade_date, close
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
    SELECT *, side <> lag(side) OVER (PARTITION BY index ORDER BY trade_date) AS crossing
    FROM sided
),
latest AS (
    SELECT index,
           max(trade_date) AS trade_date,
           max_by(close, trade_date) AS close,
           max_by(average_50, trade_date) AS average_50,
           max_by(average_200, trade_date) AS average_200,
           max_by(side, trade_date) FILTER (WHERE crossing) AS last_cross,
           max(trade_date) FILTER (WHERE crossing) AS crossed_on
    FROM crossed
    GROUP BY index
)
SELECT index,
       trade_date,
       round(close, 2) AS close,
       round(average_50, 2) AS average_50,
       round(average_200, 2) AS average_200,
       last_cross,
       crossed_on
FROM latest
ORDER BY crossed_on DESC NULLS LAST, index
LIMIT 20
