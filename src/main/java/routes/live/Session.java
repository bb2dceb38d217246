package routes.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import routes.lang.Errors;
import routes.lang.Json;

/** A conversation with a provider, over one connection: what is said to it, how far it has come, and what was heard. */
final class Session {
    private static final int PUZZLING = 50;

    private final String provider;
    private final Feed feed;
    private final Line line;
    private final List<Trade> trades = new ArrayList<>();
    private final List<LastId> lastIds = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final Map<String, Integer> alike = new HashMap<>();
    private int messagesWithoutTrade;
    private boolean waitsForPong;
    private boolean subscribed;
    private Instant received;

    /** That a symbol's last trade has that number. */
    record LastId(String symbol, long id, Instant received) {}

    /** What a message can be sent by. */
    interface Line {
        void say(String message) throws FeedException;

        void ping() throws FeedException;
    }

    Session(String provider, Feed feed, Line line) {
        this.provider = provider;
        this.feed = feed;
        this.line = line;
    }

    void hear(String message, Instant at) throws FeedException {
        at(at);
        messagesWithoutTrade++;
        try {
            feed.heard(Json.mapper().readTree(message), this);
        } catch (JsonProcessingException | RuntimeException unreadable) {
            String why = unreadable instanceof JsonProcessingException json ? json.getOriginalMessage() : Errors.sentence(unreadable);
            unread.add("a message could not be read: " + why);
        }
    }

    /** A message came then. */
    void at(Instant time) {
        received = time;
        alike.clear();
    }

    void say(String message) throws FeedException {
        line.say(message);
    }

    /** From now on the provider sends what it was asked for. */
    void subscribed() {
        subscribed = true;
    }

    /** The provider confirms nothing: its pong tells that it has read what was said before. */
    void subscribedWithThePong() throws FeedException {
        waitsForPong = true;
        line.ping();
    }

    void pong() {
        subscribed |= waitsForPong;
    }

    boolean isSubscribed() {
        return subscribed;
    }

    /** Whether so many messages came without a trade that it is worth a look at how they are read; once. */
    boolean isPuzzling() {
        return messagesWithoutTrade == PUZZLING;
    }

    void trade(Trade trade) {
        Trade mine = trade.received(received);
        if (mine.id() == null) {
            String content = mine.content();
            mine = mine.withId(content + "-" + alike.merge(mine.symbol() + content, 1, Integer::sum));
        }
        trades.add(mine);
        messagesWithoutTrade = 0;
    }

    void lastId(String symbol, long id) {
        lastIds.add(new LastId(symbol, id, received));
    }

    /** It ends the conversation, and soon it would do so again. */
    FeedException refuses(String what) {
        return FeedException.refused("%s refuses %s".formatted(provider, what));
    }

    /** It does not take the key. */
    FeedException refusesKey(String words) {
        return refuses("the key (%s): check live.key, or the file live.key-file".formatted(words));
    }

    FeedException fails(String words) {
        return FeedException.broken("%s says: %s".formatted(provider, words));
    }

    List<Trade> takeTrades() {
        return take(trades);
    }

    List<LastId> takeLastIds() {
        return take(lastIds);
    }

    /** Why messages could not be read. */
    List<String> takeUnread() {
        return take(unread);
    }

    private static <T> List<T> take(List<T> all) {
        List<T> taken = List.copyOf(all);
        all.clear();
        return taken;
    }
}
