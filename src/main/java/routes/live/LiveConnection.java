package routes.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.util.TimeUtils;
import routes.lang.Errors;

/**
 * One WebSocket connection. No more messages are taken from it than the reader has asked for: when Kafka is slow, the provider is slowed
 * down, and nothing piles up here. A connection on which nothing is heard, not even the answer to a ping, is given up: the peer may be gone
 * without a word, and the JDK (17) does not always notice that a connection was cut.
 */
final class LiveConnection implements WebSocket.Listener, Session.Line, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Parts of messages that may wait for the reader. */
    private static final int WINDOW = 1000;
    private static final int LONGEST_MESSAGE = 16_000_000;
    /** What may go by between a trade and its message: a pong may overtake it. */
    private static final Duration SLOWEST = Duration.ofSeconds(5);
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final StringBuilder parts = new StringBuilder();
    private final LiveSettings settings;
    private final Duration idle;
    private WebSocket socket;
    private volatile long lastSign = System.nanoTime();
    private volatile Instant pinged = Instant.now();

    /**
     * @param text null for a pong, or the end
     * @param sentAfter by this machine's clock; null when that is not known
     * @param end why there is nothing more to hear
     */
    record Heard(String text, Instant at, Instant sentAfter, String end) {}

    private LiveConnection(LiveSettings settings) {
        this.settings = settings;
        this.idle = settings.idleTimeout();
    }

    static LiveConnection open(HttpClient client, Feed feed, LiveSettings settings) throws FeedException, InterruptedException {
        LiveConnection connection = new LiveConnection(settings);
        try {
            CompletableFuture<WebSocket> opening =
                    client.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(feed.address(), connection);
            connection.socket = opening.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return connection;
        } catch (ExecutionException failed) {
            throw connection.notOpened(feed.address(), failed.getCause());
        } catch (TimeoutException late) {
            throw FeedException.broken("%s does not answer".formatted(settings.feed()));
        }
    }

    private FeedException notOpened(URI address, Throwable failed) {
        if (!(failed instanceof WebSocketHandshakeException answered)) {
            return FeedException.broken("%s cannot be reached at %s: %s"
                    .formatted(settings.feed(), address.getAuthority(), settings.masked(Errors.sentence(failed))));
        }
        int status = answered.getResponse().statusCode();
        return switch (status) {
            case 401, 403 -> FeedException.refused(
                    "%s refuses the key (HTTP %d): check live.key, or the file live.key-file".formatted(settings.feed(), status));
            case 429 -> FeedException.refused("%s refuses so many connections (HTTP 429): no other program may use the key".formatted(settings.feed()));
            default -> FeedException.broken("%s refuses the connection (HTTP %d)".formatted(settings.feed(), status));
        };
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(WINDOW);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        sign();
        parts.append(text);
        if (last) {
            heard.add(new Heard(parts.toString(), Instant.now(), null, null));
            parts.setLength(0);
        } else if (parts.length() > LONGEST_MESSAGE) {
            end("a message is longer than %,d characters".formatted(LONGEST_MESSAGE));
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        sign();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        sign();
        heard.add(new Heard(null, Instant.now(), pinged.minus(SLOWEST), null));
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end("%s closed the connection (%d%s)".formatted(settings.feed(), code, reason.isEmpty() ? "" : ", " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end("the connection broke: " + (failure instanceof IOException ? Errors.sentence(failure) : failure.toString()));
    }

    private void end(String reason) {
        heard.add(new Heard(null, Instant.now(), null, settings.masked(reason)));
    }

    private void sign() {
        lastSign = System.nanoTime();
    }

    /**
     * Waits for something to be heard.
     *
     * @return what came, in order; none while all is quiet
     * @throws FeedException when nobody is there any more
     */
    List<Heard> next() throws FeedException, InterruptedException {
        Duration rest = idle.dividedBy(3);
        if (Instant.now().isAfter(pinged.plus(rest))) {
            ping();
        }
        Heard first = heard.poll(rest.toMillis() + 1, TimeUnit.MILLISECONDS);
        if (first == null) {
            requireSign();
            return List.of();
        }
        List<Heard> all = new ArrayList<>(List.of(first));
        heard.drainTo(all, WINDOW);
        socket.request(all.size());
        return all;
    }

    private void requireSign() throws FeedException {
        if (System.nanoTime() - lastSign > idle.toNanos()) {
            throw FeedException.broken("nothing was heard of %s for %s".formatted(settings.feed(), TimeUtils.printDuration(idle.toMillis(), true)));
        }
    }

    @Override
    public void ping() throws FeedException {
        pinged = Instant.now();
        sent(socket.sendPing(NO_BYTES));
    }

    @Override
    public void say(String message) throws FeedException {
        sent(socket.sendText(message, true));
    }

    private void sent(CompletableFuture<?> sending) throws FeedException {
        try {
            sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw FeedException.broken("nothing can be sent to %s: %s".formatted(settings.feed(), settings.masked(Errors.sentence(failed))));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw FeedException.broken("it is stopped");
        }
    }

    /** At once: to wait for the provider's farewell would hold up the next connection. */
    @Override
    public void close() {
        socket.abort();
    }
}
