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
import java.util.Optional;

/** The work groups: where their results go, and how much one query may read. The group primary is always there. */
public final class WorkGroups {
    public static final String PRIMARY = "primary";

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
        addEngine(configuration);
        return group;
    }

    private static void addEngine(ObjectNode configuration) {
        ObjectNode engine = configuration.withObjectProperty("EngineVersion");
        engine.put("SelectedEngineVersion", engine.path("SelectedEngineVersion").asText("AUTO")).put("EffectiveEngineVersion", "Athena engine version 3");
    }

    private static void put(ObjectNode configuration, String member, boolean otherwise) {
        configuration.put(member, configuration.path(member).asBoolean(otherwise));
    }

    public void create(ObjectNode input) {
        String name = AwsJson.required(input, "Name", "InvalidRequestException");
        ObjectNode group = AwsJson.object().put("Name", name).put("Description", input.path("Description").asText(""));
        if (input.has("Configuration")) {
            group.set("Configuration", input.get("Configuration").deepCopy());
        }
        GroupSettings.requireKnown(group.path("Configuration"));
        if (!groups.add(name, described(group))) {
            throw invalidRequest("WorkGroup " + name + " is already created");
        }
    }

    public ObjectNode get(String name) {
        return groups.find(name).orElseThrow(() -> invalidRequest("WorkGroup " + name + " is not found."));
    }

    public boolean has(String name) {
        return groups.find(name).isPresent();
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
        GroupSettings.update(configuration, input.path("ConfigurationUpdates"));
        GroupSettings.requireKnown(configuration);
        addEngine(configuration);
        groups.put(group.path("Name").asText(), group);
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
        return new Terms(GroupSettings.isManaged(configuration) ? Optional.empty() : Optional.of(output(configuration, wanted)), mostBytes);
    }

    private static S3Location output(JsonNode configuration, Optional<String> wanted) {
        Optional<String> own = Optional.of(configuration.path("ResultConfiguration").path("OutputLocation").asText("")).filter(text -> !text.isEmpty());
        boolean enforced = configuration.path("EnforceWorkGroupConfiguration").asBoolean() && own.isPresent();
        String location = (enforced ? own : wanted.or(() -> own)).orElseThrow(() -> invalidRequest("No output location provided. An output location is"
                + " required either through the Workgroup result configuration setting or as an API input."));
        if (!S3Location.is(location)) {
            throw invalidRequest("outputLocation is not a valid S3 path.");
        }
        return S3Location.parse(location).folder();
    }
}
