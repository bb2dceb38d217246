package cloud.workgroup;

import static cloud.wire.AwsException.invalidRequest;

import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.Store;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What work groups keep for later: named queries, and prepared statements. */
public final class SavedQueries {
    private static final String INVALID = "InvalidRequestException";

    private final Store named;
    private final Store prepared;
    private final WorkGroups groups;

    private SavedQueries(Store named, Store prepared, WorkGroups groups) {
        this.named = named;
        this.prepared = prepared;
        this.groups = groups;
    }

    public static SavedQueries open(Path directory, WorkGroups groups) throws IOException {
        return new SavedQueries(Store.open(directory.resolve("named-queries.json")), Store.open(directory.resolve("prepared-statements.json")), groups);
    }

    /** @return the id; the earlier one if the client's token was used before for the same query */
    public synchronized String createNamed(ObjectNode input) {
        ObjectNode query = AwsJson.object();
        for (String member : List.of("Name", "Database", "QueryString")) {
            query.put(member, AwsJson.required(input, member, INVALID));
        }
        query.put("WorkGroup", group(input)).put("Description", input.path("Description").asText(""));
        String token = input.path("ClientRequestToken").asText("");
        Optional<ObjectNode> earlier = named.having("token", token).filter(one -> !token.isEmpty()).findFirst();
        if (earlier.isPresent()) {
            if (!earlier.get().path("QueryString").equals(query.path("QueryString"))) {
                throw invalidRequest("Idempotent parameters do not match");
            }
            return earlier.get().path("NamedQueryId").asText();
        }
        String id = UUID.randomUUID().toString();
        named.put(id, query.put("NamedQueryId", id).put("token", token));
        return id;
    }

    private String group(ObjectNode input) {
        String group = input.path("WorkGroup").asText(WorkGroups.PRIMARY);
        groups.get(group);
        return group;
    }

    public ObjectNode named(String id) {
        return findNamed(id).orElseThrow(() -> noNamed(id));
    }

    private Optional<ObjectNode> findNamed(String id) {
        return named.find(id).map(query -> query.<ObjectNode>without("token"));
    }

    private static AwsException noNamed(String id) {
        return invalidRequest("NamedQuery " + id + " was not found");
    }

    public List<JsonNode> namedIds(ObjectNode input) {
        return named.having("WorkGroup", group(input)).map(query -> query.path("NamedQueryId")).toList();
    }

    public ObjectNode batchGetNamed(ObjectNode input) {
        ObjectNode out = AwsJson.object();
        ArrayNode found = out.putArray("NamedQueries");
        ArrayNode missing = out.putArray("UnprocessedNamedQueryIds");
        for (JsonNode id : input.path("NamedQueryIds")) {
            findNamed(id.asText()).ifPresentOrElse(found::add, () -> missing.addObject().put("NamedQueryId", id.asText())
                    .put("ErrorCode", INVALID).put("ErrorMessage", "NamedQuery " + id.asText() + " was not found"));
        }
        return out;
    }

    public void updateNamed(ObjectNode input) {
        String id = AwsJson.required(input, "NamedQueryId", INVALID);
        ObjectNode query = named.find(id).orElseThrow(() -> noNamed(id));
        query.put("Name", AwsJson.required(input, "Name", INVALID)).put("QueryString", AwsJson.required(input, "QueryString", INVALID));
        if (input.has("Description")) {
            query.set("Description", input.get("Description"));
        }
        named.put(id, query);
    }

    public void deleteNamed(String id) {
        if (!named.remove(id)) {
            throw noNamed(id);
        }
    }

    private static String key(String group, String name) {
        return group + "\u0000" + name.toLowerCase(Locale.ROOT);
    }

    private static AwsException noStatement(String group, String name) {
        return new AwsException("ResourceNotFoundException", "PreparedStatement " + name + " was not found in workGroup " + group);
    }

    public void createPrepared(ObjectNode input) {
        String group = group(input);
        prepare(group, AwsJson.required(input, "StatementName", INVALID), AwsJson.required(input, "QueryStatement", INVALID), input.path("Description").asText(""));
    }

    /** @throws AwsException if there is one of that name */
    public void prepare(String group, String name, String query, String description) {
        ObjectNode statement = AwsJson.object().put("StatementName", name).put("QueryStatement", query).put("WorkGroupName", group)
                .put("Description", description).put("LastModifiedTime", AwsJson.now());
        if (!prepared.add(key(group, name), statement)) {
            throw invalidRequest("PreparedStatement " + name + " already exists in workGroup " + group);
        }
    }

    public Optional<ObjectNode> findPrepared(String group, String name) {
        return prepared.find(key(group, name));
    }

    public ObjectNode prepared(ObjectNode input) {
        String group = group(input);
        String name = AwsJson.required(input, "StatementName", INVALID);
        return findPrepared(group, name).orElseThrow(() -> noStatement(group, name));
    }

    public List<ObjectNode> preparedSummaries(ObjectNode input) {
        return prepared.having("WorkGroupName", group(input))
                .map(statement -> statement.retain("StatementName", "LastModifiedTime")).toList();
    }

    public ObjectNode batchGetPrepared(ObjectNode input) {
        String group = group(input);
        ObjectNode out = AwsJson.object();
        ArrayNode found = out.putArray("PreparedStatements");
        ArrayNode missing = out.putArray("UnprocessedPreparedStatementNames");
        for (JsonNode name : input.path("PreparedStatementNames")) {
            findPrepared(group, name.asText()).ifPresentOrElse(found::add, () -> missing.addObject().put("StatementName", name.asText())
                    .put("ErrorCode", "ResourceNotFoundException").put("ErrorMessage", noStatement(group, name.asText()).getMessage()));
        }
        return out;
    }

    public void updatePrepared(ObjectNode input) {
        ObjectNode statement = prepared(input);
        statement.put("QueryStatement", AwsJson.required(input, "QueryStatement", INVALID)).put("LastModifiedTime", AwsJson.now());
        if (input.has("Description")) {
            statement.set("Description", input.get("Description"));
        }
        prepared.put(key(statement.path("WorkGroupName").asText(), statement.path("StatementName").asText()), statement);
    }

    /** @throws AwsException if there is none of that name */
    public void deletePrepared(String group, String name) {
        if (!prepared.remove(key(group, name))) {
            throw noStatement(group, name);
        }
    }

    public boolean isEmpty(String group) {
        return named.having("WorkGroup", group).findAny().isEmpty() && prepared.having("WorkGroupName", group).findAny().isEmpty();
    }

    public void deleteAll(String group) {
        named.having("WorkGroup", group).forEach(query -> named.remove(query.path("NamedQueryId").asText()));
        prepared.having("WorkGroupName", group).forEach(statement -> prepared.remove(key(group, statement.path("StatementName").asText())));
    }
}
