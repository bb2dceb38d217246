package routes.page;

import static routes.page.Endpoints.ask;
import static routes.page.Endpoints.known;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
public class Api implements Answers {
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

    @Override
    public void open(Endpoints endpoints, FluentProducerTemplate routes) {
        endpoints.get("/api/status", known(call -> board.status()));
        endpoints.get("/api/history", known(call -> board.history().document()));
        SharedAnswers shared = new SharedAnswers(market::told);
        endpoints.get("/api/market", shared, call -> market());
        endpoints.get("/api/market/:index", shared, call -> candles(call.pathParam("index"), call.request()));
        endpoints.get("/api/reports", call -> ask(s3, "reports", call, reports::all));
        endpoints.get("/api/reports/:report", call -> report(call, call.pathParam("report")));
        endpoints.get("/api/reports/:report/csv", call -> csv(call, call.pathParam("report")));
        endpoints.get("/api/rejected", call -> letters(call, limit(call), call.request().getParam("before"), call.request().getParam("reason", "")));
        endpoints.get("/api/replay", known(call -> replay()));
        endpoints.post("/api/reports/run", call -> run(call, routes));
        endpoints.post("/api/replay/pause", known(call -> steer(steering::pause)));
        endpoints.post("/api/replay/resume", known(call -> steer(steering::resume)));
        endpoints.post("/api/replay/restart", known(call -> steer(steering::restart)));
        endpoints.post("/api/replay/rate", known(call -> steer(call, "rate", steering::rate)));
        endpoints.post("/api/replay/speed", known(call -> steer(call, "speed", steering::speed)));
        endpoints.post("/api/replay/seek", known(call -> steer(call, "date", steering::seek)));
    }

    private Object market() {
        market.look();
        return market.all();
    }

    private Object candles(String index, HttpServerRequest asked) {
        market.look();
        return market.candles(index, asked.getParam("timeframe", ""), asked.getParam("since", ""))
                .orElseThrow(() -> new RequestRefusedException(404, "no record of '%s' was seen among the last ones; ask again in a second".formatted(index)));
    }

    private Future<?> report(RoutingContext call, String name) {
        return ask(s3, List.of("report", name), call, () -> reports.one(name)
                .orElseThrow(() -> new RequestRefusedException(404, "there is no report '%s'".formatted(name))));
    }

    private Future<?> csv(RoutingContext call, String name) {
        return ask(s3, List.of("csv", name), call, () -> reports.csv(name)
                .map(content -> new Download(name + ".csv", "text/csv; charset=utf-8", content))
                .orElseThrow(() -> new RequestRefusedException(404, "there is no result of a report '%s'".formatted(name))));
    }

    private Future<?> letters(RoutingContext call, int limit, String before, String reason) {
        return ask(kafka, Arrays.asList(limit, before, reason), call, () -> letters.page(limit, before, reason));
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
        return steer(() -> change.accept(Endpoints.field(call, field)));
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
