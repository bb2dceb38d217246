package exchange;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A WebSocket server on 127.0.0.1 that speaks as each of the providers does, and invents a market: trades are made as soon as somebody has
 * subscribed once, whether anybody listens or not. It keeps account of them. Mischief is done on demand; which message it meets, and which
 * trade, the seed says.
 */
public final class FakeExchange implements AutoCloseable {
    public static final String KEY = "key-of-the-fake-exchange";
    public static final String SECRET = "secret-of-the-fake-exchange";

    private static final Map<String, Supplier<Dialect>> DIALECTS = Map.of(
            "finnhub", FinnhubDialect::new, "alpaca", AlpacaDialect::new, "massive", MassiveDialect::new,
            "binance", BinanceDialect::new, "coinbase", CoinbaseDialect::new, "generic", GenericDialect::new);

    private final Vertx vertx = Vertx.vertx();
    private final Random random;
    private final SimulatedDay day;
    private final Dialect dialect;
    private final String name;
    private final Set<String> symbols = new LinkedHashSet<>();
    private final List<Made> made = new CopyOnWriteArrayList<>();
    private final Deque<Mischief> mischief = new ArrayDeque<>();
    private final Deque<Integer> refusals = new ArrayDeque<>();
    private Listener listener;
    private HttpServer server;
    private long ticks;
    private volatile long connections;
    private volatile long done;
    private volatile boolean closed;

    /** A deal, and when it was told, or would have been if anybody had listened. */
    public record Made(Deal deal, Instant at) {}

    private FakeExchange(String name, long seed) {
        this.name = name;
        random = new Random(seed);
        day = new SimulatedDay(seed);
        dialect = DIALECTS.get(name).get();
    }

    /**
     * @param provider finnhub, alpaca, massive, binance, coinbase or generic
     * @param pace of its trades: up to three at a time
     */
    public static FakeExchange start(String provider, long seed, Duration pace) {
        if (!DIALECTS.containsKey(provider)) {
            throw new IllegalArgumentException("live.feed is '%s'; it can be %s".formatted(provider, String.join(", ", new TreeSet<>(DIALECTS.keySet()))));
        }
        FakeExchange exchange = new FakeExchange(provider, seed);
        try {
            exchange.server = exchange.vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .requestHandler(exchange::knock)
                    .listen().toCompletionStage().toCompletableFuture().get();
        } catch (Exception failed) {
            throw new IllegalStateException("the fake exchange does not start", failed);
        }
        exchange.vertx.setPeriodic(pace.toMillis(), timer -> exchange.trade());
        return exchange;
    }

    public String url() {
        return "ws://127.0.0.1:%d/%s%s".formatted(server.actualPort(), name, name.equals("generic") ? "?apikey=<key>" : "");
    }

    private synchronized void knock(HttpServerRequest request) {
        Listener who = new Listener(request, new Listener.Keys(KEY, SECRET));
        int status = refusals.isEmpty() ? dialect.knock(who) : refusals.pop();
        connections++;
        if (status != 101) {
            request.response().setStatusCode(status).end();
            return;
        }
        request.toWebSocket().onSuccess(socket -> welcome(who, socket));
    }

    private synchronized void welcome(Listener who, ServerWebSocket socket) {
        if (listener != null) {
            listener.cut();
        }
        listener = who;
        who.connected(socket);
        socket.textMessageHandler(text -> heard(text, who));
        dialect.welcome(who);
        symbols.addAll(who.symbols());
    }

    private synchronized void heard(String text, Listener who) {
        dialect.heard(new JsonObject(text), who);
        symbols.addAll(who.symbols());
    }

    private synchronized void trade() {
        if (symbols.isEmpty() || closed) {
            return;
        }
        List<Deal> deals = new ArrayList<>();
        List<String> all = List.copyOf(symbols);
        for (int i = random.nextInt(3); i >= 0; i--) {
            deals.add(day.next(all.get(random.nextInt(all.size())), Instant.now()));
        }
        boolean mayHappen = listener != null && listener.isListening() && random.nextInt(8) == 0;
        Mischief now = mayHappen ? mischief.poll() : null;
        amend(deals, now);
        Instant at = Instant.now();
        deals.forEach(deal -> made.add(new Made(deal, at)));
        if (listener != null && listener.isListening()) {
            tell(dialect.tell(deals), now);
            String heartbeat = ++ticks % 50 == 0 ? dialect.heartbeat(listener.symbols()) : null;
            if (heartbeat != null) {
                listener.say(heartbeat);
            }
        }
        done += now == null ? 0 : 1;
    }

    private void amend(List<Deal> deals, Mischief now) {
        Deal last = deals.get(deals.size() - 1);
        if (now == Mischief.LATE) {
            deals.add(day.next(last.symbol(), Instant.now().minusSeconds(60)));
        } else if (now == Mischief.CORRECT && dialect.corrects()) {
            deals.add(day.correcting(last, Instant.now()));
        } else if (now == Mischief.CANCEL && dialect.corrects()) {
            deals.add(last.cancelled());
        }
    }

    private void tell(List<String> messages, Mischief now) {
        List<String> all = new ArrayList<>(messages);
        if (now == Mischief.REORDER) {
            Collections.reverse(all);
        }
        String last = all.remove(all.size() - 1);
        all.forEach(listener::say);
        if (now == null) {
            listener.say(last);
            return;
        }
        switch (now) {
            case CUT -> listener.cut();
            case CUT_IN_MESSAGE -> listener.sayHalf(last);
            case CLOSE -> listener.farewell();
            case HALF_OPEN -> listener.fallSilent();
            case PARTS -> listener.sayInParts(last);
            case REPEAT -> {
                listener.say(last);
                listener.say(last);
            }
            default -> listener.say(last);
        }
    }

    /** Does it once, a little later. */
    public synchronized void mischief(Mischief one) {
        mischief.add(one);
    }

    /** Refuses the next connection with that HTTP status. */
    public synchronized void refuseOnce(int status) {
        refusals.add(status);
    }

    /** All deals, in the order in which they were told. */
    public List<Made> made() {
        return List.copyOf(made);
    }

    /** How much mischief was done. */
    public long done() {
        return done;
    }

    /** How often somebody wanted to connect. */
    public long connections() {
        return connections;
    }

    /** Makes no more deals, and tells none. */
    public synchronized void closeMarket() {
        closed = true;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
