package routes.transform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lake.LakeLocation;
import routes.lang.Errors;
import routes.query.AthenaQuery;
import routes.query.Parameter;
import routes.query.QueryFailedException;
import routes.query.ReportResult;
import routes.query.SqlFiles;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.s3.S3Client;

/** The transforms of a directory, or of the class path ({@code classpath:transforms}), and what went wrong in their last runs. */
public class Transforms {
    private static final Logger LOG = LoggerFactory.getLogger(Transforms.class);

    private final LakeLocation lake;
    private final S3Client s3;
    private final GlueClient glue;
    private String directory;
    private String database;
    private String prefix;
    private Map<String, Map<String, String>> parameters = Map.of();
    private Duration keepReplaced;
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Set<String> absent = new TreeSet<>();

    public Transforms(LakeLocation lake, S3Client s3, GlueClient glue) {
        this.lake = lake;
        this.s3 = s3;
        this.glue = glue;
    }

    /** A run begins; all transforms by name, but for those that read another's table, which come after it; also those that cannot be run. */
    public List<Transform> all() {
        synchronized (failures) {
            failures.clear();
            absent.clear();
        }
        return known();
    }

    /** The same beside a run. */
    public List<Transform> known() {
        return directory.isBlank() ? List.of() : inOrder(SqlFiles.of("transform.directory", directory).stream()
                .map(file -> Transform.parse(file.name(), file.text(), parameters.getOrDefault(file.name(), Map.of())))
                .toList());
    }

    private static List<Transform> inOrder(List<Transform> all) {
        List<Transform> ordered = new ArrayList<>();
        List<Transform> left = new ArrayList<>(all);
        while (!left.isEmpty()) {
            Set<String> coming = left.stream().map(Transform::name).collect(Collectors.toSet());
            List<Transform> next = left.stream().filter(transform -> !coming.contains(transform.source())).toList();
            // those that read each other's tables say themselves that these are not there
            ordered.addAll(next.isEmpty() ? left : next);
            left.removeAll(List.copyOf(ordered));
        }
        return ordered;
    }

    /**
     * Finds out what is new for a transform.
     *
     * @throws QueryFailedException when there is something wrong in the file, or there is no raw table yet
     */
    public Curation plan(Transform transform, String runName) {
        if (transform.problem() != null) {
            throw new QueryFailedException(transform.problem());
        }
        Table source = source(transform);
        List<String> lacking = absent(transform, source);
        synchronized (failures) {
            lacking.forEach(column -> absent.add(column.split(" ")[0]));
        }
        String fingerprint = transform.fingerprint(lake.uri());
        CuratedFolders folders = folders(transform.name());
        CuratedTable table = new CuratedTable(glue, database, transform.name(), folders);
        CuratedTable.State before = table.state();
        boolean known = fingerprint.equals(before.fingerprint());
        return new Curation(
                transform,
                "%s-%s".formatted(runName, UUID.randomUUID().toString().substring(0, 8)),
                fingerprint,
                table,
                folders,
                new CurationSql(transform, database),
                before,
                transform.isOfCurated()
                        ? NewPartitions.since(known ? before.partitions() : Map.of(), transform, curated(transform, source))
                        : NewObjects.after(known ? before.through() : Watermark.NONE, dates(transform), s3, lake),
                lacking);
    }

    private SortedMap<String, CuratedPartition> curated(Transform transform, Table source) {
        if (!CuratedTable.isCurated(source)) {
            throw new QueryFailedException("no transform made %s.%s".formatted(database, transform.source()));
        }
        String partition = source.partitionKeys().get(0).name();
        if (!partition.equals(transform.partition())) {
            throw new QueryFailedException("%s.%s is partitioned by %s, so this must be, too".formatted(database, transform.source(), partition));
        }
        return new CuratedTable(glue, database, transform.source(), folders(transform.source())).partitions();
    }

    private Table source(Transform transform) {
        if (transform.source().equals(transform.name())) {
            throw new QueryFailedException("it would write table %s, which it reads".formatted(transform.name()));
        }
        try {
            return glue.getTable(get -> get.databaseName(database).name(transform.source())).table();
        } catch (EntityNotFoundException none) {
            throw new QueryFailedException("there is no table %s.%s yet".formatted(database, transform.source()));
        }
    }

    private Set<String> dates(Transform transform) {
        return glue
                .getPartitionsPaginator(get -> get.databaseName(database).tableName(transform.source()))
                .stream()
                .flatMap(page -> page.partitions().stream())
                .map(partition -> partition.values().get(0))
                .collect(Collectors.toSet());
    }

    private static List<String> absent(Transform transform, Table source) {
        Set<String> present = source.storageDescriptor().columns().stream().map(Column::name).collect(Collectors.toCollection(HashSet::new));
        return transform.absent().stream().filter(column -> !present.contains(column.split(" ")[0])).toList();
    }

    private CuratedFolders folders(String table) {
        return new CuratedFolders(s3, lake.bucket(), "%s/%s/".formatted(prefix, table));
    }

    /** @param pages of the curation's query for the columns */
    public void columns(Curation curation, AthenaQuery query, Iterable<GetQueryResultsResponse> pages) {
        curation.add(query);
        curation.columns(ReportResult.of(pages));
    }

    /** @param pages of the curation's query for the counts */
    public void counts(Curation curation, AthenaQuery query, Iterable<GetQueryResultsResponse> pages) {
        curation.add(query);
        curation.counts(ReportResult.allOf(pages));
    }

    /** The partitions to write, as many at once as Athena does. */
    public List<List<String>> batches(Curation curation) {
        return curation.batches();
    }

    public String unloadSql(Curation curation, List<String> partitions) {
        return curation.unloadSql(partitions);
    }

    /** @throws QueryFailedException when there is no object where one must be */
    public void unloaded(Curation curation, List<String> partitions, AthenaQuery query) {
        curation.add(query);
        curation.unloaded(partitions);
    }

    /** Points readers at the new folders. */
    public void commit(Curation curation) {
        curation.commit(Instant.now().minus(keepReplaced));
    }

    /** @param pages of the curation's query for the total */
    public String line(Curation curation, AthenaQuery query, Iterable<GetQueryResultsResponse> pages) {
        curation.add(query);
        return curation.line(Long.parseLong(ReportResult.of(pages).rows().get(0).get(0)));
    }

    /** Deletes what no one reads any more. */
    public void sweep(Curation curation) {
        curation.sweep(Instant.now().minus(keepReplaced));
    }

    /** The columns that the raw tables of this run's transforms lack, as far as they may. */
    public Set<String> absent() {
        synchronized (failures) {
            return Set.copyOf(absent);
        }
    }

    /** Says why a transform failed; the reports run on what there is. */
    public void failed(Transform transform, Exception failure) {
        String sentence = "transform %s.sql failed: %s".formatted(transform.name(), Errors.sentence(failure));
        synchronized (failures) {
            failures.put("transform " + transform.name(), sentence);
        }
        LOG.error("{}; the reports run on what there is", sentence);
    }

    /** Why transforms of the last run failed: a sentence for each that did, {@code transform quotes_daily}. */
    public Map<String, String> failures() {
        synchronized (failures) {
            return new LinkedHashMap<>(failures);
        }
    }

    public void setDirectory(String directory) {
        this.directory = directory.trim();
    }

    public void setDatabase(String database) {
        this.database = database;
    }

    /** @param parameters {@code transform.parameter=value, …} */
    public void setParameters(String parameters) {
        this.parameters = Parameter.values("transform", parameters);
    }

    /** @param prefix of all curated tables, beside the raw lake's */
    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    /** @param seconds that the objects of a replaced version stay, for queries that read them still */
    public void setKeepReplacedSeconds(long seconds) {
        this.keepReplaced = Duration.ofSeconds(seconds);
    }
}
