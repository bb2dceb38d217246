package cloud;

import static cloud.QueryFailedException.notSupported;

import io.trino.sql.tree.*;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query of Trino's grammar in DuckDB's words, node by node. A node that is not named here is refused: what is not known to mean the same is
 * never passed on.
 */
final class Dialect extends AstVisitor<String, Void> {
    /** What a query reads: gives DuckDB's relation for a table of the catalog. */
    interface Scans {
        /**
         * @param alias what the conditions call the table
         * @param conditions in DuckDB's words, on partition columns only, that every row of use satisfies
         */
        String relation(Table table, String alias, List<String> conditions);

        /** The partition columns of the table, lower case; empty if there are none. */
        Set<String> partitionColumns(Table table);

        /**
         * Names, lower case, and DuckDB types of what a translated query would give, without running it.
         *
         * @return empty if the query cannot stand alone
         */
        Optional<Map<String, String>> describe(String sql);
    }

    private final Scans scans;
    private final List<Expression> parameters;
    private final Deque<Set<String>> named = new ArrayDeque<>();
    private final Deque<String> withs = new ArrayDeque<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private boolean ordering;
    private boolean trying;
    private final Map<Table, List<String>> conditions = new IdentityHashMap<>();
    private final Map<Node, String> translated = new IdentityHashMap<>();
    private final Map<String, Optional<Map<String, String>>> described = new HashMap<>();

    /** What the names of one SELECT mean: its translated FROM, and the columns that gives, if they are known. */
    private record Scope(String from, Optional<Map<String, String>> columns) {}

    private Dialect(Scans scans, List<Expression> parameters) {
        this.scans = scans;
        this.parameters = parameters;
    }

    static String translate(Query query, List<Expression> parameters, Scans scans) {
        return new Dialect(scans, parameters).process(query);
    }

    /** Every expression once: its type is asked for more often than its text. */
    @Override
    public String process(Node node, Void context) {
        if (!(node instanceof Expression)) {
            return super.process(node, context);
        }
        String sql = translated.get(node);
        if (sql == null) {
            sql = super.process(node, context);
            translated.put(node, sql);
        }
        return sql;
    }

    // ---- queries

    @Override
    protected String visitQuery(Query query, Void context) {
        named.push(new HashSet<>());
        StringBuilder sql = new StringBuilder();
        query.getWith().ifPresent(with -> sql.append(process(with)));
        sql.append(process(query.getQueryBody()));
        sql.append(tail(query.getOrderBy(), query.getOffset(), query.getLimit()));
        query.getWith().ifPresent(with -> withs.pop());
        named.pop();
        return sql.toString();
    }

    @Override
    protected String visitWith(With with, Void context) {
        String word = with.isRecursive() ? "WITH RECURSIVE " : "WITH ";
        List<String> queries = new ArrayList<>();
        withs.push("");
        for (WithQuery query : with.getQueries()) {
            if (with.isRecursive()) {
                named.peek().add(canonical(query.getName()));
            }
            queries.add(name(query.getName()) + query.getColumnNames().map(this::columnNames).orElse("") + " AS (" + process(query.getQuery()) + ")");
            named.peek().add(canonical(query.getName()));
            withs.pop();
            withs.push(String.join(", ", queries));
        }
        return word + withs.peek() + " ";
    }

    private String tail(Optional<OrderBy> orderBy, Optional<Offset> offset, Optional<Node> limit) {
        return orderBy.map(order -> " " + process(order)).orElse("")
                + limit.map(this::process).orElse("")
                + offset.map(rows -> " OFFSET " + process(rows.getRowCount())).orElse("");
    }

    @Override
    protected String visitLimit(Limit limit, Void context) {
        return limit.getRowCount() instanceof AllRows ? "" : " LIMIT " + process(limit.getRowCount());
    }

    @Override
    protected String visitFetchFirst(FetchFirst fetch, Void context) {
        if (fetch.isWithTies()) {
            throw notSupported(fetch, "FETCH FIRST ... WITH TIES");
        }
        return " LIMIT " + fetch.getRowCount().map(this::process).orElse("1");
    }

    @Override
    protected String visitOrderBy(OrderBy orderBy, Void context) {
        boolean outer = ordering;
        ordering = true;
        String sql = "ORDER BY " + list(orderBy.getSortItems());
        ordering = outer;
        return sql;
    }

    @Override
    protected String visitSortItem(SortItem item, Void context) {
        boolean nullsFirst = item.getNullOrdering() == SortItem.NullOrdering.FIRST;
        return process(item.getSortKey()) + (item.getOrdering() == SortItem.Ordering.DESCENDING ? " DESC" : " ASC")
                + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }

    @Override
    protected String visitQuerySpecification(QuerySpecification query, Void context) {
        query.getFrom().ifPresent(from -> query.getWhere().ifPresent(where -> findConditions(from, where)));
        String from = query.getFrom().map(relation -> " FROM " + process(relation)).orElse("");
        boolean outer = ordering;
        ordering = false;
        scopes.push(new Scope(from, from.isEmpty() ? Optional.of(Map.of()) : describe("SELECT *" + from)));
        String sql = process(query.getSelect()) + from
                + query.getWhere().map(where -> " WHERE " + process(where)).orElse("")
                + query.getGroupBy().map(groupBy -> " GROUP BY " + process(groupBy)).orElse("")
                + query.getHaving().map(having -> " HAVING " + process(having)).orElse("")
                + (query.getWindows().isEmpty() ? "" : " WINDOW " + list(query.getWindows()))
                + tail(query.getOrderBy(), query.getOffset(), query.getLimit());
        scopes.pop();
        ordering = outer;
        return sql;
    }

    private Optional<Map<String, String>> describe(String sql) {
        List<String> queries = new ArrayList<>();
        withs.descendingIterator().forEachRemaining(with -> {
            if (!with.isEmpty()) {
                queries.add(with);
            }
        });
        String whole = queries.isEmpty() ? sql : "WITH RECURSIVE " + String.join(", ", queries) + " " + sql;
        return described.computeIfAbsent(whole, scans::describe);
    }

    /** DuckDB's name of an expression's type; empty if it depends on more than the FROM of its own SELECT. */
    private Optional<String> typeOf(Expression expression, String sql) {
        if (expression instanceof StringLiteral) {
            return Optional.of("VARCHAR");
        }
        if (expression instanceof NullLiteral) {
            return Optional.empty();
        }
        if (scopes.isEmpty()) {
            return describe("SELECT " + sql + " AS x").map(columns -> columns.get("x"));
        }
        if (expression instanceof Identifier name && scopes.peek().columns().isPresent()) {
            return Optional.ofNullable(scopes.peek().columns().get().get(canonical(name)));
        }
        return describe("SELECT " + sql + " AS x" + scopes.peek().from()).map(columns -> columns.get("x"));
    }

    @Override
    protected String visitSelect(Select select, Void context) {
        List<String> items = new ArrayList<>();
        for (SelectItem item : select.getSelectItems()) {
            items.add(item instanceof SingleColumn column ? column(column, items.size()) : process(item));
        }
        return (select.isDistinct() ? "SELECT DISTINCT " : "SELECT ") + String.join(", ", items);
    }

    private String column(SingleColumn column, int index) {
        String sql = process(column.getExpression());
        if (column.getAlias().isPresent()) {
            return sql + " AS " + name(column.getAlias().get());
        }
        boolean hasName = column.getExpression() instanceof Identifier || column.getExpression() instanceof DereferenceExpression;
        return hasName ? sql : sql + " AS \"_col" + index + '"';
    }

    @Override
    protected String visitAllColumns(AllColumns all, Void context) {
        if (!all.getAliases().isEmpty()) {
            throw notSupported(all, "A list of aliases for *");
        }
        return all.getTarget().map(target -> (target instanceof Identifier name ? name(name) : process(target)) + ".*").orElse("*");
    }

    @Override
    protected String visitGroupBy(GroupBy groupBy, Void context) {
        if (groupBy.isDistinct()) {
            throw notSupported(groupBy, "GROUP BY DISTINCT");
        }
        return list(groupBy.getGroupingElements());
    }

    @Override
    protected String visitSimpleGroupBy(SimpleGroupBy group, Void context) {
        return group.getExpressions().size() == 1 ? process(group.getExpressions().get(0)) : "(" + list(group.getExpressions()) + ")";
    }

    @Override
    protected String visitGroupingSets(GroupingSets sets, Void context) {
        String kind = sets.getType() == GroupingSets.Type.EXPLICIT ? "GROUPING SETS" : sets.getType().name();
        return kind + " (" + sets.getSets().stream()
                .map(set -> "(" + list(set) + ")").collect(Collectors.joining(", ")) + ")";
    }

    @Override
    protected String visitUnion(Union union, Void context) {
        return setOperation(union, "UNION");
    }

    @Override
    protected String visitIntersect(Intersect intersect, Void context) {
        return setOperation(intersect, "INTERSECT");
    }

    @Override
    protected String visitExcept(Except except, Void context) {
        return setOperation(except, "EXCEPT");
    }

    private String setOperation(SetOperation operation, String word) {
        String between = " " + word + (operation.isDistinct() ? " " : " ALL ");
        return operation.getRelations().stream().map(relation -> "(" + process(relation) + ")").collect(Collectors.joining(between));
    }

    @Override
    protected String visitValues(Values values, Void context) {
        List<String> rows = new ArrayList<>();
        int columns = 1;
        for (Expression row : values.getRows()) {
            columns = row instanceof Row items ? items.getItems().size() : 1;
            rows.add("(" + (row instanceof Row items ? list(items.getItems()) : process(row)) + ")");
        }
        String names = Stream.iterate(0, i -> i + 1).limit(columns).map(i -> "\"_col" + i + '"').collect(Collectors.joining(", "));
        return "SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS \"_values\"(" + names + ")";
    }

    // ---- relations

    @Override
    protected String visitTable(Table table, Void context) {
        return relation(table, table.getName().getSuffix()) + (isNamed(table) ? "" : " AS " + Sql.name(table.getName().getSuffix()));
    }

    private String relation(Table table, String alias) {
        if (table.getQueryPeriod().isPresent()) {
            throw notSupported(table, "A query of a table's past");
        }
        return isNamed(table) ? Sql.name(table.getName().getSuffix())
                : scans.relation(table, alias, conditions.getOrDefault(table, List.of()));
    }

    private boolean isNamed(Table table) {
        return table.getName().getPrefix().isEmpty()
                && named.stream().anyMatch(names -> names.contains(table.getName().getSuffix().toLowerCase(Locale.ROOT)));
    }

    @Override
    protected String visitAliasedRelation(AliasedRelation aliased, Void context) {
        String alias = name(aliased.getAlias())
                + (aliased.getColumnNames() == null ? "" : columnNames(aliased.getColumnNames()));
        String relation = aliased.getRelation() instanceof Table table ? relation(table, aliased.getAlias().getValue()) : process(aliased.getRelation());
        return relation + " AS " + alias;
    }

    @Override
    protected String visitTableSubquery(TableSubquery subquery, Void context) {
        return "(" + process(subquery.getQuery()) + ")";
    }

    @Override
    protected String visitLateral(Lateral lateral, Void context) {
        return "LATERAL (" + process(lateral.getQuery()) + ")";
    }

    @Override
    protected String visitUnnest(Unnest unnest, Void context) {
        if (unnest.isWithOrdinality() && unnest.getExpressions().size() > 1) {
            throw notSupported(unnest, "UNNEST of several arrays WITH ORDINALITY");
        }
        String lists = unnest.getExpressions().stream().map(list -> "unnest(" + process(list) + ")").collect(Collectors.joining(", "));
        String ordinality = unnest.isWithOrdinality() ? ", unnest(range(1, len(" + process(unnest.getExpressions().get(0)) + ") + 1))" : "";
        return "LATERAL (SELECT " + lists + ordinality + ")";
    }

    @Override
    protected String visitJoin(Join join, Void context) {
        String left = process(join.getLeft());
        String right = seesItsNeighbour(join.getRight()) ? inScope(new Scope("", Optional.empty()), join.getRight()) : process(join.getRight());
        return switch (join.getType()) {
            case CROSS, IMPLICIT -> left + " CROSS JOIN " + right;
            default -> left + " " + join.getType() + " JOIN " + right + criteria(join, " FROM " + left + " CROSS JOIN " + right);
        };
    }

    private static boolean seesItsNeighbour(Relation right) {
        return right instanceof AliasedRelation aliased ? seesItsNeighbour(aliased.getRelation()) : right instanceof Lateral || right instanceof Unnest;
    }

    private String criteria(Join join, String from) {
        JoinCriteria criteria = join.getCriteria().orElseThrow();
        if (criteria instanceof JoinOn on) {
            return " ON " + inScope(new Scope(from, describe("SELECT *" + from)), on.getExpression());
        }
        if (criteria instanceof JoinUsing using) {
            return " USING " + columnNames(using.getColumns());
        }
        throw notSupported(join, "NATURAL JOIN");
    }

    private String inScope(Scope scope, Node node) {
        scopes.push(scope);
        String sql = process(node);
        scopes.pop();
        return sql;
    }

    // ---- partition pruning

    /** Keeps, for each table that WHERE filters for certain, the conjuncts that speak of its partition columns alone. */
    private void findConditions(Relation from, Expression where) {
        boolean alone = !(from instanceof Join);
        filteredTables(from).forEach(filtered -> {
            PartitionConditions partition = new PartitionConditions(filtered.alias(), scans.partitionColumns(filtered.table()), alone);
            List<String> found = PartitionConditions.conjuncts(where).filter(partition::decides).map(this::alone).toList();
            conditions.put(filtered.table(), found);
        });
    }

    /** A condition on partition values alone, translated before the FROM that it belongs to. */
    private String alone(Expression condition) {
        Map<Node, String> kept = new IdentityHashMap<>(translated);
        String sql = inScope(new Scope("", Optional.empty()), condition);
        translated.clear();
        translated.putAll(kept);
        return sql;
    }

    private record Filtered(Table table, String alias) {}

    /** The tables whose rows WHERE can only remove: not those that an outer join may replace by nulls. */
    private Stream<Filtered> filteredTables(Relation from) {
        if (from instanceof Table table) {
            return isNamed(table) ? Stream.of() : Stream.of(new Filtered(table, table.getName().getSuffix()));
        }
        if (from instanceof AliasedRelation aliased && aliased.getRelation() instanceof Table table && aliased.getColumnNames() == null) {
            return isNamed(table) ? Stream.of() : Stream.of(new Filtered(table, aliased.getAlias().getValue()));
        }
        if (from instanceof Join join) {
            Stream<Filtered> left = filteredTables(join.getLeft());
            Stream<Filtered> right = filteredTables(join.getRight());
            return switch (join.getType()) {
                case LEFT -> left;
                case RIGHT -> right;
                case FULL -> Stream.of();
                default -> Stream.concat(left, right);
            };
        }
        return Stream.of();
    }

    // ---- expressions

    @Override
    protected String visitIdentifier(Identifier identifier, Void context) {
        // DuckDB would take an alias of the same SELECT here, which Trino does only in ORDER BY
        boolean known = ordering || scopes.isEmpty() || scopes.stream().anyMatch(scope ->
                scope.columns().isEmpty() || scope.columns().get().containsKey(canonical(identifier)));
        if (!known) {
            throw QueryFailedException.at(identifier, "COLUMN_NOT_FOUND", "Column '" + identifier.getValue()
                    + "' cannot be resolved or requester is not authorized to access requested resources");
        }
        return name(identifier);
    }

    @Override
    protected String visitDereferenceExpression(DereferenceExpression dereference, Void context) {
        // the base may be a table's name as well as a column's
        String base = dereference.getBase() instanceof Identifier name ? name(name) : process(dereference.getBase());
        return base + "." + dereference.getField().map(Dialect::name).orElse("*");
    }

    @Override
    protected String visitParameter(Parameter parameter, Void context) {
        if (parameter.getId() >= parameters.size()) {
            throw new QueryFailedException("INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected "
                    + (parameter.getId() + 1) + " but found " + parameters.size());
        }
        return process(parameters.get(parameter.getId()));
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

    @Override
    protected String visitArithmeticUnary(ArithmeticUnaryExpression unary, Void context) {
        return unary.getSign() == ArithmeticUnaryExpression.Sign.MINUS ? "(-" + process(unary.getValue()) + ")" : process(unary.getValue());
    }

    @Override
    protected String visitArithmeticBinary(ArithmeticBinaryExpression binary, Void context) {
        String left = process(binary.getLeft());
        String right = process(binary.getRight());
        if (binary.getRight() instanceof IntervalLiteral) {
            String sum = "(" + left + " " + binary.getOperator().getValue() + " " + right + ")";
            return sameType(binary.getLeft(), left, sum);
        }
        requireNumbers(binary, left, right);
        if (trying) {
            return attempt(binary, left, right);
        }
        return switch (binary.getOperator()) {
            case DIVIDE -> (typeOf(binary, left + " * " + right).filter("DOUBLE"::equals).isPresent() ? "trino_divide_doubles(" : "trino_divide(")
                    + left + ", " + right + ")";
            case MODULUS -> "trino_mod(" + left + ", " + right + ")";
            default -> "(" + left + " " + binary.getOperator().getValue() + " " + right + ")";
        };
    }

    /** Under TRY an error is null, which is what DuckDB's own operators give for a division by zero. */
    private String attempt(ArithmeticBinaryExpression binary, String left, String right) {
        boolean decimal = typeOf(binary, left + " * " + right).filter(type -> type.startsWith("DECIMAL")).isPresent();
        if (decimal && binary.getOperator() == ArithmeticBinaryExpression.Operator.DIVIDE) {
            throw notSupported(binary, "Division of decimals (write 1e2 for 100.0, or cast to double)");
        }
        return "(" + left + " " + binary.getOperator().getValue() + " " + right + ")";
    }

    /** DuckDB makes a timestamp of a date and an interval, Trino a date. */
    private String sameType(Expression value, String valueSql, String sql) {
        return typeOf(value, valueSql).filter("DATE"::equals).isPresent() ? "CAST(" + sql + " AS DATE)" : sql;
    }

    /** DuckDB would cast a text to a number here, Trino does not. */
    private void requireNumbers(ArithmeticBinaryExpression binary, String left, String right) {
        requireSameKind(binary, binary.getOperator().getValue(), binary.getLeft(), left, binary.getRight(), right);
    }

    private void requireSameKind(Node at, String operator, Expression left, String leftSql, Expression right, String rightSql) {
        if (left instanceof LongLiteral && right instanceof LongLiteral) {
            return;
        }
        String a = typeOf(left, leftSql).orElse("");
        String b = typeOf(right, rightSql).orElse("");
        if (Types.differInKind(a, b)) {
            throw QueryFailedException.at(at, "TYPE_MISMATCH",
                    "Cannot apply operator: " + Types.athena(a) + " " + operator + " " + Types.athena(b));
        }
    }

    @Override
    protected String visitLogicalExpression(LogicalExpression logical, Void context) {
        return logical.getTerms().stream().map(this::process).collect(Collectors.joining(" " + logical.getOperator() + " ", "(", ")"));
    }

    @Override
    protected String visitNotExpression(NotExpression not, Void context) {
        return "(NOT " + process(not.getValue()) + ")";
    }

    @Override
    protected String visitComparisonExpression(ComparisonExpression comparison, Void context) {
        String left = process(comparison.getLeft());
        String right = process(comparison.getRight());
        requireSameKind(comparison, comparison.getOperator().getValue(), comparison.getLeft(), left, comparison.getRight(), right);
        return "(" + left + " " + comparison.getOperator().getValue() + " " + right + ")";
    }

    @Override
    protected String visitBetweenPredicate(BetweenPredicate between, Void context) {
        String value = process(between.getValue());
        String min = process(between.getMin());
        String max = process(between.getMax());
        requireSameKind(between, "BETWEEN", between.getValue(), value, between.getMin(), min);
        requireSameKind(between, "BETWEEN", between.getValue(), value, between.getMax(), max);
        return "(" + value + " BETWEEN " + min + " AND " + max + ")";
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
        return "(" + process(like.getValue()) + " LIKE " + process(like.getPattern())
                + like.getEscape().map(escape -> " ESCAPE " + process(escape)).orElse("") + ")";
    }

    @Override
    protected String visitInPredicate(InPredicate in, Void context) {
        String value = process(in.getValue());
        if (in.getValueList() instanceof InListExpression list) {
            list.getValues().forEach(item -> requireSameKind(in, "IN", in.getValue(), value, item, process(item)));
        }
        return "(" + value + " IN " + process(in.getValueList()) + ")";
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
        return "(" + process(subquery.getQuery()) + ")";
    }

    @Override
    protected String visitQuantifiedComparisonExpression(QuantifiedComparisonExpression comparison, Void context) {
        return "(" + process(comparison.getValue()) + " " + comparison.getOperator().getValue() + " " + comparison.getQuantifier() + " "
                + process(comparison.getSubquery()) + ")";
    }

    @Override
    protected String visitIfExpression(IfExpression choice, Void context) {
        requireOneKind(Stream.concat(Stream.of(choice.getTrueValue()), choice.getFalseValue().stream()).toList());
        return "CASE WHEN " + process(choice.getCondition()) + " THEN " + process(choice.getTrueValue())
                + choice.getFalseValue().map(otherwise -> " ELSE " + process(otherwise)).orElse("") + " END";
    }

    @Override
    protected String visitSearchedCaseExpression(SearchedCaseExpression choice, Void context) {
        return "CASE" + whens(choice.getWhenClauses(), choice.getDefaultValue());
    }

    @Override
    protected String visitSimpleCaseExpression(SimpleCaseExpression choice, Void context) {
        return "CASE " + process(choice.getOperand()) + whens(choice.getWhenClauses(), choice.getDefaultValue());
    }

    private String whens(List<WhenClause> clauses, Optional<Expression> otherwise) {
        requireOneKind(Stream.concat(clauses.stream().map(WhenClause::getResult), otherwise.stream()).toList());
        return clauses.stream()
                .map(when -> " WHEN " + process(when.getOperand()) + " THEN " + process(when.getResult()))
                .collect(Collectors.joining()) + otherwise.map(value -> " ELSE " + process(value)).orElse("") + " END";
    }

    @Override
    protected String visitCoalesceExpression(CoalesceExpression coalesce, Void context) {
        requireOneKind(coalesce.getOperands());
        return "coalesce(" + list(coalesce.getOperands()) + ")";
    }

    @Override
    protected String visitNullIfExpression(NullIfExpression nullIf, Void context) {
        return "nullif(" + process(nullIf.getFirst()) + ", " + process(nullIf.getSecond()) + ")";
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
        return Types.cast(cast, process(cast.getExpression()), cast.isSafe() || trying);
    }

    @Override
    protected String visitExtract(Extract extract, Void context) {
        String field = switch (extract.getField()) {
            case DAY_OF_MONTH -> "DAY";
            case DAY_OF_WEEK, DOW -> "ISODOW";
            case DAY_OF_YEAR -> "DOY";
            case YEAR, QUARTER, MONTH, WEEK, DAY, DOY, HOUR, MINUTE, SECOND -> extract.getField().name();
            default -> throw notSupported(extract, "EXTRACT of " + extract.getField());
        };
        return "extract(" + field + " FROM " + process(extract.getExpression()) + ")";
    }

    @Override
    protected String visitTrim(Trim trim, Void context) {
        String function = switch (trim.getSpecification()) {
            case BOTH -> "trim(";
            case LEADING -> "ltrim(";
            case TRAILING -> "rtrim(";
        };
        return function + process(trim.getTrimSource()) + trim.getTrimCharacter().map(c -> ", " + process(c)).orElse("") + ")";
    }

    @Override
    protected String visitFormat(Format format, Void context) {
        return Formats.printf(format, format.getArguments().stream().skip(1).map(this::process).toList());
    }

    @Override
    protected String visitArray(Array array, Void context) {
        return "[" + list(array.getValues()) + "]";
    }

    @Override
    protected String visitRow(Row row, Void context) {
        return "row(" + list(row.getItems()) + ")";
    }

    @Override
    protected String visitSubscriptExpression(SubscriptExpression subscript, Void context) {
        String base = process(subscript.getBase());
        String index = process(subscript.getIndex());
        String type = trying ? "" : typeOf(subscript.getBase(), base).orElse("");
        return type.endsWith("[]") ? "trino_item(" + base + ", " + index + ")"
                : type.startsWith("MAP") ? "trino_value(" + base + ", " + index + ")"
                : "(" + base + ")[" + index + "]";
    }

    @Override
    protected String visitGroupingOperation(GroupingOperation grouping, Void context) {
        return "grouping(" + list(grouping.getGroupingColumns()) + ")";
    }

    // ---- functions and windows

    @Override
    protected String visitFunctionCall(FunctionCall call, Void context) {
        String sql = call(call) + call.getFilter().map(filter -> " FILTER (WHERE " + process(filter) + ")").orElse("")
                + call.getWindow().map(window -> " OVER " + window((Node) window)).orElse("");
        return isBigint(call) ? "CAST(" + sql + " AS BIGINT)" : sql;
    }

    /** Whether Trino's aggregate is a bigint where DuckDB's is wider. */
    private boolean isBigint(FunctionCall call) {
        return switch (call.getName().getSuffix().toLowerCase(Locale.ROOT)) {
            case "count_if" -> true;
            case "sum" -> typeOf(call.getArguments().get(0), process(call.getArguments().get(0))).filter(Types::isInteger).isPresent();
            default -> false;
        };
    }

    private String call(FunctionCall call) {
        String name = call.getName().getSuffix().toLowerCase(Locale.ROOT);
        List<String> arguments = call.getArguments().stream().map(this::process).collect(Collectors.toCollection(ArrayList::new));
        switch (name) {
            case "count" -> {
                return "count(" + (arguments.isEmpty() ? "*" : (call.isDistinct() ? "DISTINCT " : "") + arguments.get(0)) + ")";
            }
            case "approx_distinct" -> {
                return "count(DISTINCT " + arguments.get(0) + ")";
            }
            case "concat" -> {
                // DuckDB's concat would skip nulls, and take numbers
                requireTexts(call, arguments);
                return "(" + String.join(" || ", arguments) + ")";
            }
            case "greatest", "least" -> {
                // DuckDB's would skip nulls
                String anyNull = arguments.stream().map(a -> a + " IS NULL").collect(Collectors.joining(" OR "));
                return "CASE WHEN " + anyNull + " THEN NULL ELSE " + name + "(" + String.join(", ", arguments) + ") END";
            }
            case "date_add", "date_trunc" -> {
                int last = arguments.size() - 1;
                return last < 0 ? Functions.translate(call, arguments)
                        : sameType(call.getArguments().get(last), arguments.get(last), Formats.call(call, name, arguments));
            }
            case "avg" -> refuseDecimal(call, arguments);
            case "date_diff", "date_parse", "date_format", "sequence", "regexp_replace" -> {
                return Formats.call(call, name, arguments);
            }
            default -> { }
        }
        if (!arguments.isEmpty()) {
            int last = arguments.size() - 1;
            arguments.set(0, (call.isDistinct() ? "DISTINCT " : "") + arguments.get(0));
            arguments.set(last, arguments.get(last)
                    + call.getOrderBy().map(order -> " " + process(order)).orElse("")
                    + call.getNullTreatment().map(nulls -> " " + nulls + " NULLS").orElse(""));
        }
        return Functions.translate(call, arguments);
    }

    private void requireTexts(FunctionCall call, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String type = typeOf(call.getArguments().get(i), arguments.get(i)).orElse("VARCHAR");
            if (!type.equals("VARCHAR") && !type.endsWith("[]") && !type.equals("\"NULL\"")) {
                throw QueryFailedException.at(call, "FUNCTION_NOT_FOUND",
                        "Unexpected parameters (" + Types.athena(type) + ") for function concat: cast it to varchar");
            }
        }
    }

    /** DuckDB would make texts of all values as soon as one is a text. */
    private void requireOneKind(List<Expression> values) {
        String first = "";
        for (Expression value : values) {
            String type = typeOf(value, process(value)).orElse("");
            if (Types.differInKind(first, type)) {
                throw QueryFailedException.at(value, "TYPE_MISMATCH",
                        "All results must be the same type: " + Types.athena(first) + " and " + Types.athena(type));
            }
            first = first.isEmpty() ? type : first;
        }
    }

    private void refuseDecimal(FunctionCall call, List<String> arguments) {
        if (arguments.size() == 1 && typeOf(call.getArguments().get(0), arguments.get(0)).filter(type -> type.startsWith("DECIMAL")).isPresent()) {
            throw notSupported(call, "avg of a decimal (cast it to double)");
        }
    }

    private String window(Node window) {
        return window instanceof WindowReference reference ? name(reference.getName()) : process(window);
    }

    @Override
    protected String visitWindowDefinition(WindowDefinition definition, Void context) {
        return name(definition.getName()) + " AS " + process(definition.getWindow());
    }

    @Override
    protected String visitWindowSpecification(WindowSpecification window, Void context) {
        List<String> parts = new ArrayList<>();
        window.getExistingWindowName().ifPresent(base -> parts.add(name(base)));
        if (!window.getPartitionBy().isEmpty()) {
            parts.add("PARTITION BY " + list(window.getPartitionBy()));
        }
        window.getOrderBy().ifPresent(order -> parts.add("ORDER BY " + list(order.getSortItems())));
        window.getFrame().ifPresent(frame -> parts.add(process(frame)));
        return "(" + String.join(" ", parts) + ")";
    }

    @Override
    protected String visitWindowFrame(WindowFrame frame, Void context) {
        if (frame.getPattern().isPresent()) {
            throw notSupported(frame, "Row pattern recognition");
        }
        String start = process(frame.getStart());
        return frame.getType() + " " + frame.getEnd().map(end -> "BETWEEN " + start + " AND " + process(end)).orElse(start);
    }

    @Override
    protected String visitFrameBound(FrameBound bound, Void context) {
        return bound.getValue().map(value -> process(value) + " ").orElse("") + bound.getType().name().replace('_', ' ');
    }

    // ---- small things

    @Override
    protected String visitNode(Node node, Void context) {
        throw notSupported(node, node.getClass().getSimpleName());
    }

    private String list(List<? extends Node> nodes) {
        return nodes.stream().map(this::process).collect(Collectors.joining(", "));
    }

    private String columnNames(List<Identifier> names) {
        return names.stream().map(Dialect::name).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String name(Identifier identifier) {
        return Sql.name(identifier.getValue());
    }

    private static String canonical(Identifier identifier) {
        return identifier.getValue().toLowerCase(Locale.ROOT);
    }
}
