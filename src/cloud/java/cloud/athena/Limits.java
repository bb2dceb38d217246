package cloud.athena;

import static cloud.wire.AwsException.invalidRequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What AWS's model of Athena allows the members of its requests to be, wherever they occur. */
final class Limits {
    private static final String GROUP = "[a-zA-Z0-9._-]{1,128}";

    /** @param least and @param most characters of a text, or items of a list; @param pattern of a text */
    private record Limit(int least, int most, String pattern) {
        private Optional<String> broken(JsonNode value) {
            int length = value.isArray() ? value.size() : value.asText("").length();
            if (!pattern.isEmpty() && !value.asText("").matches(pattern)) {
                return Optional.of("satisfy regular expression pattern: " + pattern);
            }
            return length < least ? Optional.of("have length greater than or equal to " + least)
                    : length > most ? Optional.of("have length less than or equal to " + most) : Optional.empty();
        }
    }

    private static final Map<String, Limit> MEMBERS = Map.ofEntries(
            text("QueryString", 1, 262_144), text("QueryStatement", 1, 262_144), text("ClientRequestToken", 32, 128), text("Description", 0, 1024),
            text("Database", 1, 255), text("DatabaseName", 1, 128), text("TableName", 1, 128), text("CatalogName", 1, 256), text("Name", 1, 256),
            text("Expression", 0, 256), text("NextToken", 1, 1024), text("ResourceARN", 1, 1011),
            text("QueryExecutionIds", 1, 50), text("NamedQueryIds", 1, 50), text("ExecutionParameters", 1, Integer.MAX_VALUE),
            pattern("WorkGroup", GROUP), pattern("CreateWorkGroup.Name", GROUP), text("CreateNamedQuery.Name", 1, 128), text("UpdateNamedQuery.Name", 1, 128),
            pattern("StatementName", "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}"), pattern("QueryExecutionId", "\\S{1,128}"), pattern("NamedQueryId", "\\S{1,128}"),
            pattern("State", "ENABLED|DISABLED"));

    private static final Limit PARAMETER = new Limit(1, 1024, "");

    private Limits() {}

    private static Map.Entry<String, Limit> text(String member, int least, int most) {
        return Map.entry(member, new Limit(least, most, ""));
    }

    private static Map.Entry<String, Limit> pattern(String member, String pattern) {
        return Map.entry(member, new Limit(0, Integer.MAX_VALUE, pattern));
    }

    /** @throws AwsException InvalidRequestException naming every member that is not as it must be */
    static void require(String action, ObjectNode request) {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            Limit limit = MEMBERS.getOrDefault(action + "." + member.getKey(), MEMBERS.get(member.getKey()));
            if (limit != null && !member.getValue().isNull()) {
                limit.broken(member.getValue()).ifPresent(constraint -> broken.add(sentence(member.getKey(), constraint)));
            }
        }
        if (StreamSupport.stream(request.path("ExecutionParameters").spliterator(), false).anyMatch(one -> PARAMETER.broken(one).isPresent())) {
            broken.add(sentence("ExecutionParameters", "satisfy constraint: [Member must have length between 1 and 1024]"));
        }
        if (!broken.isEmpty()) {
            throw invalidRequest("%d validation error%s detected: %s".formatted(broken.size(), broken.size() == 1 ? "" : "s", String.join("; ", broken)));
        }
    }

    private static String sentence(String member, String constraint) {
        return "Value at '" + Character.toLowerCase(member.charAt(0)) + member.substring(1) + "' failed to satisfy constraint: Member must " + constraint;
    }
}
