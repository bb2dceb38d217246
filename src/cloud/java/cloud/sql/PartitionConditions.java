package cloud.sql;

import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.SubqueryExpression;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Tells which conditions depend on a table's partition values alone.
 *
 * @param alone the table is the only relation, so that a bare column name can only be its own
 */
record PartitionConditions(String alias, Set<String> columns, boolean alone) {

    static Stream<Expression> conjuncts(Expression where) {
        return where instanceof LogicalExpression and && and.getOperator() == LogicalExpression.Operator.AND
                ? and.getTerms().stream().flatMap(PartitionConditions::conjuncts)
                : Stream.of(where);
    }

    boolean decides(Expression condition) {
        AtomicBoolean decides = new AtomicBoolean(true);
        AtomicBoolean used = new AtomicBoolean();
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitIdentifier(Identifier name, Void context) {
                use(alone && columns.contains(lower(name)));
                return null;
            }

            @Override
            protected Void visitDereferenceExpression(DereferenceExpression name, Void context) {
                use(name.getBase() instanceof Identifier base && lower(base).equals(alias.toLowerCase(Locale.ROOT))
                        && name.getField().filter(field -> columns.contains(lower(field))).isPresent());
                return null;
            }

            @Override
            protected Void visitSubqueryExpression(SubqueryExpression subquery, Void context) {
                decides.set(false);
                return null;
            }

            @Override
            protected Void visitFunctionCall(FunctionCall call, Void context) {
                boolean random = Set.of("random", "rand", "uuid", "shuffle").contains(call.getName().getSuffix().toLowerCase(Locale.ROOT));
                decides.compareAndSet(true, !random);
                return super.visitFunctionCall(call, context);
            }

            private void use(boolean known) {
                used.set(true);
                decides.compareAndSet(true, known);
            }
        }.process(condition);
        return decides.get() && used.get();
    }

    private static String lower(Identifier name) {
        return name.getValue().toLowerCase(Locale.ROOT);
    }
}
