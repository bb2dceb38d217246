package cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One run of a crawler: lists its targets, samples the objects, and writes one table a target with its partitions. */
final class Crawl {
    private final S3Client s3;
    private final Catalog catalog;
    private final ObjectNode crawler;
    private final Samples samples;
    private final List<String> remarks = new ArrayList<>();
    private volatile boolean cancelled;
    private int tablesCreated;
    private int tablesUpdated;

    Crawl(S3Client s3, Catalog catalog, ObjectNode crawler, Path samples) {
        this.s3 = s3;
        this.catalog = catalog;
        this.crawler = crawler;
        this.samples = new Samples(s3, samples);
    }

    /** @return what the user should know although the crawl went through; empty if nothing */
    String run() throws IOException {
        String database = crawler.path("DatabaseName").asText("default");
        createIfMissing(database);
        samples.load();
        for (JsonNode target : crawler.path("Targets").path("S3Targets")) {
            crawl(database, S3Location.parse(target.path("Path").asText()).folder(), exclusions(target));
        }
        samples.save();
        return String.join("; ", remarks);
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    int tablesCreated() {
        return tablesCreated;
    }

    int tablesUpdated() {
        return tablesUpdated;
    }

    private void createIfMissing(String database) {
        if (catalog.databases().stream().noneMatch(known -> known.path("Name").asText().equals(database.toLowerCase()))) {
            catalog.createDatabase(Json.object().put("Name", database).put("Description", "Made by a crawler"));
        }
    }

    /** Globs on what follows the target's path, as Glue takes them. */
    private static List<PathMatcher> exclusions(JsonNode target) {
        List<PathMatcher> exclusions = new ArrayList<>();
        target.path("Exclusions").forEach(glob -> exclusions.add(FileSystems.getDefault().getPathMatcher("glob:" + glob.asText())));
        return exclusions;
    }

    private void crawl(String database, S3Location target, List<PathMatcher> exclusions) throws IOException {
        List<S3Object> objects = new ArrayList<>();
        try {
            list(target, objects);
        } catch (NoSuchBucketException e) {
            throw new IOException("The bucket " + target.bucket() + " of target " + target + " does not exist", e);
        }
        objects.removeIf(object -> {
            Path relative = Path.of(object.key().substring(target.key().length()));
            return exclusions.stream().anyMatch(exclusion -> exclusion.matches(relative));
        });
        Map<PartitionKeys, List<S3Object>> layouts = new LinkedHashMap<>();
        for (S3Object object : objects) {
            layouts.computeIfAbsent(PartitionKeys.of(folders(target, object)), keys -> new ArrayList<>()).add(object);
        }
        Optional<Map.Entry<PartitionKeys, List<S3Object>>> main =
                layouts.entrySet().stream().max(Map.Entry.comparingByValue((a, b) -> a.size() - b.size()));
        if (main.isPresent()) {
            layouts.forEach((keys, others) -> remarkOtherLayout(target, main.get().getKey(), keys, others));
            write(database, target, main.get().getKey(), main.get().getValue());
        }
    }

    private void remarkOtherLayout(S3Location target, PartitionKeys main, PartitionKeys keys, List<S3Object> objects) {
        if (!keys.equals(main)) {
            remarks.add(("%d objects under %s have the folders %s, not %s, and are left out, first of them %s; Glue would make a table of"
                    + " their own for them").formatted(objects.size(), target, keys, main, objects.get(0).key()));
        }
    }

    /** Folder by folder, since the S3 server walks the whole prefix for every page. */
    private void list(S3Location folder, List<S3Object> objects) {
        String token = null;
        do {
            if (cancelled) {
                return;
            }
            String next = token;
            ListObjectsV2Response page = s3.listObjectsV2(request ->
                    request.bucket(folder.bucket()).prefix(folder.key()).delimiter("/").continuationToken(next));
            page.contents().stream().filter(object -> isData(folder, object)).forEach(objects::add);
            for (CommonPrefix sub : page.commonPrefixes()) {
                if (!S3Location.isHidden(sub.prefix().substring(folder.key().length()))) {
                    list(new S3Location(folder.bucket(), sub.prefix()), objects);
                }
            }
            token = page.nextContinuationToken();
        } while (token != null);
    }

    private static boolean isData(S3Location folder, S3Object object) {
        return object.size() > 0 && !object.key().endsWith("/") && !S3Location.isHidden(object.key().substring(folder.key().length()));
    }

    private static List<String> folders(S3Location target, S3Object object) {
        List<String> segments = List.of(object.key().substring(target.key().length()).split("/"));
        return segments.subList(0, segments.size() - 1);
    }

    private void write(String database, S3Location target, PartitionKeys keys, List<S3Object> objects) throws IOException {
        TableSchema schema = new TableSchema();
        for (S3Object object : objects) {
            if (cancelled) {
                return;
            }
            samples.of(target.bucket(), object).ifPresentOrElse(schema::add, () -> remarkUnread(target, object));
        }
        if (schema.isEmpty()) {
            return;
        }
        remarkMixture(target, schema);
        for (String key : keys.names()) {
            if (schema.remove(key)) {
                remarks.add("the column " + key + " of " + target + " is left out, as it is also a partition key");
            }
        }
        String table = tableName(target);
        save(database, table, schema.describe(table, target, keys), target);
        catalog.addPartitions(database, table, partitions(target, schema, keys, objects));
    }

    private void remarkUnread(S3Location target, S3Object object) {
        remarks.add(object.key() + " under " + target + " is not JSON lines and is left out; Glue would make a table of its own for it");
    }

    private void remarkMixture(S3Location target, TableSchema schema) {
        if (schema.compressions().size() > 1) {
            remarks.add(target + " mixes the compressions " + schema.compressions() + "; Glue could make a table for each");
        }
    }

    private String tableName(S3Location target) {
        String[] segments = target.key().isEmpty() ? new String[] {target.bucket()} : target.key().split("/");
        String folder = segments[segments.length - 1];
        String name = folder.contains("=") ? folder.substring(0, folder.indexOf('=')) : folder;
        return crawler.path("TablePrefix").asText("") + name.toLowerCase().replaceAll("[^a-z0-9_]", "_");
    }

    private void save(String database, String name, ObjectNode input, S3Location target) {
        input.withObjectProperty("Parameters").put("UPDATED_BY_CRAWLER", crawler.path("Name").asText());
        Optional<ObjectNode> old = catalog.findTable(database, name);
        if (old.isEmpty()) {
            catalog.createTable(database, input);
            tablesCreated++;
        } else if (!old.get().path("PartitionKeys").equals(input.path("PartitionKeys"))) {
            throw new IllegalStateException("The folders under " + target + " no longer match the partition keys of table " + name
                    + ": delete the table, or crawl the other folders as a target of their own");
        } else {
            boolean mayChange = !crawler.path("SchemaChangePolicy").path("UpdateBehavior").asText().equals("LOG");
            ArrayNode columns = (ArrayNode) old.get().path("StorageDescriptor").path("Columns");
            input.withObjectProperty("StorageDescriptor").set("Columns", mayChange ? TableSchema.merge(columns, input) : columns);
            catalog.updateTable(database, input);
            tablesUpdated++;
        }
    }

    private static List<ObjectNode> partitions(S3Location target, TableSchema schema, PartitionKeys keys, List<S3Object> objects) {
        if (keys.names().isEmpty()) {
            return List.of();
        }
        List<ObjectNode> partitions = new ArrayList<>();
        TreeSet<String> folders = new TreeSet<>();
        for (S3Object object : objects) {
            if (folders.add(object.key().substring(0, object.key().lastIndexOf('/') + 1))) {
                ObjectNode partition = Json.object();
                PartitionKeys.values(folders(target, object)).forEach(partition.putArray("Values")::add);
                S3Location location = new S3Location(target.bucket(), object.key().substring(0, object.key().lastIndexOf('/') + 1));
                partition.set("StorageDescriptor", schema.storage(location));
                partitions.add(partition);
            }
        }
        return partitions;
    }
}
