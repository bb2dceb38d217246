package routes.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.AwayException;
import routes.lang.Errors;
import routes.lang.Json;

/** The dashboard page and its HTTP API, on the router of platform-http; the user's own routes there take precedence. */
public class Dashboard {
    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final VertxPlatformHttpServerConfiguration server;
    private final StatusBoard board;
    private final Market market;
    private String token = "";
    private EventStreams streams;

    public Dashboard(VertxPlatformHttpServerConfiguration server, StatusBoard board, Market market) {
        this.server = server;
        this.board = board;
        this.market = market;
    }

    /** Once, also when the routes are loaded again; without a server there is none. */
    public void open(CamelContext camel) {
        String host = server.getBindHost();
        int port = server.getBindPort();
        Router router = camel.getRegistry().lookupByNameAndType("platform-http-router-" + port, VertxPlatformHttpRouter.class);
        if (router == null || streams != null) {
            return;
        }
        streams = new EventStreams(board, market, PATIENCE);
        streams.start();
        open(router, camel);
        LOG.info("Dashboard  http://{}:{}/", host.contains(":") ? "[" + host + "]" : host, port);
    }

    private void open(Router router, CamelContext camel) {
        RequestGuard guard = RequestGuard.of(server.getBindHost(), token);
        PageFiles files = new PageFiles();
        Endpoints endpoints = new Endpoints(router, guard);
        camel.getRegistry().findByType(Answers.class).forEach(answers -> answers.open(endpoints, camel.createFluentProducerTemplate()));
        router.get("/api/events").handler(guard).handler(streams::open);
        router.head("/api/events").handler(guard).handler(EventStreams::describe);
        router.route("/api/openapi.yaml").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(guard).handler(call -> describe(call, files));
        router.route("/api/*").last().handler(call -> {
            throw new RequestRefusedException(404, "there is nothing at " + call.normalizedPath());
        });
        router.route("/*").method(HttpMethod.GET).method(HttpMethod.HEAD).last().handler(guard).handler(files);
        router.route("/api/*").failureHandler(Dashboard::refuse);
        router.route("/*").method(HttpMethod.GET).method(HttpMethod.HEAD).failureHandler(Dashboard::refuse);
    }

    /** For people as text: browsers save YAML instead of showing it. */
    private static void describe(RoutingContext call, PageFiles files) {
        String accepted = call.request().getHeader("Accept");
        boolean person = accepted != null && accepted.contains("text/html");
        call.response().putHeader("Vary", "Accept");
        files.send(call, "openapi.yaml", person ? "text/plain; charset=utf-8" : "application/yaml; charset=utf-8");
    }

    /** A sentence as JSON, whatever was wrong. */
    private static void refuse(RoutingContext call) {
        HttpServerResponse response = call.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        Throwable failure = call.failure();
        response.setStatusCode(status(failure, call.statusCode()));
        Endpoints.send(call, Json.object().put("error", failure == null ? "HTTP " + call.statusCode() : sentence(failure, call)));
    }

    private static int status(Throwable failure, int status) {
        if (failure instanceof RequestRefusedException refused) {
            return refused.status();
        }
        if (failure instanceof AwayException) {
            return 503;
        }
        if (failure instanceof HttpException http) {
            return http.getStatusCode();
        }
        if (failure instanceof IllegalArgumentException) {
            return 400;
        }
        return Math.max(status, 400);
    }

    private static String sentence(Throwable failure, RoutingContext call) {
        if (failure instanceof HttpException http) {
            return http.getStatusCode() == 413 ? "the body is too long" : Errors.sentence(http);
        }
        if (!(failure instanceof RequestRefusedException || failure instanceof AwayException || failure instanceof IllegalArgumentException)) {
            LOG.warn("{} {} failed", call.request().method(), call.normalizedPath(), failure);
        }
        return Errors.sentence(failure);
    }

    /** Ends what tells the pages. */
    public void close() {
        if (streams != null) {
            streams.close();
        }
    }

    /** @param token that changes need where other machines can ask; blank for none */
    public void setToken(String token) {
        this.token = token;
    }
}
