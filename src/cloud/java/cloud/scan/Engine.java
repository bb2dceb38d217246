package cloud.scan;

import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** What computes the answers of queries. */
public interface Engine extends AutoCloseable {

    /**
     * A query as it was asked.
     *
     * @param sql its text, at the place that it has in the statement, so that errors locate it correctly
     * @param database that names without one belong to; empty if there is none
     */
    record Question(Query query, String sql, List<Expression> parameters, String database) {}

    /** A result, row by row. */
    interface Rows {
        /** The next one, with null for no value; null at the end. */
        Object[] next() throws SQLException, IOException;
    }

    /** What to do with a result. */
    interface Reader {
        void read(List<ResultColumn> columns, Rows rows) throws SQLException, IOException;
    }

    /** What to do with a query that DuckDB can run. */
    interface Use {
        void with(java.sql.Statement duckDb, String sql, List<ResultColumn> columns) throws SQLException, IOException;
    }

    /** @throws QueryFailedException SYNTAX_ERROR, as Trino words it */
    Statement parse(String sql);

    /** @throws QueryFailedException if one of them is not an expression */
    List<Expression> parse(List<String> parameters);

    /**
     * Computes the answer and hands it on.
     *
     * @return the stored size of the objects and columns that it read, in bytes
     * @throws QueryFailedException with Athena's reason
     */
    long select(Question question, RunningQuery running, Reader reader) throws IOException;

    /** The columns of the answer, which is not computed; otherwise like {@link #select}. */
    List<ResultColumn> columns(Question question, RunningQuery running) throws IOException;

    /** Hands on a DuckDB query that gives the answer; otherwise like {@link #select}. */
    long run(Question question, RunningQuery running, Use use) throws IOException;

    /**
     * Runs a statement on an Iceberg table.
     *
     * @param sql in Trino's dialect
     * @throws QueryFailedException with Athena's reason, if only that this engine knows no Iceberg
     */
    Change change(String sql, List<Expression> parameters, String database, RunningQuery running) throws IOException;

    /** @param bytes read, @param rows written */
    record Change(long bytes, long rows) {}

    @Override
    void close();
}
