package cloud.glue;

import cloud.catalog.Catalog;
import cloud.crawl.GlueRequest;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Glue's operations on the partitions of a table. */
final class GluePartitions {
    private static final int PAGE = 1000;

    private final Catalog catalog;

    GluePartitions(Catalog catalog) {
        this.catalog = catalog;
    }

    void offer(GlueApi api) {
        api.change("CreatePartition", this::create);
        api.answer("BatchCreatePartition", this::createAll);
        api.answer("GetPartition", in -> AwsJson.object().set("Partition",
                catalog.partition(in.database(), in.table(), Catalog.values(in.in().path("PartitionValues"), "PartitionValues"))));
        api.answer("GetPartitions", in -> in.page(PAGE).of("Partitions", partitions(in)));
        api.answer("BatchGetPartition", this::get);
        api.change("UpdatePartition", in -> update(in, in.in()));
        api.answer("BatchUpdatePartition", in -> GlueRequest.each(in.items("Entries", 100), entry -> update(in, (ObjectNode) entry),
                "PartitionValueList", entry -> entry.path("PartitionValueList")));
        api.change("DeletePartition", in ->
                catalog.deletePartition(in.database(), in.table(), Catalog.values(in.in().path("PartitionValues"), "PartitionValues")));
        api.answer("BatchDeletePartition", in -> GlueRequest.each(in.items("PartitionsToDelete", 25),
                partition -> catalog.deletePartition(in.database(), in.table(), Catalog.values(partition)),
                "PartitionValues", partition -> partition.path("Values")));
    }

    private void create(GlueRequest in) {
        ObjectNode input = in.structure("PartitionInput");
        if (!catalog.addPartitions(in.database(), in.table(), List.of(input)).isEmpty()) {
            throw AwsException.alreadyExists("Partition already exists.");
        }
    }

    private JsonNode createAll(GlueRequest in) {
        catalog.table(in.database(), in.table());
        return GlueRequest.each(in.items("PartitionInputList", 100), input -> {
            if (!catalog.addPartitions(in.database(), in.table(), List.of((ObjectNode) input)).isEmpty()) {
                throw AwsException.alreadyExists("Partition already exists.");
            }
        }, "PartitionValues", input -> input.path("Values"));
    }

    private void update(GlueRequest in, ObjectNode entry) {
        if (!(entry.get("PartitionInput") instanceof ObjectNode input)) {
            throw AwsException.validation("partitionInput", null, "not be null");
        }
        catalog.updatePartition(in.database(), in.table(), Catalog.values(entry.path("PartitionValueList"), "PartitionValueList"), input);
    }

    private JsonNode get(GlueRequest in) {
        catalog.table(in.database(), in.table());
        ObjectNode out = AwsJson.object();
        ArrayNode found = out.putArray("Partitions");
        ArrayNode unprocessed = out.putArray("UnprocessedKeys");
        for (JsonNode wanted : in.items("PartitionsToGet", PAGE)) {
            try {
                found.add(catalog.partition(in.database(), in.table(), Catalog.values(wanted)));
            } catch (AwsException missing) {
                unprocessed.add(wanted);
            }
        }
        return out;
    }

    private List<ObjectNode> partitions(GlueRequest in) {
        in.refuse("TransactionId", "QueryAsOfTime");
        ObjectNode table = catalog.table(in.database(), in.table());
        Predicate<List<String>> filter = PartitionFilter.parse(in.in().path("Expression").asText(""), table.path("PartitionKeys"));
        List<ObjectNode> matching = catalog.partitions(in.database(), in.table()).stream()
                .filter(partition -> filter.test(Catalog.values(partition)))
                .toList();
        List<ObjectNode> partitions = segment(in.in().path("Segment"), matching);
        if (in.in().path("ExcludeColumnSchema").asBoolean()) {
            partitions.forEach(partition -> partition.withObjectProperty("StorageDescriptor").remove("Columns"));
        }
        return partitions;
    }

    /** Non-overlapping shares for parallel readers. */
    private static List<ObjectNode> segment(JsonNode segment, List<ObjectNode> partitions) {
        if (segment.isMissingNode() || segment.isNull()) {
            return partitions;
        }
        int total = segment.path("TotalSegments").asInt();
        int number = segment.path("SegmentNumber").asInt(-1);
        if (total < 1 || total > 10) {
            throw AwsException.validation("segment.totalSegments", total, "have value between 1 and 10");
        }
        if (number < 0 || number >= total) {
            throw AwsException.validation("segment.segmentNumber", number, "have value from 0 to less than totalSegments");
        }
        List<ObjectNode> share = new ArrayList<>();
        for (int i = number; i < partitions.size(); i += total) {
            share.add(partitions.get(i));
        }
        return share;
    }
}
