package cloud.crawl;

import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.Page;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a call of Glue asks for, checked by the constraints of Glue's API reference: breaking one is a ValidationException. */
public record GlueRequest(ObjectNode in) {

    public String text(String member) {
        String value = in.path(member).asText("");
        if (value.isBlank()) {
            throw AwsException.validation(lowerFirst(member), in.has(member) ? value : null,
                    in.has(member) ? "have length greater than or equal to 1" : "not be null");
        }
        return value;
    }

    public String database() {
        return text("DatabaseName");
    }

    public String table() {
        return text("TableName");
    }

    public ObjectNode structure(String member) {
        if (in.get(member) instanceof ObjectNode node) {
            return node;
        }
        throw AwsException.validation(lowerFirst(member), null, "not be null");
    }

    /** The items of a list that must be there and may not be longer. */
    public List<JsonNode> items(String member, int most) {
        if (!(in.get(member) instanceof ArrayNode list)) {
            throw AwsException.validation(lowerFirst(member), null, "not be null");
        }
        if (list.size() > most) {
            throw AwsException.validation(lowerFirst(member), list, "have length less than or equal to " + most);
        }
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        return items;
    }

    public List<String> texts(String member, int most) {
        return items(member, most).stream().map(JsonNode::asText).toList();
    }

    public Page page(int largest) {
        int size = in.path("MaxResults").asInt(largest);
        if (size < 1 || size > largest) {
            throw AwsException.validation("maxResults", size,
                    size < 1 ? "have value greater than or equal to 1" : "have value less than or equal to " + largest);
        }
        return Page.of(in, largest, "InvalidInputException");
    }

    /** @throws AwsException if one of the members is given, since ignoring it would give a different answer from Glue's */
    public void refuse(String... members) {
        for (String member : members) {
            if (in.hasNonNull(member) && !(in.get(member).isContainerNode() && in.get(member).isEmpty())) {
                throw AwsException.invalidInput("The local cloud does not take " + member);
            }
        }
    }

    /** Runs the action for each, and returns the errors of those for which it failed. */
    public static ObjectNode each(List<JsonNode> items, Consumer<JsonNode> change, String itemMember, Function<JsonNode, JsonNode> named) {
        ObjectNode out = AwsJson.object();
        ArrayNode errors = out.putArray("Errors");
        for (JsonNode item : items) {
            try {
                change.accept(item);
            } catch (AwsException e) {
                ObjectNode error = errors.addObject();
                error.set(itemMember, named.apply(item));
                error.putObject("ErrorDetail").put("ErrorCode", e.type()).put("ErrorMessage", e.getMessage());
            }
        }
        return out;
    }

    private static String lowerFirst(String member) {
        return Character.toLowerCase(member.charAt(0)) + member.substring(1);
    }
}
