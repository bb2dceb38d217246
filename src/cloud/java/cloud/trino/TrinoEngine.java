package cloud.trino;

import cloud.scan.DuckDbEngine;
import cloud.scan.Engine;
import cloud.scan.ResultColumn;
import cloud.scan.RunningQuery;
import cloud.sql.Sql;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Statement;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Answers with a Trino, which starts with the first query. DuckDB tells what a query reads, as with the other engine, and writes the objects of
 * statements that store a query's rows.
 */
public final class TrinoEngine implements Engine {
    private final DuckDbEngine duckDb;
    private final Path scratch;
    private final Map<String, String> account;
    private TrinoServer server;
    private IOException failure;

    private TrinoEngine(DuckDbEngine duckDb, Path scratch, Map<String, String> account) {
        this.duckDb = duckDb;
        this.scratch = scratch;
        this.account = account;
    }

    /**
     * @param scratch that the other engine may read
     * @param account where Glue and S3 are: glue, s3, region, access-key, secret-key
     * @throws IllegalArgumentException if it cannot run here
     */
    public static TrinoEngine of(DuckDbEngine duckDb, Path scratch, Map<String, String> account) {
        TrinoServer.missing().ifPresent(reason -> {
            throw new IllegalArgumentException("local.athena-engine=trino: " + reason + " (docs/local-athena.md)");
        });
        return new TrinoEngine(duckDb, scratch, account);
    }

    /** Whether it can run here. */
    public static boolean isThere() {
        return TrinoServer.missing().isEmpty();
    }

    private synchronized TrinoServer server() throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            server = server == null ? TrinoServer.start(account) : server;
            return server;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public Statement parse(String sql) {
        return duckDb.parse(sql);
    }

    @Override
    public List<Expression> parse(List<String> parameters) {
        return duckDb.parse(parameters);
    }

    @Override
    public long select(Question question, RunningQuery running, Reader reader) throws IOException {
        OptionalLong bytes = duckDb.bytes(question);
        bytes.ifPresent(running::reads);
        try (TrinoStatement statement = start(question.sql(), question.parameters(), question.database(), running)) {
            List<TrinoStatement.Column> columns = statement.columns();
            reader.read(results(columns), () -> {
                JsonNode row = statement.next();
                return row == null ? null : IntStream.range(0, columns.size()).mapToObj(i -> columns.get(i).type().text(row.get(i))).toArray();
            });
            running.reads(bytes.orElse(statement.bytes()));
            return bytes.orElse(statement.bytes());
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Trino analyses a prepared query without running it, and tells its types as text: a query of no rows has them as others have. */
    @Override
    public List<ResultColumn> columns(Question question, RunningQuery running) throws IOException {
        List<String> selected = new ArrayList<>();
        try (TrinoStatement output = TrinoStatement.describe(server().uri(), question.sql(), question.database(), running)) {
            for (JsonNode column = output.next(); column != null; column = output.next()) {
                selected.add("CAST(NULL AS " + column.get(4).asText() + ") AS " + Sql.name(column.get(0).asText()));
            }
        }
        try (TrinoStatement typed = start("SELECT " + String.join(", ", selected), List.of(), question.database(), running)) {
            return results(typed.columns());
        }
    }

    private TrinoStatement start(String sql, List<Expression> parameters, String database, RunningQuery running) throws IOException {
        return TrinoStatement.start(server().uri(), sql, parameters, database, running);
    }

    private static List<ResultColumn> results(List<TrinoStatement.Column> columns) {
        return columns.stream().map(column -> new ResultColumn(column.name(), column.type().duckDb())).toList();
    }

    @Override
    public long run(Question question, RunningQuery running, Use use) throws IOException {
        OptionalLong bytes = duckDb.bytes(question);
        bytes.ifPresent(running::reads);
        Path rows = scratch.resolve("rows-" + UUID.randomUUID());
        try (TrinoStatement statement = start(question.sql(), question.parameters(), question.database(), running)) {
            keep(statement, rows);
            running.reads(bytes.orElse(statement.bytes()));
            List<ResultColumn> columns = results(statement.columns());
            duckDb.use(scan(rows, columns), columns, running, use);
            return bytes.orElse(statement.bytes());
        } finally {
            Files.deleteIfExists(rows);
        }
    }

    private static void keep(TrinoStatement statement, Path file) throws IOException {
        List<TrinoStatement.Column> columns = statement.columns();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (JsonNode row = statement.next(); row != null; row = statement.next()) {
                ObjectNode line = AwsJson.object();
                for (int i = 0; i < columns.size(); i++) {
                    line.set("c" + i, columns.get(i).type().plain(row.get(i)));
                }
                out.write(line + "\n");
            }
        }
    }

    private static String scan(Path file, List<ResultColumn> columns) {
        String types = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i + ": " + Sql.text(stored(columns.get(i)))).collect(Collectors.joining(", "));
        return "SELECT " + IntStream.range(0, columns.size()).mapToObj(i -> "c" + i + " AS " + Sql.name(columns.get(i).name())).collect(Collectors.joining(", "))
                + " FROM read_json(" + Sql.text(file.toString()) + ", columns={" + types + "}, format='newline_delimited')";
    }

    /** A type without a place in any format of objects is refused when the columns are looked at. */
    private static String stored(ResultColumn column) {
        return column.isStorable() ? column.type() : "VARCHAR";
    }

    @Override
    public Change change(String sql, List<Expression> parameters, String database, RunningQuery running) throws IOException {
        try (TrinoStatement statement = start(sql, parameters, database, running)) {
            while (statement.next() != null) {
                // the number of rows stands beside them
            }
            return new Change(statement.bytes(), statement.updateCount());
        }
    }

    @Override
    public synchronized void close() {
        duckDb.close();
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
