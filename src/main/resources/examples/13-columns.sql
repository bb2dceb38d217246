-- title: What is in a table?
-- description: Its columns with their types.
DESCRIBE quotes_daily
