package cloud.sql;

import io.trino.sql.tree.FunctionCall;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates Trino's functions to DuckDB's. Anything else is refused, so that no namesake with other rules answers. */
public final class Functions {
    private static final String SPACES = "e' \\t\\n\\r\\x0b\\x0c'";
    private static final Pattern HOLE = Pattern.compile("\\{(\\d+|\\*)}");
    private static final Map<String, Translation> ALL = new HashMap<>();

    /** A template: {0}, {1} are the arguments and {*} all of them. */
    private record Translation(int fewest, int most, String template) {}

    static {
        same(1, 1, "abs", "degrees", "exp", "ln", "log10", "log2", "radians", "sqrt",
                "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh");
        same(2, 2, "atan2", "power", "pow", "log");
        scalar(1, 1, "cbrt", "trino_cbrt({0})");
        scalar(1, 1, "ceil", "ceil({0})");
        scalar(1, 1, "ceiling", "ceil({0})");
        scalar(1, 1, "floor", "floor({0})");
        same(1, 2, "round");
        same(0, 0, "pi");
        scalar(0, 0, "random", "random()");
        scalar(0, 0, "rand", "random()");
        scalar(0, 0, "e", "exp(1.0::DOUBLE)");
        scalar(0, 0, "nan", "'NaN'::DOUBLE");
        scalar(0, 0, "infinity", "'Infinity'::DOUBLE");
        scalar(1, 1, "truncate", "trunc({0})");
        scalar(1, 1, "is_nan", "isnan({0})");
        scalar(1, 1, "is_infinite", "isinf({0})");
        scalar(1, 1, "is_finite", "isfinite({0})");
        scalar(2, 2, "mod", "trino_mod({0}, {1})");

        same(1, 1, "lower", "upper", "length", "chr");
        same(3, 3, "lpad", "rpad", "translate");
        same(2, 20, "concat_ws");
        scalar(1, 1, "reverse", "reverse({0})");
        scalar(1, 1, "ltrim", "ltrim({0}, " + SPACES + ")");
        scalar(1, 1, "rtrim", "rtrim({0}, " + SPACES + ")");
        scalar(3, 3, "split_part", "trino_split_part({*})");
        scalar(2, 2, "levenshtein_distance", "levenshtein({*})");
        scalar(1, 1, "to_utf8", "encode({0})");
        scalar(1, 1, "from_utf8", "decode({0})");
        scalar(1, 1, "to_hex", "hex({0})");
        scalar(1, 1, "from_hex", "unhex({0})");
        scalar(1, 1, "to_base64", "to_base64({0})");
        scalar(1, 1, "from_base64", "from_base64({0})");
        scalar(1, 1, "md5", "unhex(md5({0}))");
        scalar(1, 1, "sha256", "unhex(sha256({0}))");
        same(2, 2, "starts_with", "strpos");
        scalar(1, 1, "trim", "trim({0}, " + SPACES + ")");
        scalar(1, 1, "codepoint", "unicode({0})");
        scalar(2, 3, "replace", "trino_replace({*})");
        scalar(2, 3, "substr", "trino_substr({*})");
        scalar(2, 3, "substring", "trino_substr({*})");
        scalar(2, 2, "split", "string_split({0}, {1})");
        scalar(2, 2, "regexp_like", "regexp_matches({0}, {1})");
        scalar(2, 3, "regexp_extract", "trino_regexp_extract({*})");
        scalar(2, 3, "regexp_extract_all", "regexp_extract_all({*})");
        scalar(2, 2, "regexp_split", "regexp_split_to_array({0}, {1})");
        scalar(2, 2, "regexp_count", "CAST(len(regexp_extract_all({0}, {1})) AS BIGINT)");
        scalar(2, 2, "json_extract", "trino_json_extract({0}, {1})");
        scalar(1, 1, "json_array_length", "CAST(json_array_length({0}) AS BIGINT)");
        scalar(2, 2, "json_extract_scalar", "trino_json_scalar({0}, {1})");

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
        scalar(1, 1, "last_day_of_month", "last_day({0})");
        scalar(1, 1, "date", "trino_to_date({0})");
        scalar(0, 0, "now", "now()");
        scalar(1, 1, "from_iso8601_timestamp", "trino_iso8601_timestamp({0})");
        scalar(1, 1, "from_iso8601_date", "trino_to_date({0})");
        scalar(1, 1, "from_unixtime", "to_timestamp({0})");
        scalar(1, 1, "to_unixtime", "CAST(epoch({0}) AS DOUBLE)");

        scalar(2, 2, "map", "map({0}, {1})");
        scalar(1, 1, "cardinality", "len({0})");
        scalar(2, 2, "element_at", "({0})[{1}]");
        scalar(2, 2, "contains", "trino_contains({0}, {1})");
        scalar(1, 1, "map_keys", "map_keys({0})");
        scalar(1, 1, "map_values", "map_values({0})");
        scalar(2, 2, "array_position", "trino_array_position({0}, {1})");
        scalar(3, 3, "slice", "trino_slice({0}, {1}, {2})");
        scalar(1, 1, "flatten", "flatten({0})");
        scalar(2, 2, "array_join", "array_to_string({0}, {1})");
        scalar(1, 1, "array_distinct", "trino_array_distinct({0})");
        scalar(1, 1, "array_max", "CASE WHEN list_count({0}) = len({0}) THEN list_max({0}) END");
        scalar(1, 1, "array_min", "CASE WHEN list_count({0}) = len({0}) THEN list_min({0}) END");
        scalar(1, 1, "array_sort", "list_sort({0}, 'ASC', 'NULLS LAST')");

        same(1, 1, "sum", "avg", "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "bool_and", "bool_or", "any_value");
        same(2, 2, "corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept", "nth_value");
        same(1, 1, "min", "max", "first_value", "last_value", "ntile");
        same(1, 3, "lag", "lead");
        same(0, 0, "row_number", "rank", "dense_rank", "percent_rank", "cume_dist");
        scalar(1, 1, "every", "bool_and({0})");
        scalar(1, 1, "arbitrary", "any_value({0})");
        scalar(1, 1, "count_if", "count_if({0})");
        scalar(1, 1, "array_agg", "list({0})");
        scalar(1, 1, "geometric_mean", "geomean({0})");
        scalar(2, 2, "min_by", "arg_min_null({0}, {1})");
        scalar(2, 2, "max_by", "arg_max_null({0}, {1})");
        scalar(2, 2, "approx_percentile", "quantile_disc({0}, {1})");
    }

    private static final Map<String, String> KINDS = new HashMap<>();

    static {
        kind("number", "abs", "degrees", "exp", "ln", "log10", "log2", "radians", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "power", "pow",
                "round", "floor", "ceil", "ceiling", "truncate", "mod", "sum", "avg", "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop",
                "corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept", "geometric_mean", "from_unixtime", "is_nan", "is_finite", "is_infinite", "sign");
        kind("text", "lower", "upper", "trim", "ltrim", "rtrim", "length", "lpad", "rpad", "split_part", "split", "strpos", "starts_with", "replace", "substr",
                "substring", "regexp_like", "regexp_extract", "regexp_extract_all", "regexp_replace", "regexp_split", "regexp_count", "translate",
                "levenshtein_distance", "concat_ws", "codepoint", "date_parse", "from_iso8601_timestamp", "from_iso8601_date", "to_utf8", "from_hex");
        kind("time", "year", "quarter", "month", "day", "hour", "minute", "second", "millisecond", "week", "day_of_month", "day_of_week", "dow", "day_of_year",
                "doy", "week_of_year", "year_of_week", "yow", "last_day_of_month", "to_unixtime", "date_format", "to_iso8601");
        kind("boolean", "bool_and", "bool_or", "every", "count_if");
    }

    private Functions() {}

    private static void kind(String kind, String... names) {
        for (String name : names) {
            KINDS.put(name, kind);
        }
    }

    /** What a function's first argument must be, where DuckDB would cast another: number, text, time or boolean; empty if it may be several. */
    static String kindOfFirst(String name) {
        return KINDS.getOrDefault(name, "");
    }

    private static void same(int fewest, int most, String... names) {
        for (String name : names) {
            scalar(fewest, most, name, name + "({*})");
        }
    }

    private static void scalar(int fewest, int most, String name, String template) {
        ALL.put(name, new Translation(fewest, most, template));
    }

    /** The names of all functions that can be called. */
    public static TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(ALL.keySet());
        names.addAll(FunctionCalls.NAMES);
        return names;
    }

    /** @throws QueryFailedException if Trino has no such function, or it is not supported here */
    static String translate(FunctionCall call, List<String> arguments) {
        String name = call.getName().getSuffix().toLowerCase(Locale.ROOT);
        Translation translation = ALL.get(name);
        if (translation == null) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Function '" + name + "' not registered");
        }
        if (arguments.size() < translation.fewest || arguments.size() > translation.most) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND",
                    "Unexpected number of parameters (" + arguments.size() + ") for function " + name);
        }
        return HOLE.matcher(translation.template).replaceAll(hole -> Matcher.quoteReplacement(
                hole.group(1).equals("*") ? String.join(", ", arguments) : arguments.get(Integer.parseInt(hole.group(1)))));
    }
}
