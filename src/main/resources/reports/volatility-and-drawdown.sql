-- title: Volatility and drawdown
-- description: The volatility of the last 252 sessions, annualised, and the deepest fall from a peak, the deepest first.
-- chart: bar x=index y=volatility_pct,drawdown_pct
-- group: Risk
-- place: 10
-- needs: trade_date, close
WITH quote AS (
    SELECT index, trade_date, close
    FROM quotes_adjusted
),
session AS (
    SELECT index,
           trade_date,
           close,
           ln(close / nullif(lag(close) OVER (PARTITION BY index ORDER BY trade_date), 0)) AS log_return,
           max(close) OVER (
               PARTITION BY index ORDER BY trade_date
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS peak,
           row_number() OVER (PARTITION BY index ORDER BY trade_date DESC) AS sessions_back
    FROM quote
),
fallen AS (
    SELECT index,
           trade_date,
           log_return,
           sessions_back,
           close / nullif(peak, 0) - 1 AS drawdown,
           max(CASE WHEN close = peak THEN trade_date END) OVER (
               PARTITION BY index ORDER BY trade_date
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS peak_date
    FROM session
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY index ORDER BY drawdown, trade_date) AS depth
    FROM fallen
),
risk AS (
    SELECT index,
           stddev_samp(log_return) FILTER (WHERE sessions_back <= 252) * sqrt(252) AS volatility,
           min(drawdown) AS drawdown,
           max(peak_date) FILTER (WHERE depth = 1) AS peak_date,
           max(trade_date) FILTER (WHERE depth = 1) AS trough_date
    FROM ranked
    GROUP BY index
)
SELECT index,
       round(1e2 * volatility, 2) AS volatility_pct,
       round(1e2 * drawdown, 2) AS drawdown_pct,
       peak_date,
       trough_date
FROM risk
ORDER BY risk.drawdown, index
