package cloud.sql;

import java.util.List;

/** Trino's rules where DuckDB's differ, as DuckDB macros. typeof is resolved when a query is bound, so a case that does not apply costs nothing. */
public final class Macros {
    public static final List<String> ALL = List.of(
            "CREATE MACRO trino_cbrt(x) AS CASE WHEN pow(round(cbrt(x)), 3) = x THEN round(cbrt(x)) ELSE cbrt(x) END",
            "CREATE MACRO trino_is_integer(x) AS typeof(x) IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT')",
            """
            CREATE MACRO trino_divide(a, b) AS CASE
              WHEN trino_is_integer(a) AND trino_is_integer(b) AND b = 0 THEN error('DIVISION_BY_ZERO: Division by zero')
              ELSE a / b END""",
            """
            CREATE MACRO trino_divide_doubles(a, b) AS CASE
              WHEN b = 0 AND isnan(CAST(a AS DOUBLE)) OR b = 0 AND a = 0 THEN 'NaN'::DOUBLE
              WHEN b = 0 AND a > 0 THEN 'Infinity'::DOUBLE
              WHEN b = 0 AND a < 0 THEN '-Infinity'::DOUBLE
              ELSE a / b END""",
            """
            CREATE MACRO trino_item(list, i) AS CASE
              WHEN i < 1 OR i > len(list) THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript must be between 1 and the size of the array')
              ELSE list[i] END""",
            """
            CREATE MACRO trino_value(map, key) AS CASE
              WHEN NOT map_contains(map, key) THEN error('INVALID_FUNCTION_ARGUMENT: Key not present in map')
              ELSE map[key] END""",
            """
            CREATE MACRO trino_mod(a, b) AS CASE
              WHEN trino_is_integer(a) AND trino_is_integer(b) AND b = 0 THEN error('DIVISION_BY_ZERO: Division by zero')
              ELSE a % b END""",
            // Java's pattern 0.0###E0: one digit, a point, at least one more, the exponent
            """
            CREATE MACRO trino_scientific(digits, exponent) AS
              substr(digits, 1, 1) || '.' || coalesce(nullif(rtrim(substr(digits, 2), '0'), ''), '0') || 'E' || CAST(exponent AS VARCHAR)""",
            """
            CREATE MACRO trino_mantissa(m, e) AS CASE
              WHEN ltrim(replace(m, '.', ''), '0') = '' THEN '0.0E0'
              WHEN ltrim(split_part(m, '.', 1), '0') <> ''
                THEN trino_scientific(ltrim(replace(m, '.', ''), '0'), e + len(split_part(m, '.', 1)) - 1)
              ELSE trino_scientific(ltrim(split_part(m, '.', 2), '0'),
                e - 1 - (len(split_part(m, '.', 2)) - len(ltrim(split_part(m, '.', 2), '0')))) END""",
            """
            CREATE MACRO trino_double_text(s) AS CASE
              WHEN s = 'nan' THEN 'NaN' WHEN s = 'inf' THEN 'Infinity' WHEN s = '-inf' THEN '-Infinity'
              ELSE CASE WHEN starts_with(s, '-') THEN '-' ELSE '' END
                || trino_mantissa(ltrim(split_part(s, 'e', 1), '-'), coalesce(TRY_CAST(nullif(split_part(s, 'e', 2), '') AS BIGINT), 0)) END""",
            """
            CREATE MACRO trino_to_varchar(x) AS CASE
              WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN trino_double_text(CAST(x AS VARCHAR))
              WHEN typeof(x) = 'TIMESTAMP'
                THEN strftime(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g')
              WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE'
                THEN strftime(CAST(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMPTZ) AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g') || ' UTC'
              WHEN typeof(x) = 'JSON' AND json_type(TRY_CAST(CAST(x AS VARCHAR) AS JSON)) IN ('ARRAY', 'OBJECT')
                THEN error('INVALID_CAST_ARGUMENT: Cannot cast ''' || CAST(x AS VARCHAR) || ''' to varchar')
              WHEN typeof(x) = 'JSON' THEN json_extract_string(TRY_CAST(CAST(x AS VARCHAR) AS JSON), '$')
              WHEN typeof(x) LIKE '%[]' OR typeof(x) LIKE 'MAP%' OR typeof(x) LIKE 'STRUCT%'
                THEN error('TYPE_MISMATCH: Cannot cast a nested type to varchar')
              ELSE CAST(x AS VARCHAR) END""",
            """
            CREATE MACRO trino_to_date(x) AS CASE
              WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(trim(CAST(x AS VARCHAR)), '[+-]?[0-9]+-[0-9]{1,2}-[0-9]{1,2}')
                THEN error('INVALID_CAST_ARGUMENT: Value cannot be cast to date: ' || CAST(x AS VARCHAR))
              ELSE CAST(x AS DATE) END""",
            """
            CREATE MACRO trino_try_to_date(x) AS CASE
              WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(trim(CAST(x AS VARCHAR)), '[+-]?[0-9]+-[0-9]{1,2}-[0-9]{1,2}') THEN NULL
              ELSE TRY_CAST(x AS DATE) END""",
            """
            CREATE MACRO trino_to_boolean(x) AS CASE
              WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(CAST(x AS VARCHAR), '(?i)t|true|1|f|false|0')
                THEN error('INVALID_CAST_ARGUMENT: Cannot cast ''' || CAST(x AS VARCHAR) || ''' to BOOLEAN')
              ELSE CAST(x AS BOOLEAN) END""",
            """
            CREATE MACRO trino_try_to_boolean(x) AS CASE
              WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(CAST(x AS VARCHAR), '(?i)t|true|1|f|false|0') THEN NULL
              ELSE TRY_CAST(x AS BOOLEAN) END""",
            """
            CREATE MACRO trino_iso8601_timestamp(x) AS CASE
              WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]*(Z|[+-]00:?00)?)?') THEN CAST(x AS TIMESTAMPTZ)
              WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]*[+-][0-9:]+')
                THEN error('NOT_SUPPORTED: A time in another zone than UTC is not supported by the local Athena: ' || x)
              ELSE error('INVALID_FUNCTION_ARGUMENT: Invalid format: "' || x || '"') END""",
            // exact, in integers: n and d are the decimals without their points, n scaled up to the quotient's scale
            """
            CREATE MACRO trino_round_quotient(n, d) AS CASE
              WHEN d = 0 THEN error('DIVISION_BY_ZERO: Division by zero')
              ELSE (2 * abs(n) + abs(d)) // (2 * abs(d)) * CASE WHEN (n < 0) <> (d < 0) THEN -1 ELSE 1 END END""",
            """
            CREATE MACRO trino_with_point(q, scale) AS CASE
              WHEN scale = 0 THEN CAST(q AS VARCHAR)
              ELSE CASE WHEN q < 0 THEN '-' ELSE '' END
                || left(lpad(CAST(abs(q) AS VARCHAR), greatest(scale + 1, len(CAST(abs(q) AS VARCHAR)))::INTEGER, '0'), -scale) || '.'
                || right(lpad(CAST(abs(q) AS VARCHAR), greatest(scale + 1, len(CAST(abs(q) AS VARCHAR)))::INTEGER, '0'), scale) END""",
            "CREATE MACRO trino_unscaled(x) AS CAST(replace(CAST(x AS VARCHAR), '.', '') AS HUGEINT)",
            """
            CREATE MACRO trino_divide_decimals(a, b, factor, scale) AS
              trino_with_point(trino_round_quotient(trino_unscaled(a) * CAST(factor AS HUGEINT), trino_unscaled(b)), scale)""",
            """
            CREATE MACRO trino_to_bigint(x) AS CASE
              WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN CAST(round(CAST(x AS DOUBLE)) AS BIGINT)
              WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(CAST(x AS VARCHAR), '[+-]?[0-9]+')
                THEN error('INVALID_CAST_ARGUMENT: Cannot cast ''' || CAST(x AS VARCHAR) || ''' to BIGINT')
              ELSE CAST(x AS BIGINT) END""",
            """
            CREATE MACRO trino_try_to_bigint(x) AS CASE
              WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN TRY_CAST(round(TRY_CAST(x AS DOUBLE)) AS BIGINT)
              WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(CAST(x AS VARCHAR), '[+-]?[0-9]+') THEN NULL
              ELSE TRY_CAST(x AS BIGINT) END""",
            "CREATE MACRO trino_substr(s, start) AS CASE WHEN start = 0 OR -start > len(s) THEN '' ELSE substr(s, start) END, "
                    + "(s, start, length) AS CASE WHEN start = 0 OR -start > len(s) OR length <= 0 THEN '' ELSE substr(s, start, length) END",
            "CREATE MACRO trino_split_part(s, d, i) AS CASE WHEN i < 1 THEN error('INVALID_FUNCTION_ARGUMENT: Index must be greater than zero') "
                    + "WHEN i <= len(string_split(s, d)) THEN split_part(s, d, i) END",
            "CREATE MACRO trino_contains(l, x) AS CASE WHEN list_contains(l, x) THEN true WHEN x IS NULL OR list_count(l) < len(l) THEN NULL "
                    + "ELSE list_contains(l, x) END",
            "CREATE MACRO trino_array_position(l, x) AS CASE WHEN l IS NOT NULL AND x IS NOT NULL THEN CAST(coalesce(list_position(l, x), 0) AS BIGINT) END",
            "CREATE MACRO trino_array_distinct(l) AS list_filter(l, lambda x, i: i = list_position(l, x))",
            "CREATE MACRO trino_element(l, i) AS CASE WHEN i = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') ELSE l[i] END",
            """
            CREATE MACRO trino_slice(l, start, size) AS CASE
              WHEN start = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
              WHEN size < 0 THEN error('INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0')
              WHEN -start > len(l) OR size = 0 THEN l[2:1]
              WHEN start < 0 THEN l[len(l) + start + 1 : len(l) + start + size]
              ELSE l[start : start + size - 1] END""",
            "CREATE MACRO trino_json_extract(j, path) AS CASE WHEN json_valid(j) THEN json_extract(j, path) END",
            "CREATE MACRO trino_replace(s, a) AS replace(s, a, ''), (s, a, b) AS replace(s, a, b)",
            "CREATE MACRO trino_regexp_extract(s, p) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p) END, "
                    + "(s, p, g) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p, g) END",
            """
            CREATE MACRO trino_json_scalar(j, path) AS CASE
              WHEN NOT json_valid(j) OR json_type(j, path) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE json_extract_string(j, path) END""",
            // every reader truncates a fraction; only some take a string for the number in it
            """
            CREATE MACRO json_whole_number(j, texts, object) AS CASE
              WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
              WHEN json_type(j) = 'DOUBLE' AND TRY_CAST(trunc(CAST(j AS DOUBLE)) AS BIGINT) IS NOT NULL
                THEN CAST(trunc(CAST(j AS DOUBLE)) AS BIGINT)
              WHEN (texts OR json_type(j) IN ('BIGINT', 'UBIGINT')) AND TRY_CAST(json_extract_string(j, '$') AS BIGINT) IS NOT NULL
                THEN CAST(json_extract_string(j, '$') AS BIGINT)
              ELSE error('HIVE_BAD_DATA: Error reading ' || object || ': ' || CAST(j AS VARCHAR) || ' is no whole number') END""",
            """
            CREATE MACRO json_number(j, object) AS CASE
              WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
              WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(j AS DOUBLE)
              ELSE error('HIVE_BAD_DATA: Error reading ' || object || ': ' || CAST(j AS VARCHAR) || ' is no number') END""");

    private Macros() {}
}
