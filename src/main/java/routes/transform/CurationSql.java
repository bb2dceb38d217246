package routes.transform;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that bring a curated table up to date: Trino's grammar, and Athena's UNLOAD around one of them. */
public final class CurationSql {
    private final Transform transform;
    private final String database;

    public CurationSql(Transform transform, String database) {
        this.transform = transform;
        this.database = database;
    }

    /** The columns that the transform gives, and no rows. */
    public String columns(List<String> absent) {
        return "WITH %s%nSELECT * FROM fresh LIMIT 0".formatted(fresh("\"%s\" = ''".formatted(transform.isOfCurated() ? transform.partition() : "date"), absent));
    }

    /** How many rows of each partition the new raw rows give. */
    public String counts(NewRows rows, List<String> absent) {
        return """
                WITH %s
                SELECT CAST(%s AS varchar) AS partition_value, count(*) AS row_count
                FROM fresh
                GROUP BY CAST(%2$s AS varchar)
                ORDER BY partition_value"""
                .formatted(fresh(rows.condition(), absent), name(transform.partition()));
    }

    /**
     * The partitions with their new rows, the latest version of each row, in a new folder.
     *
     * @param columns all but the partition's
     * @param merge whether the rows that the partitions have stay
     */
    public String unload(NewRows rows, List<String> absent, List<CuratedColumn> columns, Collection<String> partitions, boolean merge, String folder) {
        String partition = name(transform.partition());
        String all = columns.stream().map(column -> name(column.name())).collect(Collectors.joining(", ")) + ", " + partition;
        String casts = columns.stream()
                .map(column -> "CAST(%s AS %s) AS %1$s".formatted(name(column.name()), column.type()))
                .collect(Collectors.joining(", "));
        String within = partitions.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
        String kept = "%nUNION ALL%nSELECT %s FROM %s.%s WHERE %s IN (%s)".formatted(all, name(database), name(transform.name()), partition, within);
        return """
                UNLOAD (
                WITH %s,
                merged AS (
                SELECT %s, CAST(%s AS varchar) AS %3$s FROM fresh WHERE CAST(%3$s AS varchar) IN (%s)%s
                )
                SELECT %s FROM %s
                ) TO '%s' WITH (format = 'PARQUET', compression = 'ZSTD', partitioned_by = ARRAY['%s'])"""
                .formatted(
                        fresh(rows.condition(), absent),
                        casts,
                        partition,
                        within,
                        merge ? kept : "",
                        all,
                        transform.isOfCurated() ? "merged" : latest(all),
                        folder,
                        transform.partition());
    }

    private String latest(String all) {
        return "(%nSELECT %s, row_number() OVER (PARTITION BY %s ORDER BY %s) AS curated_rank FROM merged%n) WHERE curated_rank = 1"
                .formatted(
                        all,
                        transform.key().stream().map(CurationSql::name).collect(Collectors.joining(", ")),
                        transform.version().stream().map(column -> name(column) + " DESC NULLS LAST").collect(Collectors.joining(", ")));
    }

    /** How many rows the table has; of Parquet this reads no more than the ends of the objects. */
    public String total() {
        return "SELECT count(*) AS row_count FROM %s.%s".formatted(name(database), name(transform.name()));
    }

    /** The transform's query, the table it reads narrowed down by a name that hides the table's. */
    private String fresh(String condition, List<String> absent) {
        String nulls = absent.stream()
                .map(column -> ", CAST(NULL AS %s) AS %s".formatted(column.split(" ")[1], name(column.split(" ")[0])))
                .collect(Collectors.joining());
        return "%s AS (%nSELECT *%s FROM %s.%1$s WHERE %s%n),%nfresh AS (%n%s%n)"
                .formatted(name(transform.source()), nulls, name(database), condition, transform.sql().strip());
    }

    private static String name(String name) {
        return '"' + name + '"';
    }
}
