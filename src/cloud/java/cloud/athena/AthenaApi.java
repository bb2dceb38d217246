package cloud.athena;

import static cloud.wire.AwsException.invalidRequest;

import cloud.catalog.Catalog;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.Page;
import cloud.wire.Tags;
import cloud.workgroup.SavedQueries;
import cloud.workgroup.WorkGroups;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The Athena operations on the wire: an action's name to what it does. */
public final class AthenaApi {
    private static final String INVALID = "InvalidRequestException";
    private static final String CATALOG = "AwsDataCatalog";

    /** What can have tags; the region and the account are anyone's. */
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:athena:[a-z0-9-]*:[0-9]{12}:((workgroup|datacatalog)/(.+))");

    private final Catalog catalog;
    private final QueryExecutions executions;
    private final WorkGroups groups;
    private final SavedQueries saved;
    private final Tags tags;

    public AthenaApi(Catalog catalog, QueryExecutions executions, WorkGroups groups, SavedQueries saved, Tags tags) {
        this.catalog = catalog;
        this.executions = executions;
        this.groups = groups;
        this.saved = saved;
        this.tags = tags;
    }

    public JsonNode call(String action, ObjectNode in) {
        Limits.require(action, in);
        return switch (action) {
            case "StartQueryExecution" -> AwsJson.object().put("QueryExecutionId", executions.start(in));
            case "GetQueryExecution" -> AwsJson.object().set("QueryExecution", executions.get(id(in)));
            case "BatchGetQueryExecution" -> batchGet(in);
            case "ListQueryExecutions" -> Page.of(in, 50, INVALID).of("QueryExecutionIds",
                    executions.ids(in.path("WorkGroup").asText(WorkGroups.PRIMARY)).stream().map(AwsJson.MAPPER.getNodeFactory()::textNode).toList());
            case "StopQueryExecution" -> done(() -> executions.stop(id(in)));
            case "GetQueryResults" -> results(in);

            case "GetQueryRuntimeStatistics" -> AwsJson.object().set("QueryRuntimeStatistics", executions.statistics(id(in)));
            case "ListEngineVersions" -> Page.of(in, 10, INVALID).of("EngineVersions", List.of(engine("AUTO"), engine("Athena engine version 3")));

            case "CreateWorkGroup" -> done(() -> createGroup(in));
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

            case "TagResource" -> done(() -> tags.add(resource(in), Tags.byKey(in.path("Tags"))));
            case "UntagResource" -> done(() -> tags.remove(resource(in), in.path("TagKeys")));
            case "ListTagsForResource" -> AwsJson.object().set("Tags", Tags.list(tags.of(resource(in))));

            case "ListDataCatalogs" -> Page.of(in, 50, INVALID)
                    .of("DataCatalogsSummary", List.of(AwsJson.object().put("CatalogName", CATALOG).put("Type", "GLUE").put("Status", "CREATE_COMPLETE")));
            case "GetDataCatalog" -> AwsJson.object().set("DataCatalog", dataCatalog(in));
            case "ListDatabases" -> Page.of(in, 50, INVALID)
                    .of("DatabaseList", of(in).databases().stream().map(AthenaApi::databaseMetadata).toList());
            case "GetDatabase" -> AwsJson.object().set("Database", metadata(() -> databaseMetadata(of(in).database(database(in)))));
            case "ListTableMetadata" -> Page.of(in, 50, INVALID)
                    .of("TableMetadataList", tables(in).stream().filter(matching(in)).map(AthenaApi::tableMetadata).toList());
            case "GetTableMetadata" -> AwsJson.object().set("TableMetadata",
                    metadata(() -> tableMetadata(of(in).table(database(in), AwsJson.required(in, "TableName", INVALID)))));
            default -> throw AwsException.unknownOperation(action);
        };
    }

    private static String id(ObjectNode in) {
        return AwsJson.required(in, "QueryExecutionId", INVALID);
    }

    private static String database(ObjectNode in) {
        return AwsJson.required(in, "DatabaseName", INVALID);
    }

    private ObjectNode results(ObjectNode in) {
        if (in.path("QueryResultType").asText("DATA_ROWS").equals("DATA_MANIFEST")) {
            throw invalidRequest("The local Athena does not take QueryResultType DATA_MANIFEST");
        }
        return executions.results(id(in), Page.of(in, 1000, INVALID));
    }

    private static ObjectNode engine(String selected) {
        return AwsJson.object().put("SelectedEngineVersion", selected).put("EffectiveEngineVersion", "Athena engine version 3");
    }

    /** The end of the ARN of a resource that is there. */
    private String resource(ObjectNode in) {
        String arn = AwsJson.required(in, "ResourceARN", INVALID);
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw invalidRequest("Tags belong to work groups and data catalogs, and this is the ARN of neither: " + arn);
        }
        boolean there = parts.group(2).equals("workgroup") ? groups.has(parts.group(3)) : parts.group(3).equals(CATALOG);
        if (!there) {
            throw new AwsException("ResourceNotFoundException", "Resource " + arn + " was not found");
        }
        return parts.group(1);
    }

    private static String requireCatalog(ObjectNode in, String member) {
        String name = AwsJson.required(in, member, INVALID);
        if (!name.equalsIgnoreCase(CATALOG)) {
            throw invalidRequest("DATACATALOG_NOT_FOUND", "DataCatalog " + name + " was not found");
        }
        return name;
    }

    private static ObjectNode dataCatalog(ObjectNode in) {
        requireCatalog(in, "Name");
        ObjectNode found = AwsJson.object().put("Name", CATALOG).put("Type", "GLUE").put("Status", "CREATE_COMPLETE");
        found.putObject("Parameters").put("catalog-id", Catalog.ACCOUNT);
        return found;
    }

    /** The catalog that the request names. */
    private Catalog of(ObjectNode in) {
        requireCatalog(in, "CatalogName");
        return catalog;
    }

    private List<ObjectNode> tables(ObjectNode in) {
        try {
            return of(in).tables(database(in));
        } catch (AwsException e) {
            throw asMetadata(e);
        }
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

    private void createGroup(ObjectNode in) {
        groups.create(in);
        tags.add("workgroup/" + in.path("Name").asText(), Tags.byKey(in.path("Tags")));
    }

    private void deleteGroup(ObjectNode in) {
        String group = group(in);
        boolean empty = executions.ids(group).isEmpty() && saved.isEmpty(group);
        if (!empty && !in.path("RecursiveDeleteOption").asBoolean()) {
            throw invalidRequest("WorkGroup " + group + " is not empty");
        }
        groups.delete(group);
        saved.deleteAll(group);
        tags.forget("workgroup/" + group);
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
            throw asMetadata(e);
        }
    }

    /** What the catalog does not have is no fault of the request. */
    private static AwsException asMetadata(AwsException e) {
        return e.type().equals("EntityNotFoundException") ? new AwsException("MetadataException", e.getMessage()) : e;
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
