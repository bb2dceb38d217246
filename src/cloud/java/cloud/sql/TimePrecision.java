package cloud.sql;

import io.trino.sql.tree.BetweenPredicate;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.TimestampLiteral;

/** How many digits of a second a query's times have: DuckDB's types do not tell, but Trino's texts of times have as many. */
final class TimePrecision {
    private static final int USUAL = 3;

    private TimePrecision() {}

    /** Whether the query makes times with other than three digits, so that a text of a time is not known. Times that it only compares do not count. */
    static boolean varies(Node query) {
        boolean[] varies = {false};
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitTimestampLiteral(TimestampLiteral literal, Void context) {
                varies[0] |= !literal.getValue().matches(".*\\.\\d{3}(?!\\d).*");
                return null;
            }

            @Override
            protected Void visitCast(Cast cast, Void context) {
                varies[0] |= cast.getType() instanceof DateTimeDataType time && time.getPrecision().filter(digits -> !digits.toString().equals("" + USUAL)).isPresent();
                return super.visitCast(cast, context);
            }

            @Override
            protected Void visitComparisonExpression(ComparisonExpression comparison, Void context) {
                return null;
            }

            @Override
            protected Void visitBetweenPredicate(BetweenPredicate between, Void context) {
                return null;
            }

            @Override
            protected Void visitInPredicate(InPredicate in, Void context) {
                return null;
            }
        }.process(query);
        return varies[0];
    }
}
