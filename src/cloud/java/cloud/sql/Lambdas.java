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
        boolean reduces = name.equals("reduce");
        if (call.getArguments().size() != (reduces ? 4 : 2)) {
            throw TrinoFunctions.refusal(call, name, call.getArguments().size());
        }
        String list = expressions.process(call.getArguments().get(0));
        if (reduces) {
            return reduced(call, list);
        }
        String function = lambda(call, 1, 1);
        String each = "list_transform(" + list + ", " + function + ")";
        boolean unknown = call.getArguments().get(1) instanceof LambdaExpression lambda && lambda.getBody() instanceof NullLiteral;
        if (!name.equals("transform") && (unknown || scopes.typeOf(call, each).filter(type -> !type.equals("BOOLEAN[]") && !type.equals("\"NULL\"[]")).isPresent())) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + name + ": its function must give a boolean");
        }
        return switch (name) {
            case "filter" -> "list_filter(" + list + ", " + function + ")";
            case "any_match" -> "trino_any(" + each + ")";
            case "all_match" -> "trino_all(" + each + ")";
            case "none_match" -> "(NOT trino_any(" + each + "))";
            default -> each;
        };
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
        if (!(call.getArguments().get(argument) instanceof LambdaExpression lambda) || lambda.getArguments().size() != parameters) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected parameters for function " + call.getName());
        }
        String body = expressions.forgetting(() -> scopes.inTheDark(() -> expressions.process(lambda.getBody())));
        String names = lambda.getArguments().stream().map(parameter -> Dialect.name(parameter.getName())).collect(Collectors.joining(", "));
        return "lambda " + names + ": " + body;
    }
}
