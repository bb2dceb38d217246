package routes.transform;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import routes.query.QueryFailedException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * A curated table in the catalog. Readers see a new version of a partition when its entry is pointed at another folder, which is one call.
 *
 * <p>The table's entry says how far everything is curated, and for which versions of the partitions that holds. A partition written by
 * another run, as after a killed run or two runs at once, counts by its own entry.
 */
public final class CuratedTable {
    private static final String FINGERPRINT = "curated-fingerprint";
    private static final String THROUGH = "curated-through";
    private static final String RUNS = "curated-runs";
    private static final String MIXED = "mixed";

    private final GlueClient glue;
    private final String database;
    private final String name;
    private final CuratedFolders folders;

    public CuratedTable(GlueClient glue, String database, String name, CuratedFolders folders) {
        this.glue = glue;
        this.database = database;
        this.name = name;
        this.folders = folders;
    }

    /**
     * @param fingerprint of the transform that made it, null when there is no table, {@link #MIXED} when several made parts of it
     * @param through up to where all partitions have what is theirs
     */
    public record State(String fingerprint, List<CuratedColumn> columns, Map<String, CuratedPartition> partitions, Watermark through) {
        private static final State NONE = new State(null, List.of(), Map.of(), Watermark.NONE);
    }

    /** @throws QueryFailedException when a table of this name is no curated one */
    public State state() {
        try {
            Table table = glue.getTable(get -> get.databaseName(database).name(name)).table();
            if (!isCurated(table)) {
                throw new QueryFailedException("table %s.%s exists already, and no transform made it".formatted(database, name));
            }
            Map<String, String> runs = runs(table.parameters().getOrDefault(RUNS, ""));
            SortedMap<String, CuratedPartition> partitions = partitions();
            partitions.replaceAll((value, partition) -> isLost(partition, runs) ? partition.ofNothing() : partition);
            return new State(
                    fingerprint(table, partitions),
                    table.storageDescriptor().columns().stream().map(CuratedColumn::of).toList(),
                    partitions,
                    through(table, partitions));
        } catch (EntityNotFoundException none) {
            return State.NONE;
        }
    }

    /** Whether a transform made it. */
    static boolean isCurated(Table table) {
        return table.hasParameters() && table.parameters().containsKey(FINGERPRINT);
    }

    public SortedMap<String, CuratedPartition> partitions() {
        return glue
                .getPartitionsPaginator(get -> get.databaseName(database).tableName(name))
                .stream()
                .flatMap(page -> page.partitions().stream())
                .map(CuratedPartition::of)
                .collect(Collectors.toMap(CuratedPartition::value, partition -> partition, (a, b) -> b, TreeMap::new));
    }

    /** After a run that was killed while it made the table anew, there are partitions of two transforms. */
    private static String fingerprint(Table table, Map<String, CuratedPartition> partitions) {
        String fingerprint = table.parameters().get(FINGERPRINT);
        return partitions.values().stream().allMatch(partition -> partition.fingerprint().equals(fingerprint)) ? fingerprint : MIXED;
    }

    private Watermark through(Table table, Map<String, CuratedPartition> partitions) {
        Map<String, String> runs = runs(table.parameters().getOrDefault(RUNS, ""));
        if (!partitions.keySet().containsAll(runs.keySet())) {
            // someone took a partition away: what it held must come from the raw lake again
            return Watermark.NONE;
        }
        Watermark through = Watermark.parse(table.parameters().getOrDefault(THROUGH, ""));
        for (CuratedPartition partition : partitions.values()) {
            if (!partition.run().equals(runs.get(partition.value()))) {
                through = through.lower(partition.through());
            }
        }
        return through;
    }

    /** One that points where nothing is comes from a run that slept until its objects were swept. */
    private boolean isLost(CuratedPartition partition, Map<String, String> runs) {
        return !partition.run().equals(runs.get(partition.value())) && folders.size(partition.location()).objects() == 0;
    }

    private static Map<String, String> runs(String text) {
        return Arrays.stream(text.split(","))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toMap(entry -> entry.split("=")[0], entry -> entry.split("=")[1]));
    }

    /** Creates it without rows, unless it is there. */
    void create(Transform transform, String fingerprint, List<CuratedColumn> columns) {
        try {
            glue.createTable(create -> create.databaseName(database)
                    .tableInput(input(transform, columns, parameters(fingerprint, Watermark.NONE, Map.of()))));
        } catch (AlreadyExistsException another) {
            // by a second instance
        }
    }

    /** Points readers at a partition's new folder. */
    public void point(Transform transform, List<CuratedColumn> columns, CuratedPartition partition) {
        PartitionInput input = PartitionInput.builder()
                .values(partition.value())
                .parameters(partition.parameters())
                .storageDescriptor(storage(data(transform, columns), partition.location()))
                .build();
        try {
            glue.createPartition(create -> create.databaseName(database).tableName(name).partitionInput(input));
        } catch (AlreadyExistsException older) {
            glue.updatePartition(update -> update.databaseName(database)
                    .tableName(name)
                    .partitionValueList(partition.value())
                    .partitionInput(input));
        }
    }

    /** Takes a partition out of the catalog. */
    public void forget(String value) {
        try {
            glue.deletePartition(delete -> delete.databaseName(database).tableName(name).partitionValues(value));
        } catch (EntityNotFoundException gone) {
            // by a second instance
        }
    }

    /** Records how far the table is curated, and for which versions of its partitions that holds. */
    void commit(Transform transform, String fingerprint, List<CuratedColumn> columns, Watermark through, Map<String, String> runs) {
        glue.updateTable(update -> update.databaseName(database)
                .tableInput(input(transform, columns, parameters(fingerprint, through, runs))));
    }

    private static Map<String, String> parameters(String fingerprint, Watermark through, Map<String, String> runs) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("classification", "parquet");
        parameters.put(FINGERPRINT, fingerprint);
        parameters.put(THROUGH, through.toString());
        parameters.put(RUNS, runs.entrySet().stream().map(run -> run.getKey() + "=" + run.getValue()).collect(Collectors.joining(",")));
        return parameters;
    }

    private TableInput input(Transform transform, List<CuratedColumn> columns, Map<String, String> parameters) {
        return TableInput.builder()
                .name(name)
                .description(transform.description())
                .tableType("EXTERNAL_TABLE")
                .parameters(parameters)
                .partitionKeys(Column.builder().name(transform.partition()).type("string").build())
                .storageDescriptor(storage(data(transform, columns), folders.location()))
                .build();
    }

    private static List<CuratedColumn> data(Transform transform, List<CuratedColumn> columns) {
        return columns.stream().filter(column -> !column.name().equals(transform.partition())).toList();
    }

    private static StorageDescriptor storage(List<CuratedColumn> columns, String location) {
        return StorageDescriptor.builder()
                .columns(columns.stream().map(CuratedColumn::forGlue).toList())
                .location(location)
                .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
                .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
                .serdeInfo(serde -> serde.serializationLibrary("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"))
                .build();
    }
}
