package cloud.scan;

import cloud.sql.AthenaException;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's errors in Athena's words, located in the user's own query. */
final class DuckDbErrors {
    private static final Pattern VANISHED = Pattern.compile("Cannot open file|No files found|No such file");
    private static final Pattern OWN = Pattern.compile("((?:NOT_SUPPORTED|HIVE_BAD_DATA|DIVISION_BY_ZERO|NUMERIC_VALUE_OUT_OF_RANGE|INVALID_CAST_ARGUMENT|INVALID_FUNCTION_ARGUMENT|TYPE_MISMATCH): .*)");
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
        if (found.find() && found.group(1).startsWith("trino_")) {
            return new AthenaException("NOT_SUPPORTED: The function " + found.group(1).substring("trino_".length()) + " of these types (" + found.group(2).toLowerCase()
                    + ") is not supported by the local Athena");
        }
        if (NO_FUNCTION.matcher(message).find()) {
            return blame(query, found.group(1), "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (" + found.group(2).toLowerCase() + ") for function " + found.group(1));
        }
        return new AthenaException(inAthenasWords(first));
    }

    /** What DuckDB says when a value is to blame; how it begins, and Athena's words with the parts of it. */
    private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

    static {
        say("Out of Range Error: Overflow in (\\w+) of \\w+ \\((.*)\\)!.*", "NUMERIC_VALUE_OUT_OF_RANGE: $1 overflow: $2");
        say("Out of Range Error: Overflow in (\\w+) of .*", "NUMERIC_VALUE_OUT_OF_RANGE: $1 overflow");
        say("Out of Range Error: Overflow on (.*)", "NUMERIC_VALUE_OUT_OF_RANGE: Value is out of range: $1");
        say("Out of Range Error: ((?:STDDEV|VAR|COVAR|CORR|REGR)\\w*) .*", "NOT_SUPPORTED: $1 of numbers as large as these is not supported by the local Athena");
        say("Out of Range Error: .*", "NUMERIC_VALUE_OUT_OF_RANGE: A value is out of range");
        say("Conversion Error: Type INT\\d+ with value (.*) can't be cast .*", "NUMERIC_VALUE_OUT_OF_RANGE: Out of range: $1");
        say("Conversion Error: Type \\w+ with value (.*) can't be cast .* destination type (\\w+).*", "INVALID_CAST_ARGUMENT: Unable to cast $1");
        say("Conversion Error: (?:Casting value|Could not \\w+ (?:string|value)) [\"']?(.*?)[\"']? to (?:type )?(\\w+(?:\\([0-9, ]+\\))?).*",
                "INVALID_CAST_ARGUMENT: Cannot cast '$1' to $2");
        say("Conversion Error: (?:date|timestamp|invalid).*?: \"(.*?)\".*", "INVALID_CAST_ARGUMENT: Value cannot be cast: $1");
        say("Conversion Error: .*", "INVALID_CAST_ARGUMENT: A value cannot be cast");
        say(".*More than one row returned by a subquery.*", "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows");
        say(".*Map keys must be unique.*", "INVALID_FUNCTION_ARGUMENT: Duplicate map keys are not allowed");
        say(".*Map keys can not be NULL.*", "INVALID_FUNCTION_ARGUMENT: map key cannot be null");
        say(".*map key list does not align.*", "INVALID_FUNCTION_ARGUMENT: Key and value arrays must be the same length");
        say("Out of Memory.*", "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded the local Athena's memory limit");
        say("Binder Error: Cannot deduce template type .*", "FUNCTION_NOT_FOUND: Unexpected parameters: the types do not fit together");
        say("Binder Error: (\\w+)(?: BY)? term out of range.*", "INVALID_COLUMN_REFERENCE: $1 BY position is not in select list");
        say("Binder Error: Set operations can only apply.*", "TYPE_MISMATCH: The queries have different numbers of fields");
        say("Binder Error: aggregate function calls cannot be nested.*", "NESTED_AGGREGATION: Cannot nest aggregations inside an aggregation");
        say("Binder Error: (\\w+) clause cannot contain (?:aggregates|window functions).*",
                "EXPRESSION_NOT_SCALAR: $1 clause cannot contain aggregations, window functions or grouping operations");
        say("Binder Error: TRY can not be used.*", "NOT_SUPPORTED: TRY of this expression is not supported by the local Athena");
        say("Parser Error: VALUES lists must all be the same length.*", "TYPE_MISMATCH: Values rows have mismatched sizes");
        say("Binder Error: Key index (\\d+) for struct_extract out of range.*", "INVALID_FUNCTION_ARGUMENT: Subscript index out of bounds: $1");
        say("Binder Error: .*", "TYPE_MISMATCH: The types of a part of this query do not fit together, or the local Athena does not know them");
        say("(?!INTERNAL).*", "NOT_SUPPORTED: This query is not supported by the local Athena");
    }

    private static void say(String duckDb, String athena) {
        WORDS.put(Pattern.compile(duckDb), athena);
    }

    private static String inAthenasWords(String message) {
        return WORDS.entrySet().stream().map(words -> Map.entry(words.getKey().matcher(message), words.getValue()))
                .filter(words -> words.getKey().matches()).findFirst().map(words -> words.getKey().replaceFirst(words.getValue()))
                .orElse("GENERIC_INTERNAL_ERROR: " + message);
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
