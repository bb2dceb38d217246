package cloud.glue;

import cloud.catalog.Catalog;
import cloud.crawl.Crawlers;
import cloud.crawl.GlueRequest;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.Tags;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The Glue operations on the wire: an action's name to what it does. */
public final class GlueApi {
    private final Map<String, Function<GlueRequest, JsonNode>> actions = new TreeMap<>();

    public GlueApi(Catalog catalog, Crawlers crawlers, Tags tags) {
        new GlueTables(catalog, tags).offer(this);
        new GluePartitions(catalog).offer(this);
        new GlueCrawlers(crawlers, tags).offer(this);
        new GlueTags(catalog, crawlers, tags).offer(this);
    }

    void answer(String action, Function<GlueRequest, JsonNode> answer) {
        actions.put(action, answer);
    }

    /** An action whose answer is empty. */
    void change(String action, Consumer<GlueRequest> change) {
        actions.put(action, in -> {
            change.accept(in);
            return AwsJson.object();
        });
    }

    public Set<String> actions() {
        return actions.keySet();
    }

    public JsonNode call(String action, ObjectNode in) {
        Function<GlueRequest, JsonNode> answer = actions.get(action);
        if (answer == null) {
            throw AwsException.unknownOperation(action);
        }
        return answer.apply(new GlueRequest(in));
    }
}
