package routes.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Json;

/**
 * Server-sent events for the open pages: each event is built once for all of them, and a page that does not read is skipped until it does,
 * so that nothing piles up for it.
 */
final class EventStreams {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private static final int MOST = 100;
    private static final int MARKET_MILLIS = 400;

    private final StatusBoard board;
    private final Market market;
    private final Duration patience;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        return thread;
    });
    private Instant lastRun;

    /** @param patience with a page that does not read: after it, the page is dropped, and may reconnect */
    EventStreams(StatusBoard board, Market market, Duration patience) {
        this.board = board;
        this.market = market;
        this.patience = patience;
    }

    /** One page; its numbers are of the clock's thread alone. */
    private static final class Stream {
        private final HttpServerResponse response;
        private final HttpConnection connection;
        private long knownMarket = -1;
        private long readAt = System.nanoTime();

        Stream(RoutingContext call) {
            this.response = call.response();
            this.connection = call.request().connection();
        }

        boolean isReading() {
            if (!response.writeQueueFull()) {
                readAt = System.nanoTime();
                return true;
            }
            return false;
        }

        boolean isGone() {
            return response.closed() || response.ended();
        }

        boolean isStalled(Duration patience) {
            return System.nanoTime() - readAt > patience.toNanos();
        }

        void send(Buffer event) {
            response.write(event);
        }

        /** At once: Vert.x itself closes a connection when all is sent, which does not happen to one that is not read. */
        void drop() {
            if (connection instanceof ConnectionBase open) {
                open.channelHandlerContext().close();
            } else {
                connection.close();
            }
        }
    }

    void start() {
        clock.scheduleAtFixedRate(() -> safely(this::second), 0, 1, TimeUnit.SECONDS);
        clock.scheduleWithFixedDelay(() -> safely(this::marketNews), MARKET_MILLIS, MARKET_MILLIS, TimeUnit.MILLISECONDS);
    }

    void open(RoutingContext call) {
        if (streams.size() >= MOST) {
            throw new RequestRefusedException(503, "%d pages are open already".formatted(MOST));
        }
        HttpServerResponse response = head(call).setChunked(true);
        Stream stream = new Stream(call);
        response.closeHandler(closed -> streams.remove(stream));
        response.exceptionHandler(broken -> streams.remove(stream));
        response.write(event("status", Json.text(board.status())));
        streams.add(stream);
        market.look();
    }

    private static HttpServerResponse head(RoutingContext call) {
        return call.response()
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                // a proxy that buffers responses would show nothing
                .putHeader("X-Accel-Buffering", "no");
    }

    /** What opening it would begin with. */
    static void describe(RoutingContext call) {
        head(call).end();
    }

    /** A failure of one second is not that of the next. */
    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            LOG.debug("no events were sent to the pages", failed);
        }
    }

    private void second() {
        board.sample();
        streams.removeIf(Stream::isGone);
        streams.stream().filter(stream -> !stream.isReading() && stream.isStalled(patience)).forEach(Stream::drop);
        if (!streams.isEmpty()) {
            market.look();
            tell(event("status", Json.text(board.status())));
        }
        board.history().news().forEach(mark -> tell(event("mark", Json.text(mark))));
        Instant end = board.run().lastAt();
        if (!Objects.equals(end, lastRun)) {
            lastRun = end;
            tell(event("reports", Json.text(Json.object().put("run", String.valueOf(end)))));
        }
    }

    private void tell(Buffer event) {
        streams.stream().filter(Stream::isReading).forEach(stream -> stream.send(event));
    }

    /** Each page gets what it does not know yet; most know the same. */
    private void marketNews() {
        Map<Long, Buffer> events = new HashMap<>();
        long version = market.tell();
        for (Stream stream : streams) {
            if (stream.knownMarket != version && stream.isReading()) {
                Buffer event = events.computeIfAbsent(stream.knownMarket, this::marketEvent);
                stream.send(event);
                stream.knownMarket = version;
            }
        }
    }

    private Buffer marketEvent(long since) {
        return event("market", Json.text(market.news(since)));
    }

    /** How many are open. */
    int pages() {
        return streams.size();
    }

    private static Buffer event(String name, String data) {
        return Buffer.buffer("event: %s\ndata: %s\n\n".formatted(name, data));
    }

    void close() {
        clock.shutdownNow();
    }
}
