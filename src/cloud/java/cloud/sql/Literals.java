package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.AstVisitor;
import io.trino.sql.tree.BinaryLiteral;
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
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates a query's literals to DuckDB's SQL. A node that neither this class nor {@link Expressions} handles is refused. */
abstract class Literals extends AstVisitor<String, Void> {
    private static final Pattern DAY = Pattern.compile("([+-]?\\d+)-(\\d{1,2})-(\\d{1,2})");

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
        long value = literal.getParsedValue();
        // DuckDB takes the sign off and looks for a type that holds the rest
        return value == Integer.MIN_VALUE ? "CAST(" + value + " AS INTEGER)" : value == Long.MIN_VALUE ? "CAST(" + value + " AS BIGINT)" : String.valueOf(value);
    }

    @Override
    protected String visitDoubleLiteral(DoubleLiteral literal, Void context) {
        double value = literal.getValue();
        return "CAST(" + Sql.text(String.valueOf(value)) + " AS DOUBLE)";
    }

    @Override
    protected String visitDecimalLiteral(DecimalLiteral literal, Void context) {
        return decimal(literal.getValue());
    }

    @Override
    protected String visitStringLiteral(StringLiteral literal, Void context) {
        return Sql.text(literal.getValue());
    }

    @Override
    protected String visitBinaryLiteral(BinaryLiteral literal, Void context) {
        return "unhex('" + literal.toHexString() + "')";
    }

    @Override
    protected String visitTimestampLiteral(TimestampLiteral literal, Void context) {
        if (literal.getValue().strip().matches(".*\\d{2}:\\d{2}\\S*\\s*([+-](?!00:?00)\\d.*|(?!UTC|Z$)[A-Za-z].*)")) {
            throw notSupported(literal, "A time in another zone than UTC");
        }
        if (!literal.getValue().matches("[+-]?\\d+-\\d{1,2}-\\d{1,2}( ([01]?\\d|2[0-3]):[0-5]?\\d(:[0-5]?\\d(\\.\\d+)?)?\\s*(\\S+)?)?")) {
            throw AthenaException.at(literal, "INVALID_LITERAL", "'" + literal.getValue() + "' is not a valid TIMESTAMP literal");
        }
        if (literal.getValue().matches(".*\\.\\d{6}\\d*[1-9].*")) {
            throw notSupported(literal, "A time with more than six digits of a second");
        }
        day(literal, literal.getValue().split(" ")[0], "TIMESTAMP");
        boolean zoned = literal.getValue().strip().matches(".*\\d{2}:\\d{2}\\S*\\s*([A-Za-z]|[+-]\\d).*");
        return (zoned ? "TIMESTAMPTZ " : "TIMESTAMP ") + Sql.text(literal.getValue());
    }

    @Override
    protected String visitGenericLiteral(GenericLiteral literal, Void context) {
        return switch (literal.getType().toLowerCase(Locale.ROOT)) {
            case "date" -> "DATE " + Sql.text(day(literal, literal.getValue(), "DATE"));
            case "decimal" -> decimal(valid(literal, "[+-]?(\\d+\\.?\\d*|\\.\\d+)"));
            case "bigint", "integer", "smallint", "tinyint" ->
                "CAST(" + Sql.text(whole(literal)) + " AS " + literal.getType() + ")";
            case "double", "real" ->
                "CAST(" + Sql.text(valid(literal, "[+-]?(NaN|Infinity|(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?)")) + " AS " + literal.getType() + ")";
            case "varchar" -> Sql.text(literal.getValue());
            case "json" -> "CAST(trino_json_ordered(" + Sql.text(literal.getValue()) + ") AS JSON)";
            default -> throw notSupported(literal, "A literal of type " + literal.getType());
        };
    }

    private static String decimal(String written) {
        String value = written.replace("_", "");
        int scale = value.contains(".") ? value.length() - value.indexOf('.') - 1 : 0;
        int whole = value.replaceAll("\\..*|[+-]", "").replaceAll("^0+", "").length();
        // a digit before the point at least, or DuckDB writes none
        return "CAST('" + value + "' AS DECIMAL(" + Math.min(38, Math.max(1, whole) + scale) + ", " + scale + "))";
    }

    private static String valid(GenericLiteral literal, String pattern) {
        if (!literal.getValue().matches(pattern)) {
            throw invalid(literal, literal.getValue(), literal.getType());
        }
        return literal.getValue();
    }

    private static AthenaException invalid(Node literal, String value, String type) {
        return AthenaException.at(literal, "INVALID_LITERAL", "'" + value + "' is not a valid " + type.toUpperCase(Locale.ROOT) + " literal");
    }

    private static String whole(GenericLiteral literal) {
        BigInteger value = new BigInteger(valid(literal, "[+-]?\\d+"));
        int bits = switch (literal.getType().toLowerCase(Locale.ROOT)) {
            case "tinyint" -> 8;
            case "smallint" -> 16;
            case "integer" -> 32;
            default -> 64;
        };
        if (value.bitLength() >= bits) {
            throw invalid(literal, literal.getValue(), literal.getType());
        }
        return value.toString();
    }

    /** @return the day, if there is such a one */
    private static String day(Node literal, String day, String type) {
        Matcher parts = DAY.matcher(day);
        try {
            if (parts.matches()) {
                LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
                return day;
            }
        } catch (DateTimeException | NumberFormatException noSuchDay) {
            // said below
        }
        throw invalid(literal, day, type);
    }

    @Override
    protected String visitIntervalLiteral(IntervalLiteral literal, Void context) {
        if (literal.getEndField().isPresent()) {
            throw notSupported(literal, "An interval of two fields");
        }
        if (Intervals.isOfMonths(literal) && literal.getValue().matches("0+")) {
            throw notSupported(literal, "An interval of no months");
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
