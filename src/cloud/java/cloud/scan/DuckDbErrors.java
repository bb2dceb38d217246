package cloud.scan;

import cloud.sql.AthenaException;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's errors in Athena's words, located in the user's own query. */
final class DuckDbErrors {
    private static final Pattern VANISHED = Pattern.compile("Cannot open file|No files found|No such file");
    private static final Pattern OWN = Pattern.compile("((?:NOT_SUPPORTED|HIVE_BAD_DATA|DIVISION_BY_ZERO|INVALID_CAST_ARGUMENT|INVALID_FUNCTION_ARGUMENT|TYPE_MISMATCH): .*)");
    private static final Pattern BAD_DATA = Pattern.compile("in file \"([^\"]+)\"");
    private static final Pattern NO_COLUMN = Pattern.compile(
            "(?:Referenced column|column named|have a column named|Values list \"[^\"]*\" does not have a column named) \"([^\"]+)\"");
    private static final Pattern NO_TABLE = Pattern.compile("Referenced table \"([^\"]+)\" not found");
    private static final Pattern AMBIGUOUS = Pattern.compile("Ambiguous reference to column name \"([^\"]+)\"");
    private static final Pattern NOT_GROUPED = Pattern.compile("column \"?([^\"\\s]+)\"? must appear in the GROUP BY clause");
    private static final Pattern NO_FUNCTION = Pattern.compile("No function matches the given name and argument types '(\\w+)\\(([^']*)\\)'");

    private DuckDbErrors() {}

    static boolean isVanishedFile(SQLException e) {
        return e.getMessage() != null && VANISHED.matcher(e.getMessage()).find();
    }

    static AthenaException translate(SQLException e, Node query, Path buckets) {
        String message = String.valueOf(e.getMessage()).replace(buckets + "/", "s3://");
        String first = message.lines().findFirst().orElse("");
        if (message.startsWith("INTERRUPT")) {
            return new AthenaException("QUERY_CANCELLED");
        }
        Matcher found = OWN.matcher(first);
        if (found.find()) {
            return new AthenaException(found.group(1));
        }
        found = BAD_DATA.matcher(message);
        if (found.find()) {
            return new AthenaException("HIVE_BAD_DATA: Error reading " + found.group(1) + ": " + first);
        }
        found = NO_COLUMN.matcher(message);
        if (found.find()) {
            return blame(query, found.group(1), "COLUMN_NOT_FOUND",
                    "Column '" + found.group(1) + "' cannot be resolved or requester is not authorized to access requested resources");
        }
        found = NO_TABLE.matcher(message);
        if (found.find()) {
            return blame(query, found.group(1), "COLUMN_NOT_FOUND",
                    "Column '" + found.group(1) + "' cannot be resolved or requester is not authorized to access requested resources");
        }
        found = AMBIGUOUS.matcher(message);
        if (found.find()) {
            return blame(query, found.group(1), "AMBIGUOUS_NAME", "Column '" + found.group(1) + "' is ambiguous");
        }
        found = NOT_GROUPED.matcher(message);
        if (found.find()) {
            return blame(query, found.group(1), "EXPRESSION_NOT_AGGREGATE",
                    "'" + found.group(1) + "' must be an aggregate expression or appear in GROUP BY clause");
        }
        found = NO_FUNCTION.matcher(message);
        if (found.find()) {
            return blame(query, found.group(1), "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (" + found.group(2).toLowerCase() + ") for function " + found.group(1));
        }
        return new AthenaException(code(first) + first);
    }

    private static String code(String message) {
        if (message.startsWith("Conversion Error")) {
            return "INVALID_CAST_ARGUMENT: ";
        }
        if (message.contains("More than one row returned by a subquery")) {
            return "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows: ";
        }
        if (message.startsWith("Out of Range")) {
            return "NUMERIC_VALUE_OUT_OF_RANGE: ";
        }
        if (message.startsWith("Out of Memory")) {
            return "EXCEEDED_LOCAL_MEMORY_LIMIT: ";
        }
        if (message.startsWith("Binder Error")) {
            return "TYPE_MISMATCH: ";
        }
        return "GENERIC_INTERNAL_ERROR: ";
    }

    /** DuckDB's positions are those of the translation, so the name's first use in the query stands in. */
    private static AthenaException blame(Node query, String name, String code, String message) {
        return firstUse(query, name).map(at -> AthenaException.at(at, code, message))
                .orElseGet(() -> new AthenaException(code + ": " + message));
    }

    private static Optional<Node> firstUse(Node query, String name) {
        AtomicReference<Node> first = new AtomicReference<>();
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitIdentifier(Identifier identifier, Void context) {
                if (identifier.getValue().equalsIgnoreCase(name)) {
                    first.compareAndSet(null, identifier);
                }
                return null;
            }

            @Override
            protected Void visitFunctionCall(FunctionCall call, Void context) {
                if (call.getName().getSuffix().equalsIgnoreCase(name)) {
                    first.compareAndSet(null, call);
                }
                return super.visitFunctionCall(call, context);
            }
        }.process(query);
        return Optional.ofNullable(first.get());
    }
}
