package cloud.sql;

import io.trino.sql.tree.Expression;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.Node;

/** Trino has two kinds of intervals, of months and of seconds, where DuckDB has one. */
final class Intervals {
    private Intervals() {}

    static boolean isOfMonths(IntervalLiteral interval) {
        return switch (interval.getStartField()) {
            case YEAR, MONTH -> true;
            default -> false;
        };
    }

    private static String type(IntervalLiteral interval) {
        return isOfMonths(interval) ? "interval year to month" : "interval day to second";
    }

    static void requireSameFields(Expression left, Expression right, Node at, String operator) {
        if (left instanceof IntervalLiteral a && right instanceof IntervalLiteral b && isOfMonths(a) != isOfMonths(b)) {
            throw AthenaException.at(at, "TYPE_MISMATCH", "Cannot apply operator: " + type(a) + " " + operator + " " + type(b));
        }
    }

    static void requireSeconds(Expression interval, Node at) {
        if (interval instanceof IntervalLiteral literal && isOfMonths(literal)) {
            throw AthenaException.notSupported(at, "EXTRACT from an interval of months");
        }
    }
}
