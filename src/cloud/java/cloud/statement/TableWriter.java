package cloud.statement;

import cloud.catalog.PartitionPath;
import cloud.scan.RunningQuery;
import cloud.sql.AthenaException;
import cloud.sql.FileFormat;
import cloud.sql.Sql;
import cloud.wire.S3Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes the rows of a query as new objects, one a partition. They are made outside the bucket and put when all of them are complete, so that
 * a query that fails, or is cancelled before that, leaves nothing.
 */
public final class TableWriter {
    private static final int MOST_PARTITIONS = 100;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");

    private final S3Client s3;
    private final Path scratch;

    public TableWriter(S3Client s3, Path scratch) {
        this.s3 = s3;
        this.scratch = scratch;
    }

    /** @param columns in the order of the query's, @param keys those of them at its end that are partition columns */
    record Layout(ObjectFormat format, List<String> columns, List<String> keys, Function<List<String>, S3Location> folder) {}

    /** @param partitions their values, in the catalog's words; one without any if the rows have no partitions */
    record Written(long rows, Map<List<String>, S3Location> partitions, List<S3Location> objects) {}

    Written write(RunningQuery running, Statement duckDb, String sql, Layout layout) throws SQLException {
        String table = Sql.name("written_" + UUID.randomUUID());
        duckDb.execute("CREATE TEMP TABLE " + table + layout.columns().stream().map(Sql::name).collect(Collectors.joining(", ", "(", ")"))
                + " AS " + sql);
        try {
            requireLines(duckDb, table, layout);
            return writeTable(running, duckDb, table, layout);
        } finally {
            removeTable(duckDb, table);
        }
    }

    private Written writeTable(RunningQuery running, Statement duckDb, String table, Layout layout) throws SQLException {
        String name = LocalDateTime.now(ZoneOffset.UTC).format(NAME) + "_" + UUID.randomUUID();
        Map<S3Location, Path> files = new LinkedHashMap<>();
        Map<List<String>, S3Location> partitions = new LinkedHashMap<>();
        try {
            for (List<String> values : partitions(duckDb, table, layout)) {
                S3Location folder = layout.folder().apply(values);
                Path file = scratch.resolve(name + "_" + files.size() + layout.format().suffix());
                partitions.put(values, folder);
                files.put(folder.resolve(name + layout.format().suffix()), file);
                copy(duckDb, table, layout, values, file);
            }
            running.proceed();
            files.forEach((object, file) -> s3.putObject(request -> request.bucket(object.bucket()).key(object.key()), RequestBody.fromFile(file)));
            return new Written(count(duckDb, table), partitions, List.copyOf(files.keySet()));
        } finally {
            files.values().forEach(TableWriter::delete);
        }
    }

    private static void removeTable(Statement duckDb, String table) {
        try {
            duckDb.execute("DROP TABLE IF EXISTS " + table);
        } catch (SQLException goesWithItsConnection) {
            // a cancelled statement runs nothing else
        }
    }

    private static long count(Statement duckDb, String table) throws SQLException {
        try (ResultSet count = duckDb.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    /** The values of each partition; none at all without rows, as no object is written then. */
    private static List<List<String>> partitions(Statement duckDb, String table, Layout layout) throws SQLException {
        List<List<String>> partitions = new ArrayList<>();
        String values = Stream.concat(layout.keys().stream().map(TableWriter::value), Stream.of("1")).collect(Collectors.joining(", "));
        try (ResultSet rows = duckDb.executeQuery("SELECT DISTINCT " + values + " FROM " + table + " ORDER BY ALL LIMIT " + (MOST_PARTITIONS + 1))) {
            while (rows.next()) {
                List<String> partition = new ArrayList<>();
                for (int i = 1; i <= layout.keys().size(); i++) {
                    partition.add(rows.getString(i));
                }
                partitions.add(partition);
            }
        }
        if (partitions.size() > MOST_PARTITIONS) {
            throw new AthenaException("HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of " + MOST_PARTITIONS
                    + " open writers for partitions/buckets.");
        }
        return partitions;
    }

    /** A partition column's value as the catalog has it. */
    private static String value(String key) {
        return "coalesce(nullif(CAST(" + Sql.name(key) + " AS VARCHAR), ''), " + Sql.text(PartitionPath.NULL) + ")";
    }

    private static void copy(Statement duckDb, String table, Layout layout, List<String> values, Path file) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("true"));
        for (int i = 0; i < values.size(); i++) {
            conditions.add(value(layout.keys().get(i)) + " = " + Sql.text(values.get(i)));
        }
        String columns = layout.columns().stream().filter(column -> !layout.keys().contains(column)).map(Sql::name).collect(Collectors.joining(", "));
        duckDb.execute("COPY (SELECT " + columns + " FROM " + table + " WHERE " + String.join(" AND ", conditions) + ") TO "
                + Sql.text(file.toString()) + " (" + layout.format().copyOptions() + ")");
    }

    /** A line of text cannot express that a delimiter or a line break belongs to a value. */
    private static void requireLines(Statement duckDb, String table, Layout layout) throws SQLException {
        if (layout.format().file() != FileFormat.TEXTFILE) {
            return;
        }
        String broken = layout.columns().stream().map(column -> "regexp_matches(CAST(" + Sql.name(column) + " AS VARCHAR), '[\\n\\r]') OR contains(CAST("
                + Sql.name(column) + " AS VARCHAR), " + Sql.text(layout.format().delimiter()) + ")").collect(Collectors.joining(" OR "));
        try (ResultSet rows = duckDb.executeQuery("SELECT 1 FROM " + table + " WHERE " + broken + " LIMIT 1")) {
            if (rows.next()) {
                throw new AthenaException("NOT_SUPPORTED: Writing a value that holds the field delimiter or a line break as TEXTFILE"
                        + " is not supported by the local Athena");
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
