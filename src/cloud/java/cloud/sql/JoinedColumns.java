package cloud.sql;

import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.JoinUsing;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The columns that JOIN ... USING makes one: they come first, and belong to none of the tables any more. */
final class JoinedColumns {
    static final JoinedColumns NONE = new JoinedColumns();

    private final List<String> first = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();
    private List<String> tables = List.of();
    private boolean inOrder = true;

    private JoinedColumns() {}

    static JoinedColumns of(Relation from) {
        JoinedColumns columns = new JoinedColumns();
        columns.tables = columns.add(from, true);
        return columns;
    }

    /** @return the names of the tables in it */
    private List<String> add(Relation relation, boolean leftmost) {
        if (relation instanceof AliasedRelation aliased) {
            return List.of(Scopes.canonical(aliased.getAlias()));
        }
        if (relation instanceof Table table) {
            return List.of(table.getName().getSuffix());
        }
        if (!(relation instanceof Join join)) {
            return List.of();
        }
        boolean using = join.getCriteria().orElse(null) instanceof JoinUsing;
        List<String> names = using ? ((JoinUsing) join.getCriteria().get()).getColumns().stream().map(Scopes::canonical).toList() : List.of();
        first.addAll(names);
        inOrder &= leftmost || !using;
        List<String> tables = Stream.concat(add(join.getLeft(), leftmost).stream(), add(join.getRight(), false).stream()).toList();
        tables.forEach(table -> names.forEach(name -> hidden.add(table + "." + name)));
        return tables;
    }

    /** @param column in lower case */
    boolean hides(Identifier table, String column) {
        return hidden.contains(Scopes.canonical(table) + "." + column);
    }

    /** The tables that may have a column of this name beside the joined one. */
    List<String> besides(String column) {
        return first.contains(column) ? tables.stream().filter(table -> !hidden.contains(table + "." + column)).toList() : List.of();
    }

    /** Those that a star gives before all others. */
    List<String> first() {
        return first;
    }

    /** Whether they do come first. */
    boolean areInOrder() {
        return inOrder;
    }
}
