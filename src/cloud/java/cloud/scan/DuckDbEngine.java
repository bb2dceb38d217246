package cloud.scan;

import cloud.catalog.Catalog;
import cloud.sql.AthenaException;
import cloud.sql.Dialect;
import cloud.sql.EngineFunctions;
import cloud.sql.Macros;
import cloud.sql.Sql;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/** Runs queries: Trino's parser decides what is valid, DuckDB computes the answer from the objects' files. */
public final class DuckDbEngine implements Engine {
    private final SqlParser parser = new SqlParser();
    private final Catalog catalog;
    private final Path buckets;
    private final Connection duckDb;
    private final QueryPlans plans;

    private DuckDbEngine(Catalog catalog, Path buckets, Connection duckDb, QueryPlans plans) {
        this.catalog = catalog;
        this.buckets = buckets;
        this.duckDb = duckDb;
        this.plans = plans;
    }

    /** @param scratch where DuckDB may spill to; emptied now */
    public static DuckDbEngine open(Path scratch, Catalog catalog, Path buckets) throws IOException {
        empty(scratch);
        try {
            Connection duckDb = duckDb(scratch, "256MB", List.of(buckets, scratch));
            return new DuckDbEngine(catalog, buckets, duckDb, new QueryPlans(duckDb(scratch, "64MB", List.of())));
        } catch (SQLException e) {
            throw new IOException("DuckDB did not start: " + e.getMessage(), e);
        }
    }

    /** @param directories whose files it may read and write */
    private static Connection duckDb(Path scratch, String memory, List<Path> directories) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", memory);
        settings.setProperty("threads", "2");
        settings.setProperty("temp_directory", scratch.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allowed_directories", directories.stream().map(Path::toString).map(Sql::text).collect(Collectors.joining(", ", "[", "]")));
        settings.setProperty("enable_external_access", "false");
        Connection duckDb = DriverManager.getConnection("jdbc:duckdb:", settings);
        try (java.sql.Statement statement = duckDb.createStatement()) {
            // before the macros are parsed, since it decides what a slash in them means
            statement.execute("SET GLOBAL integer_division=true");
            EngineFunctions.register(duckDb);
            for (String macro : Macros.ALL) {
                statement.execute(macro);
            }
        }
        return duckDb;
    }

    private static void empty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).filter(file -> !file.equals(directory)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public Statement parse(String sql) {
        try {
            return parser.createStatement(sql);
        } catch (ParsingException e) {
            throw new AthenaException("SYNTAX_ERROR: " + e.getMessage());
        }
    }

    @Override
    public List<Expression> parse(List<String> parameters) {
        try {
            return parameters.stream().map(parser::createExpression).toList();
        } catch (ParsingException e) {
            throw new AthenaException("SYNTAX_ERROR: Execution parameter: " + e.getMessage());
        }
    }

    @Override
    public long select(Question question, RunningQuery running, Reader reader) throws IOException {
        return run(question, running, (statement, sql, columns) -> {
            try (ResultSet rows = statement.executeQuery(ResultColumn.shown(sql, columns))) {
                reader.read(columns, () -> row(rows, columns.size()));
            }
        });
    }

    @Override
    public List<ResultColumn> columns(Question question, RunningQuery running) throws IOException {
        List<ResultColumn> found = new ArrayList<>();
        run(question, running, (statement, sql, columns) -> found.addAll(columns));
        return found;
    }

    private static Object[] row(ResultSet rows, int columns) throws SQLException {
        if (!rows.next()) {
            return null;
        }
        Object[] row = new Object[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = rows.getObject(i + 1);
        }
        return row;
    }

    /** Translates the query and hands it on, once more if an object that it was to read has disappeared in between. */
    @Override
    public long run(Question question, RunningQuery running, Use use) throws IOException {
        requireAsMany(question.query(), question.parameters());
        try {
            return tryRun(question, running, use);
        } catch (ObjectScan.GoneException gone) {
            return runAgain(question, running, use);
        } catch (SQLException e) {
            if (DuckDbErrors.isVanishedFile(e)) {
                return runAgain(question, running, use);
            }
            throw DuckDbErrors.translate(e, question.query(), buckets);
        }
    }

    private long runAgain(Question question, RunningQuery running, Use use) throws IOException {
        try {
            return tryRun(question, running, use);
        } catch (ObjectScan.GoneException e) {
            throw new AthenaException(e.getMessage().replace(buckets + "/", "s3://"));
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e, question.query(), buckets);
        }
    }

    private long tryRun(Question question, RunningQuery running, Use use) throws SQLException, IOException {
        try (Connection connection = connection()) {
            TableScans scans = new TableScans(catalog, question.database(), buckets, connection);
            String sql = Dialect.translate(question.query(), question.parameters(), scans);
            long bytes = scans.bytes(sql, plans);
            running.reads(bytes);
            try (java.sql.Statement statement = connection.createStatement(); PreparedStatement prepared = connection.prepareStatement(sql)) {
                running.runs(statement::cancel);
                use.with(statement, sql, columns(question.query(), prepared, scans, sql));
            }
            return bytes;
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = ((DuckDBConnection) duckDb).duplicate();
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone='UTC'");
        }
        return connection;
    }

    /** What the query would read, in bytes; empty if this engine does not know the query. */
    public OptionalLong bytes(Question question) {
        try (Connection connection = connection()) {
            TableScans scans = new TableScans(catalog, question.database(), buckets, connection);
            return OptionalLong.of(scans.bytes(Dialect.translate(question.query(), question.parameters(), scans), plans));
        } catch (RuntimeException | SQLException e) {
            return OptionalLong.empty();
        }
    }

    /** Hands on a query that reads no table. */
    public void use(String sql, List<ResultColumn> columns, RunningQuery running, Use use) throws IOException {
        try (Connection connection = connection(); java.sql.Statement statement = connection.createStatement()) {
            running.runs(statement::cancel);
            use.with(statement, sql, columns);
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e, new Identifier("query"), buckets);
        }
    }

    @Override
    public Change change(String sql, List<Expression> parameters, String database, RunningQuery running) {
        throw new AthenaException("NOT_SUPPORTED: Iceberg tables, MERGE, UPDATE and DELETE are not supported by the local Athena with DuckDB:"
                + " local.athena-engine=trino has them (docs/iceberg.md)");
    }

    private static List<ResultColumn> columns(Query query, PreparedStatement prepared, TableScans scans, String sql) throws SQLException {
        List<ResultColumn> columns = ResultColumn.of(prepared.getMetaData());
        return holdsNull(query) ? scans.exactly(columns, sql) : columns;
    }

    private static void requireAsMany(Query query, List<Expression> parameters) {
        AtomicInteger expected = new AtomicInteger();
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitParameter(Parameter parameter, Void context) {
                expected.incrementAndGet();
                return null;
            }
        }.process(query);
        if (expected.get() != parameters.size()) {
            throw AthenaException.at(query, "INVALID_PARAMETER_USAGE",
                    "Incorrect number of parameters: expected " + expected + " but found " + parameters.size());
        }
    }

    private static boolean holdsNull(Query query) {
        AtomicBoolean holds = new AtomicBoolean();
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitNullLiteral(NullLiteral literal, Void context) {
                holds.set(true);
                return null;
            }

            @Override
            protected Void visitArray(Array array, Void context) {
                holds.compareAndSet(false, array.getValues().isEmpty());
                return super.visitArray(array, context);
            }
        }.process(query);
        return holds.get();
    }

    @Override
    public void close() {
        try {
            plans.close();
            duckDb.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not close", e);
        }
    }
}
