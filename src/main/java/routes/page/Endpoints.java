package routes.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import routes.lang.Inquiries;
import routes.lang.Json;

/** Where questions are answered as JSON, guarded. */
record Endpoints(Router router, RequestGuard guard) {
    private static final int LARGEST_BODY = 10_000;
    private static final int MOST_DIGITS = 30;
    /** Of one that has the text of a query. */
    static final int LARGEST_QUERY = 300_000;

    /** Makes an answer of what is known here, which may take a moment. */
    interface Answer {
        Object of(RoutingContext call) throws IOException;
    }

    /** Sees to an answer that comes later; on a thread that may not wait. */
    interface Question {
        Future<?> of(RoutingContext call);
    }

    void get(String path, Question question) {
        answer(router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(guard), question);
        router.route(path).last().handler(call -> refuse(call, "GET, HEAD"));
    }

    /** @param shared by all who ask for the same */
    void get(String path, SharedAnswers shared, Answer answer) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(guard).handler(call -> shared
                .of(call.request().uri(), () -> call.vertx().executeBlocking(() -> Body.shared(json(answer.of(call))), false))
                .onSuccess(body -> send(call, null, body))
                .onFailure(call::fail));
        router.route(path).last().handler(call -> refuse(call, "GET, HEAD"));
    }

    void post(String path, Question question) {
        post(path, LARGEST_BODY, question);
    }

    /** @param largest body in bytes */
    void post(String path, int largest, Question question) {
        answer(router.post(path).handler(BodyHandler.create(false).setBodyLimit(largest)).handler(guard), question);
        router.route(path).last().handler(call -> refuse(call, "POST"));
    }

    /** What does not fit into an answer of JSON; on a thread that may wait. */
    void stream(String path, Answer answer) {
        router.get(path).handler(guard).handler(call -> call.vertx().executeBlocking(() -> answer.of(call), false).onFailure(call::fail));
        router.route(path).last().handler(call -> refuse(call, "GET"));
    }

    private static void refuse(RoutingContext call, String allowed) {
        call.response().putHeader("Allow", allowed);
        throw new RequestRefusedException(405, "%s is for %s".formatted(call.normalizedPath(), allowed));
    }

    /** A large answer is made and compressed where others need not wait for it. */
    private static void answer(Route route, Question question) {
        route.handler(call -> question.of(call)
                .compose(answer -> call.vertx().executeBlocking(() -> body(call, answer), false).onSuccess(body -> send(call, answer, body)))
                .onFailure(call::fail));
    }

    static Question known(Answer answer) {
        return call -> call.vertx().executeBlocking(() -> answer.of(call), false);
    }

    /** A field of the JSON object that was sent, as text. */
    static String field(RoutingContext call, String field) {
        String type = call.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new RequestRefusedException(415, "send JSON, and say so: Content-Type: application/json");
        }
        JsonNode value = null;
        try {
            value = Json.object(call.body().buffer() == null ? new byte[0] : call.body().buffer().getBytes()).get(field);
        } catch (IOException noJson) {
            // said below
        }
        if (value == null || !value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException("send a JSON object such as {\"%s\":\"…\"}".formatted(field));
        }
        return value.isNumber() ? plain(value.decimalValue()) : value.asText();
    }

    /** Without an exponent, unless that would take very many digits. */
    private static String plain(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS || number.scale() > MOST_DIGITS ? number.toString() : number.toPlainString();
    }

    /** @param what is asked; equal for those who are to share the answer */
    static <T> Future<T> ask(Inquiries whom, Object what, RoutingContext call, Supplier<T> question) {
        return Future.fromCompletionStage(whom.ask(what, question), call.vertx().getOrCreateContext());
    }

    static void send(RoutingContext call, Object answer) {
        send(call, answer, body(call, answer));
    }

    private static Body body(RoutingContext call, Object answer) {
        return Body.once(answer instanceof Download file ? file.content() : json(answer), call);
    }

    private static byte[] json(Object answer) {
        return Json.text(answer).getBytes(StandardCharsets.UTF_8);
    }

    private static void send(RoutingContext call, Object answer, Body body) {
        Download download = answer instanceof Download file ? file : null;
        HttpServerResponse response = call.response()
                .putHeader("Content-Type", download == null ? "application/json" : download.type())
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (download != null) {
            response.putHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(download.name().replaceAll("[^\\w.-]", "_")));
        }
        body.send(call);
    }
}
