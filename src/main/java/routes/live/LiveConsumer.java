package routes.live;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Errors;
import routes.lang.SteadyClock;

/**
 * Listens to a feed and sends what it hears through the route, one {@link Received} after the other. One thread does it all: there is one
 * connection at a time, and the next is opened when the last is closed and all that came over it is in Kafka.
 *
 * <p>Each trade that was sent after the first subscription goes through the route once, or is in a gap. What is missing is told when the
 * next connection is subscribed, before its first trade.
 */
final class LiveConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConsumer.class);

    private final LiveSettings settings;
    private final SentTrades sent;
    private Feed feed;
    private Hearing hearing;
    private ExecutorService thread;
    private volatile long trades;
    private volatile long gaps;
    private volatile long reconnects;
    /** Null while it is subscribed. */
    private volatile Instant awaySince = SteadyClock.now();
    private volatile String lastTrouble = "";

    LiveConsumer(LiveEndpoint endpoint, Processor processor, LiveSettings settings) {
        super(endpoint, processor);
        this.settings = settings;
        this.sent = endpoint.getSent();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        feed = settings.open();
        hearing = new Hearing(feed.countsIds());
        if (settings.symbols().size() > feed.freeSymbols()) {
            LOG.warn("live: {} takes {} symbols at no charge; live.symbols has {}", settings.feed(), feed.freeSymbols(), settings.symbols().size());
        }
        if (sent != null) {
            sent.createTopicOfGaps();
            hearing.resume(sent.last());
        }
        thread = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "live-" + settings.feed());
        thread.execute(this::listen);
    }

    /** What is not in Kafka by now becomes a gap after the next start. */
    @Override
    protected void doStop() throws Exception {
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(thread);
        super.doStop();
    }

    private void listen() {
        HttpClient client = HttpClient.newHttpClient();
        Attempts attempts = new Attempts(settings.reconnectDelay(), settings.longestReconnectDelay(), new Random());
        while (isRunAllowed()) {
            Instant began = SteadyClock.now();
            try {
                listen(client);
            } catch (FeedException ended) {
                if (awaySince == null) {
                    awaySince = SteadyClock.now();
                }
                hearing.lost(ended.getMessage());
                Duration pause = attempts.next(Duration.between(began, SteadyClock.now()), ended.isRefused());
                tell(ended, pause);
                pause(pause);
                reconnects++;
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException | Error fault) {
                LOG.error("live: stopped by a fault of this program: {}", settings.masked(Errors.sentence(fault)), fault);
                return;
            }
        }
    }

    private void listen(HttpClient client) throws FeedException, InterruptedException {
        // before: some providers are told in the address what is wanted
        hearing.begin();
        try (LiveConnection connection = LiveConnection.open(client, feed, settings)) {
            Session session = new Session(settings.feed(), feed, connection);
            Instant deadline = SteadyClock.now().plus(settings.idleTimeout());
            feed.opened(session);
            while (isRunAllowed()) {
                hear(connection.next(), session);
                if (!session.isSubscribed() && SteadyClock.now().isAfter(deadline)) {
                    throw FeedException.broken("%s did not confirm the subscription within %s"
                            .formatted(settings.feed(), TimeUtils.printDuration(settings.idleTimeout().toMillis(), true)));
                }
            }
        }
    }

    private void hear(List<LiveConnection.Heard> all, Session session) throws FeedException {
        FeedException end = null;
        Instant sentAfter = null;
        for (LiveConnection.Heard one : all) {
            try {
                if (one.end() != null) {
                    throw FeedException.broken(one.end());
                } else if (one.text() == null) {
                    session.pong();
                    sentAfter = one.sentAfter();
                } else {
                    session.hear(one.text(), one.at());
                    puzzle(session, one.text());
                }
            } catch (FeedException ended) {
                end = ended;
                break;
            }
        }
        if (session.isSubscribed()) {
            if (awaySince != null && end == null) {
                awaySince = null;
                LOG.info("live: {} sends the trades of {}", settings.feed(), String.join(", ", settings.symbols()));
                lastTrouble = "";
            }
            deliver(hearing.of(session), sentAfter);
        }
        if (end != null) {
            throw end;
        }
    }

    /** With other feeds the market is quiet; with this one the pointers may be wrong. */
    private void puzzle(Session session, String message) {
        if (settings.feed().equals("generic") && session.isPuzzling()) {
            LOG.warn("live: many messages came, and no trade was found in them; does live.pointers say where to look? The last one: {}",
                    settings.masked(message.substring(0, Math.min(300, message.length()))));
        }
    }

    /** Whatever the route does not take becomes a gap, too: it is not sent again, since some of it may be in Kafka. */
    private void deliver(Received received, Instant sentAfter) throws FeedException {
        if (!received.trades().isEmpty() || !received.gaps().isEmpty()) {
            Exchange exchange = createExchange(false);
            try {
                exchange.getIn().setBody(received);
                getProcessor().process(exchange);
                if (exchange.getException() != null) {
                    throw exchange.getException();
                }
            } catch (Exception failed) {
                throw FeedException.broken("the trades were not taken: " + settings.masked(Errors.sentence(failed)));
            } finally {
                releaseExchange(exchange, false);
            }
        }
        trades += received.trades().size();
        gaps += received.gaps().size();
        hearing.delivered(received, sentAfter);
    }

    /** Once, and not with each attempt. */
    private void tell(FeedException ended, Duration pause) {
        if (isRunAllowed() && !ended.getMessage().equals(lastTrouble)) {
            lastTrouble = ended.getMessage();
            LOG.warn("live: {}; trying again in {} s, and until it works", settings.masked(lastTrouble), String.format("%.1f", pause.toMillis() / 1e3));
        }
    }

    private static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    String feed() {
        return settings.feed();
    }

    long trades() {
        return trades;
    }

    long repeats() {
        return hearing.repeats();
    }

    long gaps() {
        return gaps;
    }

    long reconnects() {
        return reconnects;
    }

    /** Why it is not connected. */
    String trouble() {
        return lastTrouble.isEmpty() ? "connecting to " + settings.feed() : settings.masked(lastTrouble);
    }

    boolean isConnected() {
        return awaySince == null;
    }

    /** For how long it has not been subscribed. */
    Duration away() {
        Instant since = awaySince;
        return since == null ? Duration.ZERO : Duration.between(since, SteadyClock.now());
    }
}
