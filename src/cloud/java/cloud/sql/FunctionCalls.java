package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.ArithmeticUnaryExpression;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.AtTimeZone;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.Extract;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.TimestampLiteral;
import io.trino.sql.tree.WindowSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Function calls whose translation depends on more than the name; {@link Functions} has the others. */
final class FunctionCalls {
    /** The functions that only this class translates. */
    static final Set<String> NAMES = Set.of("count", "approx_distinct", "concat", "greatest", "least", "date_add", "date_trunc", "date_diff", "date_parse",
            "date_format", "sequence", "sign", "to_iso8601", "listagg", "transform", "filter", "any_match", "all_match", "none_match", "reduce", "typeof", "zip_with",
            "map_filter", "transform_values", "transform_keys", "with_timezone", "at_timezone", "format_datetime", "parse_datetime");

    /** Functions of several types of which none is the first choice. */
    private static final Set<String> AMBIGUOUS = Set.of("reverse", "substr", "sum", "avg", "json_extract_scalar");

    private static final String PATH = "\\$(\\.\\w+|\\[\\d+\\]|\\[\"[^\"\\\\]*\"\\])*";

    private final Dialect queries;
    private final Expressions expressions;
    private final Scopes scopes;
    private final Lambdas lambdas;

    FunctionCalls(Dialect queries, Expressions expressions, Scopes scopes) {
        this.queries = queries;
        this.expressions = expressions;
        this.scopes = scopes;
        this.lambdas = new Lambdas(expressions, scopes);
    }

    String translate(FunctionCall call) {
        String name = call.getName().getSuffix().toLowerCase(Locale.ROOT);
        switch (name) {
            case "transform", "filter", "any_match", "all_match", "none_match", "reduce", "zip_with", "map_filter", "transform_values", "transform_keys" -> {
                return lambdas.translate(call, name);
            }
            default -> { }
        }
        List<String> arguments = call.getArguments().stream().map(argument -> argument instanceof AtTimeZone at && OF_CLOCKS.contains(name)
                ? expressions.localTime(at) : expressions.process(argument)).collect(Collectors.toCollection(ArrayList::new));
        giveTypes(call, name, arguments);
        requireKinds(call, name, arguments);
        if (OF_ITEMS.contains(name)) {
            requireItemsAlike(call, name, arguments);
        }
        return call(call, name, arguments);
    }

    /** FILTER and OVER. */
    private String over(FunctionCall call) {
        if (call.getFilter().isPresent() && call.getWindow().isPresent()) {
            throw notSupported(call, "FILTER of a window function");
        }
        return call.getFilter().map(filter -> " FILTER (WHERE " + expressions.condition(filter, "Filter expression must evaluate to a boolean") + ")")
                .orElse("") + call.getWindow().map(window -> " OVER " + queries.window((Node) window)).orElse("");
    }

    private String type(FunctionCall call, List<String> arguments, int index) {
        return scopes.typeOf(call.getArguments().get(index), arguments.get(index)).orElse("");
    }

    /** Of a time in a zone they take what its clocks show. */
    private static final Set<String> OF_CLOCKS = Set.of("year", "quarter", "month", "week", "week_of_year", "year_of_week", "yow", "day", "day_of_month",
            "day_of_week", "dow", "day_of_year", "doy", "hour", "minute", "second", "date", "date_format", "format_datetime");

    private static final Set<String> OF_ITEMS = Set.of("array_remove", "array_position", "contains", "array_union", "array_intersect", "array_except", "arrays_overlap");

    /** Of texts here, of bytes too in Trino. */
    private static final Set<String> BYTES_TOO = Set.of("substr", "substring", "reverse", "lpad", "rpad", "length");

    /** A NULL of the query has no type: that which the function takes is given to it, if there is only one. */
    private static void giveTypes(FunctionCall call, String name, List<String> arguments) {
        List<String> kinds = Functions.kinds(name);
        for (int i = 0; i < arguments.size(); i++) {
            boolean typed = !(call.getArguments().get(i) instanceof NullLiteral);
            if (!typed && (i == 0 && AMBIGUOUS.contains(name) || name.equals("concat") || name.equals("concat_ws") && arguments.size() == 2)) {
                throw notSupported(call, "NULL without a type as an argument of " + name + " (cast it)");
            }
            String type = typed || i >= kinds.size() || String.join(" ", kinds).startsWith("list list") ? "" : switch (kinds.get(i)) {
                case "text" -> "VARCHAR";
                case "number" -> "TINYINT";
                case "time" -> "TIMESTAMP";
                case "interval" -> "INTERVAL";
                case "boolean" -> "BOOLEAN";
                case "list" -> name.equals("flatten") ? "INTEGER[][]" : "INTEGER[]";
                default -> "";
            };
            if (!type.isEmpty()) {
                arguments.set(i, Types.nothing(type));
            }
        }
    }

    /** DuckDB would cast a literal to what the function takes. */
    private void requireKinds(FunctionCall call, String name, List<String> arguments) {
        List<String> kinds = Functions.kinds(name);
        for (int i = 0; i < Math.min(kinds.size(), arguments.size()); i++) {
            String type = type(call, arguments, i);
            String kind = Types.kind(type);
            String variant = Types.variant(type);
            if (i == 0 && (kind.equals("bytes") || variant.equals("bytes")) && BYTES_TOO.contains(name) && !Functions.has(name + "#bytes")) {
                throw notSupported(call, name + " of varbinary");
            }
            boolean known = !variant.isEmpty() || type.equals("JSON");
            if (known && !fits(List.of(kinds.get(i).split("\\|")), type)
                    && !(i == 0 && (Functions.has(name + "#" + kind) || Functions.has(name + "#" + variant)))) {
                throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters (" + Types.athena(type) + ") for function " + name);
            }
        }
    }

    private static boolean fits(List<String> kinds, String type) {
        return kinds.contains(Types.kind(type)) || kinds.contains(Types.variant(type))
                || kinds.contains("small integer") && Types.isInteger(type) && !type.equals("BIGINT");
    }

    private String call(FunctionCall call, String name, List<String> arguments) {
        boolean distinct = call.isDistinct();
        switch (name) {
            case "count" -> {
                requireAtMost(call, arguments, 1);
                return "count(" + (arguments.isEmpty() ? "*" : (distinct ? "DISTINCT " : "") + arguments.get(0)) + ")" + over(call);
            }
            case "approx_distinct" -> {
                requireAtMost(call, arguments, 2);
                return "count(DISTINCT " + arguments.get(0) + ")" + over(call);
            }
            case "concat" -> {
                return concatenated(call, arguments);
            }
            case "greatest", "least" -> {
                return extreme(call, name);
            }
            case "date_add", "date_trunc" -> {
                int last = arguments.size() - 1;
                if (name.equals("date_add") && last == 2 && !type(call, arguments, 1).isEmpty() && !Types.isInteger(type(call, arguments, 1))) {
                    throw AthenaException.at(call, "FUNCTION_NOT_FOUND",
                            "Unexpected parameters (" + Types.athena(type(call, arguments, 1)) + ") for function date_add");
                }
                return last < 1 ? Formats.call(call, name, arguments, "")
                        : expressions.sameType(call.getArguments().get(last), time(call, arguments, last), Formats.call(call, name, arguments, ""));
            }
            case "date_diff" -> {
                for (int i = 1; i < arguments.size(); i++) {
                    time(call, arguments, i);
                }
                return Formats.call(call, name, arguments, "");
            }
            case "date_parse", "date_format", "format_datetime", "parse_datetime" -> {
                return Formats.call(call, name, arguments, "");
            }
            case "sequence" -> {
                return Formats.call(call, name, arguments, arguments.isEmpty() ? "" : type(call, arguments, 0));
            }
            case "listagg" -> {
                // the last three arguments say what to do on overflow
                return "string_agg(" + (distinct ? "DISTINCT " : "") + arguments.get(0) + ", " + arguments.get(1)
                        + call.getOrderBy().map(order -> " " + queries.process(order)).orElse("") + ")" + over(call);
            }
            case "mod" -> {
                if (arguments.size() == 2) {
                    return expressions.remainder(call, arguments.get(0), arguments.get(1));
                }
            }
            case "codepoint" -> requireOneCharacter(call);
            case "max", "min" -> {
                if (arguments.size() == 1 && type(call, arguments, 0).matches("(DOUBLE|FLOAT)\\[]")) {
                    throw notSupported(call, name + " of arrays of doubles");
                }
                if (arguments.size() == 2 && !(call.getArguments().get(1) instanceof LongLiteral)) {
                    throw notSupported(call, name + " of a computed number of values");
                }
            }
            case "array_join" -> expressions.requireDigits(call, call.getArguments().get(0), arguments.get(0));
            case "json_extract" -> arguments.set(1, path(call).replace("[\"", ".\"").replace("\"]", "\""));
            case "json_extract_scalar", "json_size" -> path(call);
            case "with_timezone", "at_timezone" -> {
                return zoned(call, name, arguments);
            }
            case "lag", "lead", "nth_value", "ntile" -> {
                requireWindow(call, name);
                if (arguments.size() > 2 && Types.isInteger(type(call, arguments, 0)) && type(call, arguments, 2).matches("DOUBLE|FLOAT|DECIMAL.*")) {
                    throw notSupported(call, name + " with a default of a wider type than the values");
                }
            }
            case "approx_percentile" -> {
                if (arguments.size() == 2 && call.getArguments().get(1) instanceof Array percentages) {
                    return percentiles(call, arguments, percentages);
                }
                requirePercentile(call, arguments);
            }
            case "concat_ws" -> {
                if (arguments.size() == 2 && type(call, arguments, 1).equals("VARCHAR[]")) {
                    return "trino_array_join(" + arguments.get(1) + ", " + arguments.get(0) + ")";
                }
                requireTexts(call, arguments);
            }
            default -> { }
        }
        return byType(call, name, arguments);
    }

    /** Trino knows of a text and of a cast how long they are, and of no other values. */
    private static void requireOneCharacter(FunctionCall call) {
        Node text = call.getArguments().isEmpty() ? call : call.getArguments().get(0);
        boolean one = text instanceof StringLiteral literal ? literal.getValue().codePointCount(0, literal.getValue().length()) <= 1
                : text instanceof Cast cast && cast.getType().toString().equalsIgnoreCase("varchar(1)");
        if (!one) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function codepoint. Expected: codepoint(varchar(1))");
        }
    }

    /** An array of the query with no items, or nulls only. */
    static boolean isUntyped(Node node) {
        return node instanceof Array array && array.getValues().stream().allMatch(NullLiteral.class::isInstance);
    }

    /** Functions of arrays whose items become those of the result: Trino gives them one type. */
    private void requireItemsAlike(FunctionCall call, String name, List<String> arguments) {
        if (arguments.size() < 2) {
            return;
        }
        String second = type(call, arguments, 1);
        List<String> items = Types.within(type(call, arguments, 0));
        List<String> others = name.equals("array_remove") || name.equals("array_position") || name.equals("contains") ? List.of(second) : Types.within(second);
        if (items.isEmpty() || others.isEmpty()) {
            return;
        }
        if (Types.differInKind(items.get(0), others.get(0))) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters (array of " + Types.athena(items.get(0)) + ", "
                    + Types.athena(second) + ") for function " + name);
        }
        boolean result = name.equals("array_remove") || name.equals("array_intersect") || name.equals("array_except");
        if (result && !items.equals(others) && !others.get(0).isEmpty() && !(Types.isInteger(items.get(0)) && Types.isInteger(others.get(0)))
                && !items.contains("\"NULL\"") && !others.contains("\"NULL\"")) {
            throw notSupported(call, name + " of items of different types (cast them)");
        }
    }

    private String zoned(FunctionCall call, String name, List<String> arguments) {
        String wanted = name.equals("with_timezone") ? "timestamp|date" : "zoned";
        String given = arguments.size() == 2 ? Types.variant(type(call, arguments, 0)) : "none";
        if (!given.isEmpty() && !List.of(wanted.split("\\|")).contains(given)) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + name);
        }
        if (!arguments.get(1).equals("'UTC'")) {
            throw notSupported(call, "A time in a zone other than 'UTC'");
        }
        return "CAST(" + arguments.get(0) + " AS TIMESTAMPTZ)";
    }

    private String concatenated(FunctionCall call, List<String> arguments) {
        if (arguments.size() < 2) {
            throw AthenaException.at(call, "INVALID_FUNCTION_ARGUMENT", "There must be two or more concatenation arguments");
        }
        List<String> types = IntStream.range(0, arguments.size()).mapToObj(i -> type(call, arguments, i)).toList();
        if (types.stream().anyMatch(type -> type.endsWith("[]"))) {
            if (call.getArguments().stream().anyMatch(FunctionCalls::isUntyped)) {
                throw notSupported(call, "concat of an array without a type (cast it)");
            }
            return IntStream.range(0, arguments.size()).mapToObj(i -> types.get(i).isEmpty() || types.get(i).endsWith("[]") ? arguments.get(i)
                    : "CASE WHEN " + arguments.get(i) + " IS NOT NULL THEN [" + arguments.get(i) + "] END")
                    .collect(Collectors.joining(" || ", "(", ")"));
        }
        if (types.stream().allMatch("BLOB"::equals)) {
            return "(" + String.join(" || ", arguments) + ")";
        }
        // DuckDB's would skip nulls, and take numbers
        requireTexts(call, arguments);
        return arguments.contains("NULL") ? Types.nothing("VARCHAR") : "(" + String.join(" || ", arguments) + ")";
    }

    /** greatest and least: DuckDB's skip nulls, and take NaN for the greatest. */
    private String extreme(FunctionCall call, String name) {
        if (call.getArguments().isEmpty()) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters () for function " + name);
        }
        expressions.requireOneKind(call.getArguments());
        List<String> arguments = call.getArguments().stream().map(expressions::process).toList();
        String anyNull = arguments.stream().map(a -> a + " IS NULL").collect(Collectors.joining(" OR "));
        String all = name + "(" + String.join(", ", arguments) + ")";
        boolean doubles = name.equals("greatest") && IntStream.range(0, arguments.size()).anyMatch(i -> Types.isDouble(type(call, arguments, i)));
        String found = doubles ? "coalesce(greatest(" + arguments.stream().map(a -> "trino_no_nan(" + a + ")").collect(Collectors.joining(", "))
                + "), " + all + ")" : all;
        return "CASE WHEN " + anyNull + " THEN NULL ELSE " + found + " END";
    }

    /** Each of several percentages by itself. */
    private String percentiles(FunctionCall call, List<String> arguments, Array percentages) {
        return percentages.getValues().stream().map(expressions::process).map(percentage -> {
            List<String> one = new ArrayList<>(List.of(arguments.get(0), percentage));
            requirePercentile(call, one);
            return plain(call, one);
        }).collect(Collectors.joining(", ", "[", "]"));
    }

    private void requirePercentile(FunctionCall call, List<String> arguments) {
        if (arguments.size() == 2 && type(call, arguments, 1).endsWith("[]")) {
            throw notSupported(call, "approx_percentile of computed percentages");
        }
        if (arguments.size() == 2 && arguments.get(1).matches("[0-9.]+") && Double.parseDouble(arguments.get(1)) > 1 || arguments.get(1).startsWith("(-")) {
            throw AthenaException.at(call, "INVALID_FUNCTION_ARGUMENT", "Percentile must be between 0 and 1");
        }
    }

    /** What Trino requires of an offset, and of a window in which rows have neighbours. */
    private static void requireWindow(FunctionCall call, String name) {
        boolean neighbours = name.startsWith("l");
        if (neighbours && call.getWindow().orElse(null) instanceof WindowSpecification window && window.getOrderBy().isEmpty()
                && window.getExistingWindowName().isEmpty()) {
            throw AthenaException.at(call, "MISSING_ORDER_BY", name + " function requires an ORDER BY window clause");
        }
        int argument = name.equals("ntile") ? 0 : 1;
        if (call.getArguments().size() <= argument) {
            return;
        }
        Node offset = call.getArguments().get(argument);
        if (offset instanceof LongLiteral number) {
            if (number.getParsedValue() < (neighbours ? 0 : 1)) {
                throw AthenaException.at(offset, "INVALID_FUNCTION_ARGUMENT", "Offset must be at least 1");
            }
        } else if (offset instanceof NullLiteral || offset instanceof ArithmeticUnaryExpression) {
            throw AthenaException.at(offset, "INVALID_FUNCTION_ARGUMENT", "Offset must be at least 0, and not null");
        } else if (!(offset instanceof Parameter)) {
            throw notSupported(offset, "A computed offset of " + name);
        }
    }

    /** What depends on the type of the first argument. */
    private String byType(FunctionCall call, String name, List<String> arguments) {
        String type = arguments.isEmpty() ? "" : switch (name) {
            case "round", "sign", "to_iso8601", "typeof", "avg", "corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept" ->
                type(call, arguments, 0);
            default -> "";
        };
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        if (Set.of("avg", "sign", "to_iso8601").contains(name)) {
            requireAtMost(call, arguments, 1);
        }
        return switch (name) {
            case "round" -> Types.isInteger(type) && arguments.size() == 1 ? first : rounded(call, type, arguments);
            case "sign" -> Types.isDouble(type) ? plain(call, arguments)
                    : "CAST(sign(" + first + ") AS " + (type.isEmpty() || type.startsWith("DECIMAL") ? refuseSign(call) : type) + ")";
            case "to_iso8601" -> {
                if (call.getArguments().get(0) instanceof TimestampLiteral literal) {
                    yield written(literal);
                }
                expressions.requireDigits(call, call.getArguments().get(0), first);
                yield iso8601(call, type, first);
            }
            case "typeof" -> typeOf(call, type, arguments);
            case "avg" -> type.startsWith("DECIMAL") ? average(call, type, first) : plain(call, arguments);
            case "corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept" -> arguments.size() == 2 && !type.equals("DOUBLE")
                    && !type(call, arguments, 1).equals("DOUBLE") && !type.isEmpty() ? "CAST(" + plain(call, arguments) + " AS FLOAT)" : plain(call, arguments);
            default -> plain(call, arguments);
        };
    }

    /** Trino's average of decimals has their type; it is rounded half up. */
    private String average(FunctionCall call, String type, String value) {
        String all = (call.isDistinct() ? "DISTINCT " : "") + value;
        String count = "count(" + all + ")" + over(call);
        return "CASE WHEN " + count + " > 0 THEN CAST(" + Expressions.quotient("sum(" + all + ")" + over(call), count, Types.digits(type).orElseThrow()[1])
                + " AS " + type + ") END";
    }

    private static String typeOf(FunctionCall call, String type, List<String> arguments) {
        requireAtMost(call, arguments, 1);
        String name = Types.athena(type);
        if (!Set.of("tinyint", "smallint", "integer", "bigint", "double", "boolean", "date").contains(name)) {
            throw notSupported(call, "typeof of anything but whole numbers, doubles, booleans and dates");
        }
        // the value may be an aggregate, of which there is one row
        return "CASE WHEN " + arguments.get(0) + " IS NULL THEN " + Sql.text(name) + " ELSE " + Sql.text(name) + " END";
    }

    /** EXTRACT of an interval of seconds. */
    static String ofInterval(Extract extract, String interval) {
        String variant = extract.getField().name().toLowerCase(Locale.ROOT) + "#interval";
        if (!Functions.has(variant)) {
            throw notSupported(extract, "EXTRACT of " + extract.getField() + " from an interval");
        }
        return Functions.translate(variant, interval);
    }

    private static String refuseSign(FunctionCall call) {
        throw notSupported(call, "sign of a decimal");
    }

    /** Trino keeps the scale of a decimal that is rounded to a number of digits. */
    private String rounded(FunctionCall call, String type, List<String> arguments) {
        String exact = Types.digits(type).map(digits -> "DECIMAL(" + Math.min(38, digits[0] + 1) + ", " + digits[1] + ")")
                .orElse(Types.isInteger(type) ? type : "");
        return arguments.size() != 2 || exact.isEmpty() ? plain(call, arguments)
                : "CAST(trino_round_exact(CAST(" + arguments.get(0) + " AS VARCHAR), CAST(" + arguments.get(1) + " AS VARCHAR)) AS " + exact + ")";
    }

    /** A time that is written into the query has as many digits as are written. */
    private static String written(TimestampLiteral literal) {
        if (!literal.getValue().matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d+)?")) {
            throw notSupported(literal, "to_iso8601 of such a literal");
        }
        return Sql.text(literal.getValue().replace(' ', 'T'));
    }

    private static String iso8601(FunctionCall call, String type, String value) {
        return switch (type) {
            case "DATE" -> "trino_to_varchar(" + value + ")";
            case "TIMESTAMP" -> "strftime(trino_of_years(" + value + ")" + ", '%Y-%m-%dT%H:%M:%S.%g')";
            case "TIMESTAMP WITH TIME ZONE" -> "strftime(CAST(" + value + " AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%gZ')";
            default -> throw notSupported(call, "to_iso8601 of " + Types.athena(type));
        };
    }

    private String plain(FunctionCall call, List<String> arguments) {
        String name = call.getName().getSuffix().toLowerCase(Locale.ROOT);
        String variant = variant(call, name, arguments);
        List<String> given = new ArrayList<>(arguments);
        if (!given.isEmpty()) {
            if (call.isDistinct() && Functions.isWhole(variant) && !name.equals("max")) {
                throw notSupported(call, name + " of DISTINCT values");
            }
            int last = given.size() - 1;
            given.set(0, (call.isDistinct() && !Functions.isWhole(variant) ? "DISTINCT " : "") + given.get(0));
            given.set(last, given.get(last)
                    + call.getOrderBy().map(order -> " " + queries.process(order)).orElse("")
                    + call.getNullTreatment().map(nulls -> " " + nulls + " NULLS").orElse(""));
        }
        String sql = Functions.translate(call, variant, given, over(call));
        return sql.contains("{type}") ? sql.replace("{type}", known(call, type(call, arguments, 0))) : sql;
    }

    private static String known(FunctionCall call, String type) {
        if (type.isEmpty()) {
            throw notSupported(call, call.getName() + " of a value whose type cannot be told (cast it)");
        }
        return type;
    }

    /** The name, with the kind of type that decides which translation is taken. */
    private String variant(FunctionCall call, String name, List<String> arguments) {
        if (Functions.has(name + "/" + arguments.size())) {
            return name + "/" + arguments.size();
        }
        int deciding = name.equals("max_by") ? 1 : 0;
        if (arguments.size() <= deciding || !Functions.varies(name)) {
            return name;
        }
        String kind = "#" + Types.variant(type(call, arguments, deciding));
        String ofSize = name + "/" + arguments.size() + kind;
        String variant = Functions.has(ofSize) ? ofSize : name + kind;
        boolean tried = name.equals("element_at") && expressions.isTrying();
        return Functions.has(variant) && !tried ? variant : name;
    }

    private static void requireAtMost(FunctionCall call, List<String> arguments, int most) {
        if (arguments.size() > most) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND",
                    "Unexpected number of parameters (" + arguments.size() + ") for function " + call.getName().getSuffix());
        }
    }

    private void requireTexts(FunctionCall call, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String type = type(call, arguments, i);
            if (type.endsWith("[]")) {
                throw notSupported(call, call.getName().getSuffix() + " of an array");
            }
            if (!type.isEmpty() && !type.equals("VARCHAR") && !type.equals("\"NULL\"")) {
                throw AthenaException.at(call, "FUNCTION_NOT_FOUND",
                        "Unexpected parameters (" + Types.athena(type) + ") for function " + call.getName().getSuffix() + ": cast it to varchar");
            }
        }
    }

    private String time(FunctionCall call, List<String> arguments, int index) {
        String type = type(call, arguments, index);
        boolean ofDates = IntStream.range(1, arguments.size()).allMatch(i -> !type(call, arguments, i).startsWith("TIMESTAMP"));
        if (type.equals("DATE") && ofDates && call.getArguments().get(0) instanceof StringLiteral unit && unit.getValue().matches("(?i)hour|minute|second|millisecond")) {
            throw AthenaException.at(call, "INVALID_FUNCTION_ARGUMENT", "'" + unit.getValue() + "' is not a valid DATE field");
        }
        if (!Types.kind(type).isEmpty() && !Types.kind(type).equals("time")) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (" + Types.athena(type) + ") for function " + call.getName().getSuffix());
        }
        return arguments.get(index);
    }

    /** Only these paths are known to mean the same. */
    private static String path(FunctionCall call) {
        if (call.getArguments().size() == 2 && call.getArguments().get(1) instanceof StringLiteral path && path.getValue().matches(PATH)) {
            return Sql.text(path.getValue());
        }
        throw notSupported(call, "A JSON path other than a text like $.a.b[0]");
    }
}
