-- title: Sessions
-- description: The last five sessions of each symbol out of its bars: open, high, low, close, what was traded, and the change since the close before.
-- chart: bar x=session y=volume series=symbol
WITH session AS (
    SELECT symbol,
           session,
           open,
           high,
           low,
           close,
           round(100 * (close / lag(close) OVER (PARTITION BY symbol ORDER BY session) - 1), 2) AS change_pct,
           volume,
           round(vwap, 4) AS vwap,
           trade_count,
           row_number() OVER (PARTITION BY symbol ORDER BY session DESC) AS back
    FROM bars_1d
)
SELECT symbol, session, open, high, low, close, change_pct, volume, vwap, trade_count
FROM session
WHERE back <= 5
ORDER BY symbol, session DESC
