package cloud.statement;

import cloud.catalog.Catalog;
import cloud.scan.Engine;
import cloud.scan.ResultColumn;
import cloud.scan.RunningQuery;
import cloud.sql.AthenaException;
import cloud.wire.AwsException;
import cloud.wire.S3Location;
import cloud.workgroup.SavedQueries;
import io.trino.sql.tree.CreateTableAsSelect;
import io.trino.sql.tree.CreateView;
import io.trino.sql.tree.Execute;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.SaveMode;
import io.trino.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs a statement of any kind. */
public final class Statements {
    private final Engine engine;
    private final Ddl ddl;
    private final Writes writes;
    private final Iceberg iceberg;
    private final SavedQueries saved;

    public Statements(Engine engine, Catalog catalog, Ddl ddl, Writes writes, SavedQueries saved) {
        this.engine = engine;
        this.ddl = ddl;
        this.writes = writes;
        this.iceberg = new Iceberg(catalog);
        this.saved = saved;
    }

    /**
     * @param group whose prepared statements it may name
     * @param output where the result belongs, if that is in S3
     * @param file receives the result and, beside it, its metadata
     */
    public record Request(String sql, List<Expression> parameters, String database, String group, Optional<S3Location> output, Path file) {
        private Request with(String otherSql, List<Expression> otherParameters) {
            return new Request(otherSql, otherParameters, database, group, output, file);
        }
    }

    /** @param bytes read, @param rows written, @param objects written, other than the result */
    public record Outcome(long bytes, long rows, List<S3Location> objects) {
        private static Outcome read(long bytes) {
            return new Outcome(bytes, 0, List.of());
        }
    }

    /** What the statement is, or the prepared one that it executes. */
    public StatementKind kind(String sql, String group) {
        DdlTokens in = DdlTokens.of(sql);
        if (!in.take("EXECUTE")) {
            return StatementKind.of(sql);
        }
        return saved.findPrepared(group, in.name()).map(prepared -> StatementKind.of(prepared.path("QueryStatement").asText())).orElse(StatementKind.SELECT);
    }

    /**
     * What Athena checks before it takes a statement on: that Trino's grammar knows it, or Hive's, that of the catalog.
     *
     * @throws AwsException InvalidRequestException with the place and what was expected there
     */
    public void requireGrammar(String sql) {
        try {
            parsed(withoutSemicolon(sql));
        } catch (AthenaException refused) {
            if (refused.getMessage().startsWith("SYNTAX_ERROR: ")) {
                throw AwsException.invalidRequest("MALFORMED_QUERY", refused.getMessage().substring("SYNTAX_ERROR: ".length()));
            }
        } catch (AwsException notOfTheGrammar) {
            // the query itself fails on it, as on AWS
        }
    }

    private static String withoutSemicolon(String sql) {
        return sql.replaceFirst(";\\s*$", "");
    }

    private void parsed(String sql) {
        DdlTokens in = DdlTokens.of(sql);
        if (in.startsWithAny("UNLOAD")) {
            engine.parse(Unload.parse(sql).query());
        } else if (in.take("PREPARE")) {
            in.name();
            in.expect("FROM");
            parsed(in.blankedRest());
        } else if (Ddl.isDdl(sql)) {
            ddl.read(sql, "default");
        } else if (Iceberg.isOwn(sql)) {
            iceberg.translate(sql, "default");
        } else {
            engine.parse(sql);
        }
    }

    /** @throws QueryFailedException if one of them is not an expression */
    public List<Expression> parameters(List<String> parameters) {
        return engine.parse(parameters);
    }

    /**
     * @throws QueryFailedException with Athena's reason
     * @throws AwsException if the catalog refuses
     * @throws RunningQuery.ScanLimitException if it would read too much
     */
    public Outcome run(Request request, RunningQuery running) throws IOException {
        String sql = withoutSemicolon(request.sql());
        Optional<String> change = iceberg.translate(sql, request.database());
        if (change.isPresent()) {
            return change(change.get(), request, running);
        }
        DdlTokens in = DdlTokens.of(sql);
        return switch (StatementKind.of(sql)) {
            case CATALOG, SHOW -> {
                Listing listing = Ddl.isDdl(sql) ? ddl.read(sql, request.database()).get()
                        : in.take("PREPARE") ? prepare(in, request)
                        : in.takeFirst("DEALLOCATE PREPARE", "DEALLOCATE") ? deallocate(in, request)
                        : createView(sql, request, running);
                listing.write(request.file());
                yield Outcome.read(0);
            }
            case UNLOAD -> {
                Unload unload = Unload.parse(sql);
                yield write(query(engine.parse(unload.query())), request.with(unload.query(), request.parameters()), writes.unload(unload), running);
            }
            default -> run(engine.parse(sql), request.with(sql, request.parameters()), running);
        };
    }

    private Outcome change(String sql, Request request, RunningQuery running) throws IOException {
        Engine.Change change = engine.change(sql, request.parameters(), request.database(), running);
        if (StatementKind.of(request.sql()).hasRows()) {
            Listing.NOTHING.write(request.file());
        } else {
            ResultFile.nothing(request.file());
        }
        return new Outcome(change.bytes(), change.rows(), List.of());
    }

    private Listing prepare(DdlTokens in, Request request) {
        String name = in.name();
        in.expect("FROM");
        String statement = in.rest();
        if (StatementKind.of(statement) == StatementKind.UNLOAD) {
            engine.parse(Unload.parse(statement).query());
        } else {
            engine.parse(statement);
        }
        saved.prepare(request.group(), name, statement, "");
        return Listing.NOTHING;
    }

    private Listing deallocate(DdlTokens in, Request request) {
        String name = in.name();
        in.end();
        saved.deletePrepared(request.group(), name);
        return Listing.NOTHING;
    }

    private Outcome execute(Execute execute, Request request, RunningQuery running) throws IOException {
        String name = execute.getName().getValue();
        String statement = saved.findPrepared(request.group(), name)
                .orElseThrow(() -> AthenaException.at(execute, "NOT_FOUND", "Prepared statement not found: " + name)).path("QueryStatement").asText();
        List<Expression> parameters = execute.getParameters().isEmpty() ? request.parameters() : execute.getParameters();
        return run(request.with(statement, parameters), running);
    }

    private Listing createView(String sql, Request request, RunningQuery running) throws IOException {
        if (!(engine.parse(sql) instanceof CreateView create)) {
            throw new AthenaException("NOT_SUPPORTED: This statement is not supported by the local Athena");
        }
        DdlTokens in = DdlTokens.of(sql);
        in.skipTo("AS");
        String query = in.rest();
        List<ResultColumn> columns = engine.columns(question(create.getQuery(), request.with(sql, request.parameters())), running);
        writes.createView(create, request.database(), query, columns);
        return Listing.NOTHING;
    }

    private Outcome run(Statement statement, Request request, RunningQuery running) throws IOException {
        if (statement instanceof Query query) {
            return Outcome.read(engine.select(question(query, request), running, (columns, rows) -> ResultFile.write(request.file(), columns, rows)));
        }
        if (statement instanceof Execute execute) {
            return execute(execute, request, running);
        }
        if (statement instanceof Insert insert) {
            return write(insert.getQuery(), request, writes.insert(insert, request.database()), running);
        }
        if (statement instanceof CreateTableAsSelect create) {
            if (create.getSaveMode() == SaveMode.REPLACE) {
                throw AthenaException.notSupported(create, "CREATE OR REPLACE TABLE");
            }
            if (create.getSaveMode() == SaveMode.IGNORE && writes.exists(create, request.database())) {
                ResultFile.nothing(request.file());
                return Outcome.read(0);
            }
            if (!create.isWithData()) {
                throw AthenaException.notSupported(create, "WITH NO DATA");
            }
            S3Location output = request.output()
                    .orElseThrow(() -> AthenaException.notSupported(create, "CREATE TABLE AS in a work group with managed query results"));
            return write(create.getQuery(), request, writes.createTable(create, request.database(), output.resolve("/")), running);
        }
        throw AthenaException.notSupported(statement, statement.getClass().getSimpleName());
    }

    /** The query of a statement, by its text. */
    private Engine.Question question(Query query, Request request) {
        String sql = request.sql();
        int start = offset(sql, query.getLocation().orElseThrow());
        String text = sql.substring(0, start).replaceAll("\\S", " ") + sql.substring(start);
        // what stands behind the query: the bracket that it may be in, and WITH DATA
        while (!isQuery(text) && text.lastIndexOf(')') > start) {
            text = text.substring(0, text.lastIndexOf(')'));
        }
        return new Engine.Question(query, text, request.parameters(), request.database());
    }

    private boolean isQuery(String text) {
        try {
            return engine.parse(text) instanceof Query;
        } catch (AthenaException e) {
            return false;
        }
    }

    private static int offset(String sql, NodeLocation at) {
        int line = 0;
        for (int i = 1; i < at.getLineNumber(); i++) {
            line = sql.indexOf('\n', line) + 1;
        }
        return line + at.getColumnNumber() - 1;
    }

    private static Query query(Statement statement) {
        if (statement instanceof Query query) {
            return query;
        }
        throw AthenaException.notSupported(statement, "UNLOAD of a " + statement.getClass().getSimpleName());
    }

    private Outcome write(Query query, Request request, Writes.Target target, RunningQuery running) throws IOException {
        TableWriter.Written[] written = new TableWriter.Written[1];
        long bytes = engine.run(question(query, request), running, (duckDb, sql, columns) ->
                written[0] = target.write(running, duckDb, sql, columns));
        ResultFile.nothing(request.file());
        Files.write(request.file(), written[0].objects().stream().map(S3Location::toString).toList());
        return new Outcome(bytes, written[0].rows(), written[0].objects());
    }
}
