package cloud.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** The tags of one service's resources, by the end of their ARN: {@code workgroup/team}. */
public final class Tags {
    private static final int MOST = 50;

    private final Store store;
    private final String errorType;

    private Tags(Store store, String errorType) {
        this.store = store;
        this.errorType = errorType;
    }

    /** @param errorType of the service for a request that is not valid */
    public static Tags open(Path file, String errorType) throws IOException {
        return new Tags(Store.open(file), errorType);
    }

    /** By their keys. */
    public ObjectNode of(String resource) {
        return store.find(resource).orElseGet(AwsJson::object);
    }

    /** @param added texts by their keys; a key that is there gets the new value */
    public synchronized void add(String resource, JsonNode added) {
        ObjectNode tags = of(resource);
        added.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        if (tags.size() > MOST) {
            throw new AwsException(errorType, "A resource has at most " + MOST + " tags");
        }
        if (!tags.isEmpty()) {
            store.put(resource, tags);
        }
    }

    public synchronized void remove(String resource, JsonNode keys) {
        ObjectNode tags = of(resource);
        keys.forEach(key -> tags.remove(key.asText()));
        store.put(resource, tags);
    }

    /** The resource is gone. */
    public void forget(String resource) {
        store.remove(resource);
    }

    /** A list of Key and Value as an object. */
    public static ObjectNode byKey(JsonNode list) {
        ObjectNode tags = AwsJson.object();
        list.forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText("")));
        return tags;
    }

    /** The other way round. */
    public static ArrayNode list(ObjectNode tags) {
        ArrayNode list = AwsJson.array();
        tags.properties().forEach(tag -> list.addObject().put("Key", tag.getKey()).set("Value", tag.getValue()));
        return list;
    }
}
