package cloud.workgroup;

import static cloud.wire.AwsException.invalidRequest;

import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a work group, and those that a query has of its own. One that has no effect here is refused, unless it only says what is so
 * anyway.
 */
public final class GroupSettings {
    /** AWS takes no smaller limit. */
    private static final long LEAST_CUTOFF = 10_000_000;

    private static final Set<String> ENGINES = Set.of("AUTO", "Athena engine version 3");

    /** There are no metrics to publish and nobody to pay: they are kept and shown. */
    private static final Set<String> KNOWN = Set.of("EnforceWorkGroupConfiguration", "BytesScannedCutoffPerQuery", "PublishCloudWatchMetricsEnabled",
            "RequesterPaysEnabled", "ResultConfiguration", "ManagedQueryResultsConfiguration", "EngineVersion");

    private GroupSettings() {}

    /** @throws AwsException naming the setting */
    static void requireKnown(JsonNode configuration) {
        refuseOthers("", configuration, KNOWN);
        requireKnownResult(configuration.path("ResultConfiguration"));
        refuseOthers("ManagedQueryResultsConfiguration.", configuration.path("ManagedQueryResultsConfiguration"), Set.of("Enabled"));
        JsonNode cutoff = configuration.path("BytesScannedCutoffPerQuery");
        if (!cutoff.isMissingNode() && cutoff.asLong() < LEAST_CUTOFF) {
            throw invalidRequest("BytesScannedCutoffPerQuery must be at least " + LEAST_CUTOFF);
        }
        if (hasLocation(configuration) && isManaged(configuration)) {
            throw invalidRequest("ResultConfiguration and ManagedQueryResultsConfiguration cannot be set together");
        }
        String engine = configuration.path("EngineVersion").path("SelectedEngineVersion").asText("AUTO");
        if (!ENGINES.contains(engine)) {
            throw invalidRequest("The local Athena has the engine versions AUTO and Athena engine version 3, not " + engine);
        }
    }

    /** @param result a ResultConfiguration */
    static void requireKnownResult(JsonNode result) {
        refuseOthers("ResultConfiguration.", result, Set.of("OutputLocation", "EncryptionConfiguration"));
        String location = result.path("OutputLocation").asText("");
        if (!location.isEmpty() && !S3Location.is(location)) {
            throw invalidRequest("outputLocation is not a valid S3 path.");
        }
        // S3 encrypts every object with SSE_S3, asked or not
        String encryption = result.path("EncryptionConfiguration").path("EncryptionOption").asText("SSE_S3");
        if (!encryption.equals("SSE_S3")) {
            throw invalidRequest("The local Athena does not take ResultConfiguration.EncryptionConfiguration with " + encryption + ": it has no keys");
        }
    }

    /** @param query a StartQueryExecution */
    public static void requireKnownOfQuery(JsonNode query) {
        requireKnownResult(query.path("ResultConfiguration"));
        refuseOthers("", query, Set.of("QueryString", "ClientRequestToken", "QueryExecutionContext", "ResultConfiguration", "WorkGroup",
                "ExecutionParameters", "ResultReuseConfiguration"));
    }

    private static void refuseOthers(String prefix, JsonNode given, Set<String> known) {
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            if (!known.contains(member.getKey()) && !isOff(member.getValue())) {
                throw invalidRequest("The local Athena does not take " + prefix + member.getKey());
            }
        }
    }

    private static boolean isOff(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode part : value) {
                if (!isOff(part)) {
                    return false;
                }
            }
            return true;
        }
        return value.isNull() || value.isBoolean() && !value.asBoolean();
    }

    private static boolean hasLocation(JsonNode configuration) {
        return !configuration.path("ResultConfiguration").path("OutputLocation").asText("").isEmpty();
    }

    /** Whether Athena keeps the results itself. */
    static boolean isManaged(JsonNode configuration) {
        return configuration.path("ManagedQueryResultsConfiguration").path("Enabled").asBoolean();
    }

    /** Applies AWS's updates: {@code XUpdates} change parts of X, and {@code RemoveX} takes it away. */
    static void update(ObjectNode configuration, JsonNode updates) {
        for (Map.Entry<String, JsonNode> change : updates.properties()) {
            String member = change.getKey();
            if (member.endsWith("Updates")) {
                update(configuration.withObjectProperty(member.substring(0, member.length() - "Updates".length())), change.getValue());
            } else if (!member.startsWith("Remove")) {
                configuration.set(member, change.getValue());
            } else if (change.getValue().asBoolean()) {
                configuration.remove(member.substring("Remove".length()));
            }
        }
    }
}
