package cloud.crawl;

import cloud.catalog.PartitionKeys;
import cloud.wire.S3Location;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Objects that a crawler makes one table of.
 *
 * <p>Which those are, by "How does a crawler determine when to create partitions?" and "Creating a single schema for each Amazon S3 include
 * path" of the Glue Developer Guide: those below one folder, if they are compatible (format, compression, depth and names of the folders)
 * and their columns are similar; else each folder in it is looked at by itself, and each object that lies beside the folders is a table of
 * its own. CombineCompatibleSchemas makes tables of compatible objects however much their columns differ, and a table level tells which
 * folders are the tables. How Glue measures similarity is not documented beyond its threshold: see {@link Sample#isSimilar}.
 *
 * @param location a folder, or the object if it is a table by itself
 * @param objects at least one
 */
record CrawledTable(S3Location location, PartitionKeys keys, List<CrawledObject> objects) {

    static List<CrawledTable> of(S3Location target, List<CrawledObject> objects, CrawlerSettings settings) {
        List<CrawledTable> tables = new ArrayList<>();
        if (settings.tableLevel() > 0) {
            Map<S3Location, List<CrawledObject>> roots = new LinkedHashMap<>();
            objects.forEach(object -> roots.computeIfAbsent(ancestor(object, settings.tableLevel()), root -> new ArrayList<>()).add(object));
            roots.forEach((root, below) -> combine(root, below, settings.combine(), tables));
        } else if (settings.combine()) {
            combine(target, objects, true, tables);
        } else {
            split(target, objects, tables);
        }
        return tables;
    }

    /** The folder of that level, of which the bucket is the first; the object's own folder if it does not lie so deep. */
    private static S3Location ancestor(CrawledObject object, int level) {
        S3Location bucket = new S3Location(object.location().bucket(), "");
        List<String> folders = object.foldersBelow(bucket);
        String key = String.join("/", folders.subList(0, Math.min(level - 1, folders.size())));
        return new S3Location(bucket.bucket(), key).folder();
    }

    private static void combine(S3Location folder, List<CrawledObject> objects, boolean dissimilar, List<CrawledTable> tables) {
        List<List<CrawledObject>> groups = new ArrayList<>();
        for (CrawledObject object : objects) {
            groups.stream()
                    .filter(group -> isCompatible(folder, group.get(0), object)
                            && (dissimilar || group.get(0).sample().isSimilar(object.sample())))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.get(groups.size() - 1);
                    })
                    .add(object);
        }
        groups.forEach(group -> tables.add(at(folder, group)));
    }

    private static void split(S3Location folder, List<CrawledObject> objects, List<CrawledTable> tables) {
        CrawledObject widest = objects.stream()
                .reduce((a, b) -> b.sample().columns().size() > a.sample().columns().size() ? b : a)
                .orElseThrow();
        if (objects.stream().allMatch(object -> isCompatible(folder, widest, object) && widest.sample().isSimilar(object.sample()))) {
            tables.add(at(folder, objects));
            return;
        }
        Map<String, List<CrawledObject>> below = new TreeMap<>();
        for (CrawledObject object : objects) {
            List<String> folders = object.foldersBelow(folder);
            if (folders.isEmpty()) {
                tables.add(new CrawledTable(object.location(), PartitionKeys.of(List.of()), List.of(object)));
            } else {
                below.computeIfAbsent(folders.get(0), name -> new ArrayList<>()).add(object);
            }
        }
        below.forEach((name, inside) -> split(folder.resolve(name + "/"), inside, tables));
    }

    private static CrawledTable at(S3Location folder, List<CrawledObject> objects) {
        return new CrawledTable(folder, PartitionKeys.of(objects.get(0).foldersBelow(folder)), objects);
    }

    private static boolean isCompatible(S3Location folder, CrawledObject a, CrawledObject b) {
        return a.sample().isCompatible(b.sample())
                && PartitionKeys.of(a.foldersBelow(folder)).equals(PartitionKeys.of(b.foldersBelow(folder)));
    }

    TableSchema schema() {
        return schema(objects);
    }

    private TableSchema schema(List<CrawledObject> some) {
        return new TableSchema(some.stream().map(CrawledObject::sample).toList(), keys);
    }

    /** Whether a column has the name of a folder, and the folder's wins. */
    boolean hidesColumn(String key) {
        return objects.stream().anyMatch(object -> object.sample().columns().containsKey(key));
    }

    /** The folders that are its partitions, with the columns of their own objects. */
    Map<S3Location, TableSchema> partitions() {
        Map<S3Location, List<CrawledObject>> folders = new LinkedHashMap<>();
        if (!keys.names().isEmpty()) {
            objects.forEach(object -> folders.computeIfAbsent(object.folder(), folder -> new ArrayList<>()).add(object));
        }
        Map<S3Location, TableSchema> partitions = new LinkedHashMap<>();
        folders.forEach((folder, inside) -> partitions.put(folder, schema(inside)));
        return partitions;
    }

    List<String> values(S3Location folder) {
        return PartitionKeys.values(List.of(folder.key().substring(location.key().length()).split("/")));
    }

    /** Glue's name for it: the folder's or object's, without the characters that names cannot have. */
    String name(String prefix) {
        String[] segments = location.key().isEmpty() ? new String[] {location.bucket()} : location.key().split("/");
        return prefix + segments[segments.length - 1].toLowerCase().replaceAll("[^a-z0-9_]", "_");
    }

    /** For a name that another table has. */
    String nameWithHash(String prefix) {
        String what = location + " " + keys + " " + objects.get(0).sample().format() + " " + objects.get(0).sample().compression();
        return name(prefix) + "_" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    }

    /** For people. */
    @Override
    public String toString() {
        Sample sample = objects.get(0).sample();
        return "%s (%s%s, folders %s, %d object%s)".formatted(location, sample.format(),
                sample.compression().equals("none") ? "" : " " + sample.compression(), keys, objects.size(), objects.size() == 1 ? "" : "s");
    }
}
