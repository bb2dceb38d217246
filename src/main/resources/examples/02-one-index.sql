-- title: One index over time
-- description: Draws a chart: the first column is its axis, each column of numbers a line.
SELECT trade_date, close
FROM quotes_daily
WHERE index = 'N225'
ORDER BY trade_date
