package cloud.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One page of a listing: NextToken is the offset of the next page, in plain digits. */
public record Page(int from, int size) {

    public static Page of(ObjectNode request, int largest, String errorType) {
        int size = request.path("MaxResults").asInt(largest);
        if (size < 1 || size > largest) {
            throw new AwsException(errorType, size > largest ? "MaxResults is more than maximum allowed length " + largest
                    : "1 validation error detected: Value at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1");
        }
        return new Page(offset(request.path("NextToken").asText(""), errorType), size);
    }

    private static int offset(String token, String errorType) {
        if (token.isEmpty()) {
            return 0;
        }
        if (!token.matches("\\d{1,9}")) {
            throw new AwsException(errorType, "Invalid NextToken: " + token);
        }
        return Integer.parseInt(token);
    }

    /** A response holding this page of the items under the member, with NextToken if more follow. */
    public ObjectNode of(String member, List<? extends JsonNode> items) {
        ObjectNode response = AwsJson.object();
        ArrayNode page = response.putArray(member);
        int first = Math.min(from, items.size());
        int end = (int) Math.min((long) first + size, items.size());
        items.subList(first, end).forEach(page::add);
        if (end < items.size()) {
            response.put("NextToken", String.valueOf(end));
        }
        return response;
    }
}
