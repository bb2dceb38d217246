-- Trino's rules where DuckDB's differ, as DuckDB macros. typeof is resolved when a query is bound, so a case that does not apply costs nothing.

-- whether a recursion gave no row beyond its last step
CREATE MACRO trino_shallow(beyond) AS CASE
  WHEN beyond > 0 THEN error('NOT_SUPPORTED: Recursion depth limit exceeded (10), as in Athena')
  ELSE true END;

CREATE MACRO trino_is_integer(x) AS typeof(x) IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT');

CREATE MACRO trino_is_float(x) AS typeof(x) IN ('DOUBLE', 'FLOAT');

CREATE MACRO trino_is_nan(x) AS trino_is_float(x) AND CAST(x AS VARCHAR) = 'nan';

CREATE MACRO trino_no_nan(x) AS CASE WHEN NOT isnan(x) THEN x END;

-- NaN equals nothing, not even itself; null stays null
CREATE MACRO trino_equal(a, b) AS (a = b AND (b IS NULL OR NOT isnan(a)));

CREATE MACRO trino_unequal(a, b) AS (a <> b OR (b IS NOT NULL AND isnan(a)));

CREATE MACRO trino_more(a, b) AS (a > b AND (b IS NULL OR NOT isnan(a)));

CREATE MACRO trino_as_much(a, b) AS (a >= b AND (b IS NULL OR NOT isnan(a)));

-- in a subquery Trino finds NaN if it is asked for the answer, but not to filter rows by it
CREATE MACRO trino_sought(x) AS CASE
  WHEN isnan(x) THEN error('NOT_SUPPORTED: NaN before IN with a subquery is not supported by the local Athena')
  ELSE x END;

CREATE MACRO trino_finite(x) AS CASE
  WHEN trino_is_float(x) AND NOT isfinite(CAST(x AS DOUBLE)) THEN error('INVALID_FUNCTION_ARGUMENT: value must be finite')
  ELSE x END;

-- where products overflow, the engines do not
CREATE MACRO trino_not_huge(huge, x) AS CASE
  WHEN huge THEN error('NOT_SUPPORTED: Covariances of numbers as large as these are not supported by the local Athena') ELSE x END;

CREATE MACRO trino_mod(a, b) AS CASE
  WHEN a IS NOT NULL AND NOT trino_is_float(a) AND NOT trino_is_float(b) AND b = 0 THEN error('DIVISION_BY_ZERO: Division by zero')
  ELSE a % b END;

CREATE MACRO trino_lists_equal(a, b) AS CASE
  WHEN len(a) <> len(b) OR len(list_filter(list_zip(a, b), lambda z: z[1] <> z[2] OR trino_is_nan(z[1]))) > 0 THEN false
  WHEN list_count(a) < len(a) OR list_count(b) < len(b) THEN NULL
  ELSE a = b END;

CREATE MACRO trino_months(i) AS date_part('year', i) * 12 + date_part('month', i);

CREATE MACRO trino_interval_text(i) AS CASE
  WHEN trino_months(i) <> 0
    THEN CASE WHEN trino_months(i) < 0 THEN '-' ELSE '' END || abs(trino_months(i)) // 12 || '-' || abs(trino_months(i)) % 12
  ELSE CASE WHEN epoch_ms(i) < 0 THEN '-' ELSE '' END || printf('%d %02d:%02d:%02d.%03d', abs(epoch_ms(i)) // 86400000,
    abs(epoch_ms(i)) // 3600000 % 24, abs(epoch_ms(i)) // 60000 % 60, abs(epoch_ms(i)) // 1000 % 60, abs(epoch_ms(i)) % 1000) END;

-- a result's intervals are all of one type
CREATE MACRO trino_shown_interval(i) AS CASE
  WHEN trino_months(i) <> 0 THEN error('NOT_SUPPORTED: An interval of months in a result is not supported by the local Athena')
  ELSE trino_interval_text(i) END;

CREATE MACRO trino_date_plus(d, i) AS CASE
  WHEN d IS NOT NULL AND epoch_ms(i) % 86400000 <> 0 THEN error('INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date')
  ELSE CAST(d + i AS DATE) END;

-- DuckDB writes earlier years otherwise
CREATE MACRO trino_of_years(t) AS CASE
  WHEN t < DATE '0001-01-01' THEN error('NOT_SUPPORTED: A text of a time before the year 1 is not supported by the local Athena')
  ELSE t END;

CREATE MACRO trino_time_text(t) AS strftime(trino_of_years(date_trunc('millisecond', t + INTERVAL 500 MICROSECOND)), '%Y-%m-%d %H:%M:%S.%g');

CREATE MACRO trino_to_varchar(x) AS CASE
  WHEN typeof(x) = 'FLOAT' THEN trino_real_text(CAST(x AS VARCHAR))
  WHEN typeof(x) = 'DOUBLE' THEN trino_double_text(CAST(x AS VARCHAR))
  WHEN typeof(x) = 'TIMESTAMP' THEN trino_time_text(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMP))
  WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' THEN trino_time_text(CAST(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMPTZ) AS TIMESTAMP)) || ' UTC'
  WHEN typeof(x) = 'INTERVAL' THEN trino_interval_text(TRY_CAST(CAST(x AS VARCHAR) AS INTERVAL))
  WHEN typeof(x) = 'JSON' AND json_type(TRY_CAST(CAST(x AS VARCHAR) AS JSON)) IN ('ARRAY', 'OBJECT')
    THEN error('INVALID_CAST_ARGUMENT: Cannot cast ''' || CAST(x AS VARCHAR) || ''' to varchar')
  WHEN typeof(x) = 'JSON' THEN json_extract_string(TRY_CAST(CAST(x AS VARCHAR) AS JSON), '$')
  WHEN typeof(x) LIKE '%[]' OR typeof(x) LIKE 'MAP%' OR typeof(x) LIKE 'STRUCT%' THEN error('TYPE_MISMATCH: Cannot cast a nested type to varchar')
  WHEN typeof(x) = 'DATE' THEN CAST(trino_of_years(TRY_CAST(CAST(x AS VARCHAR) AS DATE)) AS VARCHAR)
  ELSE CAST(x AS VARCHAR) END;

CREATE MACRO trino_fitting(s, length) AS CASE
  WHEN len(s) > length THEN error('INVALID_CAST_ARGUMENT: Value ' || s || ' cannot be represented as varchar(' || length || ')')
  ELSE s END;

CREATE MACRO trino_try_fitting(s, length) AS CASE WHEN len(s) <= length THEN s END;

CREATE MACRO trino_try_to_date(x) AS CASE
  WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(trim(CAST(x AS VARCHAR)), '[+-]?[0-9]+-[0-9]{1,2}-[0-9]{1,2}') THEN NULL
  WHEN typeof(x) = 'VARCHAR' THEN TRY_CAST(ltrim(CAST(x AS VARCHAR), ' +') AS DATE)
  WHEN typeof(x) IN ('DATE', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE') THEN TRY_CAST(x AS DATE) END;

CREATE MACRO trino_to_date(x) AS CASE
  WHEN x IS NOT NULL AND trino_try_to_date(x) IS NULL THEN error('INVALID_CAST_ARGUMENT: Value cannot be cast to date: ' || CAST(x AS VARCHAR))
  ELSE trino_try_to_date(x) END;

CREATE MACRO trino_iso8601_date(x) AS CASE
  WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') AND TRY_CAST(x AS DATE) IS NOT NULL THEN CAST(x AS DATE)
  WHEN regexp_full_match(x, '[0-9]{4}|[0-9]{4}-[0-9]{2,3}|[0-9]{4}-W[0-9-]+')
    THEN error('NOT_SUPPORTED: A date of another form than 2020-12-31 is not supported by the local Athena: ' || x)
  ELSE error('INVALID_FUNCTION_ARGUMENT: Invalid format: "' || x || '"') END;

-- rounded to so many digits of a second: 0, 3 or 6
CREATE MACRO trino_time(t, digits) AS date_trunc(CASE digits WHEN 0 THEN 'second' WHEN 3 THEN 'millisecond' ELSE 'microsecond' END,
  TRY_CAST(t AS TIMESTAMP) + to_microseconds(CASE digits WHEN 0 THEN 500000 WHEN 3 THEN 500 ELSE 0 END));

-- a zone is read over: the time is that of its clocks
CREATE MACRO trino_try_to_timestamp(x, digits) AS CASE
  WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(trim(CAST(x AS VARCHAR)),
    '[0-9]+-[0-9]{1,2}-[0-9]{1,2}( ([01]?[0-9]|2[0-3]):[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]+)?)?( ?([A-Za-z][A-Za-z/_]*|[+-][0-9:]+))?)?') THEN NULL
  WHEN typeof(x) = 'VARCHAR' THEN trino_time(regexp_extract(trim(CAST(x AS VARCHAR)), '^[0-9-]+( [0-9:.]+)?'), digits)
  WHEN typeof(x) IN ('DATE', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE') THEN trino_time(TRY_CAST(x AS TIMESTAMP), digits) END;

CREATE MACRO trino_to_timestamp(x, digits) AS CASE
  WHEN x IS NOT NULL AND trino_try_to_timestamp(x, digits) IS NULL
    THEN error('INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: ' || CAST(x AS VARCHAR))
  ELSE trino_try_to_timestamp(x, digits) END;

CREATE MACRO trino_to_zoned(x) AS CASE
  WHEN typeof(x) = 'VARCHAR' AND regexp_matches(CAST(x AS VARCHAR), ':[0-9.]+ ?([A-Za-z+-].*)$')
      AND NOT regexp_matches(CAST(x AS VARCHAR), ' ?(UTC|Z|[+-]00:00)$')
    THEN error('NOT_SUPPORTED: A time in another zone than UTC is not supported by the local Athena: ' || CAST(x AS VARCHAR))
  WHEN typeof(x) = 'VARCHAR' THEN CAST(trino_to_timestamp(regexp_replace(CAST(x AS VARCHAR), ' ?(UTC|Z|[+-]00:00)$', ''), 3) AS TIMESTAMPTZ)
  ELSE TRY_CAST(x AS TIMESTAMPTZ) END;

CREATE MACRO trino_full_time(day, clock) AS left(day || '-01-01', 10) || ' ' || clock || right('00:00:00', greatest(8 - len(clock), 0));

CREATE MACRO trino_iso8601_timestamp(x) AS CASE
  WHEN regexp_full_match(x, '[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T([0-9]{2}(:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?)?(Z|[+-]00:?00)?)?)?)?')
      AND trino_try_to_timestamp(trino_full_time(regexp_extract(x, '^[0-9-]+'), regexp_extract(x, 'T([0-9:.]*)', 1)), 6) IS NOT NULL
    THEN CAST(date_trunc('millisecond',
      trino_try_to_timestamp(trino_full_time(regexp_extract(x, '^[0-9-]+'), regexp_extract(x, 'T([0-9:.]*)', 1)), 6)) AS TIMESTAMPTZ)
  WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]*[+-][0-9:]+')
    THEN error('NOT_SUPPORTED: A time in another zone than UTC is not supported by the local Athena: ' || x)
  WHEN x IS NOT NULL THEN error('INVALID_FUNCTION_ARGUMENT: Invalid format: "' || x || '"') END;

-- the year, if the format has none, is that before the text and the format
CREATE MACRO trino_parsed_time(x, format, year) AS CASE
  WHEN x IS NOT NULL AND (starts_with(x, ' ') OR try_strptime(year || x, format) IS NULL)
    THEN error('INVALID_FUNCTION_ARGUMENT: Invalid format: "' || x || '"')
  ELSE date_trunc('millisecond', try_strptime(year || x, format)) END;

-- both engines read 00 to 68 as 2000 to 2068, but 69 is 1969 to DuckDB and 2069 to Trino
CREATE MACRO trino_century(t) AS CASE WHEN year(t) = 1969 THEN t + INTERVAL 100 YEAR ELSE t END;

CREATE MACRO trino_sequence(first, last, step) AS CASE
  WHEN step = 0 THEN error('INVALID_FUNCTION_ARGUMENT: step must not be zero')
  WHEN (last > first AND step < 0) OR (last < first AND step > 0)
    THEN error('INVALID_FUNCTION_ARGUMENT: sequence stop value does not lie in the direction of the step')
  WHEN (last - first) // step >= 10000 THEN error('INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries')
  ELSE generate_series(first, last, step) END;

-- by months from the first, since the 31st must not become the 29th for good
CREATE MACRO trino_time_sequence(first, last, step) AS CASE
  WHEN step = INTERVAL 0 DAY THEN error('INVALID_FUNCTION_ARGUMENT: step must not be zero')
  WHEN (last > first AND step < INTERVAL 0 DAY) OR (last < first AND step > INTERVAL 0 DAY)
    THEN error('INVALID_FUNCTION_ARGUMENT: sequence stop value does not lie in the direction of the step')
  WHEN trino_months(step) = 0 AND (epoch_ms(last) - epoch_ms(first)) // epoch_ms(step) >= 10000
    THEN error('INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries')
  WHEN trino_months(step) = 0 THEN generate_series(CAST(first AS TIMESTAMP), CAST(last AS TIMESTAMP), step)
  ELSE list_filter(
    list_transform(generate_series(0, abs(datediff('month', first, last)) // abs(nullif(trino_months(step), 0))),
      lambda n: CAST(first AS TIMESTAMP) + to_months(CAST(n * trino_months(step) AS INTEGER))),
    lambda t: CASE WHEN last >= first THEN t <= last ELSE t >= last END) END;

CREATE MACRO trino_date_sequence(first, last, step) AS CASE
  WHEN epoch_ms(step) % 86400000 <> 0
    THEN error('INVALID_FUNCTION_ARGUMENT: sequence step must be a day interval if start and end values are dates')
  ELSE CAST(trino_time_sequence(first, last, step) AS DATE[]) END;

CREATE MACRO trino_try_to_bigint(x) AS CASE
  WHEN trino_is_float(x) THEN TRY_CAST(round(TRY_CAST(x AS DOUBLE)) AS BIGINT)
  WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(trim(CAST(x AS VARCHAR)), '[+-]?[0-9]+') THEN NULL
  ELSE TRY_CAST(x AS BIGINT) END;

CREATE MACRO trino_to_bigint(x) AS CASE
  WHEN x IS NOT NULL AND trino_try_to_bigint(x) IS NULL THEN error('INVALID_CAST_ARGUMENT: Cannot cast ''' || CAST(x AS VARCHAR) || ''' to BIGINT')
  ELSE trino_try_to_bigint(x) END;

CREATE MACRO trino_try_to_whole(x, most) AS CASE WHEN trino_try_to_bigint(x) BETWEEN -most - 1 AND most THEN trino_try_to_bigint(x) END;

CREATE MACRO trino_to_whole(x, most) AS CASE
  WHEN trino_to_bigint(x) NOT BETWEEN -most - 1 AND most
    THEN error('NUMERIC_VALUE_OUT_OF_RANGE: Out of range for '
      || CASE most WHEN 127 THEN 'tinyint' WHEN 32767 THEN 'smallint' ELSE 'integer' END || ': ' || CAST(x AS VARCHAR))
  ELSE trino_to_bigint(x) END;

CREATE MACRO trino_try_to_double(x) AS CASE
  WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(trim(CAST(x AS VARCHAR)),
    '[+-]?(NaN|Infinity|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[fFdD]?)') THEN NULL
  WHEN typeof(x) = 'VARCHAR' THEN TRY_CAST(regexp_replace(trim(CAST(x AS VARCHAR)), '([0-9.])[fFdD]$', '\1') AS DOUBLE)
  ELSE TRY_CAST(x AS DOUBLE) END;

CREATE MACRO trino_to_double(x) AS CASE
  WHEN x IS NOT NULL AND trino_try_to_double(x) IS NULL THEN error('INVALID_CAST_ARGUMENT: Cannot cast ''' || CAST(x AS VARCHAR) || ''' to DOUBLE')
  ELSE trino_try_to_double(x) END;

-- inside of others, DuckDB writes decimals without their zeros, and numbers that are none as they are
CREATE MACRO trino_to_json(x) AS CASE
  WHEN regexp_matches(typeof(x), '(DECIMAL|FLOAT|TIMESTAMP|BLOB|INTERVAL).*[\]\)]$') AND NOT regexp_full_match(typeof(x), 'DECIMAL\([0-9, ]+\)')
    THEN error('NOT_SUPPORTED: JSON of decimals, reals or times in arrays, rows or maps is not supported by the local Athena')
  WHEN regexp_matches(typeof(x), 'DOUBLE.*[\]\)]$') AND regexp_matches(CAST(x AS VARCHAR), '\b(nan|inf)\b|[0-9]{8,}\.|\b0\.000|[0-9]e[+-]')
    THEN error('NOT_SUPPORTED: JSON of very large or small numbers in arrays, rows or maps is not supported by the local Athena')
  WHEN trino_is_float(x) AND NOT isfinite(TRY_CAST(x AS DOUBLE)) THEN to_json(trino_double_text(CAST(x AS VARCHAR)))
  WHEN typeof(x) = 'DOUBLE' THEN CAST(trino_java_double(CAST(x AS VARCHAR)) AS JSON)
  WHEN typeof(x) = 'FLOAT' THEN CAST(trino_java_real(CAST(x AS VARCHAR)) AS JSON)
  WHEN starts_with(typeof(x), 'DECIMAL') THEN CAST(CAST(x AS VARCHAR) AS JSON)
  WHEN typeof(x) IN ('DATE', 'TIMESTAMP') THEN to_json(trino_to_varchar(x))
  WHEN typeof(x) LIKE 'MAP%' THEN CAST(trino_json_ordered(CAST(to_json(x) AS VARCHAR)) AS JSON) ELSE to_json(x) END;

-- a value for trino_format: a letter for its type, and its text
CREATE MACRO trino_argument(x) AS CASE
  WHEN x IS NULL THEN NULL
  WHEN trino_is_integer(x) THEN 'l' || CAST(x AS VARCHAR)
  WHEN typeof(x) = 'DOUBLE' THEN 'd' || CAST(x AS VARCHAR)
  WHEN typeof(x) = 'FLOAT' THEN 'f' || CAST(x AS VARCHAR)
  WHEN typeof(x) LIKE 'DECIMAL%' THEN 'n' || CAST(x AS VARCHAR)
  WHEN typeof(x) = 'BOOLEAN' THEN 'b' || CAST(x AS VARCHAR)
  WHEN typeof(x) = 'DATE' THEN 'D' || CAST(x AS VARCHAR)
  WHEN typeof(x) = 'TIMESTAMP' THEN 'T' || replace(CAST(x AS VARCHAR), ' ', 'T')
  ELSE 's' || trino_to_varchar(x) END;

-- JSON's null is none of the types that it is cast to, but stays what it is inside of arrays and maps of JSON
CREATE MACRO trino_json_present(j) AS CASE WHEN json_type(j) <> 'NULL' THEN j END;

CREATE MACRO trino_json_without_nulls(j) AS CASE
  WHEN regexp_matches(CAST(j AS VARCHAR), '\bnull\b')
    THEN error('NOT_SUPPORTED: A cast of JSON with null in it to arrays or maps of JSON is not supported by the local Athena')
  ELSE j END;

CREATE MACRO trino_round_double(x, digits) AS CASE
  WHEN digits IS NULL THEN NULL WHEN x = 0 THEN abs(x) WHEN isfinite(x) THEN round(x, digits) ELSE x END;

CREATE MACRO trino_chr(x) AS CASE
  WHEN x < 0 OR x > 1114111 OR x BETWEEN 55296 AND 57343
    THEN error('INVALID_FUNCTION_ARGUMENT: Not a valid Unicode code point: ' || CAST(x AS VARCHAR))
  ELSE chr(CAST(x AS INTEGER)) END;

CREATE MACRO trino_pad(s, length, padding, before) AS CASE
  WHEN s IS NULL OR length IS NULL THEN NULL
  WHEN length < 0 THEN error('INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]')
  WHEN padding = '' THEN error('INVALID_FUNCTION_ARGUMENT: Padding string must not be empty')
  WHEN before THEN lpad(s, CAST(length AS INTEGER), padding)
  ELSE rpad(s, CAST(length AS INTEGER), padding) END;

CREATE MACRO trino_from_hex(x) AS CASE
  WHEN NOT regexp_full_match(x, '([0-9a-fA-F]{2})*') THEN error('INVALID_FUNCTION_ARGUMENT: Not pairs of hexadecimal digits: ' || x)
  ELSE unhex(x) END;

CREATE MACRO trino_list(json) AS from_json(json, '["VARCHAR"]');

CREATE MACRO trino_split(s, d) AS trino_list(trino_split_json(s, d, '9223372036854775807')),
  (s, d, most) AS trino_list(trino_split_json(s, d, CAST(most AS VARCHAR)));

CREATE MACRO trino_strpos(s, part) AS strpos(s, part), (s, part, n) AS trino_nth_position(s, part, CAST(n AS VARCHAR));

CREATE MACRO trino_replace(s, a) AS replace(s, a, ''),
  (s, a, b) AS CASE WHEN a = '' THEN trino_replace_text(s, a, b) ELSE replace(s, a, b) END;

CREATE MACRO trino_regexp_extract(s, p) AS trino_regexp_extract_group(s, p, '0'),
  (s, p, g) AS trino_regexp_extract_group(s, p, CAST(g AS VARCHAR));

CREATE MACRO trino_regexp_extract_all(s, p) AS trino_list(trino_regexp_all_json(s, p, '0')),
  (s, p, g) AS trino_list(trino_regexp_all_json(s, p, CAST(g AS VARCHAR)));

-- DuckDB's own joins with a constant only
CREATE MACRO trino_joined(l, d) AS CASE
  WHEN d IS NULL THEN NULL WHEN len(l) = 0 THEN '' ELSE list_reduce(l, lambda a, b: a || d || b) END;

CREATE MACRO trino_array_join(l, d) AS
    trino_joined(list_transform(list_filter(l, lambda x: x IS NOT NULL), lambda x: trino_to_varchar(x)), d),
  (l, d, n) AS trino_joined(list_filter(list_transform(l, lambda x: coalesce(trino_to_varchar(x), n)), lambda x: x IS NOT NULL), d);

CREATE MACRO trino_array_remove(l, v) AS CASE WHEN v IS NOT NULL THEN list_filter(l, lambda x: (x = v) IS NOT true OR trino_is_nan(x)) END;

CREATE MACRO trino_repeat(x, n) AS CASE
  WHEN n < 0 OR n > 10000 THEN error('INVALID_FUNCTION_ARGUMENT: count of repeat function must be between 0 and 10000')
  ELSE list_transform(range(CAST(n AS BIGINT)), lambda i: x) END;

CREATE MACRO trino_array_max(l) AS CASE
  WHEN list_count(l) = len(l) THEN coalesce(list_max(list_filter(l, lambda x: NOT trino_is_nan(x))), list_max(l)) END;

CREATE MACRO trino_contains(l, x) AS CASE
  WHEN trino_is_nan(x) THEN false
  WHEN list_contains(l, x) THEN true
  WHEN x IS NULL OR list_count(l) < len(l) THEN NULL
  ELSE list_contains(l, x) END;

CREATE MACRO trino_array_position(l, x) AS CASE
  WHEN l IS NOT NULL AND x IS NOT NULL THEN CAST(CASE WHEN trino_is_nan(x) THEN 0 ELSE coalesce(list_position(l, x), 0) END AS BIGINT) END;

CREATE MACRO trino_any(l) AS CASE
  WHEN list_contains(l, true) THEN true WHEN list_count(l) < len(l) THEN NULL WHEN l IS NOT NULL THEN false END;

CREATE MACRO trino_all(l) AS CASE
  WHEN list_contains(l, false) THEN false WHEN list_count(l) < len(l) THEN NULL WHEN l IS NOT NULL THEN true END;

-- the first n in an order, without nulls
CREATE MACRO trino_most(l, n, direction) AS CASE
  WHEN n <= 0 THEN error('INVALID_FUNCTION_ARGUMENT: second argument of max_n and min_n must be positive')
  WHEN n > 10000 THEN error('INVALID_FUNCTION_ARGUMENT: second argument of max_n and min_n must be less than or equal to 10000')
  WHEN len(list_filter(l, lambda x: trino_is_nan(x))) > 0
    THEN error('NOT_SUPPORTED: The first values of several with NaN are not supported by the local Athena')
  WHEN list_count(l) > 0 THEN list_sort(list_filter(l, lambda x: x IS NOT NULL), direction)[1 : n] END;

CREATE MACRO trino_map_agg(k, v) AS CASE
  WHEN list_count(k) > 0
    THEN map_from_entries(list_filter(list_zip(k, v), lambda e, i: e[1] IS NOT NULL AND i = list_position(k, e[1]))) END;

CREATE MACRO trino_counts(m) AS map(map_keys(m), list_transform(map_values(m), lambda n: CAST(n AS BIGINT)));

CREATE MACRO trino_divide(a, b) AS CASE
  WHEN trino_is_integer(a) AND trino_is_integer(b) AND b = 0 THEN error('DIVISION_BY_ZERO: Division by zero')
  ELSE a / b END;

CREATE MACRO trino_divide_doubles(a, b) AS CASE
  WHEN b = 0 AND isnan(CAST(a AS DOUBLE)) OR b = 0 AND a = 0 THEN 'NaN'::DOUBLE
  WHEN b = 0 AND (a > 0) = NOT starts_with(CAST(b AS VARCHAR), '-') THEN 'Infinity'::DOUBLE
  WHEN b = 0 AND a IS NOT NULL THEN '-Infinity'::DOUBLE
  ELSE a / b END;

CREATE MACRO trino_item(list, i) AS CASE
  WHEN i < 1 OR i > len(list) THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript must be between 1 and the size of the array')
  ELSE list[i] END;

CREATE MACRO trino_value(map, key) AS CASE
  WHEN NOT map_contains(map, key) THEN error('INVALID_FUNCTION_ARGUMENT: Key not present in map')
  ELSE map[key] END;

CREATE MACRO trino_to_boolean(x) AS CASE
  WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(CAST(x AS VARCHAR), '(?i)t|true|1|f|false|0')
    THEN error('INVALID_CAST_ARGUMENT: Cannot cast ''' || CAST(x AS VARCHAR) || ''' to BOOLEAN')
  ELSE CAST(x AS BOOLEAN) END;

CREATE MACRO trino_try_to_boolean(x) AS CASE
  WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(CAST(x AS VARCHAR), '(?i)t|true|1|f|false|0') THEN NULL
  ELSE TRY_CAST(x AS BOOLEAN) END;

CREATE MACRO trino_substr(s, start) AS CASE WHEN start = 0 OR -start > len(s) THEN '' ELSE substr(s, start) END, (s, start, length) AS CASE WHEN start = 0 OR -start > len(s) OR length <= 0 THEN '' ELSE substr(s, start, length) END;

CREATE MACRO trino_split_part(s, d, i) AS CASE WHEN i < 1 THEN error('INVALID_FUNCTION_ARGUMENT: Index must be greater than zero') WHEN i <= len(string_split(s, d)) THEN split_part(s, d, i) END;

CREATE MACRO trino_array_distinct(l) AS list_filter(l, lambda x, i: i = list_position(l, x));

CREATE MACRO trino_element(l, i) AS CASE WHEN i = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') ELSE l[i] END;

CREATE MACRO trino_slice(l, start, size) AS CASE
  WHEN start = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
  WHEN size < 0 THEN error('INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0')
  WHEN -start > len(l) OR size = 0 THEN l[2:1]
  WHEN start < 0 THEN l[len(l) + start + 1 : len(l) + start + size]
  ELSE l[start : start + size - 1] END;

CREATE MACRO trino_json_extract(j, path) AS CASE WHEN json_valid(j) THEN json_extract(j, path) END;

-- every reader truncates a fraction; only some take a string for the number in it
CREATE MACRO json_whole_number(j, texts, object) AS CASE
  WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) = 'DOUBLE' AND TRY_CAST(trunc(CAST(j AS DOUBLE)) AS BIGINT) IS NOT NULL
    THEN CAST(trunc(CAST(j AS DOUBLE)) AS BIGINT)
  WHEN (texts OR json_type(j) IN ('BIGINT', 'UBIGINT')) AND TRY_CAST(json_extract_string(j, '$') AS BIGINT) IS NOT NULL
    THEN CAST(json_extract_string(j, '$') AS BIGINT)
  ELSE error('HIVE_BAD_DATA: Error reading ' || object || ': ' || CAST(j AS VARCHAR) || ' is no whole number') END;

CREATE MACRO json_number(j, object) AS CASE
  WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(j AS DOUBLE)
  ELSE error('HIVE_BAD_DATA: Error reading ' || object || ': ' || CAST(j AS VARCHAR) || ' is no number') END;

CREATE MACRO trino_regexp_position(s, p) AS trino_regexp_position_of(s, p, '1', '1'),
  (s, p, start) AS trino_regexp_position_of(s, p, CAST(start AS VARCHAR), '1'),
  (s, p, start, occurrence) AS trino_regexp_position_of(s, p, CAST(start AS VARCHAR), CAST(occurrence AS VARCHAR));

CREATE MACRO trino_rising_bucket(x, low, high, n) AS CASE
  WHEN x < low THEN 0
  WHEN x >= high THEN CAST(n AS BIGINT) + 1
  ELSE CAST(floor(CAST(n AS DOUBLE) * (CAST(x AS DOUBLE) - low) / (CAST(high AS DOUBLE) - low)) AS BIGINT) + 1 END;

CREATE MACRO trino_width_bucket(x, low, high, n) AS CASE
  WHEN x IS NULL OR n IS NULL OR low IS NULL OR high IS NULL THEN NULL
  WHEN n <= 0 THEN error('INVALID_FUNCTION_ARGUMENT: bucketCount must be greater than 0')
  WHEN isnan(CAST(x AS DOUBLE)) THEN error('INVALID_FUNCTION_ARGUMENT: operand must not be NaN')
  WHEN NOT isfinite(CAST(low AS DOUBLE)) OR NOT isfinite(CAST(high AS DOUBLE)) THEN error('INVALID_FUNCTION_ARGUMENT: bounds must be finite')
  WHEN low = high THEN error('INVALID_FUNCTION_ARGUMENT: bounds cannot equal each other')
  WHEN low > high THEN CAST(n AS BIGINT) - trino_rising_bucket(x, high, low, n) + 1
  ELSE trino_rising_bucket(x, low, high, n) END;

CREATE MACRO trino_bin(x, bins) AS CASE
  WHEN len(bins) = 0 THEN error('INVALID_FUNCTION_ARGUMENT: Bins cannot be an empty array')
  WHEN isnan(CAST(x AS DOUBLE)) THEN error('INVALID_FUNCTION_ARGUMENT: Operand cannot be NaN')
  WHEN list_count(bins) < len(bins) THEN error('NOT_SUPPORTED: width_bucket of bins with null is not supported by the local Athena')
  WHEN len(list_filter(bins, lambda b: NOT isfinite(CAST(b AS DOUBLE)))) > 0
    THEN error('INVALID_FUNCTION_ARGUMENT: Bin value must be finite')
  WHEN list_sort(bins) <> bins THEN error('INVALID_FUNCTION_ARGUMENT: Bin values are not sorted in ascending order')
  WHEN x IS NOT NULL THEN CAST(len(list_filter(bins, lambda b: b <= x)) AS BIGINT) END;

CREATE MACRO trino_has(l, x) AS list_position(l, x) IS NOT NULL;

CREATE MACRO trino_array_union(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN trino_array_distinct(a || b) END;

-- in the order of the longer one
CREATE MACRO trino_array_intersect(a, b) AS CASE
  WHEN len(b) > len(a) THEN list_filter(trino_array_distinct(b), lambda x: trino_has(a, x))
  WHEN a IS NOT NULL AND b IS NOT NULL THEN list_filter(trino_array_distinct(a), lambda x: trino_has(b, x)) END;

CREATE MACRO trino_array_except(a, b) AS CASE
  WHEN len(b) = 0 THEN a
  WHEN a IS NOT NULL AND b IS NOT NULL THEN list_filter(trino_array_distinct(a), lambda x: NOT trino_has(b, x)) END;

CREATE MACRO trino_arrays_overlap(a, b) AS CASE
  WHEN len(list_filter(a, lambda x: x IS NOT NULL AND trino_has(b, x))) > 0 THEN true
  WHEN len(a) = 0 OR len(b) = 0 THEN false
  WHEN list_count(a) < len(a) OR list_count(b) < len(b) THEN NULL
  WHEN a IS NOT NULL AND b IS NOT NULL THEN false END;

CREATE MACRO trino_trim_array(l, n) AS CASE
  WHEN n < 0 AND l IS NOT NULL THEN error('INVALID_FUNCTION_ARGUMENT: size must not be negative: ' || n)
  WHEN n > len(l) THEN error('INVALID_FUNCTION_ARGUMENT: size must not exceed array cardinality ' || len(l) || ': ' || n)
  WHEN n IS NOT NULL THEN l[1 : len(l) - n] END;

CREATE MACRO trino_ngrams(l, n) AS CASE
  WHEN n <= 0 AND l IS NOT NULL THEN error('INVALID_FUNCTION_ARGUMENT: N must be positive')
  WHEN n IS NOT NULL AND l IS NOT NULL THEN list_transform(range(1, greatest(len(l) - n, 0) + 2), lambda i: l[i : i + n - 1]) END;

CREATE MACRO trino_keys(l) AS list_filter(trino_array_distinct(l), lambda x: x IS NOT NULL);

CREATE MACRO trino_array_histogram(l) AS CASE
  WHEN l IS NOT NULL
    THEN map(trino_keys(l), list_transform(trino_keys(l), lambda k: CAST(len(list_filter(l, lambda x: x = k)) AS BIGINT))) END;

CREATE MACRO trino_zip(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_zip(a, b) END,
  (a, b, c) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL THEN list_zip(a, b, c) END,
  (a, b, c, d) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL AND d IS NOT NULL THEN list_zip(a, b, c, d) END,
  (a, b, c, d, e) AS CASE
    WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL AND d IS NOT NULL AND e IS NOT NULL THEN list_zip(a, b, c, d, e) END;

CREATE MACRO trino_map_entries(m) AS CASE WHEN m IS NOT NULL THEN list_zip(map_keys(m), map_values(m)) END;

CREATE MACRO trino_map_from_entries(l) AS CASE
  WHEN list_count(l) < len(l) THEN error('INVALID_FUNCTION_ARGUMENT: map entry cannot be null')
  WHEN l IS NOT NULL THEN map_from_entries(l) END;

CREATE MACRO trino_map_where(m, keeps) AS CASE
  WHEN m IS NOT NULL THEN map_from_entries(list_filter(trino_map_entries(m), lambda e, i: keeps[i])) END;

CREATE MACRO trino_map_concat(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN map_concat(a, b) END;

CREATE MACRO trino_multimap(k, v) AS CASE
  WHEN list_count(k) > 0 THEN map(trino_keys(k),
    list_transform(trino_keys(k), lambda key: list_transform(list_filter(list_zip(k, v), lambda e: e[1] = key), lambda e: e[2]))) END;

-- the sum of the powers of the distances from the mean
CREATE MACRO trino_moment(l, power) AS list_sum(list_transform(list_filter(l, lambda x: x IS NOT NULL), lambda x: (x - list_avg(l)) ** power));

CREATE MACRO trino_skewness(l) AS CASE
  WHEN list_count(l) >= 3 THEN trino_divide_doubles(sqrt(list_count(l)) * trino_moment(l, 3), trino_moment(l, 2) ** 1.5) END;

CREATE MACRO trino_kurtosis(l) AS CASE
  WHEN list_count(l) >= 4 THEN (list_count(l) - 1.0::DOUBLE) * list_count(l) * (list_count(l) + 1)
    / ((list_count(l) - 2) * (list_count(l) - 3)) * trino_divide_doubles(trino_moment(l, 4), trino_moment(l, 2) ** 2)
    - 3 * (list_count(l) - 1.0::DOUBLE) ** 2 / ((list_count(l) - 2) * (list_count(l) - 3)) END;
