package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.StringLiteral;
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
            "date_format", "sequence", "regexp_replace", "sign", "to_iso8601", "listagg", "transform", "filter");

    private static final String PATH = "\\$(\\.\\w+|\\[\\d+\\]|\\[\"[^\"\\\\]*\"\\])*";

    private final Dialect queries;
    private final Expressions expressions;
    private final Scopes scopes;

    FunctionCalls(Dialect queries, Expressions expressions, Scopes scopes) {
        this.queries = queries;
        this.expressions = expressions;
        this.scopes = scopes;
    }

    String translate(FunctionCall call) {
        String name = call.getName().getSuffix().toLowerCase(Locale.ROOT);
        if (name.equals("transform") || name.equals("filter")) {
            return withLambda(call, name.equals("filter") ? "list_filter" : "list_transform");
        }
        List<String> arguments = call.getArguments().stream().map(expressions::process).collect(Collectors.toCollection(ArrayList::new));
        requireKind(call, name, arguments);
        String sql = call(call, name, arguments) + call.getFilter().map(filter -> " FILTER (WHERE " + expressions.process(filter) + ")").orElse("")
                + call.getWindow().map(window -> " OVER " + queries.window((Node) window)).orElse("");
        return isBigint(call, name, arguments) ? "CAST(" + sql + " AS BIGINT)" : sql;
    }

    private String type(FunctionCall call, List<String> arguments, int index) {
        return scopes.typeOf(call.getArguments().get(index), arguments.get(index)).orElse("");
    }

    /** DuckDB would cast a literal to what the function takes. */
    private void requireKind(FunctionCall call, String name, List<String> arguments) {
        String wanted = arguments.isEmpty() ? "" : Functions.kindOfFirst(name);
        String given = wanted.isEmpty() ? "" : Types.kind(type(call, arguments, 0));
        if (!given.isEmpty() && !given.equals(wanted)) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (" + Types.athena(type(call, arguments, 0)) + ") for function " + name);
        }
    }

    /** Whether Trino's aggregate is a bigint where DuckDB's is wider. */
    private boolean isBigint(FunctionCall call, String name, List<String> arguments) {
        return name.equals("count_if") || name.equals("sum") && arguments.size() == 1 && Types.isInteger(type(call, arguments, 0));
    }

    private String call(FunctionCall call, String name, List<String> arguments) {
        boolean distinct = call.isDistinct();
        switch (name) {
            case "count" -> {
                requireAtMost(call, arguments, 1);
                return "count(" + (arguments.isEmpty() ? "*" : (distinct ? "DISTINCT " : "") + arguments.get(0)) + ")";
            }
            case "approx_distinct" -> {
                requireAtMost(call, arguments, 2);
                return "count(DISTINCT " + arguments.get(0) + ")";
            }
            case "concat" -> {
                // DuckDB's concat would skip nulls, and take numbers
                requireTexts(call, arguments);
                if (arguments.contains("NULL") && IntStream.range(0, arguments.size()).noneMatch(i -> type(call, arguments, i).endsWith("[]"))) {
                    return "CAST(NULL AS VARCHAR)";
                }
                return "(" + String.join(" || ", arguments) + ")";
            }
            case "greatest", "least" -> {
                // DuckDB's would skip nulls
                expressions.requireOneKind(call.getArguments());
                String anyNull = arguments.stream().map(a -> a + " IS NULL").collect(Collectors.joining(" OR "));
                return "CASE WHEN " + anyNull + " THEN NULL ELSE " + name + "(" + String.join(", ", arguments) + ") END";
            }
            case "date_add", "date_trunc" -> {
                int last = arguments.size() - 1;
                return last < 1 ? Formats.call(call, name, arguments, false)
                        : expressions.sameType(call.getArguments().get(last), time(call, arguments, last), Formats.call(call, name, arguments, false));
            }
            case "date_diff" -> {
                for (int i = 1; i < arguments.size(); i++) {
                    time(call, arguments, i);
                }
                return Formats.call(call, name, arguments, false);
            }
            case "date_parse", "date_format", "regexp_replace" -> {
                return Formats.call(call, name, arguments, false);
            }
            case "sequence" -> {
                return Formats.call(call, name, arguments, !arguments.isEmpty() && type(call, arguments, 0).equals("DATE"));
            }
            case "listagg" -> {
                // the last three arguments say what to do on overflow
                return "string_agg(" + (distinct ? "DISTINCT " : "") + arguments.get(0) + ", " + arguments.get(1)
                        + call.getOrderBy().map(order -> " " + queries.process(order)).orElse("") + ")";
            }
            case "json_extract", "json_extract_scalar" -> arguments.set(1, path(call));
            case "avg" -> refuseDecimal(call, arguments);
            default -> { }
        }
        return byType(call, name, arguments);
    }

    /** What depends on the type of the first argument. */
    private String byType(FunctionCall call, String name, List<String> arguments) {
        String type = arguments.isEmpty() ? "" : switch (name) {
            case "ceil", "ceiling", "floor", "round", "truncate", "sign", "cardinality", "reverse", "element_at", "to_iso8601" -> type(call, arguments, 0);
            default -> "";
        };
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        return switch (name) {
            case "ceil", "ceiling", "floor", "truncate" -> Types.isInteger(type) && arguments.size() == 1 ? first : plain(call, arguments);
            case "round" -> Types.isInteger(type) && arguments.size() == 1 ? first : rounded(type, arguments.size(), plain(call, arguments));
            case "sign" -> "CAST(sign(" + first + ") AS " + (type.isEmpty() || type.startsWith("DECIMAL") ? refuseSign(call) : type) + ")";
            case "cardinality" -> type.startsWith("MAP") ? "CAST(cardinality(" + first + ") AS BIGINT)" : plain(call, arguments);
            case "reverse" -> type.endsWith("[]") ? "list_reverse(" + first + ")" : plain(call, arguments);
            case "element_at" -> type.endsWith("[]") && !expressions.isTrying() ? "trino_element(" + String.join(", ", arguments) + ")" : plain(call, arguments);
            case "to_iso8601" -> iso8601(call, type, first);
            default -> plain(call, arguments);
        };
    }

    private static String refuseSign(FunctionCall call) {
        throw notSupported(call, "sign of a decimal");
    }

    /** Trino keeps the scale of a decimal that is rounded to a number of digits. */
    private static String rounded(String type, int arguments, String sql) {
        return Types.digits(type).filter(digits -> arguments == 2)
                .map(digits -> "CAST(" + sql + " AS DECIMAL(" + Math.min(38, digits[0] + 1) + ", " + digits[1] + "))").orElse(sql);
    }

    private static String iso8601(FunctionCall call, String type, String value) {
        return switch (type) {
            case "DATE" -> "CAST(" + value + " AS VARCHAR)";
            case "TIMESTAMP" -> "strftime(" + value + ", '%Y-%m-%dT%H:%M:%S.%g')";
            case "TIMESTAMP WITH TIME ZONE" -> "strftime(CAST(" + value + " AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%gZ')";
            default -> throw notSupported(call, "to_iso8601 of " + Types.athena(type));
        };
    }

    private String plain(FunctionCall call, List<String> arguments) {
        List<String> given = new ArrayList<>(arguments);
        if (!given.isEmpty()) {
            int last = given.size() - 1;
            given.set(0, (call.isDistinct() ? "DISTINCT " : "") + given.get(0));
            given.set(last, given.get(last)
                    + call.getOrderBy().map(order -> " " + queries.process(order)).orElse("")
                    + call.getNullTreatment().map(nulls -> " " + nulls + " NULLS").orElse(""));
        }
        return Functions.translate(call, given);
    }

    private String withLambda(FunctionCall call, String function) {
        if (call.getArguments().size() != 2 || !(call.getArguments().get(1) instanceof LambdaExpression lambda) || lambda.getArguments().size() != 1) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + call.getName());
        }
        String list = expressions.process(call.getArguments().get(0));
        String body = expressions.forgetting(() -> scopes.inTheDark(() -> expressions.process(lambda.getBody())));
        return function + "(" + list + ", lambda " + Dialect.name(lambda.getArguments().get(0).getName()) + ": " + body + ")";
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
            if (!type.isEmpty() && !type.equals("VARCHAR") && !type.endsWith("[]") && !type.equals("\"NULL\"")) {
                throw AthenaException.at(call, "FUNCTION_NOT_FOUND",
                        "Unexpected parameters (" + Types.athena(type) + ") for function concat: cast it to varchar");
            }
        }
    }

    private String time(FunctionCall call, List<String> arguments, int index) {
        String type = type(call, arguments, index);
        if (type.equals("DATE") && call.getArguments().get(0) instanceof StringLiteral unit && unit.getValue().matches("(?i)hour|minute|second|millisecond")) {
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
            return Sql.text(path.getValue().replace("[\"", ".\"").replace("\"]", "\""));
        }
        throw notSupported(call, "A JSON path other than a text like $.a.b[0]");
    }

    private void refuseDecimal(FunctionCall call, List<String> arguments) {
        if (arguments.size() == 1 && type(call, arguments, 0).startsWith("DECIMAL")) {
            throw notSupported(call, "avg of a decimal (cast it to double)");
        }
    }
}
