package routes.page;

import static routes.page.Endpoints.known;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.FluentProducerTemplate;
import routes.lang.Errors;
import routes.lang.Json;
import routes.redrive.Redrive;
import routes.redrive.RedriveOptions;
import routes.redrive.RedriveResult;

/** Sends letters back by the HTTP API, one time after the other: what was asked goes on after the answer, and can be looked at. */
public class RedriveAnswers implements Answers {
    private static final int SHOWN = 100;

    private final Redrive redrive;
    private RedriveOptions options;
    private boolean running;
    private RedriveResult result;
    private String error;
    private final List<String> shown = new ArrayList<>();

    public RedriveAnswers(Redrive redrive) {
        this.redrive = redrive;
    }

    @Override
    public void open(Endpoints endpoints, FluentProducerTemplate routes) {
        endpoints.get("/api/rejected/redrive", known(call -> state()));
        endpoints.post("/api/rejected/redrive", known(call -> start(options(call))));
    }

    private static RedriveOptions options(RoutingContext call) {
        try {
            ObjectNode body = Json.object(call.body().buffer() == null ? new byte[0] : call.body().buffer().getBytes());
            JsonNode dryRun = body.path("dryRun");
            JsonNode reason = body.path("reason");
            if (dryRun.isBoolean() && (reason.isTextual() || reason.isMissingNode())) {
                long from = offset(body, "from", RedriveOptions.ALL.from());
                return new RedriveOptions(reason.asText(""), from, offset(body, "to", RedriveOptions.ALL.to()), dryRun.asBoolean());
            }
        } catch (IOException noJson) {
            // said below
        }
        throw new IllegalArgumentException("send a JSON object such as {\"dryRun\":true,\"reason\":\"JSON\",\"from\":0,\"to\":17}; all but dryRun may be left out");
    }

    private static long offset(ObjectNode body, String field, long otherwise) {
        JsonNode offset = body.path(field);
        if (!offset.isMissingNode() && (!offset.canConvertToLong() || !offset.isIntegralNumber() || offset.asLong() < 0 || offset.asLong() > RedriveOptions.ALL.to())) {
            throw new IllegalArgumentException("%s %s is not an offset of the dead-letter topic".formatted(field, offset));
        }
        return offset.asLong(otherwise);
    }

    private synchronized ObjectNode start(RedriveOptions wanted) {
        if (running) {
            throw new RequestRefusedException(409, "letters are being sent back: two at a time could send one twice");
        }
        running = true;
        options = wanted;
        result = null;
        error = null;
        shown.clear();
        Thread thread = new Thread(() -> run(wanted), "redrive");
        thread.setDaemon(true);
        thread.start();
        return state();
    }

    private void run(RedriveOptions wanted) {
        try {
            ended(redrive.run(wanted, this::show), null);
        } catch (RuntimeException failed) {
            ended(null, Errors.sentence(failed));
        }
    }

    private synchronized void show(String line) {
        if (shown.size() < SHOWN) {
            shown.add(line);
        }
    }

    private synchronized void ended(RedriveResult result, String error) {
        this.result = result;
        this.error = error;
        running = false;
    }

    private synchronized ObjectNode state() {
        ObjectNode state = Json.object()
                .put("state", running ? "running" : error != null ? "failed" : result != null ? "done" : "never")
                .put("dryRun", options == null ? null : options.dryRun())
                .put("reason", options == null ? null : options.reason())
                .put("error", error)
                .put("summary", result == null ? null : result.summary())
                .put("sent", result == null ? null : result.sent())
                .put("left", result == null ? null : result.left());
        state.set("sentByReason", Json.object(result == null ? Map.of() : result.sentByReason()));
        state.set("whyLeft", Json.object(result == null ? Map.of() : result.whyLeft()));
        ArrayNode lines = state.putArray("shown");
        shown.forEach(lines::add);
        return state;
    }
}
