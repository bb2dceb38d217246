package cloud.statement;

import cloud.catalog.Catalog;
import cloud.catalog.PartitionKeys;
import cloud.catalog.PartitionPath;
import cloud.catalog.TableName;
import cloud.sql.AthenaException;
import cloud.wire.AwsException;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;

/** The statements on a table's partitions: found in the bucket, added, dropped and moved. */
final class PartitionDdl {
    private final Catalog catalog;
    private final S3Client s3;

    PartitionDdl(Catalog catalog, S3Client s3) {
        this.catalog = catalog;
        this.s3 = s3;
    }

    private static S3Location location(ObjectNode table) {
        return S3Location.parse(table.path("StorageDescriptor").path("Location").asText()).folder();
    }

    /** MSCK REPAIR TABLE: adds the partitions whose folders follow Hive's naming. */
    Listing repair(TableName name) {
        ObjectNode table = catalog.table(name.database(), name.table());
        List<String> keys = PartitionPath.keys(table);
        List<ObjectNode> found = new ArrayList<>();
        find(location(table), keys, new ArrayList<>(), found, table);
        List<List<String>> present = catalog.addPartitions(name.database(), name.table(), found);
        List<String> lines = found.stream().map(Catalog::values).filter(values -> !present.contains(values))
                .map(values -> "Repair: Added partition to metastore " + name.table() + ":" + new PartitionPath(keys, values)).toList();
        return Listing.of("result", lines);
    }

    private void find(S3Location folder, List<String> keys, List<String> values, List<ObjectNode> found, ObjectNode table) {
        if (values.size() == keys.size()) {
            if (!keys.isEmpty()) {
                found.add(PartitionPath.describe(table, values, folder));
            }
            return;
        }
        String key = keys.get(values.size()) + "=";
        s3.listObjectsV2Paginator(request -> request.bucket(folder.bucket()).prefix(folder.key()).delimiter("/")).commonPrefixes().forEach(sub -> {
            String name = sub.prefix().substring(folder.key().length(), sub.prefix().length() - 1);
            if (name.startsWith(key)) {
                List<String> longer = new ArrayList<>(values);
                longer.addAll(PartitionKeys.values(List.of(name)));
                find(new S3Location(folder.bucket(), sub.prefix()), keys, longer, found, table);
            }
        });
    }

    /** The part after ALTER TABLE name. */
    Supplier<Listing> read(DdlTokens in, TableName name) {
        if (in.take("ADD")) {
            return add(in, name);
        }
        if (in.take("DROP")) {
            return drop(in, name);
        }
        in.expect("PARTITION");
        return move(in, name);
    }

    /** A partition as a statement names it. */
    private record Spec(Map<String, String> given, Optional<S3Location> location) {}

    private Supplier<Listing> add(DdlTokens in, TableName name) {
        boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
        List<Spec> specs = new ArrayList<>();
        in.expect("PARTITION");
        do {
            Map<String, String> given = in.assignments();
            specs.add(new Spec(given, in.take("LOCATION") ? Optional.of(S3Location.parse(in.text()).folder()) : Optional.empty()));
        } while (in.take("PARTITION"));
        in.end();
        return () -> add(name, specs, ifNotExists);
    }

    private Listing add(TableName name, List<Spec> specs, boolean ifNotExists) {
        ObjectNode table = catalog.table(name.database(), name.table());
        List<String> keys = PartitionPath.keys(table);
        List<ObjectNode> added = new ArrayList<>();
        for (Spec spec : specs) {
            List<String> values = whole(spec.given(), keys);
            added.add(PartitionPath.describe(table, values, spec.location().orElseGet(() -> location(table).resolve(new PartitionPath(keys, values) + "/"))));
        }
        List<List<String>> present = existing(name, added);
        if (!present.isEmpty() && !ifNotExists) {
            throw AwsException.alreadyExists("Partition already exists: " + present);
        }
        catalog.addPartitions(name.database(), name.table(), added);
        return Listing.NOTHING;
    }

    private List<List<String>> existing(TableName name, List<ObjectNode> wanted) {
        List<List<String>> all = catalog.partitions(name.database(), name.table()).stream().map(Catalog::values).toList();
        return wanted.stream().map(Catalog::values).filter(all::contains).toList();
    }

    private Supplier<Listing> drop(DdlTokens in, TableName name) {
        boolean ifExists = in.take("IF", "EXISTS");
        List<Map<String, String>> specs = new ArrayList<>();
        do {
            in.expect("PARTITION");
            specs.add(in.assignments());
        } while (in.take(","));
        in.end();
        return () -> drop(name, specs, ifExists);
    }

    private Listing drop(TableName name, List<Map<String, String>> specs, boolean ifExists) {
        List<String> keys = PartitionPath.keys(catalog.table(name.database(), name.table()));
        List<List<String>> dropped = new ArrayList<>();
        for (Map<String, String> given : specs) {
            requireKeys(keys, given);
            List<List<String>> matching = catalog.partitions(name.database(), name.table()).stream().map(Catalog::values).filter(values ->
                    IntStream.range(0, keys.size()).allMatch(i -> values.get(i).equals(given.getOrDefault(keys.get(i), values.get(i))))).toList();
            if (matching.isEmpty() && !ifExists) {
                throw AwsException.notFound("Partition not found: " + given);
            }
            dropped.addAll(matching);
        }
        dropped.stream().distinct().forEach(values -> catalog.deletePartition(name.database(), name.table(), values));
        return Listing.NOTHING;
    }

    private Supplier<Listing> move(DdlTokens in, TableName name) {
        Map<String, String> given = in.assignments();
        in.expect("SET");
        in.expect("LOCATION");
        S3Location location = S3Location.parse(in.text()).folder();
        in.end();
        return () -> move(name, given, location);
    }

    private Listing move(TableName name, Map<String, String> given, S3Location location) {
        List<String> values = whole(given, PartitionPath.keys(catalog.table(name.database(), name.table())));
        ObjectNode partition = catalog.partition(name.database(), name.table(), values);
        partition.withObject("StorageDescriptor").put("Location", location.toString());
        catalog.updatePartition(name.database(), name.table(), values, partition);
        return Listing.NOTHING;
    }

    /** A value for each of the partition columns. */
    private static List<String> whole(Map<String, String> given, List<String> keys) {
        requireKeys(keys, given);
        if (given.size() < keys.size()) {
            throw new AthenaException("FAILED: SemanticException partition spec " + given + " doesn't contain all (" + keys.size() + ") partition columns");
        }
        return keys.stream().map(given::get).toList();
    }

    private static void requireKeys(List<String> keys, Map<String, String> given) {
        given.keySet().stream().filter(key -> !keys.contains(key.toLowerCase(Locale.ROOT))).findFirst().ifPresent(key -> {
            throw new AthenaException("FAILED: SemanticException Partition not found: there is no partition column " + key);
        });
    }
}
