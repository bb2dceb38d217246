-- title: Volume leaders
-- description: The average volume of the last 20 sessions against the 250 before, the largest increase first.
-- chart: bar
WITH quote AS (
    -- a day replayed is one day; its latest version wins
    SELECT index,
           trade_date,
           max_by(CAST(volume AS double), kafka_offset) AS volume
    FROM quotes
    WHERE close > 0
    GROUP BY index, trade_date
),
session AS (
    SELECT index,
           volume,
           row_number() OVER (PARTITION BY index ORDER BY trade_date DESC) AS sessions_back
    FROM quote
),
average AS (
    SELECT index,
           avg(volume) FILTER (WHERE sessions_back <= 20) AS recent_volume,
           avg(volume) FILTER (WHERE sessions_back BETWEEN 21 AND 270) AS usual_volume
    FROM session
    GROUP BY index
),
compared AS (
    SELECT index,
           recent_volume,
           usual_volume,
           recent_volume / nullif(usual_volume, 0) AS ratio
    FROM average
)
SELECT row_number() OVER (ORDER BY compared.ratio DESC NULLS LAST, index) AS place,
       index,
       CAST(round(recent_volume) AS bigint) AS recent_volume,
       CAST(round(usual_volume) AS bigint) AS usual_volume,
       round(ratio, 2) AS ratio
FROM compared
ORDER BY place
LIMIT 20
