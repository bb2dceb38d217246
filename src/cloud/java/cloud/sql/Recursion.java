package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.Union;
import io.trino.sql.tree.WithQuery;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A WITH query that refers to itself: as in Trino, its step is repeated at most ten times, and rows beyond that are an error. */
final class Recursion {
    private static final int DEPTH = 10;

    private final String name;
    private final String columns;
    private final Union union;

    private Recursion(String name, String columns, Union union) {
        this.name = name;
        this.columns = columns;
        this.union = union;
    }

    /** Whether the query of a WITH RECURSIVE refers to itself. */
    static boolean is(WithQuery query) {
        return references(query, query.getQuery()) > 0;
    }

    /** @param columns their names, in brackets */
    static Recursion of(WithQuery with, String columns) {
        Query query = with.getQuery();
        if (query.getWith().isPresent() || query.getOrderBy().isPresent() || query.getLimit().isPresent() || query.getOffset().isPresent()) {
            throw AthenaException.at(query, "NOT_SUPPORTED", "immediate WITH, ORDER BY, OFFSET or LIMIT clause in recursive query");
        }
        if (!(query.getQueryBody() instanceof Union union) || union.getRelations().size() != 2 || references(with, union.getRelations().get(0)) > 0
                || references(with, union.getRelations().get(1)) > 1) {
            throw invalid(query, "recursive reference not allowed in this context");
        }
        requirePlace(with, union.getRelations().get(1));
        return new Recursion(Sql.name(with.getName().getValue()), columns, union);
    }

    private static AthenaException invalid(Node at, String message) {
        return AthenaException.at(at, "INVALID_RECURSIVE_REFERENCE", message);
    }

    private static int references(WithQuery with, Node in) {
        int[] count = {0};
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitTable(Table table, Void context) {
                count[0] += table.getName().getPrefix().isEmpty() && table.getName().getSuffix().equalsIgnoreCase(with.getName().getValue()) ? 1 : 0;
                return null;
            }
        }.process(in);
        return count[0];
    }

    /** The step's rows must follow from those before: not from their absence. */
    private static void requirePlace(WithQuery with, Node step) {
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitJoin(Join join, Void context) {
                boolean left = join.getType() == Join.Type.RIGHT || join.getType() == Join.Type.FULL;
                boolean right = join.getType() == Join.Type.LEFT || join.getType() == Join.Type.FULL;
                refuse(left ? join.getLeft() : null, "recursive reference in left source of " + join.getType() + " join");
                refuse(right ? join.getRight() : null, "recursive reference in right source of " + join.getType() + " join");
                return super.visitJoin(join, context);
            }

            @Override
            protected Void visitSetOperation(SetOperation operation, Void context) {
                refuse(operation instanceof Union ? null : operation, "recursive reference in INTERSECT or EXCEPT");
                return super.visitSetOperation(operation, context);
            }

            @Override
            protected Void visitSubqueryExpression(SubqueryExpression query, Void context) {
                refuse(query, "recursive reference outside of FROM clause of the step relation of recursion");
                return null;
            }

            private void refuse(Node part, String message) {
                if (part != null && references(with, part) > 0) {
                    throw invalid(part, message);
                }
            }
        }.process(step);
    }

    Relation base() {
        return union.getRelations().get(0);
    }

    Relation step() {
        return union.getRelations().get(1);
    }

    /**
     * The steps, each a WITH query of the one before, so that nothing runs for ever.
     *
     * @param types of a translated query's columns
     */
    String translate(String base, String step, Function<String, List<String>> types) {
        String first = as(0) + "(" + base + ")";
        requireTypes(types.apply(base), types.apply(step));
        String steps = IntStream.rangeClosed(1, DEPTH + 1)
                .mapToObj(i -> as(i) + "(WITH " + name + columns + " AS (SELECT * FROM " + step(i - 1) + ") " + step + ")").collect(Collectors.joining(", "));
        String all = IntStream.rangeClosed(0, DEPTH).mapToObj(i -> "SELECT * FROM " + step(i))
                .collect(Collectors.joining(union.isDistinct() ? " UNION " : " UNION ALL "));
        return "WITH " + first + ", " + steps + " SELECT * FROM (" + all + ") WHERE trino_shallow((SELECT count(*) FROM " + step(DEPTH + 1) + "))";
    }

    private String step(int number) {
        return Sql.name("step " + number);
    }

    private String as(int number) {
        return step(number) + columns + " AS MATERIALIZED ";
    }

    private static boolean isLiteral(Relation relation, int column) {
        return relation instanceof QuerySpecification query && column < query.getSelect().getSelectItems().size()
                && query.getSelect().getSelectItems().get(column) instanceof SingleColumn item && item.getExpression() instanceof StringLiteral;
    }

    private void requireTypes(List<String> base, List<String> step) {
        if (base.isEmpty() || step.isEmpty()) {
            throw notSupported(union, "A recursion that the types of cannot be told");
        }
        for (int i = 0; i < Math.min(base.size(), step.size()); i++) {
            if (base.get(i).equals("VARCHAR") && isLiteral(base(), i) && !isLiteral(step(), i)) {
                throw notSupported(union, "A recursion from a text of so many characters (cast it to varchar)");
            }
            if (!Types.coerces(step.get(i), base.get(i))) {
                throw AthenaException.at(union, "TYPE_MISMATCH", "recursion step relation output type (" + Types.athena(step.get(i))
                        + ") is not coercible to recursion base relation output type (" + Types.athena(base.get(i)) + ") at column " + (i + 1));
            }
        }
    }
}
