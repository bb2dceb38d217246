package routes.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.FluentProducerTemplate;
import routes.lake.Lake;
import routes.lang.Inquiries;
import routes.lang.Json;
import routes.replay.ReplayState;
import routes.replay.Steering;
import routes.report.ReportShelf;
import routes.run.Runs;
import routes.source.MarketPeriod;
import routes.source.MarketTime;

/** What the HTTP API answers; openapi.yaml describes it. */
public class Api {
    private static final int LARGEST_BODY = 10_000;
    private static final int MOST_LETTERS = 200;
    /** How long an answer of Kafka or S3 is shared by requests for the same thing: many pages may ask when a run has ended. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Inquiries kafka = new Inquiries("Kafka", FRESH);
    private final Inquiries s3 = new Inquiries("S3", FRESH);

    private final StatusBoard board;
    private final Market market;
    private final ReportShelf reports;
    private final RejectedLetters letters;
    private final Steering steering;
    private final Runs runs;
    private final Lake lake;
    private String database = "";
    private java.util.concurrent.Future<?> started = CompletableFuture.completedFuture(null);

    public Api(StatusBoard board, Market market, ReportShelf reports, RejectedLetters letters, Steering steering, Runs runs, Lake lake) {
        this.board = board;
        this.market = market;
        this.reports = reports;
        this.letters = letters;
        this.steering = steering;
        this.runs = runs;
        this.lake = lake;
    }

    /** Makes an answer of what is known here, which may take a moment. */
    private interface Answer {
        Object of(RoutingContext call) throws IOException;
    }

    /** Sees to an answer that comes later; on a thread that may not wait. */
    private interface Question {
        Future<?> of(RoutingContext call);
    }

    /** @param routes to call the routes with */
    void open(Router router, RequestGuard guard, FluentProducerTemplate routes) {
        get(router, guard, "/api/status", known(call -> board.status()));
        get(router, guard, "/api/market", known(call -> market()));
        get(router, guard, "/api/market/:index", known(call -> candles(call.pathParam("index"), call.request().getParam("timeframe", ""))));
        get(router, guard, "/api/reports", call -> ask(s3, "reports", call, reports::all));
        get(router, guard, "/api/reports/:report", call -> report(call, call.pathParam("report")));
        get(router, guard, "/api/rejected", call -> letters(call, limit(call), call.request().getParam("before")));
        get(router, guard, "/api/replay", known(call -> replay()));
        post(router, guard, "/api/reports/run", call -> run(call, routes));
        post(router, guard, "/api/replay/pause", known(call -> steer(steering::pause)));
        post(router, guard, "/api/replay/resume", known(call -> steer(steering::resume)));
        post(router, guard, "/api/replay/restart", known(call -> steer(steering::restart)));
        post(router, guard, "/api/replay/rate", known(call -> steer(call, "rate", steering::rate)));
        post(router, guard, "/api/replay/speed", known(call -> steer(call, "speed", steering::speed)));
        post(router, guard, "/api/replay/seek", known(call -> steer(call, "date", steering::seek)));
    }

    private static void get(Router router, RequestGuard guard, String path, Question question) {
        answer(router.get(path).handler(guard), question);
        router.route(path).last().handler(call -> refuse(call, "GET"));
    }

    private static void post(Router router, RequestGuard guard, String path, Question question) {
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

    private static Question known(Answer answer) {
        return call -> call.vertx().executeBlocking(() -> answer.of(call), false);
    }

    /** @param what is asked; equal for those who are to share the answer */
    private static <T> Future<T> ask(Inquiries whom, Object what, RoutingContext call, Supplier<T> question) {
        return Future.fromCompletionStage(whom.ask(what, question), call.vertx().getOrCreateContext());
    }

    static void send(RoutingContext call, Object answer) {
        call.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(Json.text(answer));
    }

    private Object market() {
        market.look();
        return market.all();
    }

    private Object candles(String index, String timeframe) {
        market.look();
        return market.candles(index, timeframe)
                .orElseThrow(() -> new RequestRefusedException(404, "no record of '%s' was seen among the last ones; ask again in a second".formatted(index)));
    }

    private Future<?> report(RoutingContext call, String name) {
        return ask(s3, List.of("report", name), call, () -> reports.one(name)
                .orElseThrow(() -> new RequestRefusedException(404, "there is no report '%s'".formatted(name))));
    }

    private Future<?> letters(RoutingContext call, int limit, String before) {
        return ask(kafka, Arrays.asList(limit, before), call, () -> letters.page(limit, before));
    }

    private static int limit(RoutingContext call) {
        String limit = call.request().getParam("limit", "50");
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST_LETTERS) {
            throw new IllegalArgumentException("limit '%s' is not a number from 1 to %d".formatted(limit, MOST_LETTERS));
        }
        return Integer.parseInt(limit);
    }

    private Object replay() {
        ReplayState state = board.replay();
        if (state == null) {
            throw new RequestRefusedException(404, "nothing is replayed here: csv.file is blank");
        }
        ObjectNode replay = Json.object(state);
        try {
            MarketPeriod period = steering.marketPeriod();
            replay.putObject("period").put("first", MarketTime.text(period.first())).put("last", MarketTime.text(period.last()));
        } catch (IllegalArgumentException timeless) {
            replay.putNull("period");
        }
        return replay;
    }

    private Object steer(Runnable change) {
        change.run();
        return board.replay();
    }

    private Object steer(RoutingContext call, String field, Consumer<String> change) {
        String type = call.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new RequestRefusedException(415, "send JSON, and say so: Content-Type: application/json");
        }
        return steer(() -> change.accept(field(call, field)));
    }

    private static String field(RoutingContext call, String field) {
        JsonNode value = null;
        try {
            value = Json.object(call.body().buffer() == null ? new byte[0] : call.body().buffer().getBytes()).get(field);
        } catch (IOException noJson) {
            // said below
        }
        if (value == null || !value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException("send a JSON object such as {\"%s\":\"…\"}".formatted(field));
        }
        return value.asText();
    }

    private Future<?> run(RoutingContext call, FluentProducerTemplate routes) {
        if (database.isBlank()) {
            throw new RequestRefusedException(409, "there are no tables to crawl and no reports here: glue.database is blank");
        }
        requireNoRun();
        return ask(s3, "objects", call, lake::hasObjects).map(hasObjects -> run(hasObjects, routes));
    }

    private synchronized Object run(boolean hasObjects, FluentProducerTemplate routes) {
        requireNoRun();
        if (!hasObjects) {
            throw new RequestRefusedException(409, "there is nothing to report yet: the lake has no object");
        }
        started = routes.to("direct:crawl-and-report").asyncSend();
        return Json.object().put("run", "started");
    }

    private synchronized void requireNoRun() {
        if (!started.isDone() || runs.isActive()) {
            throw new RequestRefusedException(409, "a run is under way");
        }
    }

    /** @param database of the tables; blank for a lake without any */
    public void setDatabase(String database) {
        this.database = database;
    }
}
