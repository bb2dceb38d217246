package cloud;

import io.trino.sql.tree.FunctionCall;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Trino's functions in DuckDB's words. What is not here is refused, so that nothing is answered by a namesake with other rules. */
final class Functions {
    private static final Pattern HOLE = Pattern.compile("\\{(\\d+|\\*)}");
    private static final Map<String, Translation> ALL = new HashMap<>();

    /** A template: {0}, {1} are the arguments and {*} all of them. */
    private record Translation(int fewest, int most, String template) {}

    static {
        same(1, 1, "abs", "cbrt", "ceil", "ceiling", "degrees", "exp", "floor", "ln", "log10", "log2", "radians", "sqrt",
                "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh");
        same(2, 2, "atan2", "power", "pow", "log");
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

        same(1, 1, "lower", "upper", "ltrim", "rtrim", "reverse", "length", "chr");
        same(3, 3, "lpad", "rpad", "split_part");
        same(2, 2, "starts_with", "strpos");
        scalar(1, 1, "trim", "trim({0})");
        scalar(1, 1, "codepoint", "unicode({0})");
        scalar(2, 3, "replace", "trino_replace({*})");
        scalar(2, 3, "substr", "trino_substr({*})");
        scalar(2, 3, "substring", "trino_substr({*})");
        scalar(2, 2, "split", "string_split({0}, {1})");
        scalar(2, 2, "regexp_like", "regexp_matches({0}, {1})");
        scalar(2, 3, "regexp_extract", "trino_regexp_extract({*})");
        scalar(2, 2, "json_extract_scalar", "trino_json_scalar({0}, {1})");

        same(1, 1, "year", "quarter", "month", "day", "hour", "minute", "second", "week");
        scalar(1, 1, "day_of_month", "day({0})");
        scalar(1, 1, "day_of_week", "isodow({0})");
        scalar(1, 1, "dow", "isodow({0})");
        scalar(1, 1, "day_of_year", "dayofyear({0})");
        scalar(1, 1, "doy", "dayofyear({0})");
        scalar(1, 1, "week_of_year", "week({0})");
        scalar(1, 1, "year_of_week", "isoyear({0})");
        scalar(1, 1, "yow", "isoyear({0})");
        scalar(1, 1, "last_day_of_month", "last_day({0})");
        scalar(1, 1, "date", "CAST({0} AS DATE)");
        scalar(0, 0, "now", "now()");
        scalar(1, 1, "from_iso8601_timestamp", "CAST({0} AS TIMESTAMPTZ)");
        scalar(1, 1, "from_iso8601_date", "CAST({0} AS DATE)");
        scalar(1, 1, "from_unixtime", "to_timestamp({0})");
        scalar(1, 1, "to_unixtime", "CAST(epoch({0}) AS DOUBLE)");

        scalar(2, 2, "map", "map({0}, {1})");
        scalar(1, 1, "cardinality", "len({0})");
        scalar(2, 2, "element_at", "({0})[{1}]");
        scalar(2, 2, "contains", "list_contains({0}, {1})");
        scalar(2, 2, "array_join", "array_to_string({0}, {1})");
        scalar(1, 1, "array_distinct", "list_distinct({0})");
        scalar(1, 1, "array_max", "list_max({0})");
        scalar(1, 1, "array_min", "list_min({0})");
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

    private Functions() {}

    private static void same(int fewest, int most, String... names) {
        for (String name : names) {
            scalar(fewest, most, name, name + "({*})");
        }
    }

    private static void scalar(int fewest, int most, String name, String template) {
        ALL.put(name, new Translation(fewest, most, template));
    }

    /** The names that {@link #translate} knows, for the documentation. */
    static TreeSet<String> names() {
        return new TreeSet<>(ALL.keySet());
    }

    /** @throws QueryFailedException if Trino has no such function, or this place does not know it */
    static String translate(FunctionCall call, List<String> arguments) {
        String name = call.getName().getSuffix().toLowerCase(Locale.ROOT);
        Translation translation = ALL.get(name);
        if (translation == null) {
            throw QueryFailedException.at(call, "FUNCTION_NOT_FOUND", "Function '" + name + "' not registered");
        }
        if (arguments.size() < translation.fewest || arguments.size() > translation.most) {
            throw QueryFailedException.at(call, "FUNCTION_NOT_FOUND",
                    "Unexpected number of parameters (" + arguments.size() + ") for function " + name);
        }
        return HOLE.matcher(translation.template).replaceAll(hole -> Matcher.quoteReplacement(
                hole.group(1).equals("*") ? String.join(", ", arguments) : arguments.get(Integer.parseInt(hole.group(1)))));
    }
}
