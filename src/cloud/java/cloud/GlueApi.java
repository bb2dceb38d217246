package cloud;

import static cloud.AwsException.invalidInput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The Glue operations on the wire: an action's name to what it does. */
final class GlueApi {
    private static final String INVALID = "InvalidInputException";

    private final Catalog catalog;
    private final Crawlers crawlers;

    GlueApi(Catalog catalog, Crawlers crawlers) {
        this.catalog = catalog;
        this.crawlers = crawlers;
    }

    JsonNode call(String action, ObjectNode in) {
        return switch (action) {
            case "CreateDatabase" -> done(() -> catalog.createDatabase(structure(in, "DatabaseInput")));
            case "GetDatabase" -> Json.object().set("Database", catalog.database(text(in, "Name")));
            case "GetDatabases" -> page(in, 100).of("DatabaseList", catalog.databases());
            case "UpdateDatabase" -> done(() -> catalog.updateDatabase(text(in, "Name"), structure(in, "DatabaseInput")));
            case "DeleteDatabase" -> done(() -> catalog.deleteDatabase(text(in, "Name")));

            case "CreateTable" -> done(() -> catalog.createTable(database(in), structure(in, "TableInput")));
            case "GetTable" -> Json.object().set("Table", catalog.table(database(in), text(in, "Name")));
            case "GetTables" -> page(in, 100).of("TableList", tables(in));
            case "UpdateTable" -> done(() -> catalog.updateTable(database(in), structure(in, "TableInput")));
            case "DeleteTable" -> done(() -> catalog.deleteTable(database(in), text(in, "Name")));
            case "BatchDeleteTable" -> each(in.path("TablesToDelete"), name -> catalog.deleteTable(database(in), name.asText()), "TableName");

            case "CreatePartition" -> done(() -> createPartition(in));
            case "BatchCreatePartition" -> batchCreatePartition(in);
            case "GetPartition" -> Json.object().set("Partition", catalog.partition(database(in), table(in), partitionValues(in)));
            case "GetPartitions" -> page(in, 1000).of("Partitions", partitions(in));
            case "BatchGetPartition" -> batchGetPartition(in);
            case "UpdatePartition" -> done(() ->
                    catalog.updatePartition(database(in), table(in), Catalog.values(in.path("PartitionValueList"), "PartitionValueList"),
                            structure(in, "PartitionInput")));
            case "DeletePartition" -> done(() -> catalog.deletePartition(database(in), table(in), partitionValues(in)));
            case "BatchDeletePartition" -> each(in.path("PartitionsToDelete"),
                    partition -> catalog.deletePartition(database(in), table(in), Catalog.values(partition)), "PartitionValues");

            case "CreateCrawler" -> done(() -> crawlers.create(in));
            case "UpdateCrawler" -> done(() -> crawlers.update(in));
            case "GetCrawler" -> Json.object().set("Crawler", crawlers.get(text(in, "Name")));
            case "GetCrawlers" -> page(in, 1000).of("Crawlers", crawlers.all());
            case "BatchGetCrawlers" -> batchGetCrawlers(in);
            case "ListCrawlers" -> page(in, 1000).of("CrawlerNames",
                    crawlers.all().stream().map(crawler -> crawler.path("Name")).toList());
            case "StartCrawler" -> done(() -> crawlers.start(text(in, "Name")));
            case "StopCrawler" -> done(() -> crawlers.stop(text(in, "Name")));
            case "DeleteCrawler" -> done(() -> crawlers.delete(text(in, "Name")));
            case "GetCrawlerMetrics" -> page(in, 1000).of("CrawlerMetricsList", crawlers.metrics(names(in.path("CrawlerNameList"))));

            case "GetTags" -> Json.object().set("Tags", Json.object());
            default -> throw AwsException.unknownOperation(action);
        };
    }

    private static JsonNode done(Runnable change) {
        change.run();
        return Json.object();
    }

    private static Page page(ObjectNode in, int largest) {
        return Page.of(in, largest, INVALID);
    }

    private static String text(ObjectNode in, String member) {
        return Json.required(in, member, INVALID);
    }

    private static String database(ObjectNode in) {
        return text(in, "DatabaseName");
    }

    private static String table(ObjectNode in) {
        return text(in, "TableName");
    }

    private static List<String> partitionValues(ObjectNode in) {
        return Catalog.values(in.path("PartitionValues"), "PartitionValues");
    }

    private static ObjectNode structure(ObjectNode in, String member) {
        if (in.get(member) instanceof ObjectNode node) {
            return node;
        }
        throw invalidInput("Missing required member: " + member);
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    private List<ObjectNode> tables(ObjectNode in) {
        // AWS takes a regular expression here
        String expression = in.path("Expression").asText(".*");
        return catalog.tables(database(in)).stream().filter(table -> table.path("Name").asText().matches(expression)).toList();
    }

    private List<ObjectNode> partitions(ObjectNode in) {
        if (!in.path("Expression").asText("").isBlank()) {
            throw invalidInput("The local cloud does not take an Expression in GetPartitions");
        }
        return catalog.partitions(database(in), table(in));
    }

    private void createPartition(ObjectNode in) {
        ObjectNode input = structure(in, "PartitionInput");
        if (!catalog.addPartitions(database(in), table(in), List.of(input)).isEmpty()) {
            throw AwsException.alreadyExists("Partition already exists: " + Catalog.values(input));
        }
    }

    private JsonNode batchCreatePartition(ObjectNode in) {
        List<ObjectNode> inputs = new ArrayList<>();
        in.path("PartitionInputList").forEach(input -> inputs.add((ObjectNode) input));
        ObjectNode out = Json.object();
        ArrayNode errors = out.putArray("Errors");
        for (List<String> present : catalog.addPartitions(database(in), table(in), inputs)) {
            ObjectNode error = errors.addObject();
            present.forEach(error.putArray("PartitionValues")::add);
            error.putObject("ErrorDetail").put("ErrorCode", "AlreadyExistsException").put("ErrorMessage", "Partition already exists.");
        }
        return out;
    }

    private JsonNode batchGetPartition(ObjectNode in) {
        ObjectNode out = Json.object();
        ArrayNode found = out.putArray("Partitions");
        ArrayNode unprocessed = out.putArray("UnprocessedKeys");
        for (JsonNode wanted : in.path("PartitionsToGet")) {
            try {
                found.add(catalog.partition(database(in), table(in), Catalog.values(wanted)));
            } catch (AwsException missing) {
                unprocessed.add(wanted);
            }
        }
        return out;
    }

    private JsonNode batchGetCrawlers(ObjectNode in) {
        ObjectNode out = Json.object();
        ArrayNode found = out.putArray("Crawlers");
        ArrayNode missing = out.putArray("CrawlersNotFound");
        for (String name : names(in.path("CrawlerNames"))) {
            try {
                found.add(crawlers.get(name));
            } catch (AwsException notFound) {
                missing.add(name);
            }
        }
        return out;
    }

    /** Changes item by item, and gives the errors of those that failed. */
    private static JsonNode each(JsonNode items, Consumer<JsonNode> change, String itemMember) {
        ObjectNode out = Json.object();
        ArrayNode errors = out.putArray("Errors");
        for (JsonNode item : items) {
            try {
                change.accept(item);
            } catch (AwsException e) {
                ObjectNode error = errors.addObject();
                error.set(itemMember, item.isTextual() ? item : item.path("Values"));
                error.putObject("ErrorDetail").put("ErrorCode", e.type()).put("ErrorMessage", e.getMessage());
            }
        }
        return out;
    }
}
