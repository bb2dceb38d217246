package cloud.workgroup;

import static cloud.wire.AwsException.invalidRequest;

import cloud.wire.AwsJson;
import cloud.wire.S3Location;
import cloud.wire.Store;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work groups: where their results go, and how much one query may read. The group primary is always there. */
public final class WorkGroups {
    public static final String PRIMARY = "primary";

    /** AWS takes no smaller limit. */
    private static final long LEAST_CUTOFF = 10_000_000;

    private final Store groups;

    private WorkGroups(Store groups) {
        this.groups = groups;
    }

    public static WorkGroups open(Path file) throws IOException {
        WorkGroups groups = new WorkGroups(Store.open(file));
        ObjectNode primary = AwsJson.object().put("Name", PRIMARY);
        primary.putObject("Configuration").put("EnforceWorkGroupConfiguration", false);
        groups.groups.add(PRIMARY, described(primary));
        return groups;
    }

    private static ObjectNode described(ObjectNode group) {
        group.put("State", group.path("State").asText("ENABLED")).put("Description", group.path("Description").asText(""))
                .put("CreationTime", AwsJson.now());
        ObjectNode configuration = group.withObjectProperty("Configuration");
        put(configuration, "EnforceWorkGroupConfiguration", true);
        put(configuration, "PublishCloudWatchMetricsEnabled", false);
        put(configuration, "RequesterPaysEnabled", false);
        configuration.putObject("EngineVersion").put("SelectedEngineVersion", "AUTO").put("EffectiveEngineVersion", "Athena engine version 3");
        return group;
    }

    private static void put(ObjectNode configuration, String member, boolean otherwise) {
        configuration.put(member, configuration.path(member).asBoolean(otherwise));
    }

    public void create(ObjectNode input) {
        String name = AwsJson.required(input, "Name", "InvalidRequestException");
        if (!name.matches("[a-zA-Z0-9._-]{1,128}")) {
            throw invalidRequest("Invalid WorkGroup name: " + name);
        }
        ObjectNode group = AwsJson.object().put("Name", name).put("Description", input.path("Description").asText(""));
        if (input.has("Configuration")) {
            group.set("Configuration", input.get("Configuration").deepCopy());
        }
        requireValid(group.path("Configuration"));
        if (!groups.add(name, described(group))) {
            throw invalidRequest("WorkGroup " + name + " is already created");
        }
    }

    private static void requireValid(JsonNode configuration) {
        JsonNode cutoff = configuration.path("BytesScannedCutoffPerQuery");
        if (!cutoff.isMissingNode() && cutoff.asLong() < LEAST_CUTOFF) {
            throw invalidRequest("BytesScannedCutoffPerQuery must be at least " + LEAST_CUTOFF);
        }
        String location = configuration.path("ResultConfiguration").path("OutputLocation").asText("");
        if (!location.isEmpty() && !location.startsWith("s3://")) {
            throw invalidRequest("outputLocation is not a valid S3 path.");
        }
        if (!location.isEmpty() && isManaged(configuration)) {
            throw invalidRequest("ResultConfiguration and ManagedQueryResultsConfiguration cannot be set together");
        }
    }

    /** Whether Athena keeps the results itself. */
    private static boolean isManaged(JsonNode configuration) {
        return configuration.path("ManagedQueryResultsConfiguration").path("Enabled").asBoolean();
    }

    public ObjectNode get(String name) {
        return groups.find(name).orElseThrow(() -> invalidRequest("WorkGroup " + name + " is not found."));
    }

    public List<ObjectNode> summaries() {
        List<ObjectNode> summaries = groups.all();
        for (ObjectNode group : summaries) {
            group.set("EngineVersion", group.remove("Configuration").path("EngineVersion"));
        }
        return summaries;
    }

    public void update(ObjectNode input) {
        ObjectNode group = get(AwsJson.required(input, "WorkGroup", "InvalidRequestException"));
        for (String member : List.of("Description", "State")) {
            if (input.has(member)) {
                group.set(member, input.get(member));
            }
        }
        ObjectNode configuration = group.withObjectProperty("Configuration");
        for (Map.Entry<String, JsonNode> change : input.path("ConfigurationUpdates").properties()) {
            change(configuration, change.getKey(), change.getValue());
        }
        requireValid(configuration);
        groups.put(group.path("Name").asText(), group);
    }

    private static void change(ObjectNode configuration, String member, JsonNode value) {
        switch (member) {
            case "RemoveBytesScannedCutoffPerQuery" -> {
                if (value.asBoolean()) {
                    configuration.remove("BytesScannedCutoffPerQuery");
                }
            }
            case "ResultConfigurationUpdates" -> {
                ObjectNode result = configuration.withObjectProperty("ResultConfiguration");
                if (value.path("RemoveOutputLocation").asBoolean()) {
                    result.remove("OutputLocation");
                }
                if (value.has("OutputLocation")) {
                    result.set("OutputLocation", value.get("OutputLocation"));
                }
            }
            case "ManagedQueryResultsConfigurationUpdates" -> configuration.set("ManagedQueryResultsConfiguration", value);
            case "EngineVersion" -> { }
            default -> configuration.set(member, value);
        }
    }

    public void delete(String name) {
        get(name);
        if (name.equals(PRIMARY)) {
            throw invalidRequest("Cannot delete the primary WorkGroup");
        }
        groups.remove(name);
    }

    /** What a query runs under. @param output where its result goes; empty when Athena keeps it, @param mostBytes that it may read */
    public record Terms(Optional<S3Location> output, long mostBytes) {}

    /** @param wanted the output location that the client asks for, if any */
    public Terms terms(String name, Optional<String> wanted) {
        ObjectNode group = get(name);
        if (!group.path("State").asText().equals("ENABLED")) {
            throw invalidRequest("WorkGroup " + name + " is disabled.");
        }
        JsonNode configuration = group.path("Configuration");
        long mostBytes = configuration.path("BytesScannedCutoffPerQuery").asLong(Long.MAX_VALUE);
        return new Terms(isManaged(configuration) ? Optional.empty() : Optional.of(output(configuration, wanted)), mostBytes);
    }

    private static S3Location output(JsonNode configuration, Optional<String> wanted) {
        Optional<String> own = Optional.of(configuration.path("ResultConfiguration").path("OutputLocation").asText("")).filter(text -> !text.isEmpty());
        boolean enforced = configuration.path("EnforceWorkGroupConfiguration").asBoolean() && own.isPresent();
        String location = (enforced ? own : wanted.or(() -> own)).orElseThrow(() -> invalidRequest("No output location provided. An output location is"
                + " required either through the Workgroup result configuration setting or as an API input."));
        if (!location.startsWith("s3://")) {
            throw invalidRequest("outputLocation is not a valid S3 path.");
        }
        return S3Location.parse(location).folder();
    }
}
