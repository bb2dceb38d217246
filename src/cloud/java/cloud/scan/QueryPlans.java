package cloud.scan;

import cloud.sql.Sql;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * Tells which columns of its tables a query needs, from DuckDB's own plan over empty tables. A separate DuckDB from the one that answers, since it
 * leaves out optimizations: those that hide the columns of a condition in the scan, and those that see that the tables are empty.
 */
final class QueryPlans implements AutoCloseable {
    private final Connection duckDb;

    /** @param duckDb to be closed with this */
    QueryPlans(Connection duckDb) throws SQLException {
        this.duckDb = duckDb;
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("SET disabled_optimizers='filter_pushdown,statistics_propagation,empty_result_pullup'");
        }
    }

    /**
     * @param scans each scan, as written in the query, with the names and types of its columns
     * @return for each of them the names that the query needs
     */
    Map<String, Set<String>> needed(String sql, Map<String, Map<String, String>> scans) throws SQLException {
        try (Connection connection = ((DuckDBConnection) duckDb).duplicate(); Statement statement = connection.createStatement()) {
            String planned = sql;
            List<String> order = new ArrayList<>(scans.keySet());
            for (int i = 0; i < order.size(); i++) {
                statement.execute("CREATE TEMP TABLE scan_" + i + " " + scans.get(order.get(i)).entrySet().stream()
                        .map(column -> Sql.name(column.getKey()) + " " + column.getValue()).collect(Collectors.joining(", ", "(", ")")));
                planned = planned.replace(order.get(i), "scan_" + i);
            }
            try (ResultSet plan = statement.executeQuery("EXPLAIN (FORMAT json) " + planned)) {
                plan.next();
                Map<String, Set<String>> read = new HashMap<>();
                collect(AwsJson.MAPPER.readTree(plan.getString(2)), read);
                return columns(order, scans, read);
            }
        } catch (JsonProcessingException e) {
            throw new SQLException("The plan cannot be read", e);
        }
    }

    /** What each table's scans give, by the table's name. */
    private static void collect(JsonNode node, Map<String, Set<String>> read) {
        if (node.isArray()) {
            node.forEach(each -> collect(each, read));
            return;
        }
        JsonNode info = node.path("extra_info");
        if (info.has("Table")) {
            // the plan names the catalog and the schema too
            String name = info.path("Table").asText().replaceAll(".*\\.", "");
            Set<String> columns = read.computeIfAbsent(name, table -> new HashSet<>());
            JsonNode projections = info.path("Projections");
            if (projections.isArray()) {
                projections.forEach(column -> columns.add(column.asText()));
            } else {
                columns.add(projections.asText());
            }
        }
        collect(node.path("children"), read);
    }

    private static Map<String, Set<String>> columns(List<String> order, Map<String, Map<String, String>> scans, Map<String, Set<String>> read) {
        Map<String, Set<String>> needed = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            Set<String> projections = read.getOrDefault("scan_" + i, Set.of());
            Set<String> names = new TreeSet<>();
            for (String name : scans.get(order.get(i)).keySet()) {
                // a part of a struct is name.part
                if (projections.stream().anyMatch(projection -> projection.equals(name) || projection.startsWith(name + "."))) {
                    names.add(name);
                }
            }
            needed.put(order.get(i), names);
        }
        return needed;
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
