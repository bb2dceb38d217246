package routes.transform;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import routes.lang.ByteSize;
import routes.lang.Counts;
import routes.query.AthenaQuery;
import routes.query.QueryCost;
import routes.query.QueryFailedException;
import routes.query.ReportResult;

/**
 * One run of a transform: finds out what is new, and brings the table up to date. Killed anywhere it leaves the table as it was, partition by
 * partition; what it does comes again, and comes to the same.
 */
public final class Curation {
    /** As many as Athena can write at once. */
    private static final int MOST_PARTITIONS = 100;

    private static final String VALUE = "[A-Za-z0-9_.-]+";

    private final Transform transform;
    private final String run;
    private final String fingerprint;
    private final CuratedTable table;
    private final CuratedFolders folders;
    private final CurationSql sql;
    private final CuratedTable.State before;
    private final NewRows rows;
    private final List<String> absent;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final SortedMap<String, CuratedPartition> written = new TreeMap<>();
    private List<CuratedColumn> columns;
    private boolean forgot;
    private CuratedFolders.Size size = new CuratedFolders.Size(0, 0);
    private long bytesScanned;
    private BigDecimal usd = BigDecimal.ZERO;

    Curation(
            Transform transform, String run, String fingerprint, CuratedTable table, CuratedFolders folders, CurationSql sql,
            CuratedTable.State before, NewRows rows, List<String> absent) {
        this.transform = transform;
        this.run = run;
        this.fingerprint = fingerprint;
        this.table = table;
        this.folders = folders;
        this.sql = sql;
        this.before = before;
        this.rows = rows;
        this.absent = absent;
        this.columns = before.columns();
    }

    /** Whether there is something that the table has not. */
    public boolean isNeeded() {
        return !rows.isEmpty();
    }

    /** Whether the table is built from all that there is: because it does not exist, or its transform has changed. */
    public boolean isAnew() {
        return !fingerprint.equals(before.fingerprint());
    }

    public String getColumnsSql() {
        return sql.columns(absent);
    }

    /** @throws QueryFailedException when the transform's query lacks a column that its front matter names */
    void columns(ReportResult result) {
        List<CuratedColumn> all = result.columns().stream().map(CuratedColumn::of).toList();
        requireColumns(all.stream().map(CuratedColumn::name).toList());
        columns = all.stream().filter(column -> !column.name().equals(transform.partition())).toList();
        if (before.fingerprint() == null) {
            table.create(transform, fingerprint, columns);
        }
    }

    private void requireColumns(List<String> names) {
        List<String> named = new ArrayList<>(transform.key());
        named.addAll(transform.version());
        named.add(transform.partition());
        named.removeAll(names);
        if (!named.isEmpty()) {
            throw new QueryFailedException("its query gives %s, without %s".formatted(names, named));
        }
    }

    public String getCountsSql() {
        return sql.counts(rows, absent);
    }

    /** @param partitions each with its number of rows */
    public void counts(List<List<String>> partitions) {
        for (List<String> row : partitions) {
            if (row.get(0) == null || !row.get(0).matches(VALUE)) {
                throw new QueryFailedException("'%s' in %s cannot be a partition; leave such rows out, or write them otherwise"
                        .formatted(row.get(0), transform.partition()));
            }
            counts.put(row.get(0), Long.valueOf(row.get(1)));
        }
    }

    /** The partitions to write, as many at once as Athena does. */
    public List<List<String>> batches() {
        List<String> values = List.copyOf(counts.keySet());
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < values.size(); from += MOST_PARTITIONS) {
            batches.add(values.subList(from, Math.min(values.size(), from + MOST_PARTITIONS)));
        }
        return batches;
    }

    public String unloadSql(List<String> partitions) {
        return sql.unload(rows, absent, columns, partitions, isMerged(partitions), folder(partitions));
    }

    private boolean isMerged(List<String> partitions) {
        return !isAnew() && !before.partitions().isEmpty() && partitions.stream().noneMatch(rows::areAllOf);
    }

    private String folder(List<String> partitions) {
        return "%s%s/%s/".formatted(folders.location(), run, partitions.get(0));
    }

    /** @throws QueryFailedException when there is no object where one must be */
    public void unloaded(List<String> partitions) {
        for (String value : partitions) {
            String location = "%s%s=%s/".formatted(folder(partitions), transform.partition(), value);
            CuratedFolders.Size found = folders.size(location);
            if (found.objects() == 0) {
                throw new QueryFailedException("Athena wrote no object at " + location);
            }
            size = size.plus(found);
            written.put(value, new CuratedPartition(value, location, fingerprint, run, rows.through(), rows.madeOf(value), Collections.emptySortedMap()));
        }
    }

    /** The partitions that this run wrote, by value. */
    public SortedMap<String, CuratedPartition> written() {
        return written;
    }

    /**
     * Points readers at the new folders.
     *
     * @param swept what was replaced before this time is forgotten, since it may go
     * @throws QueryFailedException when another run did meanwhile: what this one merged may be older
     */
    public void commit(Instant swept) {
        Map<String, CuratedPartition> now = table.partitions();
        for (String value : written.keySet()) {
            if (!runOf(before.partitions().get(value)).equals(runOf(now.get(value)))) {
                throw new QueryFailedException("another run changed %s=%s meanwhile; the next one goes on".formatted(transform.partition(), value));
            }
        }
        written.values().forEach(partition ->
                table.point(transform, columns, partition.replacing(now.get(partition.value()), Instant.now(), swept)));
        Map<String, String> runs = new HashMap<>();
        before.partitions().values().forEach(partition -> keepOrForget(partition, runs));
        written.values().forEach(partition -> runs.put(partition.value(), partition.run()));
        table.commit(transform, fingerprint, columns, rows.through(), runs);
    }

    private void keepOrForget(CuratedPartition partition, Map<String, String> runs) {
        if (!isAnew() && !rows.areAllOf(partition.value())) {
            runs.put(partition.value(), partition.run());
        } else if (!written.containsKey(partition.value())) {
            table.forget(partition.value());
            forgot = true;
        }
    }

    private static String runOf(CuratedPartition partition) {
        return partition == null ? "" : partition.run();
    }

    /**
     * Deletes the objects of versions that no one reads any more, and of runs that did not end. When this one took
     * partitions out of the catalog the next run does it: nothing tells when that was, and queries may still read them.
     */
    public void sweep(Instant before) {
        if (!isAnew() && !forgot) {
            folders.sweep(transform.partition(), table.partitions().values(), before);
        }
    }

    /** Adds what a query of this run scanned. */
    void add(AthenaQuery query) {
        bytesScanned += query.bytesScanned();
        usd = usd.add(query.usd());
    }

    public String getTotalSql() {
        return sql.total();
    }

    /**
     * {@code quotes_daily: 51,702 new rows in 4 objects, 1.4 MB → 51,702 rows; 15 partitions written in 15 objects, 812.4 KB, …}
     *
     * @param total rows of the table
     */
    String line(long total) {
        return "%s: %s → %s; %s written in %s, %s%s; %s scanned, %s"
                .formatted(
                        transform.name(),
                        rows.told(),
                        Counts.count(total, "row"),
                        Counts.count(written.size(), "partition"),
                        Counts.count(size.objects(), "object"),
                        ByteSize.format(size.bytes()),
                        rows.leftOut(counts.values().stream().mapToLong(Long::longValue).sum()),
                        ByteSize.format(bytesScanned),
                        QueryCost.format(usd));
    }

    public String getNothingNew() {
        return "%s: nothing new".formatted(transform.name());
    }
}
