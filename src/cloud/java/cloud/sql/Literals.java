package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.AstVisitor;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.CurrentTime;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.TimestampLiteral;
import java.util.Locale;

/** Translates a query's literals to DuckDB's SQL. A node that neither this class nor {@link Expressions} handles is refused. */
abstract class Literals extends AstVisitor<String, Void> {
    @Override
    protected String visitNode(Node node, Void context) {
        throw notSupported(node, node.getClass().getSimpleName());
    }

    @Override
    protected String visitNullLiteral(NullLiteral literal, Void context) {
        return "NULL";
    }

    @Override
    protected String visitBooleanLiteral(BooleanLiteral literal, Void context) {
        return String.valueOf(literal.getValue());
    }

    @Override
    protected String visitLongLiteral(LongLiteral literal, Void context) {
        return String.valueOf(literal.getParsedValue());
    }

    @Override
    protected String visitDoubleLiteral(DoubleLiteral literal, Void context) {
        return "CAST(" + literal.getValue() + " AS DOUBLE)";
    }

    @Override
    protected String visitDecimalLiteral(DecimalLiteral literal, Void context) {
        return literal.getValue();
    }

    @Override
    protected String visitStringLiteral(StringLiteral literal, Void context) {
        return Sql.text(literal.getValue());
    }

    @Override
    protected String visitTimestampLiteral(TimestampLiteral literal, Void context) {
        if (literal.getValue().strip().matches(".*\\d{2}:\\d{2}\\S*\\s*([+-](?!00:?00)\\d.*|(?!UTC|Z$)[A-Za-z].*)")) {
            throw notSupported(literal, "A time in another zone than UTC");
        }
        boolean zoned = literal.getValue().strip().matches(".*\\d{2}:\\d{2}\\S*\\s*([A-Za-z]|[+-]\\d).*");
        return (zoned ? "TIMESTAMPTZ " : "TIMESTAMP ") + Sql.text(literal.getValue());
    }

    @Override
    protected String visitGenericLiteral(GenericLiteral literal, Void context) {
        return switch (literal.getType().toLowerCase(Locale.ROOT)) {
            case "date" -> "DATE " + Sql.text(literal.getValue());
            case "decimal" -> literal.getValue();
            case "double", "bigint", "integer", "varchar", "real", "smallint", "tinyint" ->
                "CAST(" + Sql.text(literal.getValue()) + " AS " + literal.getType() + ")";
            default -> throw notSupported(literal, "A literal of type " + literal.getType());
        };
    }

    @Override
    protected String visitIntervalLiteral(IntervalLiteral literal, Void context) {
        if (literal.getEndField().isPresent()) {
            throw notSupported(literal, "An interval of two fields");
        }
        String sign = literal.getSign() == IntervalLiteral.Sign.NEGATIVE ? "-" : "";
        return "(" + sign + "INTERVAL " + Sql.text(literal.getValue() + " " + literal.getStartField()) + ")";
    }

    @Override
    protected String visitCurrentTime(CurrentTime time, Void context) {
        return switch (time.getFunction()) {
            case DATE -> "current_date";
            case TIMESTAMP -> "now()";
            case LOCALTIMESTAMP -> "CAST(now() AS TIMESTAMP)";
            default -> throw notSupported(time, time.getFunction().getName());
        };
    }
}
