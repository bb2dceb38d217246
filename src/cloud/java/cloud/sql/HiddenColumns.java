package cloud.sql;

import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Columns that every table of objects has and a star does not show: where a row is from. */
public final class HiddenColumns {
    public static final String PATH = "$path";
    public static final String SIZE = "$file_size";
    public static final String MODIFIED = "$file_modified_time";

    /** Their DuckDB types. */
    public static final Map<String, String> TYPES = Map.of(PATH, "VARCHAR", SIZE, "BIGINT", MODIFIED, "TIMESTAMP WITH TIME ZONE");

    /** What makes a star leave them out. */
    static final String BUT_THESE = " NOT SIMILAR TO '\\$(path|file_size|file_modified_time)'";

    private HiddenColumns() {}

    /** Those that the query names anywhere. */
    static Set<String> namedIn(Node query) {
        Set<String> named = new TreeSet<>();
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitIdentifier(Identifier identifier, Void context) {
                String name = Scopes.canonical(identifier);
                if (TYPES.containsKey(name)) {
                    named.add(name);
                } else if (name.equals("$partition") || name.equals("$bucket")) {
                    throw AthenaException.notSupported(identifier, "The hidden column '" + name + "'");
                }
                return null;
            }

            @Override
            protected Void visitDereferenceExpression(DereferenceExpression dereference, Void context) {
                dereference.getField().ifPresent(this::process);
                return super.visitDereferenceExpression(dereference, context);
            }
        }.process(query);
        return named;
    }
}
