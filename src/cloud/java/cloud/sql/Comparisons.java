package cloud.sql;

import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.StringLiteral;
import java.util.List;

/** Comparisons where DuckDB's rules differ: to it NaN equals itself and is the greatest, and so is null inside arrays and rows. */
final class Comparisons {
    private final Scopes scopes;

    Comparisons(Scopes scopes) {
        this.scopes = scopes;
    }

    /** @param at for errors */
    String translate(Node at, ComparisonExpression.Operator operator, Expression left, String leftSql, Expression right, String rightSql) {
        String plain = "(" + leftSql + " " + operator.getValue() + " " + rightSql + ")";
        String type = scopes.typeOf(left, leftSql).orElse("");
        if (Types.isNested(type) && operator != ComparisonExpression.Operator.IS_DISTINCT_FROM) {
            return nested(at, operator, type, leftSql, rightSql);
        }
        if (isFloat(left, leftSql) || isFloat(right, rightSql)) {
            return floats(operator, left, leftSql, right, rightSql, plain);
        }
        Intervals.requireSameFields(left, right, at, operator.getValue());
        return plain;
    }

    /** A guard is needed only for the side that would be the greater, and not if the query says what it is. */
    private static String floats(
            ComparisonExpression.Operator operator, Expression left, String leftSql, Expression right, String rightSql, String plain) {
        boolean leftKnown = isLiteral(left);
        boolean rightKnown = isLiteral(right);
        return switch (operator) {
            case EQUAL -> leftKnown || rightKnown ? plain : call("equal", leftSql, rightSql);
            case NOT_EQUAL -> leftKnown || rightKnown ? plain : call("unequal", leftSql, rightSql);
            case GREATER_THAN -> leftKnown ? plain : call("more", leftSql, rightSql);
            case GREATER_THAN_OR_EQUAL -> leftKnown ? plain : call("as_much", leftSql, rightSql);
            case LESS_THAN -> rightKnown ? plain : call("more", rightSql, leftSql);
            case LESS_THAN_OR_EQUAL -> rightKnown ? plain : call("as_much", rightSql, leftSql);
            case IS_DISTINCT_FROM -> plain;
        };
    }

    private static String call(String macro, String a, String b) {
        return "trino_" + macro + "(" + a + ", " + b + ")";
    }

    private static String nested(Node at, ComparisonExpression.Operator operator, String type, String left, String right) {
        boolean ofScalars = type.endsWith("[]") && !Types.isNested(type.substring(0, type.length() - 2));
        return switch (operator) {
            case EQUAL -> call(known(at, ofScalars, "lists_equal"), left, right);
            case NOT_EQUAL -> "(NOT " + call(known(at, ofScalars, "lists_equal"), left, right) + ")";
            default -> throw AthenaException.notSupported(at, "An order of arrays, rows or maps");
        };
    }

    private static String known(Node at, boolean ofScalars, String macro) {
        if (!ofScalars) {
            throw AthenaException.notSupported(at, "A comparison of rows, of maps or of nested arrays");
        }
        return macro;
    }

    boolean isFloat(Expression expression, String sql) {
        return !isLiteral(expression) && Types.isDouble(scopes.typeOf(expression, sql).orElse(""));
    }

    /** Whether a comparison with such a value is not DuckDB's own. */
    boolean differ(Expression expression, String sql) {
        String type = scopes.typeOf(expression, sql).orElse("");
        return Types.isDouble(type) || Types.isNested(type);
    }

    boolean areLiterals(List<Expression> values) {
        return values.stream().allMatch(Comparisons::isLiteral);
    }

    private static boolean isLiteral(Expression expression) {
        return expression instanceof LongLiteral || expression instanceof DoubleLiteral || expression instanceof DecimalLiteral
                || expression instanceof StringLiteral || expression instanceof NullLiteral;
    }
}
