package cloud.sql;

import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaArgumentDeclaration;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.NullLiteral;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        String type = scopes.typeOf(call.getArguments().get(0), list).orElse("");
        String variant = Types.variant(type);
        List<String> items = Types.within(type);
        if (!variant.isEmpty() && !variant.equals(ofMaps(name) ? "map" : "list")) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + name);
        }
        switch (name) {
            case "reduce" -> {
                if (FunctionCalls.isUntyped(call.getArguments().get(0))) {
                    throw AthenaException.notSupported(call, "reduce of an array without a type (cast it)");
                }
                return reduced(call, list, items);
            }
            case "zip_with" -> {
                String other = expressions.process(call.getArguments().get(1));
                List<String> both = Stream.concat(items.stream(), Types.within(scopes.typeOf(call.getArguments().get(1), other).orElse("")).stream()).toList();
                return "list_transform(trino_zip(" + list + ", " + other + "), " + pairs(call, 2, both) + ")";
            }
            case "map_filter" -> {
                String pairs = "list_transform(trino_map_entries(" + list + "), " + pairs(call, 1, items) + ")";
                requireBooleans(call, name, pairs);
                return "trino_map_where(" + list + ", " + pairs + ")";
            }
            case "transform_values" -> {
                return "map(map_keys(" + list + "), list_transform(trino_map_entries(" + list + "), " + pairs(call, 1, items) + "))";
            }
            case "transform_keys" -> {
                return "map(list_transform(trino_map_entries(" + list + "), " + pairs(call, 1, items) + "), map_values(" + list + "))";
            }
            default -> { }
        }
        String function = lambda(call, 1, 1, items);
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
    private String pairs(FunctionCall call, int argument, List<String> types) {
        LambdaExpression lambda = function(call, argument, 2);
        Map<String, String> names = names(lambda);
        String body = body(call, lambda, names, types);
        List<String> unique = List.copyOf(names.values());
        return "lambda \"a pair\": list_transform([\"a pair\"[1]], lambda " + unique.get(0) + ": list_transform([\"a pair\"[2]], lambda " + unique.get(1)
                + ": " + body + ")[1])[1]";
    }

    private String reduced(FunctionCall call, String list, List<String> items) {
        Expression start = call.getArguments().get(1);
        String initial = expressions.process(start);
        Optional<String> type = scopes.typeOf(start, initial);
        List<String> types = type.isEmpty() || items.isEmpty() ? List.of() : List.of(type.get(), items.get(0));
        String state = "list_reduce(" + list + ", " + lambda(call, 2, 2, types) + ", " + initial + ")";
        if (!type.equals(scopes.typeOf(call, state))) {
            throw AthenaException.notSupported(call, "reduce to another type than that of the items, or a state whose type changes,");
        }
        return "list_transform([" + state + "], " + lambda(call, 3, 1, types.isEmpty() ? types : types.subList(0, 1)) + ")[1]";
    }

    private String lambda(FunctionCall call, int argument, int parameters, List<String> types) {
        LambdaExpression lambda = function(call, argument, parameters);
        Map<String, String> names = names(lambda);
        return "lambda " + String.join(", ", names.values()) + ": " + body(call, lambda, names, types);
    }

    private Map<String, String> names(LambdaExpression lambda) {
        return scopes.parameters(lambda.getArguments().stream().map(LambdaArgumentDeclaration::getName).toList());
    }

    private static LambdaExpression function(FunctionCall call, int argument, int parameters) {
        if (call.getArguments().get(argument) instanceof LambdaExpression lambda && lambda.getArguments().size() == parameters) {
            return lambda;
        }
        throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + call.getName());
    }

    /** @param types of the parameters; empty if they are unknown */
    private String body(FunctionCall call, LambdaExpression lambda, Map<String, String> names, List<String> types) {
        if (types.size() < names.size()) {
            throw AthenaException.notSupported(call, call.getName() + " of values whose types cannot be told (cast them)");
        }
        return expressions.forgetting(() -> scopes.inLambda(names, types, () -> expressions.process(lambda.getBody())));
    }
}
