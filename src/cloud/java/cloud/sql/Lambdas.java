package cloud.sql;

import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.NullLiteral;
import java.util.stream.Collectors;

/** Calls of functions that take functions. */
final class Lambdas {
    private final Expressions expressions;
    private final Scopes scopes;

    Lambdas(Expressions expressions, Scopes scopes) {
        this.expressions = expressions;
        this.scopes = scopes;
    }

    String translate(FunctionCall call, String name) {
        int arguments = switch (name) {
            case "reduce" -> 4;
            case "zip_with" -> 3;
            default -> 2;
        };
        if (call.getArguments().size() != arguments) {
            throw TrinoFunctions.refusal(call, name, call.getArguments().size());
        }
        String list = expressions.process(call.getArguments().get(0));
        String variant = Types.variant(scopes.typeOf(call.getArguments().get(0), list).orElse(""));
        if (!variant.isEmpty() && !variant.equals(ofMaps(name) ? "map" : "list")) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + name);
        }
        switch (name) {
            case "reduce" -> {
                return reduced(call, list);
            }
            case "zip_with" -> {
                return "list_transform(trino_zip(" + list + ", " + expressions.process(call.getArguments().get(1)) + "), " + pairs(call, 2) + ")";
            }
            case "map_filter" -> {
                String pairs = "list_transform(trino_map_entries(" + list + "), " + pairs(call, 1) + ")";
                requireBooleans(call, name, pairs);
                return "trino_map_where(" + list + ", " + pairs + ")";
            }
            case "transform_values" -> {
                return "map(map_keys(" + list + "), list_transform(trino_map_entries(" + list + "), " + pairs(call, 1) + "))";
            }
            case "transform_keys" -> {
                return "map(list_transform(trino_map_entries(" + list + "), " + pairs(call, 1) + "), map_values(" + list + "))";
            }
            default -> { }
        }
        String function = lambda(call, 1, 1);
        String each = "list_transform(" + list + ", " + function + ")";
        if (!name.equals("transform")) {
            requireBooleans(call, name, each);
        }
        return switch (name) {
            case "filter" -> "list_filter(" + list + ", " + function + ")";
            case "any_match" -> "trino_any(" + each + ")";
            case "all_match" -> "trino_all(" + each + ")";
            case "none_match" -> "(NOT trino_any(" + each + "))";
            default -> each;
        };
    }

    private static boolean ofMaps(String name) {
        return name.equals("map_filter") || name.startsWith("transform_");
    }

    private void requireBooleans(FunctionCall call, String name, String each) {
        boolean unknown = call.getArguments().get(1) instanceof LambdaExpression lambda && lambda.getBody() instanceof NullLiteral;
        if (unknown || scopes.typeOf(call, each).filter(type -> !type.equals("BOOLEAN[]") && !type.equals("\"NULL\"[]")).isPresent()) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + name + ": its function must give a boolean");
        }
    }

    /** A function of two parameters as one of pairs: DuckDB would take the second for the place in the list. */
    private String pairs(FunctionCall call, int argument) {
        LambdaExpression lambda = function(call, argument, 2);
        String first = Dialect.name(lambda.getArguments().get(0).getName());
        String second = Dialect.name(lambda.getArguments().get(1).getName());
        return "lambda \"a pair\": list_transform([\"a pair\"[1]], lambda " + first + ": list_transform([\"a pair\"[2]], lambda " + second + ": "
                + body(lambda) + ")[1])[1]";
    }

    private String reduced(FunctionCall call, String list) {
        Expression start = call.getArguments().get(1);
        String initial = expressions.process(start);
        String state = "list_reduce(" + list + ", " + lambda(call, 2, 2) + ", " + initial + ")";
        if (!scopes.typeOf(start, initial).equals(scopes.typeOf(call, state))) {
            throw AthenaException.notSupported(call, "reduce of a state whose type changes (cast the initial one)");
        }
        return "list_transform([" + state + "], " + lambda(call, 3, 1) + ")[1]";
    }

    private String lambda(FunctionCall call, int argument, int parameters) {
        LambdaExpression lambda = function(call, argument, parameters);
        String names = lambda.getArguments().stream().map(parameter -> Dialect.name(parameter.getName())).collect(Collectors.joining(", "));
        return "lambda " + names + ": " + body(lambda);
    }

    private static LambdaExpression function(FunctionCall call, int argument, int parameters) {
        if (call.getArguments().get(argument) instanceof LambdaExpression lambda && lambda.getArguments().size() == parameters) {
            return lambda;
        }
        throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + call.getName());
    }

    private String body(LambdaExpression lambda) {
        return expressions.forgetting(() -> scopes.inTheDark(() -> expressions.process(lambda.getBody())));
    }
}
