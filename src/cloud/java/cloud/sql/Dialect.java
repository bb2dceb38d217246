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
         */
        String relation(Table table, String alias, List<String> conditions);

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

    private Dialect(Scans scans, List<Expression> parameters) {
        this.scans = scans;
        this.scopes = new Scopes(scans);
        this.expressions = new Expressions(this, scopes, parameters);
    }

    public static String translate(Query query, List<Expression> parameters, Scans scans) {
        return new Dialect(scans, parameters).process(query);
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

    private String body(QueryBody body) {
        return body instanceof Table ? "SELECT * FROM " + process(body) : process(body);
    }

    @Override
    protected String visitWith(With with, Void context) {
        String word = with.isRecursive() ? "WITH RECURSIVE " : "WITH ";
        List<String> queries = new ArrayList<>();
        scopes.beginWith();
        for (WithQuery query : with.getQueries()) {
            if (with.isRecursive()) {
                scopes.name(query.getName());
            }
            queries.add(name(query.getName()) + query.getColumnNames().map(this::columnNames).orElse("") + " AS (" + process(query.getQuery()) + ")");
            scopes.name(query.getName());
            scopes.with(String.join(", ", queries));
        }
        return word + String.join(", ", queries) + " ";
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
        String key = process(item.getSortKey());
        boolean descending = item.getOrdering() == SortItem.Ordering.DESCENDING;
        if (nullsFirst && scopes.typeOf(item.getSortKey(), key).filter(Types::isDouble).isPresent()) {
            // then NaN is the smallest to Trino, else the largest
            return "isnan(" + key + ")" + (descending ? " ASC" : " DESC") + " NULLS FIRST, " + key + (descending ? " DESC" : " ASC") + " NULLS FIRST";
        }
        return key + (descending ? " DESC" : " ASC")
                + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }

    @Override
    protected String visitQuerySpecification(QuerySpecification query, Void context) {
        requireDistinct(query);
        query.getFrom().ifPresent(from -> query.getWhere().ifPresent(where -> findConditions(from, where)));
        String from = query.getFrom().map(relation -> " FROM " + process(relation)).orElse("");
        return scopes.inFrom(from, () -> process(query.getSelect()) + from
                + query.getWhere().map(where -> " WHERE " + expressions.condition(where, "WHERE clause must evaluate to a boolean")).orElse("")
                + query.getGroupBy().map(groupBy -> " GROUP BY " + process(groupBy)).orElse("")
                + query.getHaving().map(having -> " HAVING " + expressions.condition(having, "HAVING clause must evaluate to a boolean")).orElse("")
                + (query.getWindows().isEmpty() ? "" : " WINDOW " + list(query.getWindows()))
                + tail(query.getOrderBy(), query.getOffset(), query.getLimit()));
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
        List<String> relations = operation.getRelations().stream().map(relation -> "(" + process(relation) + ")").toList();
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
                : scans.relation(table, alias, conditions.getOrDefault(table, List.of()));
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
            boolean map = scopes.typeOf(list, process(list)).filter(type -> type.startsWith("MAP")).isPresent();
            int columns = (map ? 2 : 1) + (unnest.isWithOrdinality() ? 1 : 0);
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
        if (unnest.isWithOrdinality() && unnest.getExpressions().size() > 1) {
            throw notSupported(unnest, "UNNEST of several arrays WITH ORDINALITY");
        }
        String lists = unnest.getExpressions().stream().map(this::unnest).collect(Collectors.joining(", "));
        String first = process(unnest.getExpressions().get(0));
        boolean map = scopes.typeOf(unnest.getExpressions().get(0), first).filter(type -> type.startsWith("MAP")).isPresent();
        String ordinality = unnest.isWithOrdinality() ? ", unnest(range(1, len(" + (map ? "map_keys(" + first + ")" : first) + ") + 1))" : "";
        return "LATERAL (SELECT " + lists + ordinality + ")";
    }

    /** An array becomes one column, a map two. */
    private String unnest(Expression list) {
        String sql = process(list);
        String type = scopes.typeOf(list, sql).orElse("");
        if (type.startsWith("STRUCT") && type.endsWith("[]")) {
            throw notSupported(list, "UNNEST of rows");
        }
        boolean map = type.startsWith("MAP");
        return map ? "unnest(map_keys(" + sql + ")), unnest(map_values(" + sql + "))" : "unnest(" + sql + ")";
    }

    @Override
    protected String visitJoin(Join join, Void context) {
        String left = process(join.getLeft());
        String right = seesItsNeighbour(join.getRight()) ? scopes.inTheDark(() -> process(join.getRight())) : process(join.getRight());
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
            return " ON " + scopes.inFrom(from, () -> expressions.condition(on.getExpression(), "JOIN ON clause must evaluate to a boolean"));
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
