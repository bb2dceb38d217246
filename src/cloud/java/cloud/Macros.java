package cloud;

import java.util.List;

/** Trino's rules where DuckDB's differ, as DuckDB macros. typeof is known when a query is bound, so a case that does not apply costs nothing. */
final class Macros {
    static final List<String> ALL = List.of(
            "CREATE MACRO trino_is_integer(x) AS typeof(x) IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT')",
            """
            CREATE MACRO trino_divide(a, b) AS CASE
              WHEN trino_is_integer(a) AND trino_is_integer(b) AND b = 0 THEN error('DIVISION_BY_ZERO: Division by zero')
              WHEN (typeof(a) LIKE 'DECIMAL%' OR typeof(b) LIKE 'DECIMAL%') AND typeof(a) NOT IN ('DOUBLE', 'FLOAT')
                AND typeof(b) NOT IN ('DOUBLE', 'FLOAT')
                THEN error('NOT_SUPPORTED: Division of decimals is not supported by the local Athena: write 1e2 for 100.0, or cast to double')
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
            """
            CREATE MACRO trino_to_varchar(x) AS CASE
              WHEN typeof(x) IN ('DOUBLE', 'FLOAT')
                THEN error('NOT_SUPPORTED: A cast of double to varchar is not supported by the local Athena (Athena gives 1.5E0): use format()')
              WHEN typeof(x) = 'TIMESTAMP'
                THEN strftime(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g')
              ELSE CAST(x AS VARCHAR) END""",
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
            "CREATE MACRO trino_substr(s, start) AS CASE WHEN start = 0 THEN '' ELSE substr(s, start) END, "
                    + "(s, start, length) AS CASE WHEN start = 0 THEN '' ELSE substr(s, start, length) END",
            "CREATE MACRO trino_replace(s, a) AS replace(s, a, ''), (s, a, b) AS replace(s, a, b)",
            "CREATE MACRO trino_regexp_extract(s, p) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p) END, "
                    + "(s, p, g) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p, g) END",
            """
            CREATE MACRO trino_json_scalar(j, path) AS CASE
              WHEN json_type(j, path) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE json_extract_string(j, path) END""");

    private Macros() {}
}
