package cloud.crawl;

import cloud.catalog.Catalog;
import cloud.catalog.PartitionPath;
import cloud.wire.AwsJson;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the catalog up to date with the tables that a crawl found, as the crawler's policies say. */
final class CrawledTables {
    /** The crawler that a table belongs to, and when it was found to be gone: Glue's own parameters. */
    private static final String UPDATED_BY = "UPDATED_BY_CRAWLER";
    private static final String DEPRECATED_BY = "DEPRECATED_BY_CRAWLER";

    private final Catalog catalog;
    private final ObjectNode crawler;
    private final CrawlerSettings settings;
    private final List<String> remarks;
    private final Set<String> found = new HashSet<>();
    private final List<S3Location> targets = new ArrayList<>();
    /** The partitions from before the objects were listed: one added later is not gone just because the listing lacks it. */
    private final Map<String, List<ObjectNode>> remembered = new HashMap<>();
    private int created;
    private int updated;
    private int deleted;

    CrawledTables(Catalog catalog, ObjectNode crawler, CrawlerSettings settings, List<String> remarks) {
        this.catalog = catalog;
        this.crawler = crawler;
        this.settings = settings;
        this.remarks = remarks;
    }

    String database() {
        return crawler.path("DatabaseName").asText("default");
    }

    int created() {
        return created;
    }

    int updated() {
        return updated;
    }

    int deleted() {
        return deleted;
    }

    void remember() {
        for (ObjectNode table : catalog.tables(database())) {
            String name = table.path("Name").asText();
            remembered.put(name, catalog.partitions(database(), name));
        }
    }

    /** Whether an earlier crawl made a partition of the folder, or a table without partitions. */
    boolean knowsFolder(S3Location folder) {
        return remembered.values().stream().flatMap(List::stream).anyMatch(partition -> isAt(partition, folder))
                || catalog.tables(database()).stream().anyMatch(table -> isAt(table, folder) && table.path("PartitionKeys").isEmpty());
    }

    private static boolean isAt(ObjectNode described, S3Location location) {
        String there = described.at("/StorageDescriptor/Location").asText();
        return there.equals(location.toString()) || (there + "/").equals(location.toString());
    }

    /** The tables of one target. */
    void write(List<CrawledTable> tables) {
        List<CrawledTable> ordered = new ArrayList<>(tables);
        // the plain name goes to the table that had it, or else to the one with the most objects
        ordered.sort(Comparator.comparing((CrawledTable table) -> !hadThePlainName(table)).thenComparing(table -> -table.objects().size()));
        for (CrawledTable table : ordered) {
            write(table, name(table));
        }
    }

    private boolean hadThePlainName(CrawledTable table) {
        return catalog.findTable(database(), table.name(prefix())).filter(old -> isSame(old, table)).filter(old -> {
            Sample sample = table.objects().get(0).sample();
            return old.at("/Parameters/classification").asText().equals(sample.format())
                    && old.at("/Parameters/compressionType").asText().equals(sample.compression());
        }).isPresent();
    }

    private static boolean isSame(ObjectNode old, CrawledTable table) {
        return isAt(old, table.location()) && PartitionPath.keys(old).equals(table.keys().names());
    }

    private String prefix() {
        return crawler.path("TablePrefix").asText("");
    }

    private String name(CrawledTable table) {
        String plain = table.name(prefix());
        boolean free = !found.contains(plain) && catalog.findTable(database(), plain).map(old -> isSame(old, table)).orElse(true);
        if (free) {
            return plain;
        }
        remarks.add("the name " + plain + " belongs to another table, so the one of " + table.location() + " is called "
                + table.nameWithHash(prefix()));
        return table.nameWithHash(prefix());
    }

    private void write(CrawledTable table, String name) {
        found.add(name);
        for (String key : table.keys().names()) {
            if (table.hidesColumn(key)) {
                remarks.add("the column " + key + " of " + table.location() + " is left out, as it is also a partition key");
            }
        }
        ObjectNode input = table.schema().describe(name, table.location(), table.keys());
        input.withObjectProperty("Parameters").put(UPDATED_BY, crawler.path("Name").asText());
        Optional<ObjectNode> old = catalog.findTable(database(), name);
        if (old.isEmpty()) {
            catalog.createTable(database(), input);
            created++;
        } else {
            change(old.get(), input);
        }
        catalog.putPartitions(database(), name, partitions(table, name));
        removePartitions(table, name);
    }

    private void change(ObjectNode old, ObjectNode input) {
        JsonNode before = old.at("/StorageDescriptor/Columns");
        ObjectNode storage = input.withObjectProperty("StorageDescriptor");
        storage.set("Columns", settings.mergeNewColumns() ? TableSchema.extended(before, storage.path("Columns"))
                : TableSchema.ordered(before, storage.path("Columns")));
        if (settings.mergeNewColumns()) {
            ObjectNode parameters = AwsJson.object();
            parameters.setAll(old.deepCopy().withObjectProperty("Parameters"));
            parameters.remove(DEPRECATED_BY);
            input.set("Parameters", parameters.setAll((ObjectNode) input.path("Parameters")));
        }
        boolean changed = !shape(old).equals(shape(input));
        if (settings.updates()) {
            updated += changed ? 1 : 0;
            catalog.updateTable(database(), input);
        } else if (changed && !settings.newFoldersOnly()) {
            remarks.add("table " + old.path("Name").asText() + " would have changed to the columns " + text(storage.path("Columns"))
                    + ", which the crawler's policy only lets it say");
        }
    }

    private static String text(JsonNode columns) {
        List<String> text = new ArrayList<>();
        columns.forEach(column -> text.add(column.path("Name").asText() + " " + column.path("Type").asText()));
        return String.join(", ", text);
    }

    /** What identifies a change of a table or partition: everything but the figures of how much it holds. */
    private static ObjectNode shape(ObjectNode described) {
        ObjectNode shape = AwsJson.object();
        JsonNode storage = described.path("StorageDescriptor");
        for (String member : List.of("Columns", "Location", "InputFormat", "SerdeInfo")) {
            shape.set(member, storage.path(member));
        }
        ObjectNode parameters = described.path("Parameters").isObject() ? described.path("Parameters").deepCopy() : AwsJson.object();
        parameters.remove(TableSchema.STATISTICS);
        shape.set("Parameters", parameters);
        return shape;
    }

    private List<ObjectNode> partitions(CrawledTable table, String name) {
        JsonNode inherited = catalog.table(database(), name).path("StorageDescriptor");
        List<ObjectNode> changed = new ArrayList<>();
        Map<List<String>, ObjectNode> known = new HashMap<>();
        catalog.partitions(database(), name).forEach(partition -> known.put(Catalog.values(partition), partition));
        table.partitions().forEach((folder, schema) -> {
            ObjectNode partition = AwsJson.object();
            table.values(folder).forEach(partition.putArray("Values")::add);
            ObjectNode storage = settings.inherit() ? inherited.deepCopy() : schema.storage(folder);
            partition.set("StorageDescriptor", storage.put("Location", folder.toString()));
            ObjectNode old = known.get(Catalog.values(partition));
            if (old == null || isChange(old, partition)) {
                changed.add(partition);
            }
        });
        return changed;
    }

    private boolean isChange(ObjectNode old, ObjectNode partition) {
        if (!settings.updates() && !settings.inherit()) {
            return false;
        }
        ObjectNode storage = partition.withObjectProperty("StorageDescriptor");
        if (!settings.inherit()) {
            JsonNode before = old.at("/StorageDescriptor/Columns");
            ArrayNode columns = settings.mergeNewColumns() ? TableSchema.extended(before, storage.path("Columns"))
                    : TableSchema.ordered(before, storage.path("Columns"));
            storage.set("Columns", columns);
        }
        return !shape(old).equals(shape(partition));
    }

    private void removePartitions(CrawledTable table, String name) {
        Set<List<String>> there = new HashSet<>();
        table.partitions().keySet().forEach(folder -> there.add(table.values(folder)));
        List<List<String>> gone = settings.newFoldersOnly() ? List.of()
                : remembered.getOrDefault(name, List.of()).stream()
                        .filter(partition -> partition.at("/StorageDescriptor/Location").asText().startsWith(table.location().toString()))
                        .map(Catalog::values)
                        .filter(values -> !there.contains(values))
                        .toList();
        if (!gone.isEmpty() && settings.deletion().equals("DELETE_FROM_DATABASE")) {
            gone.forEach(values -> catalog.deletePartition(database(), name, values));
        } else if (!gone.isEmpty()) {
            remarks.add("%d partition%s of table %s hold%s no objects any more, first %s"
                    .formatted(gone.size(), gone.size() == 1 ? "" : "s", name, gone.size() == 1 ? "s" : "", gone.get(0)));
        }
    }

    void crawled(S3Location target) {
        targets.add(target);
    }

    /** Applies the crawler's deletion policy to its tables that were not found again. */
    void retire() {
        if (settings.newFoldersOnly()) {
            return;
        }
        for (ObjectNode table : catalog.tables(database())) {
            String name = table.path("Name").asText();
            String location = table.at("/StorageDescriptor/Location").asText();
            boolean own = table.at("/Parameters/" + UPDATED_BY).asText().equals(crawler.path("Name").asText());
            if (own && !found.contains(name) && targets.stream().anyMatch(target -> location.startsWith(target.toString()))) {
                retire(table, name);
            }
        }
    }

    private void retire(ObjectNode table, String name) {
        switch (settings.deletion()) {
            case "DELETE_FROM_DATABASE" -> {
                catalog.deleteTable(database(), name);
                deleted++;
            }
            case "LOG" -> remarks.add("table " + name + " holds no objects any more");
            default -> {
                if (!table.path("Parameters").has(DEPRECATED_BY)) {
                    table.withObjectProperty("Parameters").put(DEPRECATED_BY, String.valueOf(System.currentTimeMillis()));
                    catalog.updateTable(database(), table);
                    updated++;
                    remarks.add("table " + name + " holds no objects any more and is marked as deprecated");
                }
            }
        }
    }
}
