package routes.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import routes.lang.AwsErrors;
import routes.lang.Json;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.s3.S3Client;

/** The tables that a query can name: what is in them, and how much a query of them reads at most. */
public class SqlTables {
    private static final Pattern VIEW = Pattern.compile("/\\*\\s*Presto View:\\s*([A-Za-z0-9+/=\\s]+?)\\s*\\*/");
    private static final Set<String> COMPARED_AS_TEXT = Set.of("string", "varchar", "char", "date");
    private static final int DEEPEST_VIEW = 8;

    private final GlueClient glue;
    private final Remembered remembered = new Remembered();
    private final FolderSizes folders;
    private String database = "";

    public SqlTables(GlueClient glue, S3Client s3) {
        this.glue = glue;
        this.folders = new FolderSizes(s3, remembered);
    }

    /** The database with its tables and views, each with its columns, and its partition keys behind them. */
    public ObjectNode schema() {
        ObjectNode schema = Json.object().put("database", database);
        ArrayNode tables = schema.putArray("tables");
        glue.getTablesPaginator(get -> get.databaseName(database)).stream()
                .flatMap(page -> page.tableList().stream())
                .sorted(Comparator.comparing(Table::name))
                .forEach(table -> add(tables.addObject(), table));
        return schema;
    }

    private static void add(ObjectNode node, Table table) {
        node.put("name", table.name()).put("view", isView(table));
        ArrayNode columns = node.putArray("columns");
        if (table.storageDescriptor() != null) {
            table.storageDescriptor().columns().forEach(column -> add(columns, column, false));
        }
        table.partitionKeys().forEach(column -> add(columns, column, true));
    }

    private static void add(ArrayNode columns, Column column, boolean isKey) {
        columns.addObject().put("name", column.name()).put("type", column.type()).put("partitionKey", isKey);
    }

    private static boolean isView(Table table) {
        return "VIRTUAL_VIEW".equals(table.tableType());
    }

    /** Of what there is now, for a query that is about to run. */
    Estimate estimateAnew(SqlText sql) {
        remembered.forget();
        return estimate(sql);
    }

    Estimate estimate(SqlText sql) {
        if (ReadOnly.readsNoObjects(sql)) {
            return Estimate.NOTHING;
        }
        List<Estimate.Part> parts = new ArrayList<>();
        try {
            addAll(parts, sql, database, 0);
            long times = TableName.timesRead(sql, TableName.all(sql, database));
            return new Estimate(parts.stream().map(part -> part.times(times)).toList(), null);
        } catch (UnknownSizeException unknown) {
            return new Estimate(parts, unknown.getMessage());
        }
    }

    private void addAll(List<Estimate.Part> parts, SqlText sql, String database, int depth) {
        List<TableName> names = TableName.all(sql, database);
        PartitionFilter filter = names.size() == 1 ? PartitionFilter.of(sql) : PartitionFilter.ALL;
        for (TableName name : names) {
            Optional<Table> table = find(name);
            if (table.isPresent() && isView(table.get())) {
                addView(parts, name, table.get(), depth);
            } else {
                table.ifPresent(found -> addPart(parts, name, found, filter));
            }
        }
    }

    private void addView(List<Estimate.Part> parts, TableName name, Table view, int depth) {
        Matcher text = VIEW.matcher(String.valueOf(view.viewOriginalText()));
        if (depth == DEEPEST_VIEW || !text.matches()) {
            throw new UnknownSizeException("what the view %s reads is not known".formatted(name));
        }
        try {
            byte[] json = Base64.getMimeDecoder().decode(text.group(1));
            JsonNode content = Json.mapper().readTree(new String(json, StandardCharsets.UTF_8));
            addAll(parts, SqlText.of(content.path("originalSql").asText()), content.path("schema").asText(name.database()), depth + 1);
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            throw new UnknownSizeException("what the view %s reads is not known".formatted(name));
        }
    }

    /** @return none when the statement defines it, or it does not exist, which Athena says */
    private Optional<Table> find(TableName name) {
        if (name.catalog() != null) {
            throw new UnknownSizeException("the size of %s, which is in another catalog, is not known".formatted(name));
        }
        try {
            return remembered.get(name, () -> table(name));
        } catch (SdkException refused) {
            if (name.database().equals(database)) {
                throw refused;
            }
            throw new UnknownSizeException("the size of %s is not known: %s".formatted(name, AwsErrors.sentence("Glue", refused)));
        }
    }

    private Optional<Table> table(TableName name) {
        try {
            return Optional.of(glue.getTable(get -> get.databaseName(name.database()).name(name.table())).table());
        } catch (EntityNotFoundException none) {
            return Optional.empty();
        }
    }

    /** What is known of a size is kept, for it may be more than the budget already. */
    private void addPart(List<Estimate.Part> parts, TableName name, Table table, PartitionFilter filter) {
        String location = table.storageDescriptor() == null ? null : table.storageDescriptor().location();
        if (table.partitionKeys().isEmpty() || "true".equals(table.parameters().get("projection.enabled"))) {
            add(parts, name, 0, 0, folders.of(location == null ? List.of() : List.of(location)));
            return;
        }
        List<Partition> all = remembered.get(List.of("partitions", name), () -> partitions(name));
        Predicate<List<String>> wanted = wanted(table.partitionKeys(), filter);
        List<String> locations = all.stream().filter(partition -> wanted.test(partition.values())).map(partition -> partition.storageDescriptor().location()).toList();
        add(parts, name, locations.size(), all.size(), folders.of(locations));
    }

    private static void add(List<Estimate.Part> parts, TableName name, int partitions, int ofPartitions, FolderSizes.Size size) {
        parts.add(new Estimate.Part(name.toString(), partitions, ofPartitions, size.objects(), size.bytes()));
        if (size.unknown() != null) {
            throw new UnknownSizeException(size.unknown());
        }
    }

    private List<Partition> partitions(TableName name) {
        return glue.getPartitionsPaginator(get -> get.databaseName(name.database()).tableName(name.table()).excludeColumnSchema(true)).stream()
                .flatMap(page -> page.partitions().stream())
                .toList();
    }

    private static Predicate<List<String>> wanted(List<Column> keys, PartitionFilter filter) {
        return IntStream.range(0, keys.size())
                .filter(i -> COMPARED_AS_TEXT.contains(keys.get(i).type().split("\\(")[0]))
                .mapToObj(i -> {
                    Predicate<String> value = filter.of(keys.get(i).name());
                    return (Predicate<List<String>>) values -> value.test(values.get(i));
                })
                .reduce(values -> true, Predicate::and);
    }

    /** Where the names without a database are. */
    public void setDatabase(String database) {
        this.database = database;
    }
}
