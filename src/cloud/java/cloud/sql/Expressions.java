package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.*;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Translates a query's expressions to DuckDB's SQL. Type errors in Trino are refused here, since DuckDB would cast instead. */
final class Expressions extends Literals {
    private final Dialect queries;
    private final Scopes scopes;
    private final List<Expression> parameters;
    private final FunctionCalls calls;
    private final Comparisons comparisons;
    private final Map<Node, String> translated = new IdentityHashMap<>();
    private final boolean precise;
    private boolean trying;

    /** @param queries translates the queries inside expressions; @param precise see {@link TimePrecision} */
    Expressions(Dialect queries, Scopes scopes, List<Expression> parameters, boolean precise) {
        this.precise = precise;
        this.queries = queries;
        this.scopes = scopes;
        this.parameters = parameters;
        this.calls = new FunctionCalls(queries, this, scopes);
        this.comparisons = new Comparisons(scopes);
    }

    /** Translates each expression only once: its type is needed more often than its text. */
    @Override
    public String process(Node node, Void context) {
        String sql = translated.get(node);
        if (sql == null) {
            sql = super.process(node, context);
            translated.put(node, sql);
        }
        return sql;
    }

    /** Translates without caching, since this is not yet the scope that the expressions belong to. */
    String forgetting(Supplier<String> translation) {
        Map<Node, String> kept = new IdentityHashMap<>(translated);
        String sql = translation.get();
        translated.clear();
        translated.putAll(kept);
        return sql;
    }

    /** Whether errors become nulls here, as inside TRY. */
    boolean isTrying() {
        return trying;
    }

    @Override
    protected String visitFunctionCall(FunctionCall call, Void context) {
        return calls.translate(call);
    }

    @Override
    protected String visitIdentifier(Identifier identifier, Void context) {
        Optional<String> parameter = scopes.parameter(identifier);
        if (parameter.isPresent()) {
            return parameter.get();
        }
        if (!scopes.mayBeColumn(identifier)) {
            throw AthenaException.at(identifier, "COLUMN_NOT_FOUND", "Column '" + identifier.getValue()
                    + "' cannot be resolved or requester is not authorized to access requested resources");
        }
        String column = Scopes.canonical(identifier);
        if (scopes.joined().besides(column).stream().anyMatch(table -> scopes.columnsOf(Sql.name(table) + ".*").contains(column))) {
            throw AthenaException.at(identifier, "AMBIGUOUS_NAME", "Column '" + identifier.getValue() + "' is ambiguous");
        }
        return Dialect.name(identifier);
    }

    @Override
    protected String visitDereferenceExpression(DereferenceExpression dereference, Void context) {
        if (dereference.getBase() instanceof Identifier table && dereference.getField().filter(field -> scopes.isJoined(table, field)).isPresent()) {
            throw AthenaException.at(dereference, "COLUMN_NOT_FOUND", "Column '" + dereference + "' cannot be resolved");
        }
        // the base may be a table's name as well as a column's
        String base = dereference.getBase() instanceof Identifier name ? scopes.parameter(name).orElseGet(() -> Dialect.name(name)) : process(dereference.getBase());
        return base + "." + dereference.getField().map(Dialect::name).orElse("*");
    }

    @Override
    protected String visitParameter(Parameter parameter, Void context) {
        if (parameter.getId() >= parameters.size()) {
            throw new AthenaException("INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected "
                    + (parameter.getId() + 1) + " but found " + parameters.size());
        }
        return process(parameters.get(parameter.getId()));
    }

    @Override
    protected String visitArithmeticUnary(ArithmeticUnaryExpression unary, Void context) {
        if (unary.getValue() instanceof NullLiteral) {
            throw AthenaException.at(unary, "AMBIGUOUS_FUNCTION_CALL", "Could not choose a best candidate operator. Explicit type casts must be added.");
        }
        String value = process(unary.getValue());
        String type = scopes.typeOf(unary.getValue(), value).orElse("");
        if (!Types.kind(type).matches("number|interval|")) {
            throw AthenaException.at(unary, "TYPE_MISMATCH", "Cannot negate " + Types.athena(type));
        }
        // two hyphens would begin a comment
        return unary.getSign() == ArithmeticUnaryExpression.Sign.MINUS ? "(- " + value + ")" : value;
    }

    @Override
    protected String visitArithmeticBinary(ArithmeticBinaryExpression binary, Void context) {
        String left = operand(binary.getLeft(), binary.getRight());
        String right = operand(binary.getRight(), binary.getLeft());
        String sum = "(" + left + " " + binary.getOperator().getValue() + " " + right + ")";
        Optional<String> time = time(binary, left, right, sum);
        if (time.isPresent()) {
            return time.get();
        }
        requireNumbers(binary, left, right);
        if (trying) {
            return attempt(binary, left, right);
        }
        return switch (binary.getOperator()) {
            case DIVIDE -> decimalQuotient(binary, left, right).orElseGet(() -> quotient(binary, left, right));
            case MODULUS -> remainder(binary, left, right);
            case MULTIPLY -> decimalProduct(binary, left, right).orElse(sum);
            default -> sum;
        };
    }

    private String operand(Expression expression, Expression other) {
        String sql = process(expression);
        if (expression instanceof NullLiteral && !(other instanceof NullLiteral)) {
            String type = scopes.typeOf(other, process(other)).orElse("");
            if (!Types.isInteger(type) && Types.kind(type).matches("number|time|interval")) {
                throw notSupported(expression, "NULL without a type as an operand (cast it)");
            }
            return Types.isInteger(type) ? Types.nothing(type) : sql;
        }
        return isInteger(expression) && scopes.typeOf(other, process(other)).filter(Types::isSmall).isPresent() ? "CAST(" + sql + " AS INTEGER)" : sql;
    }

    /** Of decimals, as a text with so many digits after the point, rounded half up. */
    static String quotient(String left, String right, int scale) {
        return "trino_quotient(CAST(" + left + " AS VARCHAR), CAST(" + right + " AS VARCHAR), '" + scale + "')";
    }

    private String quotient(ArithmeticBinaryExpression binary, String left, String right) {
        boolean doubles = scopes.typeOf(binary, left + " * " + right).filter("DOUBLE"::equals).isPresent();
        return (doubles ? "trino_divide_doubles(" : "trino_divide(") + left + ", " + right + ")";
    }

    /** Arithmetic of times and intervals, if it is that; a time that is moved keeps its type. */
    private Optional<String> time(ArithmeticBinaryExpression binary, String left, String right, String sum) {
        String a = scopes.typeOf(binary.getLeft(), left).orElse("");
        String b = scopes.typeOf(binary.getRight(), right).orElse("");
        String operator = binary.getOperator().getValue();
        boolean times = Types.kind(a).equals("time") && Types.kind(b).equals("time");
        if (times && operator.equals("-")) {
            return Optional.of(a.equals("DATE") && b.equals("DATE") ? "to_days(CAST(" + sum + " AS INTEGER))"
                    : "to_milliseconds(round((epoch_us(" + left + ") - epoch_us(" + right + ")) / 1000.0))");
        }
        if (!a.equals("INTERVAL") && !b.equals("INTERVAL")) {
            return Optional.empty();
        }
        Intervals.requireSameFields(binary.getLeft(), binary.getRight(), binary, operator);
        if (Types.kind(a).equals("time") && operator.matches("[-+]")) {
            return Optional.of(moved(a, left, right, sum));
        }
        if (Types.kind(b).equals("time") && operator.equals("+")) {
            return Optional.of(moved(b, right, left, sum));
        }
        if (a.equals(b) && operator.matches("[-+]") || (Types.isInteger(a) || Types.isInteger(b) || a.equals("DOUBLE") || b.equals("DOUBLE"))
                && operator.equals("*")) {
            return Optional.of(sum);
        }
        if (a.isEmpty() || b.isEmpty() || operator.equals("/") && Types.kind(b).equals("number")) {
            throw notSupported(binary, "This arithmetic of intervals");
        }
        throw AthenaException.at(binary, "TYPE_MISMATCH", "Cannot apply operator: " + Types.athena(a) + " " + operator + " " + Types.athena(b));
    }

    private static String moved(String type, String time, String interval, String sum) {
        return type.equals("DATE") ? "trino_date_plus(" + time + ", " + (sum.startsWith("(" + time + " - ") ? "- " : "") + interval + ")"
                : "CAST(" + sum + " AS " + type + ")";
    }

    /** Trino's quotient of two decimals has the larger of their scales, rounded half up. */
    private Optional<String> decimalQuotient(ArithmeticBinaryExpression binary, String left, String right) {
        String a = scopes.typeOf(binary.getLeft(), left).orElse("");
        String b = scopes.typeOf(binary.getRight(), right).orElse("");
        Optional<int[]> n = Types.digits(Types.asDecimal(a));
        Optional<int[]> d = Types.digits(Types.asDecimal(b));
        if (n.isEmpty() || d.isEmpty() || Types.isInteger(a) && Types.isInteger(b)) {
            return Optional.empty();
        }
        int scale = Math.max(n.get()[1], d.get()[1]);
        int precision = Math.min(38, n.get()[0] + d.get()[1] + Math.max(0, d.get()[1] - n.get()[1]));
        return Optional.of("CAST(" + quotient(left, right, scale) + " AS DECIMAL(" + precision + ", " + scale + "))");
    }

    /** DuckDB computes a product of decimals in 64 bits if it can hold the factors, though perhaps not the product. */
    private Optional<String> decimalProduct(ArithmeticBinaryExpression binary, String left, String right) {
        String a = Types.asDecimal(scopes.typeOf(binary.getLeft(), left).orElse(""));
        String b = Types.asDecimal(scopes.typeOf(binary.getRight(), right).orElse(""));
        Optional<int[]> n = Types.digits(a);
        Optional<int[]> m = Types.digits(b);
        if (n.isEmpty() || m.isEmpty() || n.get()[1] + m.get()[1] == 0 || n.get()[0] + m.get()[0] <= 18 || n.get()[1] + m.get()[1] > 38) {
            return Optional.empty();
        }
        int precision = Math.min(38, n.get()[0] + m.get()[0]);
        return Optional.of("CAST(CAST(" + left + " AS DECIMAL(38, " + n.get()[1] + ")) * CAST(" + right + " AS DECIMAL(38, " + m.get()[1] + ")) AS DECIMAL("
                + precision + ", " + (n.get()[1] + m.get()[1]) + "))");
    }

    /** Of decimals too large for a common type DuckDB makes doubles. */
    String remainder(Expression at, String left, String right) {
        String sql = "trino_mod(" + left + ", " + right + ")";
        if (scopes.typeOf(at, sql).filter("DOUBLE"::equals).isPresent() && Stream.of(left, right).noneMatch(side -> Types.isDouble(scopes.typeOf(at, side).orElse("DOUBLE")))) {
            throw notSupported(at, "A remainder of decimals as large as these");
        }
        return sql;
    }

    /** Under TRY an error is null, which is what DuckDB's own operators give for a division by zero. */
    private String attempt(ArithmeticBinaryExpression binary, String left, String right) {
        boolean decimal = scopes.typeOf(binary, left + " * " + right).filter(type -> type.startsWith("DECIMAL")).isPresent();
        if (decimal && binary.getOperator() == ArithmeticBinaryExpression.Operator.DIVIDE) {
            throw notSupported(binary, "Division of decimals (write 1e2 for 100.0, or cast to double)");
        }
        return "(" + left + " " + binary.getOperator().getValue() + " " + right + ")";
    }

    /** DuckDB turns a date plus an interval into a timestamp, and a timestamp truncated to its day into a date. */
    String sameType(Expression value, String valueSql, String sql) {
        return scopes.typeOf(value, valueSql).filter(type -> type.equals("DATE") || type.startsWith("TIMESTAMP"))
                .map(type -> "CAST(" + sql + " AS " + type + ")").orElse(sql);
    }

    /** DuckDB would cast a string to a number here; Trino does not. */
    private void requireNumbers(ArithmeticBinaryExpression binary, String left, String right) {
        requireSameKind(binary, binary.getOperator().getValue(), binary.getLeft(), left, binary.getRight(), right);
        if (binary.getLeft() instanceof LongLiteral) {
            return;
        }
        String type = scopes.typeOf(binary.getLeft(), left).orElse("");
        if (!Types.family(type).matches("number|")) {
            throw AthenaException.at(binary, "TYPE_MISMATCH",
                    "Cannot apply operator: " + Types.athena(type) + " " + binary.getOperator().getValue() + " " + Types.athena(type));
        }
    }

    private void requireSameKind(Node at, String operator, Expression left, String leftSql, Expression right, String rightSql) {
        if (left instanceof LongLiteral && right instanceof LongLiteral) {
            return;
        }
        Intervals.requireSameFields(left, right, at, operator);
        String a = scopes.typeOf(left, leftSql).orElse("");
        String b = scopes.typeOf(right, rightSql).orElse("");
        if (Types.differInKind(a, b)) {
            throw AthenaException.at(at, "TYPE_MISMATCH",
                    "Cannot apply operator: " + Types.athena(a) + " " + operator + " " + Types.athena(b));
        }
    }

    @Override
    protected String visitLogicalExpression(LogicalExpression logical, Void context) {
        return logical.getTerms().stream().map(term -> condition(term, "Logical expression term must evaluate to a boolean"))
                .collect(Collectors.joining(" " + logical.getOperator() + " ", "(", ")"));
    }

    @Override
    protected String visitNotExpression(NotExpression not, Void context) {
        return "(NOT " + condition(not.getValue(), "Value of logical NOT expression must evaluate to a boolean") + ")";
    }

    /** Translates what must be a boolean: DuckDB would cast a number or a text. @param rule what is said of anything else */
    String condition(Expression expression, String rule) {
        String sql = process(expression);
        String type = scopes.typeOf(expression, sql).orElse("");
        if (!type.isEmpty() && !type.equals("BOOLEAN") && !type.equals("\"NULL\"")) {
            throw AthenaException.at(expression, "TYPE_MISMATCH", rule + " (actual: " + Types.athena(type) + ")");
        }
        return sql;
    }

    @Override
    protected String visitComparisonExpression(ComparisonExpression comparison, Void context) {
        String left = process(comparison.getLeft());
        String right = process(comparison.getRight());
        return compared(comparison, comparison.getOperator(), comparison.getLeft(), left, comparison.getRight(), right);
    }

    private String compared(
            Node at, ComparisonExpression.Operator operator, Expression left, String leftSql, Expression right, String rightSql) {
        if (left instanceof Row a && right instanceof Row b && a.getItems().size() == b.getItems().size()
                && operator == ComparisonExpression.Operator.EQUAL) {
            return IntStream.range(0, a.getItems().size()).mapToObj(i -> compared(at, operator, a.getItems().get(i), process(a.getItems().get(i)),
                    b.getItems().get(i), process(b.getItems().get(i)))).collect(Collectors.joining(" AND ", "(", ")"));
        }
        requireSameKind(at, operator.getValue(), left, leftSql, right, rightSql);
        return comparisons.translate(at, operator, left, leftSql, right, rightSql);
    }

    @Override
    protected String visitBetweenPredicate(BetweenPredicate between, Void context) {
        String value = process(between.getValue());
        String min = process(between.getMin());
        String max = process(between.getMax());
        return "(" + compared(between, ComparisonExpression.Operator.GREATER_THAN_OR_EQUAL, between.getValue(), value, between.getMin(), min) + " AND "
                + compared(between, ComparisonExpression.Operator.LESS_THAN_OR_EQUAL, between.getValue(), value, between.getMax(), max) + ")";
    }

    @Override
    protected String visitIsNullPredicate(IsNullPredicate predicate, Void context) {
        return "(" + process(predicate.getValue()) + " IS NULL)";
    }

    @Override
    protected String visitIsNotNullPredicate(IsNotNullPredicate predicate, Void context) {
        return "(" + process(predicate.getValue()) + " IS NOT NULL)";
    }

    @Override
    protected String visitLikePredicate(LikePredicate like, Void context) {
        String value = process(like.getValue());
        requireSameKind(like, "LIKE", like.getValue(), value, like.getPattern(), process(like.getPattern()));
        like.getEscape().ifPresent(escape -> requireEscape(escape, like.getPattern()));
        return "(" + value + " LIKE " + process(like.getPattern())
                + like.getEscape().map(escape -> " ESCAPE " + process(escape)).orElse("") + ")";
    }

    private static void requireEscape(Expression escape, Expression pattern) {
        if (!(escape instanceof StringLiteral character) || !(pattern instanceof StringLiteral text)) {
            throw notSupported(escape, "ESCAPE with a computed pattern");
        }
        if (character.getValue().codePointCount(0, character.getValue().length()) != 1) {
            throw AthenaException.at(escape, "INVALID_FUNCTION_ARGUMENT", "Escape string must be a single character");
        }
        String quoted = Pattern.quote(character.getValue());
        if (!text.getValue().matches("(?s)(" + quoted + "(" + quoted + "|[%_])|(?!" + quoted + ").)*")) {
            throw AthenaException.at(escape, "INVALID_FUNCTION_ARGUMENT",
                    "Escape character must be followed by '%', '_' or the escape character itself");
        }
    }

    @Override
    protected String visitInPredicate(InPredicate in, Void context) {
        String value = process(in.getValue());
        if (in.getValueList() instanceof SubqueryExpression subquery) {
            requireSameKind(in, "IN", in.getValue(), value, subquery, process(subquery));
        }
        if (in.getValueList() instanceof InListExpression list) {
            if (!(in.getValue() instanceof Row) && scopes.typeOf(in.getValue(), value).filter(Types::isNested).isPresent()) {
                throw notSupported(in, "IN of arrays, rows or maps");
            }
            if (in.getValue() instanceof Identifier && list.getValues().contains(in.getValue()) && comparisons.isFloat(in.getValue(), value)) {
                // then Trino takes NaN for equal to NaN
                throw notSupported(in, "A value among those that it is compared to");
            }
            list.getValues().forEach(item -> requireSameKind(in, "IN", in.getValue(), value, item, process(item)));
            if (in.getValue() instanceof Row || !comparisons.areLiterals(list.getValues()) && comparisons.differ(in.getValue(), value)) {
                return list.getValues().stream().map(item -> compared(in, ComparisonExpression.Operator.EQUAL, in.getValue(), value, item, process(item)))
                        .collect(Collectors.joining(" OR ", "(", ")"));
            }
        }
        boolean mayBeNaN = comparisons.isFloat(in.getValue(), value) && in.getValueList() instanceof SubqueryExpression;
        return "(" + (mayBeNaN ? "trino_sought(" + value + ")" : value) + " IN " + process(in.getValueList()) + ")";
    }

    @Override
    protected String visitInListExpression(InListExpression in, Void context) {
        return "(" + list(in.getValues()) + ")";
    }

    @Override
    protected String visitExists(ExistsPredicate exists, Void context) {
        return "EXISTS " + process(exists.getSubquery());
    }

    @Override
    protected String visitSubqueryExpression(SubqueryExpression subquery, Void context) {
        return "(" + queries.process(subquery.getQuery()) + ")";
    }

    @Override
    protected String visitQuantifiedComparisonExpression(QuantifiedComparisonExpression comparison, Void context) {
        if (comparison.getOperator() == ComparisonExpression.Operator.NOT_EQUAL && comparison.getQuantifier() != QuantifiedComparisonExpression.Quantifier.ALL) {
            // of a value that is null Trino says true
            throw notSupported(comparison, "<> ANY");
        }
        if (comparisons.isFloat(comparison.getValue(), process(comparison.getValue()))) {
            throw notSupported(comparison, "A comparison of doubles with ANY or ALL, which may be NaN,");
        }
        return "(" + process(comparison.getValue()) + " " + comparison.getOperator().getValue() + " " + comparison.getQuantifier() + " "
                + process(comparison.getSubquery()) + ")";
    }

    @Override
    protected String visitIfExpression(IfExpression choice, Void context) {
        requireOneKind(Stream.concat(Stream.of(choice.getTrueValue()), choice.getFalseValue().stream()).toList());
        return "CASE WHEN " + condition(choice.getCondition(), "IF condition must evaluate to a boolean") + " THEN " + process(choice.getTrueValue())
                + choice.getFalseValue().map(otherwise -> " ELSE " + process(otherwise)).orElse("") + " END";
    }

    @Override
    protected String visitSearchedCaseExpression(SearchedCaseExpression choice, Void context) {
        return whens(choice.getWhenClauses(), choice.getDefaultValue(), when -> condition(when, "CASE WHEN clause must evaluate to a boolean"));
    }

    @Override
    protected String visitSimpleCaseExpression(SimpleCaseExpression choice, Void context) {
        String operand = process(choice.getOperand());
        return whens(choice.getWhenClauses(), choice.getDefaultValue(), when ->
                compared(when, ComparisonExpression.Operator.EQUAL, choice.getOperand(), operand, when, process(when)));
    }

    private String whens(List<WhenClause> clauses, Optional<Expression> otherwise, Function<Expression, String> condition) {
        requireOneKind(Stream.concat(clauses.stream().map(WhenClause::getResult), otherwise.stream()).toList());
        return "CASE" + clauses.stream()
                .map(when -> " WHEN " + condition.apply(when.getOperand()) + " THEN " + process(when.getResult()))
                .collect(Collectors.joining()) + otherwise.map(value -> " ELSE " + process(value)).orElse("") + " END";
    }

    @Override
    protected String visitCoalesceExpression(CoalesceExpression coalesce, Void context) {
        requireOneKind(coalesce.getOperands());
        return "coalesce(" + list(coalesce.getOperands()) + ")";
    }

    @Override
    protected String visitNullIfExpression(NullIfExpression nullIf, Void context) {
        String first = process(nullIf.getFirst());
        return "CASE WHEN " + compared(nullIf, ComparisonExpression.Operator.EQUAL, nullIf.getFirst(), first, nullIf.getSecond(),
                process(nullIf.getSecond())) + " THEN NULL ELSE " + first + " END";
    }

    @Override
    protected String visitTryExpression(TryExpression attempt, Void context) {
        boolean outer = trying;
        trying = true;
        String sql = "TRY(" + process(attempt.getInnerExpression()) + ")";
        trying = outer;
        return sql;
    }

    @Override
    protected String visitCast(Cast cast, Void context) {
        if (cast.getExpression() instanceof NullLiteral && !trying) {
            return Types.nothing(Types.duckDb(cast.getType()));
        }
        return localTime(cast).or(() -> literalTime(cast)).orElseGet(() -> {
            String value = process(cast.getExpression());
            if (Types.duckDb(cast.getType()).matches("VARCHAR.*|JSON")) {
                requireDigits(cast, cast.getExpression(), value);
            }
            return Types.cast(cast, scopes.typeOf(cast.getExpression(), value).orElse(""), value, cast.isSafe() || trying);
        });
    }

    /** For a text of a value: if times are in it, their digits must be known. */
    void requireDigits(Node at, Expression value, String sql) {
        if (precise && scopes.typeOf(value, sql).filter(type -> !type.contains("TIMESTAMP")).isEmpty() && !(value instanceof NullLiteral)) {
            throw notSupported(at, "A text of a time in a query that makes times with other than three digits of a second");
        }
    }

    /** A time that is written into the query has as many digits as are written. */
    private static Optional<String> literalTime(Cast cast) {
        return cast.getExpression() instanceof TimestampLiteral literal && cast.getType().toString().equalsIgnoreCase("varchar")
                && literal.getValue().matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d+)?") ? Optional.of(Sql.text(literal.getValue())) : Optional.empty();
    }

    @Override
    protected String visitAtTimeZone(AtTimeZone at, Void context) {
        if (at.getTimeZone() instanceof StringLiteral zone && zone.getValue().equals("UTC")) {
            return process(at.getValue());
        }
        throw notSupported(at, "AT TIME ZONE other than 'UTC', unless it is cast to timestamp or date, formatted, or asked for a field,");
    }

    /** A time as local clocks in its zone show it. */
    private Optional<String> localTime(Cast cast) {
        String type = Types.duckDb(cast.getType());
        return cast.getExpression() instanceof AtTimeZone at && (type.equals("TIMESTAMP") || type.equals("DATE"))
                ? Optional.of("CAST(" + localTime(at) + " AS " + type + ")") : Optional.empty();
    }

    /** What the clocks in its zone show, as a timestamp. */
    String localTime(AtTimeZone at) {
        return "timezone(" + process(at.getTimeZone()) + ", CAST(" + process(at.getValue()) + " AS TIMESTAMPTZ))";
    }

    @Override
    protected String visitExtract(Extract extract, Void context) {
        String value = extract.getExpression() instanceof AtTimeZone at ? localTime(at) : process(extract.getExpression());
        String type = scopes.typeOf(extract.getExpression(), value).orElse("");
        if (type.equals("INTERVAL")) {
            Intervals.requireSeconds(extract.getExpression(), extract);
            return FunctionCalls.ofInterval(extract, value);
        }
        if (type.equals("DATE") && extract.getField().name().matches("HOUR|MINUTE|SECOND")) {
            throw AthenaException.at(extract, "TYPE_MISMATCH", "Cannot extract " + extract.getField() + " from date");
        }
        String field = switch (extract.getField()) {
            case DAY_OF_MONTH -> "DAY";
            case DAY_OF_WEEK, DOW -> "ISODOW";
            case DAY_OF_YEAR -> "DOY";
            case YEAR_OF_WEEK, YOW -> "ISOYEAR";
            case YEAR, QUARTER, MONTH, WEEK, DAY, DOY, HOUR, MINUTE, SECOND -> extract.getField().name();
            default -> throw notSupported(extract, "EXTRACT of " + extract.getField());
        };
        return "extract(" + field + " FROM " + value + ")";
    }

    @Override
    protected String visitTrim(Trim trim, Void context) {
        String function = switch (trim.getSpecification()) {
            case BOTH -> "trim(";
            case LEADING -> "ltrim(";
            case TRAILING -> "rtrim(";
        };
        // without characters, what Trino takes for space
        return (trim.getTrimCharacter().isPresent() ? "" : "trino_") + function + process(trim.getTrimSource()) + trim.getTrimCharacter().map(c -> ", " + process(c)).orElse("") + ")";
    }

    @Override
    protected String visitFormat(Format format, Void context) {
        return "trino_format(" + process(format.getArguments().get(0)) + format.getArguments().stream().skip(1)
                .map(argument -> ", trino_argument(" + process(argument) + ")").collect(Collectors.joining()) + ")";
    }

    @Override
    protected String visitArray(Array array, Void context) {
        requireOneKind(array.getValues());
        // with a blank it is found: its items are of no type
        return array.getValues().isEmpty() ? "[ ]" : "[" + list(array.getValues()) + "]";
    }

    @Override
    protected String visitRow(Row row, Void context) {
        return "row(" + list(row.getItems()) + ")";
    }

    @Override
    protected String visitSubscriptExpression(SubscriptExpression subscript, Void context) {
        String base = process(subscript.getBase());
        String index = process(subscript.getIndex());
        String type = trying ? "" : scopes.typeOf(subscript.getBase(), base).orElse("");
        String place = scopes.typeOf(subscript.getIndex(), index).orElse("");
        if (type.endsWith("[]") && !Types.kind(place).matches("number|")) {
            throw AthenaException.at(subscript, "TYPE_MISMATCH", "Cannot use " + Types.athena(place) + " for subscript of array");
        }
        return type.endsWith("[]") ? "trino_item(" + base + ", " + index + ")"
                : type.startsWith("MAP") ? "trino_value(" + base + ", " + index + ")"
                : "(" + base + ")[" + index + "]";
    }

    @Override
    protected String visitGroupingOperation(GroupingOperation grouping, Void context) {
        return "CAST(grouping(" + list(grouping.getGroupingColumns()) + ") AS INTEGER)";
    }

    /** DuckDB would turn all values into strings as soon as one is a string. */
    void requireOneKind(List<Expression> values) {
        String first = "";
        boolean small = false;
        for (Expression value : values) {
            String type = scopes.typeOf(value, process(value)).orElse("");
            small |= Types.isSmall(type);
            if (value instanceof IntervalLiteral interval && Intervals.isOfMonths(interval)) {
                throw notSupported(value, "An interval of months among results");
            }
            if (Types.differInKind(first, type)) {
                throw AthenaException.at(value, "TYPE_MISMATCH",
                        "All results must be the same type: " + Types.athena(first) + " and " + Types.athena(type));
            }
            first = first.isEmpty() ? type : first;
        }
        if (small) {
            values.stream().filter(Expressions::isInteger).forEach(value -> translated.put(value, "CAST(" + process(value) + " AS INTEGER)"));
        }
    }

    /** A whole number that the query says is an integer even beside a smaller one, whose type DuckDB would give it. */
    private static boolean isInteger(Expression expression) {
        return expression instanceof LongLiteral literal && (int) literal.getParsedValue() == literal.getParsedValue();
    }

    String list(List<? extends Expression> expressions) {
        return expressions.stream().map(this::process).collect(Collectors.joining(", "));
    }
}
