package routes.page;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import routes.lang.Inquiries;
import routes.lang.Json;

/** Where questions are answered as JSON, guarded. */
record Endpoints(Router router, RequestGuard guard) {
    private static final int LARGEST_BODY = 10_000;

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

    void post(String path, Question question) {
        answer(router.post(path).handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY)).handler(guard), question);
        router.route(path).last().handler(call -> refuse(call, "POST"));
    }

    private static void refuse(RoutingContext call, String allowed) {
        call.response().putHeader("Allow", allowed);
        throw new RequestRefusedException(405, "%s is for %s".formatted(call.normalizedPath(), allowed));
    }

    private static void answer(Route route, Question question) {
        route.handler(call -> question.of(call).onSuccess(answer -> send(call, answer)).onFailure(call::fail));
    }

    static Question known(Answer answer) {
        return call -> call.vertx().executeBlocking(() -> answer.of(call), false);
    }

    /** @param what is asked; equal for those who are to share the answer */
    static <T> Future<T> ask(Inquiries whom, Object what, RoutingContext call, Supplier<T> question) {
        return Future.fromCompletionStage(whom.ask(what, question), call.vertx().getOrCreateContext());
    }

    static void send(RoutingContext call, Object answer) {
        Download download = answer instanceof Download file ? file : null;
        HttpServerResponse response = call.response()
                .putHeader("Content-Type", download == null ? "application/json" : download.type())
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (download != null) {
            response.putHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(download.name().replaceAll("[^\\w.-]", "_")));
        }
        Body.once(download == null ? Json.text(answer).getBytes(StandardCharsets.UTF_8) : download.content(), call).send(call);
    }
}
