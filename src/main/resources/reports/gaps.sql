-- title: Gaps
-- description: Where an index has no data for many days, and how many trading days of its exchange are missing, the longest first. Without a calendar of its exchange for that time, Monday to Friday are trading days.
-- chart: timeline x=last_day end=next_day series=index y=missing_days
-- group: Data
-- place: 13
-- needs: trade_date, close
-- empty: no index is without so many days
-- parameter: days = 2
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
    WHERE next_number - first_missing >= :days
),
listed AS (
    -- the calendar of the symbol itself, or else of its end from the last dot on, or else of all others
    SELECT counted.index,
           max_by(symbol_exchanges.exchange, length(symbol_exchanges.symbol)) AS exchange
    FROM (SELECT DISTINCT index FROM counted) AS counted
    JOIN symbol_exchanges ON symbol_exchanges.symbol IN (counted.index, regexp_extract(counted.index, '\.[^.]*$'), '*')
    GROUP BY counted.index
),
known AS (
    SELECT exchange,
           min(trade_date) AS first_day,
           max(trade_date) AS last_day
    FROM trading_days
    GROUP BY exchange
),
compared AS (
    SELECT counted.index,
           known.exchange,
           counted.last_day,
           counted.next_day,
           counted.missing_weekdays,
           count(trading_days.trade_date) AS missing_sessions
    FROM counted
    LEFT JOIN listed ON listed.index = counted.index
    LEFT JOIN known
        ON known.exchange = listed.exchange AND known.first_day <= counted.last_day AND known.last_day >= counted.next_day
    LEFT JOIN trading_days
        ON trading_days.exchange = known.exchange
        AND trading_days.trade_date > counted.last_day
        AND trading_days.trade_date < counted.next_day
    GROUP BY counted.index, known.exchange, counted.last_day, counted.next_day, counted.missing_weekdays
),
missed AS (
    SELECT index,
           coalesce(exchange, 'Monday to Friday') AS calendar,
           last_day,
           next_day,
           CASE WHEN exchange IS NULL THEN missing_weekdays ELSE missing_sessions END AS missing_days
    FROM compared
)
SELECT index,
       calendar,
       last_day,
       next_day,
       missing_days
FROM missed
WHERE missing_days >= :days
ORDER BY missing_days DESC, last_day, index
LIMIT 40
