package cloud.athena;

import static cloud.wire.AwsException.invalidRequest;

import cloud.catalog.Catalog;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.Page;
import cloud.workgroup.SavedQueries;
import cloud.workgroup.WorkGroups;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The Athena operations on the wire: an action's name to what it does. */
public final class AthenaApi {
    private static final String INVALID = "InvalidRequestException";

    private final Catalog catalog;
    private final QueryExecutions executions;
    private final WorkGroups groups;
    private final SavedQueries saved;

    public AthenaApi(Catalog catalog, QueryExecutions executions, WorkGroups groups, SavedQueries saved) {
        this.catalog = catalog;
        this.executions = executions;
        this.groups = groups;
        this.saved = saved;
    }

    public JsonNode call(String action, ObjectNode in) {
        return switch (action) {
            case "StartQueryExecution" -> AwsJson.object().put("QueryExecutionId", executions.start(in));
            case "GetQueryExecution" -> AwsJson.object().set("QueryExecution", executions.get(id(in)));
            case "BatchGetQueryExecution" -> batchGet(in);
            case "ListQueryExecutions" -> Page.of(in, 50, INVALID).of("QueryExecutionIds",
                    executions.ids(in.path("WorkGroup").asText(WorkGroups.PRIMARY)).stream().map(AwsJson.MAPPER.getNodeFactory()::textNode).toList());
            case "StopQueryExecution" -> done(() -> executions.stop(id(in)));
            case "GetQueryResults" -> executions.results(id(in), Page.of(in, 1000, INVALID));

            case "CreateWorkGroup" -> done(() -> groups.create(in));
            case "GetWorkGroup" -> AwsJson.object().set("WorkGroup", groups.get(group(in)));
            case "ListWorkGroups" -> Page.of(in, 50, INVALID).of("WorkGroups", groups.summaries());
            case "UpdateWorkGroup" -> done(() -> groups.update(in));
            case "DeleteWorkGroup" -> done(() -> deleteGroup(in));

            case "CreateNamedQuery" -> AwsJson.object().put("NamedQueryId", saved.createNamed(in));
            case "GetNamedQuery" -> AwsJson.object().set("NamedQuery", saved.named(AwsJson.required(in, "NamedQueryId", INVALID)));
            case "ListNamedQueries" -> Page.of(in, 50, INVALID).of("NamedQueryIds", saved.namedIds(in));
            case "BatchGetNamedQuery" -> saved.batchGetNamed(in);
            case "UpdateNamedQuery" -> done(() -> saved.updateNamed(in));
            case "DeleteNamedQuery" -> done(() -> saved.deleteNamed(AwsJson.required(in, "NamedQueryId", INVALID)));

            case "CreatePreparedStatement" -> done(() -> saved.createPrepared(in));
            case "GetPreparedStatement" -> AwsJson.object().set("PreparedStatement", saved.prepared(in));
            case "ListPreparedStatements" -> Page.of(in, 50, INVALID).of("PreparedStatements", saved.preparedSummaries(in));
            case "BatchGetPreparedStatement" -> saved.batchGetPrepared(in);
            case "UpdatePreparedStatement" -> done(() -> saved.updatePrepared(in));
            case "DeletePreparedStatement" -> done(() -> saved.deletePrepared(group(in), AwsJson.required(in, "StatementName", INVALID)));

            case "ListDataCatalogs" -> Page.of(in, 50, INVALID)
                    .of("DataCatalogsSummary", List.of(AwsJson.object().put("CatalogName", "AwsDataCatalog").put("Type", "GLUE")));
            case "ListDatabases" -> Page.of(in, 50, INVALID)
                    .of("DatabaseList", catalog.databases().stream().map(AthenaApi::databaseMetadata).toList());
            case "GetDatabase" -> AwsJson.object().set("Database", metadata(() -> databaseMetadata(catalog.database(database(in)))));
            case "ListTableMetadata" -> Page.of(in, 50, INVALID)
                    .of("TableMetadataList", catalog.tables(database(in)).stream().filter(matching(in)).map(AthenaApi::tableMetadata).toList());
            case "GetTableMetadata" -> AwsJson.object().set("TableMetadata",
                    metadata(() -> tableMetadata(catalog.table(database(in), AwsJson.required(in, "TableName", INVALID)))));
            default -> throw AwsException.unknownOperation(action);
        };
    }

    private static String id(ObjectNode in) {
        return AwsJson.required(in, "QueryExecutionId", INVALID);
    }

    private static String database(ObjectNode in) {
        return AwsJson.required(in, "DatabaseName", INVALID);
    }

    /** By Expression, a regular expression for the whole name. */
    private static Predicate<ObjectNode> matching(ObjectNode in) {
        try {
            Pattern name = Pattern.compile(in.path("Expression").asText(".*"));
            return table -> name.matcher(table.path("Name").asText()).matches();
        } catch (PatternSyntaxException e) {
            throw invalidRequest("Expression is not a regular expression: " + e.getMessage());
        }
    }

    private static String group(ObjectNode in) {
        return AwsJson.required(in, "WorkGroup", INVALID);
    }

    private static JsonNode done(Runnable change) {
        change.run();
        return AwsJson.object();
    }

    private void deleteGroup(ObjectNode in) {
        String group = group(in);
        boolean empty = executions.ids(group).isEmpty() && saved.isEmpty(group);
        if (!empty && !in.path("RecursiveDeleteOption").asBoolean()) {
            throw invalidRequest("WorkGroup " + group + " is not empty");
        }
        groups.delete(group);
        saved.deleteAll(group);
    }

    private JsonNode batchGet(ObjectNode in) {
        ObjectNode out = AwsJson.object();
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
        ObjectNode metadata = AwsJson.object().put("Name", database.path("Name").asText());
        if (database.has("Description")) {
            metadata.set("Description", database.get("Description"));
        }
        return metadata;
    }

    private static ObjectNode tableMetadata(ObjectNode table) {
        ObjectNode metadata = AwsJson.object().put("Name", table.path("Name").asText()).put("TableType", table.path("TableType").asText());
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
