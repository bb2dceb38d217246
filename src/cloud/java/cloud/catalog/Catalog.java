package cloud.catalog;

import static cloud.wire.AwsException.alreadyExists;
import static cloud.wire.AwsException.notFound;

import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The Glue data catalog: databases, tables and partitions in the shape of AWS's own structures. Every change is in the file before the call
 * returns. What goes in and comes out are copies.
 */
public final class Catalog {
    /** The account that all belongs to. */
    public static final String ACCOUNT = "000000000000";

    /** Earlier versions of a table that are kept. */
    private static final int MOST_VERSIONS = 25;

    /** What a database and a table hold, which is no part of their description. */
    private static final List<String> CONTENT = List.of("tables", "partitions", "versions");

    private final Path file;
    private final ObjectNode databases;

    private Catalog(Path file, ObjectNode databases) {
        this.file = file;
        this.databases = databases;
    }

    public static Catalog open(Path file) throws IOException {
        return new Catalog(file, AwsJson.read(file));
    }

    public synchronized void createDatabase(ObjectNode input) {
        String name = AwsJson.required(input, "Name", "InvalidInputException").toLowerCase();
        if (databases.has(name)) {
            throw alreadyExists("Database already exists: " + name);
        }
        ObjectNode database = databases.putObject(name);
        database.setAll(input.deepCopy());
        database.put("Name", name).put("CreateTime", AwsJson.now()).put("CatalogId", ACCOUNT);
        save();
    }

    public synchronized ObjectNode database(String name) {
        return description(stored(name));
    }

    public synchronized List<ObjectNode> databases() {
        List<ObjectNode> all = new ArrayList<>();
        sorted(databases).keySet().forEach(name -> all.add(database(name)));
        return all;
    }

    public synchronized void updateDatabase(String name, ObjectNode input) {
        ObjectNode old = stored(name);
        ObjectNode database = AwsJson.object();
        database.setAll(input.deepCopy());
        for (String kept : List.of("CatalogId", "CreateTime", "tables")) {
            if (old.has(kept)) {
                database.set(kept, old.get(kept));
            }
        }
        databases.set(name.toLowerCase(), database.put("Name", name.toLowerCase()));
        save();
    }

    public synchronized void deleteDatabase(String name) {
        stored(name);
        databases.remove(name.toLowerCase());
        save();
    }

    public synchronized void createTable(String database, ObjectNode input) {
        String name = AwsJson.required(input, "Name", "InvalidInputException").toLowerCase();
        ObjectNode tables = tablesOf(database);
        if (tables.has(name)) {
            throw alreadyExists("Table already exists: " + name);
        }
        ObjectNode table = tables.putObject(name);
        table.setAll(input.deepCopy());
        table.put("Name", name).put("DatabaseName", database.toLowerCase()).put("CatalogId", ACCOUNT);
        table.put("CreateTime", AwsJson.now()).put("UpdateTime", AwsJson.now()).put("VersionId", "0");
        save();
    }

    public synchronized void updateTable(String database, ObjectNode input) {
        updateTable(database, input, true);
    }

    /** @param archive whether the version until now is kept */
    public synchronized void updateTable(String database, ObjectNode input, boolean archive) {
        String name = AwsJson.required(input, "Name", "InvalidInputException").toLowerCase();
        ObjectNode old = storedTable(database, name);
        ObjectNode table = AwsJson.object();
        table.setAll(input.deepCopy());
        for (String kept : List.of("DatabaseName", "CatalogId", "CreateTime", "partitions", "versions")) {
            if (old.has(kept)) {
                table.set(kept, old.get(kept));
            }
        }
        if (archive) {
            ArrayNode versions = table.withArray("versions").insert(0, description(old));
            while (versions.size() > MOST_VERSIONS) {
                versions.remove(MOST_VERSIONS);
            }
        }
        table.put("Name", name).put("UpdateTime", AwsJson.now()).put("VersionId", String.valueOf(old.path("VersionId").asInt() + 1));
        tablesOf(database).set(name, table);
        save();
    }

    /** @throws AwsException if somebody else has changed the table in the meantime */
    public synchronized void requireVersion(String database, String name, String version) {
        String current = storedTable(database, name).path("VersionId").asText();
        if (!current.equals(version)) {
            throw new AwsException("ConcurrentModificationException", "Table is of version " + current + ", not " + version);
        }
    }

    /** The table as it is and as it was, the newest version first. */
    public synchronized List<ObjectNode> versions(String database, String name) {
        List<ObjectNode> versions = new ArrayList<>(List.of(table(database, name)));
        storedTable(database, name).path("versions").forEach(version -> versions.add(version.deepCopy()));
        return versions;
    }

    public synchronized void deleteVersion(String database, String name, String version) {
        JsonNode versions = storedTable(database, name).path("versions");
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).path("VersionId").asText().equals(version)) {
                ((ArrayNode) versions).remove(i);
                save();
                return;
            }
        }
        throw notFound("Table " + name + " has no earlier version " + version + ".");
    }

    public synchronized ObjectNode table(String database, String name) {
        return description(storedTable(database, name));
    }

    public synchronized Optional<ObjectNode> findTable(String database, String name) {
        boolean exists = databases.path(database.toLowerCase()).path("tables").has(name.toLowerCase());
        return exists ? Optional.of(table(database, name)) : Optional.empty();
    }

    public synchronized List<ObjectNode> tables(String database) {
        List<ObjectNode> all = new ArrayList<>();
        sorted(tablesOf(database)).keySet().forEach(name -> all.add(table(database, name)));
        return all;
    }

    public synchronized void deleteTable(String database, String name) {
        storedTable(database, name);
        tablesOf(database).remove(name.toLowerCase());
        save();
    }

    /** Adds the partitions, all in one change; existing ones are left unchanged and returned. */
    public synchronized List<List<String>> addPartitions(String database, String table, List<ObjectNode> inputs) {
        ObjectNode partitions = partitionsOf(database, table);
        List<List<String>> present = new ArrayList<>();
        for (ObjectNode input : inputs) {
            List<String> values = values(input);
            if (partitions.has(key(values))) {
                present.add(values);
            } else {
                partitions.set(key(values), partition(database, table, input));
            }
        }
        if (present.size() < inputs.size()) {
            save();
        }
        return present;
    }

    public synchronized void updatePartition(String database, String table, List<String> values, ObjectNode input) {
        ObjectNode partitions = partitionsOf(database, table);
        ObjectNode old = storedPartition(database, table, values);
        if (!values(input).equals(values) && partitions.has(key(values(input)))) {
            throw alreadyExists("Partition already exists: " + values(input));
        }
        ObjectNode partition = partition(database, table, input);
        partition.set("CreationTime", old.path("CreationTime"));
        partitions.remove(key(values));
        partitions.set(key(values(input)), partition);
        save();
    }

    /** Adds the partitions or replaces them, all in one change. */
    public synchronized void putPartitions(String database, String table, List<ObjectNode> inputs) {
        ObjectNode partitions = partitionsOf(database, table);
        for (ObjectNode input : inputs) {
            ObjectNode partition = partition(database, table, input);
            if (partitions.get(key(values(input))) instanceof ObjectNode old) {
                partition.set("CreationTime", old.path("CreationTime"));
            }
            partitions.set(key(values(input)), partition);
        }
        if (!inputs.isEmpty()) {
            save();
        }
    }

    private ObjectNode partition(String database, String table, ObjectNode input) {
        if (values(input).size() != storedTable(database, table).path("PartitionKeys").size()) {
            throw AwsException.invalidInput("The number of partition keys do not match the number of partition values " + values(input));
        }
        ObjectNode partition = AwsJson.object();
        partition.setAll(input.deepCopy());
        return partition.put("DatabaseName", database.toLowerCase()).put("TableName", table.toLowerCase()).put("CatalogId", ACCOUNT)
                .put("CreationTime", AwsJson.now());
    }

    public synchronized ObjectNode partition(String database, String table, List<String> values) {
        return storedPartition(database, table, values).deepCopy();
    }

    public synchronized List<ObjectNode> partitions(String database, String table) {
        List<ObjectNode> all = new ArrayList<>();
        sorted(partitionsOf(database, table)).values().forEach(partition -> all.add(partition.deepCopy()));
        return all;
    }

    public synchronized void deletePartition(String database, String table, List<String> values) {
        storedPartition(database, table, values);
        partitionsOf(database, table).remove(key(values));
        save();
    }

    public static List<String> values(JsonNode input) {
        return values(input.path("Values"), "Values");
    }

    public static List<String> values(JsonNode list, String member) {
        if (list.isEmpty()) {
            throw AwsException.invalidInput("Missing required member: " + member);
        }
        List<String> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asText()));
        return values;
    }

    private static ObjectNode description(ObjectNode node) {
        ObjectNode copy = AwsJson.object();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!CONTENT.contains(entry.getKey())) {
                copy.set(entry.getKey(), entry.getValue().deepCopy());
            }
        }
        return copy;
    }

    private ObjectNode stored(String database) {
        return found(databases, database, () -> "Database " + database + " not found.");
    }

    private ObjectNode tablesOf(String database) {
        return stored(database).withObjectProperty("tables");
    }

    private ObjectNode storedTable(String database, String table) {
        return found(tablesOf(database), table, () -> "Table " + table + " not found.");
    }

    private ObjectNode partitionsOf(String database, String table) {
        return storedTable(database, table).withObjectProperty("partitions");
    }

    private ObjectNode storedPartition(String database, String table, List<String> values) {
        if (partitionsOf(database, table).get(key(values)) instanceof ObjectNode partition) {
            return partition;
        }
        throw notFound("Cannot find partition " + values + " of table " + table + ".");
    }

    private static ObjectNode found(ObjectNode parent, String name, Supplier<String> complaint) {
        if (parent.get(name.toLowerCase()) instanceof ObjectNode node) {
            return node;
        }
        throw notFound(complaint.get());
    }

    private static String key(List<String> values) {
        return String.join("\u0000", values);
    }

    private static TreeMap<String, ObjectNode> sorted(ObjectNode nodes) {
        TreeMap<String, ObjectNode> sorted = new TreeMap<>();
        nodes.properties().forEach(entry -> sorted.put(entry.getKey(), (ObjectNode) entry.getValue()));
        return sorted;
    }

    private void save() {
        try {
            AwsJson.replace(file, databases);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the catalog " + file, e);
        }
    }
}
