package cloud;

import cloud.catalog.Catalog;
import cloud.scan.DuckDbEngine;
import cloud.scan.Engine;
import cloud.scan.RunningQuery;
import cloud.server.LocalS3;
import cloud.sql.AthenaException;
import cloud.sql.Types;
import cloud.statement.ResultFile;
import cloud.trino.TrinoEngine;
import io.trino.sql.tree.Query;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A lake with the tables of {@link EdgeTables}, and both engines over it. */
final class TwoEngines implements AutoCloseable {
    private final LocalLake lake;
    private final Path scratch;
    private final DuckDbEngine duckDb;
    private final Engine trino;

    private TwoEngines(LocalLake lake, Path scratch) throws IOException {
        this.lake = lake;
        this.scratch = scratch;
        duckDb = DuckDbEngine.open(scratch, Catalog.open(lake.directory.resolve("aws/catalog.json")), lake.directory.resolve("s3"));
        trino = TrinoEngine.of(duckDb, scratch, Map.of("glue", lake.aws.endpoint().toString(),
                "s3", lake.s3.serviceClientConfiguration().endpointOverride().orElseThrow().toString(),
                "region", LocalS3.REGION, "access-key", LocalS3.ACCESS_KEY, "secret-key", LocalS3.SECRET_KEY));
    }

    static TwoEngines start(Path directory) throws Exception {
        LocalLake lake = new LocalLake(directory);
        EdgeTables.create(lake);
        return new TwoEngines(lake, directory.resolve("scratch"));
    }

    /** Types and rows, or the reason of a failure. */
    record Answer(List<String> types, List<List<String>> rows, String failure) {
        @Override
        public String toString() {
            return failure.isEmpty() ? types + " " + rows : failure;
        }
    }

    Answer duckDb(String sql) throws IOException {
        return answer(duckDb, sql, scratch);
    }

    Answer trino(String sql) throws IOException {
        return answer(trino, sql, scratch);
    }

    private static Answer answer(Engine engine, String sql, Path scratch) throws IOException {
        Path file = scratch.resolve("answer");
        List<String> types = new ArrayList<>();
        try {
            if (!(engine.parse(sql) instanceof Query query)) {
                return new Answer(List.of(), List.of(), "NOT_SUPPORTED: not a query");
            }
            engine.select(new Engine.Question(query, sql, List.of(), "stock_market"), new RunningQuery(Long.MAX_VALUE), (columns, rows) -> {
                columns.forEach(column -> types.add(Types.athena(column.type())));
                ResultFile.write(file, columns, rows);
            });
            return new Answer(types, rows(file), "");
        } catch (AthenaException e) {
            return new Answer(List.of(), List.of(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            return new Answer(List.of(), List.of(), "GENERIC_INTERNAL_ERROR: " + e);
        }
    }

    private static List<List<String>> rows(Path file) throws IOException {
        List<List<String>> all = new ArrayList<>();
        try (Reader in = Files.newBufferedReader(file)) {
            ResultFile.Rows rows = ResultFile.Rows.csv(in);
            rows.next();
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    @Override
    public void close() {
        trino.close();
        lake.close();
    }
}
