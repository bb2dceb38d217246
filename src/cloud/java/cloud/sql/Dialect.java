package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.*;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Translates a query from Trino's grammar to DuckDB's SQL, node by node. A node not handled here is refused: what is not known to mean the same is
 * never passed on.
 */
public final class Dialect extends AstVisitor<String, Void> {
    /** What a query reads: maps a table of the catalog to a DuckDB relation. */
    public interface Scans {
        /**
         * @param alias what the conditions call the table
         * @param conditions in DuckDB's SQL, on partition columns only, that every row the query needs satisfies
         * @param hidden the columns beside the table's own that the query needs
         */
        String relation(Table table, String alias, List<String> conditions, Set<String> hidden);

        /** The partition columns of the table, lower case; empty if there are none. */
        Set<String> partitionColumns(Table table);

        /**
         * The column names, in lower case, and DuckDB types that a translated query would return, without running it.
         *
         * @return empty if the query cannot stand alone
         */
        Optional<Map<String, String>> describe(String sql);
    }

    private final Scans scans;
    private final Scopes scopes;
    private final Expressions expressions;
    private final Map<Table, List<String>> conditions = new IdentityHashMap<>();
    private final Set<String> hidden;
    /** What an order may name: the first columns of its SELECT, up to a star. */
    private List<SingleColumn> selected = List.of();
    private boolean distinct;

    private Dialect(Query query, List<Expression> parameters, Scans scans) {
        this.scans = scans;
        this.hidden = HiddenColumns.namedIn(query);
        this.scopes = new Scopes(scans);
        this.expressions = new Expressions(this, scopes, parameters, TimePrecision.varies(query));
    }

    public static String translate(Query query, List<Expression> parameters, Scans scans) {
        return new Dialect(query, parameters, scans).process(query);
    }

    @Override
    protected String visitExpression(Expression expression, Void context) {
        return expressions.process(expression);
    }

    // ---- queries

    @Override
    protected String visitQuery(Query query, Void context) {
        return scopes.inQuery(() -> query.getWith().map(this::process).orElse("") + body(query.getQueryBody())
                + tail(query.getOrderBy(), query.getOffset(), query.getLimit()));
    }

    private String body(Relation body) {
        return body instanceof Table ? "SELECT *" + star() + " FROM " + process(body) : process(body);
    }

    @Override
    protected String visitWith(With with, Void context) {
        List<String> queries = new ArrayList<>();
        scopes.beginWith();
        for (WithQuery query : with.getQueries()) {
            if (with.isRecursive() && query.getColumnNames().isEmpty()) {
                throw AthenaException.at(query, "MISSING_COLUMN_ALIASES", "missing column aliases in recursive WITH query");
            }
            String columns = query.getColumnNames().map(this::columnNames).orElse("");
            boolean recursive = with.isRecursive() && Recursion.is(query);
            String start = name(query.getName()) + columns + " AS (";
            queries.add(start + (recursive ? recursive(query, columns, String.join(", ", queries), start) : process(query.getQuery())) + ")");
            scopes.name(query.getName());
            scopes.with(String.join(", ", queries));
        }
        return "WITH " + String.join(", ", queries) + " ";
    }

    private String recursive(WithQuery query, String columns, String before, String start) {
        Recursion recursion = Recursion.of(query, columns);
        String base = body(recursion.base());
        scopes.name(query.getName());
        // the step's types are those of the base
        scopes.with((before.isEmpty() ? "" : before + ", ") + start + base + ")");
        return recursion.translate(base, body(recursion.step()), scopes::types);
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
        String count = fetch.getRowCount().map(this::process).orElse("1");
        if (count.equals("0")) {
            throw AthenaException.at(fetch, "NUMERIC_VALUE_OUT_OF_RANGE", "FETCH FIRST row count must be positive (actual value: 0)");
        }
        return " LIMIT " + count;
    }

    @Override
    protected String visitOrderBy(OrderBy orderBy, Void context) {
        return "ORDER BY " + scopes.inOrderBy(() -> list(orderBy.getSortItems()));
    }

    @Override
    protected String visitSortItem(SortItem item, Void context) {
        boolean nullsFirst = item.getNullOrdering() == SortItem.NullOrdering.FIRST;
        boolean descending = item.getOrdering() == SortItem.Ordering.DESCENDING;
        String order = (descending ? " DESC" : " ASC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
        Expression sorted = selected.stream().filter(column -> isKey(column, item.getSortKey())).findFirst().map(SingleColumn::getExpression)
                .orElse(item.getSortKey());
        String value = process(sorted);
        String type = sorted instanceof LongLiteral ? "" : scopes.typeOf(sorted, value).orElse("");
        if (Types.isNested(type)) {
            throw notSupported(item, "An order of arrays, rows or maps");
        }
        if (Types.isDouble(type) && distinct && nullsFirst) {
            throw notSupported(item, "NULLS FIRST of doubles after DISTINCT");
        }
        if (!Types.isDouble(type) || distinct) {
            return process(item.getSortKey()) + order;
        }
        // a column that DuckDB sorts by loses its negative zeros
        String key = "CASE WHEN " + value + " = 0 THEN 0 ELSE " + value + " END" + order;
        // with nulls first, NaN is the smallest to Trino, else the largest
        return nullsFirst ? "isnan(" + value + ")" + (descending ? " ASC" : " DESC") + " NULLS FIRST, " + key : key;
    }

    /** Whether the order is by this column, which it may name by an alias or a number. */
    private boolean isKey(SingleColumn column, Expression key) {
        return key instanceof LongLiteral place ? place.getParsedValue() == selected.indexOf(column) + 1
                : key instanceof Identifier name && column.getAlias().filter(alias -> Scopes.canonical(alias).equals(Scopes.canonical(name))).isPresent();
    }

    @Override
    protected String visitQuerySpecification(QuerySpecification query, Void context) {
        requireDistinct(query);
        query.getFrom().ifPresent(from -> query.getWhere().ifPresent(where -> findConditions(from, where)));
        String from = query.getFrom().map(relation -> " FROM " + process(relation)).orElse("");
        return scopes.inFrom(from, query.getFrom().map(JoinedColumns::of).orElse(JoinedColumns.NONE), () -> process(query.getSelect()) + from
                + query.getWhere().map(where -> " WHERE " + expressions.condition(where, "WHERE clause must evaluate to a boolean")).orElse("")
                + query.getGroupBy().map(groupBy -> " GROUP BY " + process(groupBy)).orElse("")
                + query.getHaving().map(having -> " HAVING " + expressions.condition(having, "HAVING clause must evaluate to a boolean")).orElse("")
                + (query.getWindows().isEmpty() ? "" : " WINDOW " + list(query.getWindows()))
                + sorted(query));
    }

    /** The order, which may name what is selected. */
    private String sorted(QuerySpecification query) {
        List<SingleColumn> outerSelected = selected;
        boolean outerDistinct = distinct;
        selected = query.getSelect().getSelectItems().stream().takeWhile(SingleColumn.class::isInstance).map(SingleColumn.class::cast).toList();
        distinct = query.getSelect().isDistinct();
        String tail = tail(query.getOrderBy(), query.getOffset(), query.getLimit());
        selected = outerSelected;
        distinct = outerDistinct;
        return tail;
    }

    /** What SELECT DISTINCT keeps has no other columns to be sorted by. */
    private static void requireDistinct(QuerySpecification query) {
        List<SelectItem> items = query.getSelect().getSelectItems();
        if (!query.getSelect().isDistinct() || query.getOrderBy().isEmpty() || items.stream().anyMatch(AllColumns.class::isInstance)) {
            return;
        }
        Set<Node> selected = new HashSet<>();
        for (SelectItem item : items) {
            Expression expression = ((SingleColumn) item).getExpression();
            selected.add(expression);
            ((SingleColumn) item).getAlias().ifPresent(selected::add);
            if (expression instanceof DereferenceExpression column) {
                column.getField().ifPresent(selected::add);
            }
        }
        for (SortItem item : query.getOrderBy().get().getSortItems()) {
            Expression key = item.getSortKey();
            boolean column = key instanceof DereferenceExpression dereference && dereference.getField().filter(selected::contains).isPresent();
            if (!(key instanceof LongLiteral) && !selected.contains(key) && !column) {
                throw AthenaException.at(query.getSelect(), "EXPRESSION_NOT_IN_DISTINCT",
                        "For SELECT DISTINCT, ORDER BY expressions must appear in select list");
            }
        }
    }

    @Override
    protected String visitSelect(Select select, Void context) {
        List<String> items = new ArrayList<>();
        for (SelectItem item : select.getSelectItems()) {
            items.add(item instanceof SingleColumn column ? column(column, items.size())
                    : process(item) + star());
        }
        return (select.isDistinct() ? "SELECT DISTINCT " : "SELECT ") + String.join(", ", items);
    }

    private String star() {
        return hidden.isEmpty() ? "" : HiddenColumns.BUT_THESE;
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
        JoinedColumns joined = scopes.joined();
        if (all.getTarget().isEmpty()) {
            return joined.first().isEmpty() ? "*" : allOf(all, joined);
        }
        return all.getTarget().get() instanceof Identifier table ? allOf(table, joined) : process(all.getTarget().get()) + ".*";
    }

    private static String allOf(AllColumns all, JoinedColumns joined) {
        if (!joined.areInOrder()) {
            throw notSupported(all, "A star over a JOIN USING on the right of another join");
        }
        String first = joined.first().stream().map(Sql::name).collect(Collectors.joining(", "));
        return first + ", * EXCLUDE (" + first + ")";
    }

    private String allOf(Identifier table, JoinedColumns joined) {
        String all = name(table) + ".*";
        Set<String> columns = joined.first().isEmpty() ? Set.of() : scopes.columnsOf(all);
        List<String> hidden = columns.stream().filter(column -> joined.hides(table, column)).map(Sql::name).toList();
        if (!columns.isEmpty() && hidden.size() == columns.size()) {
            throw notSupported(table, "A star over nothing but columns of JOIN USING");
        }
        return hidden.isEmpty() ? all : all + " EXCLUDE (" + String.join(", ", hidden) + ")";
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
        List<Expression> all = sets.getSets().stream().flatMap(List::stream).toList();
        for (Expression column : all) {
            // a field of a row is no column, but looks like one of a table
            if (!(column instanceof Identifier) && !(column instanceof DereferenceExpression field && field.getBase() instanceof Identifier base
                    && (scopes.isOutOfSight() || !scopes.mayBeColumn(base)))) {
                throw AthenaException.at(column, "INVALID_COLUMN_REFERENCE", "GROUP BY expression must be a column reference: " + column);
            }
        }
        if (sets.getType() == GroupingSets.Type.CUBE && all.stream().map(this::process).distinct().count() < all.size()) {
            throw notSupported(sets, "CUBE of a column that it names twice");
        }
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
        List<String> relations = operation.getRelations().stream().map(relation -> "(" + body(relation) + ")").toList();
        requireSameKinds(operation, word, relations);
        return String.join(between, relations);
    }

    /** DuckDB would turn a column of numbers into strings if its counterpart is of strings. */
    private void requireSameKinds(SetOperation operation, String word, List<String> relations) {
        List<List<String>> types = relations.stream().map(scopes::types).filter(known -> !known.isEmpty()).toList();
        for (List<String> other : types) {
            for (int i = 0; i < Math.min(other.size(), types.get(0).size()); i++) {
                if (Types.differInKind(types.get(0).get(i), other.get(i))) {
                    throw AthenaException.at(operation, "TYPE_MISMATCH", "column " + (i + 1) + " in " + word + " query has incompatible types: "
                            + Types.athena(types.get(0).get(i)) + ", " + Types.athena(other.get(i)));
                }
            }
        }
    }

    @Override
    protected String visitValues(Values values, Void context) {
        for (int i = 0; values.getRows().get(0) instanceof Row first && i < first.getItems().size(); i++) {
            int column = i;
            expressions.requireOneKind(values.getRows().stream().filter(Row.class::isInstance).map(row -> ((Row) row).getItems())
                    .filter(items -> items.size() > column).map(items -> items.get(column)).toList());
        }
        if (!(values.getRows().get(0) instanceof Row)) {
            expressions.requireOneKind(values.getRows());
        }
        for (Expression row : values.getRows()) {
            if (!(row instanceof Row) && scopes.typeOf(row, process(row)).filter(type -> type.startsWith("STRUCT") && !type.endsWith("[]")).isPresent()) {
                throw notSupported(row, "VALUES of what is a row");
            }
        }
        List<String> rows = new ArrayList<>();
        int columns = 1;
        for (Expression row : values.getRows()) {
            columns = row instanceof Row items ? items.getItems().size() : 1;
            rows.add("(" + (row instanceof Row items ? list(items.getItems()) : process(row)) + ")");
        }
        String names = Stream.iterate(0, i -> i + 1).limit(columns).map(i -> "\"_col" + i + '"').collect(Collectors.joining(", "));
        return "SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS \"_values\"(" + names + ")";
    }

    // ---- windows

    /** OVER, or the name of a window. */
    String window(Node window) {
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
        if (bound.getValue().map(this::process).filter(value -> value.matches("-.*|\\(- .*|NULL")).isPresent()) {
            throw AthenaException.at(bound, "INVALID_WINDOW_FRAME", "Window frame offset value must not be negative or null");
        }
        return bound.getValue().map(value -> process(value) + " ").orElse("") + bound.getType().name().replace('_', ' ');
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
                : scans.relation(table, alias, conditions.getOrDefault(table, List.of()), hidden);
    }

    private boolean isNamed(Table table) {
        return table.getName().getPrefix().isEmpty()
                && scopes.isNamed(table.getName().getSuffix());
    }

    @Override
    protected String visitAliasedRelation(AliasedRelation aliased, Void context) {
        requireAsManyNames(aliased);
        String alias = name(aliased.getAlias())
                + (aliased.getColumnNames() == null ? "" : columnNames(aliased.getColumnNames()));
        String relation = aliased.getRelation() instanceof Table table ? relation(table, aliased.getAlias().getValue()) : process(aliased.getRelation());
        return relation + " AS " + alias;
    }

    /** DuckDB would name the others itself. */
    private void requireAsManyNames(AliasedRelation aliased) {
        if (aliased.getRelation() instanceof Unnest unnest && aliased.getColumnNames() != null && unnest.getExpressions().size() == 1) {
            Expression list = unnest.getExpressions().get(0);
            String type = scopes.typeOf(list, process(list)).orElse("");
            boolean rows = type.startsWith("STRUCT") && type.endsWith("[]");
            int columns = (rows ? Types.fields(type.substring(0, type.length() - 2)).size() : type.startsWith("MAP") ? 2 : 1) + (unnest.isWithOrdinality() ? 1 : 0);
            if (aliased.getColumnNames().size() != columns) {
                throw AthenaException.at(aliased, "MISMATCHED_COLUMN_ALIASES", "Column alias list has " + aliased.getColumnNames().size() + " entries but '"
                        + aliased.getAlias().getValue() + "' has " + columns + " columns available");
            }
        }
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
        List<Expression> lists = unnest.getExpressions();
        lists.stream().filter(list -> list instanceof Array array && array.getValues().isEmpty()).findFirst().ifPresent(list -> {
            throw notSupported(list, "UNNEST of an array without a type (cast it)");
        });
        String first = process(lists.get(0));
        String type = scopes.typeOf(lists.get(0), first).orElse("");
        String ordinality = unnest.isWithOrdinality() ? ", unnest(range(1, " + lists.stream().map(this::length).collect(Collectors.joining(", ", "greatest(", ")"))
                + " + 1))" : "";
        if (lists.size() == 1 && type.startsWith("STRUCT") && type.endsWith("[]")) {
            return "LATERAL (SELECT " + Types.fields(type.substring(0, type.length() - 2)).stream().map(field -> "\"a row\"" + field)
                    .collect(Collectors.joining(", ")) + (ordinality.isEmpty() ? "" : ", \"its number\"") + " FROM (SELECT unnest(" + first + ") AS \"a row\""
                    + (ordinality.isEmpty() ? "" : ordinality + " AS \"its number\"") + "))";
        }
        return "LATERAL (SELECT " + lists.stream().map(this::unnest).collect(Collectors.joining(", ")) + ordinality + ")";
    }

    private String length(Expression list) {
        String sql = process(list);
        boolean map = scopes.typeOf(list, sql).filter(type -> type.startsWith("MAP")).isPresent();
        return "coalesce(len(" + (map ? "map_keys(" + sql + ")" : sql) + "), 0)";
    }

    /** An array becomes one column, a map two. */
    private String unnest(Expression list) {
        String sql = process(list);
        String type = scopes.typeOf(list, sql).orElse("");
        if (type.startsWith("STRUCT") && type.endsWith("[]")) {
            throw notSupported(list, "UNNEST of rows beside another array");
        }
        return type.startsWith("MAP") ? "unnest(map_keys(" + sql + ")), unnest(map_values(" + sql + "))" : "unnest(" + sql + ")";
    }

    @Override
    protected String visitJoin(Join join, Void context) {
        String left = process(join.getLeft());
        String right = seesItsNeighbour(join.getRight())
                ? scopes.inFrom(" FROM " + left, JoinedColumns.of(join.getLeft()), () -> process(join.getRight())) : process(join.getRight());
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
            return " ON " + scopes.inFrom(from, JoinedColumns.of(join), () -> expressions.condition(on.getExpression(), "JOIN ON clause must evaluate to a boolean"));
        }
        if (criteria instanceof JoinUsing using) {
            return " USING " + columnNames(using.getColumns());
        }
        throw notSupported(join, "NATURAL JOIN");
    }

    // ---- partition pruning

    /** Keeps, for each table that WHERE is sure to filter, the conjuncts on its partition columns alone. */
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
        return expressions.forgetting(() -> scopes.inTheDark(() -> process(condition)));
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

    static String name(Identifier identifier) {
        return Sql.name(identifier.getValue());
    }
}
