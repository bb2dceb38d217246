package cloud.sql;

import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.IntervalLiteral;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates Trino's functions to DuckDB's. Anything else is refused, so that no namesake with other rules answers. */
public final class Functions {
    private static final Pattern HOLE = Pattern.compile("\\{(\\d+|\\*|over)}");
    private static final String HUGE = "abs(CAST({0} AS DOUBLE)) BETWEEN 1e150 AND 1.7976931348623157e308 OR abs(CAST({1} AS DOUBLE)) BETWEEN 1e150 AND 1.7976931348623157e308";
    private static final Map<String, Translation> ALL = new HashMap<>();

    /**
     * A template: {0}, {1} are the arguments, {*} all of them, and {over} is FILTER and OVER, which come last if it is not there.
     *
     * @param fewest arguments
     */
    private record Translation(int fewest, int most, String template) {}

    // after a # is the kind of type that the template is for, see Types.variant; after a slash, before that, the number of arguments

    static {
        same(1, 1, "abs", "degrees", "exp", "radians", "sinh", "cosh", "tanh");
        ours(1, 1, "ln", "log10", "log2", "sqrt", "sin", "cos", "tan", "asin", "acos", "cbrt");
        ours(2, 2, "atan2", "power", "log");
        scalar(2, 2, "pow", "trino_power({*})");
        scalar(1, 1, "atan", "atan({0})");
        scalar(1, 1, "ceil", "ceil({0})");
        scalar(1, 1, "ceiling", "ceil({0})");
        scalar(1, 1, "floor", "floor({0})");
        same(1, 2, "round");
        scalar(2, 2, "round/2#double", "trino_round_double({*})");
        scalar(2, 2, "round/2#real", "trino_round_double({*})");
        same(0, 0, "pi");
        for (String name : List.of("random", "rand")) {
            scalar(0, 0, name, "random()");
        }
        scalar(0, 0, "e", "exp(1.0::DOUBLE)");
        scalar(0, 0, "nan", "'NaN'::DOUBLE");
        scalar(0, 0, "infinity", "'Infinity'::DOUBLE");
        scalar(1, 1, "truncate", "trunc({0})");
        scalar(2, 2, "truncate/2#decimal", "CAST(trino_truncate_exact(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR)) AS {type})");
        scalar(1, 1, "truncate#integer", "CAST({0} AS DECIMAL(19, 0))");
        scalar(1, 1, "is_nan", "isnan({0})");
        scalar(1, 1, "is_infinite", "isinf({0})");
        scalar(1, 1, "is_finite", "isfinite({0})");
        scalar(2, 2, "mod", "trino_mod({0}, {1})");
        for (String name : List.of("ceil#integer", "ceiling#integer", "floor#integer")) {
            scalar(1, 1, name, "{0}");
        }
        scalar(1, 1, "sign#double", "CASE WHEN isnan({0}) THEN {0} ELSE CAST(sign({0}) AS DOUBLE) END");
        scalar(2, 2, "bitwise_and", "(CAST({0} AS BIGINT) & CAST({1} AS BIGINT))");
        scalar(2, 2, "bitwise_or", "(CAST({0} AS BIGINT) | CAST({1} AS BIGINT))");
        scalar(2, 2, "bitwise_xor", "xor(CAST({0} AS BIGINT), CAST({1} AS BIGINT))");
        scalar(1, 1, "bitwise_not", "(~CAST({0} AS BIGINT))");

        ours(1, 1, "lower", "upper", "trim", "ltrim", "rtrim", "reverse");
        scalar(1, 1, "codepoint", "CAST(trino_codepoint({0}) AS INTEGER)");
        scalar(1, 1, "reverse#list", "list_reverse({0})");
        same(1, 1, "length");
        scalar(2, 2, "ltrim/2", "ltrim({*})");
        scalar(2, 2, "rtrim/2", "rtrim({*})");
        scalar(2, 2, "to_base", "trino_to_base(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR))");
        scalar(1, 1, "length#bytes", "octet_length({0})");
        scalar(1, 1, "chr", "trino_chr({0})");
        moreTexts();
        urls();
        bytes();
        scalar(3, 3, "lpad", "trino_pad({*}, true)");
        scalar(3, 3, "rpad", "trino_pad({*}, false)");
        same(3, 3, "translate");
        same(2, 20, "concat_ws");
        scalar(3, 3, "split_part", "trino_split_part({*})");
        scalar(2, 2, "levenshtein_distance", "trino_levenshtein({*})");
        scalar(1, 1, "to_utf8", "encode({0})");
        scalar(1, 1, "from_utf8", "trino_utf8(hex({0}))");
        scalar(1, 1, "to_hex", "hex({0})");
        scalar(1, 1, "from_hex", "trino_from_hex({0})");
        scalar(1, 1, "to_base64", "to_base64({0})");
        scalar(1, 1, "from_base64", "unhex(trino_base64_hex({0}))");
        scalar(1, 1, "md5", "unhex(md5({0}))");
        scalar(1, 1, "sha1", "unhex(sha1({0}))");
        scalar(1, 1, "sha256", "unhex(sha256({0}))");
        same(2, 2, "starts_with");
        scalar(2, 3, "strpos", "trino_strpos({*})");
        scalar(2, 3, "replace", "trino_replace({*})");
        scalar(2, 3, "substr", "trino_substr({*})");
        scalar(2, 3, "substring", "trino_substr({*})");
        scalar(2, 3, "split", "trino_split({*})");
        ours(2, 2, "regexp_like", "regexp_count");
        scalar(2, 3, "regexp_extract", "trino_regexp_extract({*})");
        scalar(2, 3, "regexp_extract_all", "trino_regexp_extract_all({*})");
        scalar(2, 2, "regexp_split", "trino_list(trino_regexp_split_json({*}))");
        scalar(2, 2, "regexp_replace/2", "trino_regexp_replace({*}, '')");
        scalar(3, 3, "regexp_replace", "trino_regexp_replace({*})");
        scalar(1, 1, "json_parse", "CAST(trino_json_ordered({0}) AS JSON)");
        scalar(1, 1, "json_format", "CAST(CAST({0} AS JSON) AS VARCHAR)");
        scalar(2, 2, "json_extract", "trino_json_extract({0}, {1})");
        scalar(1, 1, "json_array_length", "trino_json_length(CAST({0} AS VARCHAR))");
        scalar(2, 2, "json_extract_scalar", "trino_json_scalar(CAST({0} AS VARCHAR), {1})");

        same(1, 1, "year", "quarter", "month", "day", "hour", "minute", "second", "week");
        scalar(1, 1, "millisecond", "(millisecond({0}) % 1000)");
        scalar(1, 1, "day_of_month", "day({0})");
        scalar(1, 1, "day_of_week", "isodow({0})");
        scalar(1, 1, "dow", "isodow({0})");
        scalar(1, 1, "day_of_year", "dayofyear({0})");
        scalar(1, 1, "doy", "dayofyear({0})");
        scalar(1, 1, "week_of_year", "week({0})");
        scalar(1, 1, "year_of_week", "isoyear({0})");
        scalar(1, 1, "yow", "isoyear({0})");
        for (String name : List.of("day", "day_of_month")) {
            scalar(1, 1, name + "#interval", "(epoch_ms({0}) // 86400000)");
        }
        scalar(1, 1, "hour#interval", "(epoch_ms({0}) // 3600000 % 24)");
        scalar(1, 1, "minute#interval", "(epoch_ms({0}) // 60000 % 60)");
        scalar(1, 1, "second#interval", "(epoch_ms({0}) // 1000 % 60)");
        scalar(1, 1, "millisecond#interval", "(epoch_ms({0}) % 1000)");
        scalar(1, 1, "to_milliseconds", "epoch_ms({0})");
        scalar(1, 1, "to_milliseconds#interval", "epoch_ms({0})");
        scalar(1, 1, "last_day_of_month", "last_day({0})");
        scalar(1, 1, "date", "trino_to_date({0})");
        scalar(0, 0, "now", "now()");
        scalar(1, 1, "from_iso8601_timestamp", "trino_iso8601_timestamp({0})");
        scalar(1, 1, "from_iso8601_date", "trino_iso8601_date({0})");
        scalar(1, 1, "from_unixtime", "to_timestamp(CASE WHEN isnan(CAST({0} AS DOUBLE)) THEN 0 ELSE round(CAST({0} AS DOUBLE) * 1000) / 1000.0 END)");
        scalar(1, 1, "to_unixtime", "CAST(epoch({0}) AS DOUBLE)");

        zones();
        nested();
        scalar(2, 2, "map", "map({0}, {1})");
        scalar(1, 1, "cardinality", "len({0})");
        scalar(1, 1, "cardinality#map", "CAST(cardinality({0}) AS BIGINT)");
        scalar(2, 2, "element_at", "({0})[{1}]");
        scalar(2, 2, "element_at#list", "trino_element({*})");
        scalar(2, 2, "contains", "trino_contains({0}, {1})");
        scalar(1, 1, "map_keys", "map_keys({0})");
        scalar(1, 1, "map_values", "map_values({0})");
        scalar(2, 2, "array_position", "trino_array_position({0}, {1})");
        scalar(3, 3, "slice", "trino_slice({0}, {1}, {2})");
        scalar(2, 2, "array_remove", "trino_array_remove({*})");
        scalar(2, 2, "repeat", "trino_repeat({*})");
        scalar(1, 1, "flatten", "flatten({0})");
        scalar(2, 3, "array_join", "trino_array_join({*})");
        scalar(1, 1, "array_distinct", "trino_array_distinct({0})");
        scalar(1, 1, "array_max", "trino_array_max({0})");
        scalar(1, 1, "array_min", "CASE WHEN list_count({0}) = len({0}) THEN list_min({0}) END");
        scalar(1, 1, "array_sort", "list_sort({0}, 'ASC', 'NULLS LAST')");

        same(1, 1, "sum", "avg", "bool_and", "bool_or", "any_value");
        scalar(1, 1, "sum#integer", "CAST(sum({0}){over} AS BIGINT)");
        scalar(1, 1, "sum#interval", "to_milliseconds(sum(epoch_ms({0})){over})");
        scalar(1, 1, "avg#interval", "to_milliseconds(round(avg(epoch_ms({0})){over}))");
        scalar(1, 1, "sum#real", "CAST(sum({0}){over} AS FLOAT)");
        scalar(1, 1, "avg#real", "CAST(avg({0}){over} AS FLOAT)");
        for (String name : List.of("stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop")) {
            String few = name.endsWith("_pop") ? "" : " AND count({0}){over} > 1";
            scalar(1, 1, name, "CASE WHEN bool_or(NOT isfinite(CAST({0} AS DOUBLE))){over}" + few + " THEN 'NaN'::DOUBLE ELSE "
                    + name + "(CASE WHEN isfinite(CAST({0} AS DOUBLE)) THEN {0} END){over} END");
        }
        for (String name : List.of("covar_pop", "covar_samp")) {
            String finite = "isfinite(CAST({0} AS DOUBLE)) AND isfinite(CAST({1} AS DOUBLE))";
            String few = name.endsWith("_pop") ? "" : " AND count(CASE WHEN {0} IS NOT NULL THEN {1} END){over} > 1";
            scalar(2, 2, name, "CASE WHEN bool_or(NOT (" + finite + ")){over}" + few + " THEN 'NaN'::DOUBLE ELSE trino_not_huge(bool_or(" + HUGE + "){over}, "
                    + name + "(CASE WHEN " + finite + " THEN {0} END, {1}){over}) END");
        }
        for (String name : List.of("corr", "regr_slope", "regr_intercept")) {
            String finite = "isfinite(CAST({0} AS DOUBLE)) AND isfinite(CAST({1} AS DOUBLE))";
            scalar(2, 2, name, "trino_no_nan(CASE WHEN NOT bool_or(NOT (" + finite + ")){over} THEN trino_not_huge(bool_or(" + HUGE + "){over}, " + name
                    + "(CASE WHEN " + finite + " THEN {0} END, {1}){over}) END)");
        }
        same(2, 2, "nth_value");
        same(1, 1, "min", "max", "first_value", "last_value", "ntile");
        for (String type : List.of("#double", "#real")) {
            scalar(1, 1, "max" + type, "coalesce(max(CASE WHEN NOT isnan({0}) THEN {0} END){over}, max({0}){over})");
            scalar(2, 2, "max_by" + type, "arg_max_null({0}, CASE WHEN isnan({1}) THEN '-Infinity' ELSE {1} END)");
        }
        for (String name : List.of("min", "max")) {
            scalar(1, 1, name + "#list", "CASE WHEN bool_or(list_count({0}) < len({0})){over}"
                    + " THEN error('NOT_SUPPORTED: ARRAY comparison not supported for arrays with null elements') ELSE " + name + "({0}){over} END");
        }
        same(1, 3, "lag", "lead");
        same(0, 0, "row_number", "rank", "dense_rank", "percent_rank", "cume_dist");
        scalar(1, 1, "every", "bool_and({0})");
        scalar(1, 1, "arbitrary", "any_value({0})");
        scalar(1, 1, "count_if", "coalesce(CAST(count_if({0}){over} AS BIGINT), 0)");
        scalar(1, 1, "array_agg", "list({0})");
        scalar(1, 1, "geometric_mean", "exp(avg(trino_ln({0})){over})");
        for (String type : List.of("#decimal", "#real")) {
            scalar(1, 1, "geometric_mean" + type, "CAST(exp(avg(trino_ln({0})){over}) AS FLOAT)");
        }
        scalar(2, 2, "max/2", "trino_most(list({0}){over}, {1}, 'DESC')");
        scalar(2, 2, "min/2", "trino_most(list({0}){over}, {1}, 'ASC')");
        scalar(2, 2, "min_by", "arg_min_null({0}, {1})");
        scalar(2, 2, "max_by", "arg_max_null({0}, {1})");
        // Trino takes the value at the place floor(n * p), DuckDB's that at ceil(n * p) - 1: counted from the other end they are the same
        Map.of("integer", "BIGINT", "double", "DOUBLE", "real", "FLOAT", "decimal", "FLOAT").forEach((kind, type) ->
                scalar(2, 2, "approx_percentile#" + kind,
                        "CAST(quantile_disc(trino_finite({0}), CASE WHEN {1} >= 1 THEN 1 ELSE {1} - 1 END){over} AS " + type + ")"));
        scalar(2, 2, "map_agg", "trino_map_agg(list({0}){over}, list({1}){over})");
        scalar(1, 1, "histogram", "trino_counts(histogram({0}){over})");
        scalar(1, 1, "bitwise_and_agg", "bit_and(CAST({0} AS BIGINT))");
        scalar(1, 1, "bitwise_xor_agg", "bit_xor(CAST({0} AS BIGINT))");
        scalar(1, 1, "skewness", "trino_skewness(list(CAST({0} AS DOUBLE)){over})");
        scalar(1, 1, "kurtosis", "trino_kurtosis(list(CAST({0} AS DOUBLE)){over})");
        scalar(2, 2, "multimap_agg", "trino_multimap(list({0}){over}, list({1}){over})");
        scalar(1, 1, "bitwise_or_agg", "bit_or(CAST({0} AS BIGINT))");
    }

    private static void moreTexts() {
        scalar(1, 1, "format_number", "trino_number_unit(CAST({0} AS VARCHAR))");
        scalar(2, 2, "from_base", "trino_from_base({0}, CAST({1} AS VARCHAR))");
        for (String way : List.of("left_shift", "right_shift", "right_shift_arithmetic")) {
            scalar(2, 2, "bitwise_" + way, "CAST(trino_shift('" + way + "', typeof({0}), CAST({0} AS VARCHAR), CAST({1} AS VARCHAR)) AS {type})");
        }
        scalar(2, 2, "bit_count", "trino_bit_count(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR))");
        ours(1, 1, "soundex", "luhn_check");
        ours(2, 2, "hamming_distance");
        scalar(1, 1, "normalize/1", "trino_normalize({0}, 'NFC')");
        scalar(2, 2, "normalize", "trino_normalize({*})");
        scalar(3, 3, "split_to_map", "CAST(CAST(trino_map_json({*}) AS JSON) AS MAP(VARCHAR, VARCHAR))");
        scalar(3, 3, "split_to_multimap", "CAST(CAST(trino_multimap_json({*}) AS JSON) AS MAP(VARCHAR, VARCHAR[]))");
        scalar(2, 4, "regexp_position", "CAST(trino_regexp_position({*}) AS INTEGER)");
        scalar(2, 2, "json_size", "trino_json_size(CAST({0} AS VARCHAR), {1})");
        scalar(1, 1, "is_json_scalar", "trino_json_is_scalar(CAST({0} AS VARCHAR))");
        ours(4, 4, "width_bucket");
        scalar(2, 2, "width_bucket/2", "trino_bin({*})");
    }

    private static void urls() {
        for (String part : List.of("protocol", "host", "path", "query", "fragment")) {
            scalar(1, 1, "url_extract_" + part, "trino_url_part({0}, '" + part + "')");
        }
        scalar(1, 1, "url_extract_port", "trino_url_port({0})");
        scalar(2, 2, "url_extract_parameter", "trino_url_parameter({*})");
        ours(1, 1, "url_encode", "url_decode");
    }

    private static void bytes() {
        scalar(1, 1, "sha512", "unhex(trino_digest('SHA-512', hex({0})))");
        Map.of("md5", "HmacMD5", "sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha512", "HmacSHA512").forEach((name, algorithm) ->
                scalar(2, 2, "hmac_" + name, "unhex(trino_hmac('" + algorithm + "', hex({0}), hex({1})))"));
        scalar(1, 1, "xxhash64", "unhex(trino_xxhash64(hex({0})))");
        scalar(1, 1, "crc32", "trino_crc32(hex({0}))");
        scalar(1, 1, "to_base64url", "trino_to_base64url(hex({0}))");
        scalar(1, 1, "from_base64url", "unhex(trino_from_base64url({0}))");
        scalar(1, 1, "to_big_endian_64", "unhex(trino_to_big_endian(CAST({0} AS VARCHAR)))");
        scalar(1, 1, "from_big_endian_64", "trino_from_big_endian(hex({0}))");
    }

    /** There is no zone but UTC here. */
    private static void zones() {
        scalar(0, 0, "current_timezone", "'UTC'");
        scalar(1, 1, "timezone", "CASE WHEN {0} IS NOT NULL THEN 'UTC' END");
        for (String name : List.of("timezone_hour", "timezone_minute")) {
            scalar(1, 1, name, "CASE WHEN {0} IS NOT NULL THEN CAST(0 AS BIGINT) END");
        }
    }

    private static void nested() {
        ours(2, 2, "array_union", "array_intersect", "array_except", "arrays_overlap", "trim_array", "ngrams");
        ours(1, 1, "array_histogram", "map_entries", "map_from_entries");
        ours(2, 5, "zip");
        ours(2, 2, "map_concat");
    }

    private static final Map<String, String> KINDS = new HashMap<>();

    static {
        kind("number", "abs", "degrees", "exp", "ln", "log10", "log2", "radians", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "power", "pow",
                "floor", "ceil", "ceiling", "mod", "sum", "avg", "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop",
                "corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept", "geometric_mean", "from_unixtime", "is_nan", "is_finite", "is_infinite", "sign", "approx_percentile", "bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_not",
                "bitwise_and_agg", "bitwise_or_agg");
        kind("number", "format_number", "skewness", "kurtosis");
        kind("number, number|list, number, integer", "width_bucket");
        kind("integer", "bitwise_xor_agg", "to_big_endian_64");
        kind("integer, integer", "bit_count");
        kind("integer, small integer", "bitwise_left_shift", "bitwise_right_shift", "bitwise_right_shift_arithmetic");
        kind("number, small integer", "round", "truncate");
        kind("text|list", "reverse");
        kind("text", "soundex", "luhn_check", "url_encode", "url_decode", "url_extract_protocol", "url_extract_host", "url_extract_path",
                "url_extract_query", "url_extract_fragment", "url_extract_port", "from_base64url");
        kind("text, text", "hamming_distance", "normalize", "url_extract_parameter");
        kind("text, text, text", "split_to_map", "split_to_multimap");
        kind("text, text, small integer, small integer", "regexp_position");
        kind("text, integer", "from_base");
        kind("text|json", "json_size", "is_json_scalar", "json_array_length", "json_extract", "json_extract_scalar");
        kind("json", "json_format");
        kind("bytes", "sha512", "crc32", "xxhash64", "to_base64url", "from_big_endian_64");
        kind("bytes, bytes", "hmac_md5", "hmac_sha1", "hmac_sha256", "hmac_sha512");
        kind("zoned", "timezone", "timezone_hour", "timezone_minute");
        kind("list, list", "array_union", "array_intersect", "array_except", "arrays_overlap");
        kind("list, list, list, list, list", "zip");
        kind("list, integer", "trim_array");
        kind("list, small integer", "ngrams");
        kind("list", "array_histogram", "map_from_entries");
        kind("text, text, integer", "strpos");
        kind("text, text", "starts_with", "levenshtein_distance", "regexp_like", "regexp_count", "regexp_split");
        kind("text, text, integer", "split", "split_part", "regexp_extract", "regexp_extract_all");
        kind("text, text, text", "replace", "translate", "regexp_replace");
        kind("text, integer, integer", "substr", "substring");
        kind("text, integer, text", "lpad", "rpad");
        kind("map", "map_entries");
        kind("map, map", "map_concat");
        kind("text", "lower", "upper", "trim", "ltrim", "rtrim", "length", "concat_ws", "codepoint", "date_parse", "from_iso8601_timestamp", "from_iso8601_date", "to_utf8", "from_hex",
                "from_base64", "listagg", "json_parse");
        kind("time", "year", "quarter", "month", "day", "hour", "minute", "second", "millisecond", "week", "day_of_month", "day_of_week", "dow", "day_of_year",
                "doy", "week_of_year", "year_of_week", "yow", "last_day_of_month", "to_unixtime", "date_format", "to_iso8601");
        kind("interval", "to_milliseconds");
        kind("list", "cardinality", "array_distinct", "array_sort", "flatten", "array_remove", "array_max", "array_min", "array_position", "contains");
        kind("list, integer, integer", "slice");
        kind("list, text, text", "array_join");
        kind("list|map", "element_at");
        kind("text|time", "date");
        kind("map", "map_keys", "map_values");
        kind("bytes", "md5", "sha1", "sha256", "to_hex", "to_base64", "from_utf8");
        kind("boolean", "bool_and", "bool_or", "every", "count_if");
    }

    private Functions() {}

    private static void kind(String kind, String... names) {
        for (String name : names) {
            KINDS.put(name, kind);
        }
    }

    /** What the arguments must be, where DuckDB would cast another: a kind or variant of each, or several with bars between. */
    static List<String> kinds(String name) {
        String kinds = KINDS.getOrDefault(name, "");
        return kinds.isEmpty() ? List.of() : List.of(kinds.split(", "));
    }

    private static void same(int fewest, int most, String... names) {
        for (String name : names) {
            scalar(fewest, most, name, name + "({*})");
        }
    }

    private static void ours(int fewest, int most, String... names) {
        for (String name : names) {
            scalar(fewest, most, name, "trino_" + name + "({*})");
        }
    }

    private static void scalar(int fewest, int most, String name, String template) {
        ALL.put(name, new Translation(fewest, most, template));
    }

    /** The names of all functions that can be called. */
    public static TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(FunctionCalls.NAMES);
        ALL.keySet().forEach(name -> names.add(name.replaceAll("[#/].*", "")));
        return names;
    }

    /** Whether the translation depends on the kind of type that an argument has. */
    static boolean varies(String name) {
        return ALL.keySet().stream().anyMatch(key -> key.startsWith(name + "#") || key.startsWith(name + "/2#"));
    }

    static boolean has(String variant) {
        return ALL.containsKey(variant);
    }

    /** Whether the template names an argument more than once, or wraps the aggregate, so that no DISTINCT can stand in it. */
    static boolean isWhole(String variant) {
        return ALL.containsKey(variant) && ALL.get(variant).template.contains("{over}")
                && !ALL.get(variant).template.matches("(CAST\\(|coalesce\\(CAST\\()?\\w+\\(\\{0}\\)\\{over}.*");
    }

    /** @param variant takes one argument */
    static String translate(String variant, String argument) {
        return ALL.get(variant).template.replace("{0}", argument);
    }

    /**
     * @param variant the name, after which may be # and a kind of type
     * @param over FILTER and OVER
     * @throws QueryFailedException if Trino has no such function, or it is not supported here
     */
    static String translate(FunctionCall call, String variant, List<String> arguments, String over) {
        String name = call.getName().getSuffix().toLowerCase(Locale.ROOT);
        Translation translation = ALL.get(variant);
        if (translation == null || arguments.size() < translation.fewest || arguments.size() > translation.most) {
            throw TrinoFunctions.refusal(call, name, arguments.size());
        }
        if (variant.endsWith("#interval") && call.getArguments().get(0) instanceof IntervalLiteral literal && Intervals.isOfMonths(literal)) {
            throw AthenaException.notSupported(call, name + " of an interval of months");
        }
        String sql = HOLE.matcher(translation.template).replaceAll(hole -> Matcher.quoteReplacement(switch (hole.group(1)) {
            case "*" -> String.join(", ", arguments);
            case "over" -> over;
            default -> arguments.get(Integer.parseInt(hole.group(1)));
        }));
        return translation.template.contains("{over}") ? sql : sql + over;
    }
}
