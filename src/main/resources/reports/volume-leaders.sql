-- title: Volume leaders
-- description: The average volume of the last sessions, 20 unless told otherwise, against that of the 250 before, the largest increase first.
-- chart: bar x=index y=ratio
-- group: Prices
-- place: 4
-- needs: trade_date, close, volume
-- parameter: recent = 20
-- parameter: usual = 250
WITH quote AS (
    SELECT index, trade_date, volume
    FROM quotes_adjusted
),
session AS (
    SELECT index,
           volume,
           row_number() OVER (PARTITION BY index ORDER BY trade_date DESC) AS sessions_back
    FROM quote
),
average AS (
    SELECT index,
           avg(volume) FILTER (WHERE sessions_back <= :recent) AS recent_volume,
           avg(volume) FILTER (WHERE sessions_back BETWEEN :recent + 1 AND :recent + :usual) AS usual_volume
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
