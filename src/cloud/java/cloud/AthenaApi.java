package cloud;

import static cloud.AwsException.invalidRequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The Athena operations on the wire: an action's name to what it does. */
final class AthenaApi {
    private static final String INVALID = "InvalidRequestException";

    private final Catalog catalog;
    private final QueryExecutions executions;

    AthenaApi(Catalog catalog, QueryExecutions executions) {
        this.catalog = catalog;
        this.executions = executions;
    }

    JsonNode call(String action, ObjectNode in) {
        return switch (action) {
            case "StartQueryExecution" -> Json.object().put("QueryExecutionId", executions.start(in));
            case "GetQueryExecution" -> Json.object().set("QueryExecution", executions.get(id(in)));
            case "BatchGetQueryExecution" -> batchGet(in);
            case "ListQueryExecutions" -> Page.of(in, 50, INVALID)
                    .of("QueryExecutionIds", executions.ids().stream().map(id -> Json.MAPPER.getNodeFactory().textNode(id)).toList());
            case "StopQueryExecution" -> stop(in);
            case "GetQueryResults" -> executions.results(id(in), Page.of(in, 1000, INVALID));

            case "GetWorkGroup" -> Json.object().set("WorkGroup", workGroup(in));
            case "ListWorkGroups" -> Page.of(in, 50, INVALID)
                    .of("WorkGroups", List.of(Json.object().put("Name", "primary").put("State", "ENABLED").put("Description", "")));
            case "ListDataCatalogs" -> Page.of(in, 50, INVALID)
                    .of("DataCatalogsSummary", List.of(Json.object().put("CatalogName", "AwsDataCatalog").put("Type", "GLUE")));
            case "ListDatabases" -> Page.of(in, 50, INVALID)
                    .of("DatabaseList", catalog.databases().stream().map(AthenaApi::databaseMetadata).toList());
            case "GetDatabase" -> Json.object().set("Database", metadata(() -> databaseMetadata(catalog.database(database(in)))));
            case "ListTableMetadata" -> Page.of(in, 50, INVALID)
                    .of("TableMetadataList", catalog.tables(database(in)).stream().map(AthenaApi::tableMetadata).toList());
            case "GetTableMetadata" -> Json.object().set("TableMetadata",
                    metadata(() -> tableMetadata(catalog.table(database(in), Json.required(in, "TableName", INVALID)))));
            default -> throw AwsException.unknownOperation(action);
        };
    }

    private static String id(ObjectNode in) {
        return Json.required(in, "QueryExecutionId", INVALID);
    }

    private static String database(ObjectNode in) {
        return Json.required(in, "DatabaseName", INVALID);
    }

    private JsonNode stop(ObjectNode in) {
        executions.stop(id(in));
        return Json.object();
    }

    private JsonNode batchGet(ObjectNode in) {
        ObjectNode out = Json.object();
        ArrayNode found = out.putArray("QueryExecutions");
        ArrayNode unprocessed = out.putArray("UnprocessedQueryExecutionIds");
        for (JsonNode id : in.path("QueryExecutionIds")) {
            if (executions.has(id.asText())) {
                found.add(executions.get(id.asText()));
            } else {
                unprocessed.addObject().put("QueryExecutionId", id.asText()).put("ErrorCode", INVALID)
                        .put("ErrorMessage", "QueryExecution " + id.asText() + " was not found");
            }
        }
        return out;
    }

    private static ObjectNode workGroup(ObjectNode in) {
        String name = Json.required(in, "WorkGroup", INVALID);
        if (!name.equals("primary")) {
            throw invalidRequest("WorkGroup " + name + " is not found.");
        }
        ObjectNode workGroup = Json.object().put("Name", name).put("State", "ENABLED");
        ObjectNode configuration = workGroup.putObject("Configuration").put("EnforceWorkGroupConfiguration", false);
        configuration.putObject("EngineVersion").put("SelectedEngineVersion", "AUTO").put("EffectiveEngineVersion", "Athena engine version 3");
        return workGroup;
    }

    private interface Lookup {
        ObjectNode find();
    }

    private static ObjectNode metadata(Lookup lookup) {
        try {
            return lookup.find();
        } catch (AwsException e) {
            throw new AwsException("MetadataException", e.getMessage());
        }
    }

    private static ObjectNode databaseMetadata(ObjectNode database) {
        ObjectNode metadata = Json.object().put("Name", database.path("Name").asText());
        if (database.has("Description")) {
            metadata.set("Description", database.get("Description"));
        }
        return metadata;
    }

    private static ObjectNode tableMetadata(ObjectNode table) {
        ObjectNode metadata = Json.object().put("Name", table.path("Name").asText()).put("TableType", table.path("TableType").asText());
        metadata.set("CreateTime", table.path("CreateTime"));
        metadata.set("Columns", table.path("StorageDescriptor").path("Columns"));
        metadata.set("PartitionKeys", table.path("PartitionKeys"));
        ObjectNode parameters = metadata.putObject("Parameters");
        parameters.put("location", table.path("StorageDescriptor").path("Location").asText());
        parameters.put("inputformat", table.path("StorageDescriptor").path("InputFormat").asText());
        parameters.put("outputformat", table.path("StorageDescriptor").path("OutputFormat").asText());
        parameters.put("serde.serialization.lib", table.path("StorageDescriptor").path("SerdeInfo").path("SerializationLibrary").asText());
        table.path("Parameters").properties().forEach(parameter -> parameters.set(parameter.getKey(), parameter.getValue()));
        return metadata;
    }
}
