package cloud.scan;

import cloud.catalog.Catalog;
import cloud.sql.AthenaException;
import cloud.sql.Dialect;
import cloud.sql.EngineFunctions;
import cloud.sql.Macros;
import cloud.sql.Sql;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.Expression;
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
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/** Runs queries: Trino's parser decides what is valid, DuckDB computes the answer from the objects' files. */
public final class QueryEngine implements AutoCloseable {
    private final SqlParser parser = new SqlParser();
    private final Catalog catalog;
    private final Path buckets;
    private final Connection duckDb;
    private final QueryPlans plans;

    private QueryEngine(Catalog catalog, Path buckets, Connection duckDb, QueryPlans plans) {
        this.catalog = catalog;
        this.buckets = buckets;
        this.duckDb = duckDb;
        this.plans = plans;
    }

    /** @param scratch where DuckDB may spill to; emptied now */
    public static QueryEngine open(Path scratch, Catalog catalog, Path buckets) throws IOException {
        empty(scratch);
        try {
            Connection duckDb = duckDb(scratch, "256MB", List.of(buckets, scratch));
            return new QueryEngine(catalog, buckets, duckDb, new QueryPlans(duckDb(scratch, "64MB", List.of())));
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

    /** @throws QueryFailedException SYNTAX_ERROR, as Trino words it */
    public Statement parse(String sql) {
        try {
            return parser.createStatement(sql);
        } catch (ParsingException e) {
            throw new AthenaException("SYNTAX_ERROR: " + e.getMessage());
        }
    }

    /** @throws QueryFailedException if one of them is not an expression */
    public List<Expression> parse(List<String> parameters) {
        try {
            return parameters.stream().map(parser::createExpression).toList();
        } catch (ParsingException e) {
            throw new AthenaException("SYNTAX_ERROR: Execution parameter: " + e.getMessage());
        }
    }

    /** What to do with a translated query. */
    public interface Use {
        void with(java.sql.Statement duckDb, String sql, List<ResultColumn> columns) throws SQLException, IOException;
    }

    /**
     * Translates the query and hands it on, once more if an object that it was to read has disappeared in between.
     *
     * @return the stored size of the objects and columns that it read, in bytes
     * @throws QueryFailedException with Athena's reason
     */
    public long run(Query query, List<Expression> parameters, String database, RunningQuery running, Use use) throws IOException {
        requireAsMany(query, parameters);
        try {
            return tryRun(query, parameters, database, running, use);
        } catch (ObjectScan.GoneException gone) {
            return runAgain(query, parameters, database, running, use);
        } catch (SQLException e) {
            if (DuckDbErrors.isVanishedFile(e)) {
                return runAgain(query, parameters, database, running, use);
            }
            throw DuckDbErrors.translate(e, query, buckets);
        }
    }

    private long runAgain(Query query, List<Expression> parameters, String database, RunningQuery running, Use use) throws IOException {
        try {
            return tryRun(query, parameters, database, running, use);
        } catch (ObjectScan.GoneException e) {
            throw new AthenaException(e.getMessage().replace(buckets + "/", "s3://"));
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e, query, buckets);
        }
    }

    private long tryRun(Query query, List<Expression> parameters, String database, RunningQuery running, Use use) throws SQLException, IOException {
        try (Connection connection = ((DuckDBConnection) duckDb).duplicate();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone='UTC'");
            TableScans scans = new TableScans(catalog, database, buckets, connection);
            String sql = Dialect.translate(query, parameters, scans);
            long bytes = scans.bytes(sql, plans);
            running.reads(bytes);
            running.runs(statement);
            try (PreparedStatement prepared = connection.prepareStatement(sql)) {
                use.with(statement, sql, columns(query, prepared, scans, sql));
            }
            return bytes;
        }
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
