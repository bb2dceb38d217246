package routes.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was heard of a feed, over all its connections: it leaves out what is repeated, and knows until when nothing is missing.
 *
 * <p>The clock for that is the newest trade that is in Kafka: what the provider sends later is not sent before it. A gap begins there.
 */
final class Hearing {
    private final SeenTrades seen = new SeenTrades();
    private final CountedIds ids;
    private volatile long repeats;
    /** Null before anything was heard. */
    private Instant complete;
    /** Those that are not in Kafka yet. */
    private final List<Gap> gaps = new ArrayList<>();
    /** The gap that is open until the next connection is subscribed. */
    private Gap open;

    Hearing(boolean countsIds) {
        ids = countsIds ? new CountedIds() : null;
    }

    /** A process before this one was heard of last so. */
    void resume(SentTrades.Last last) {
        last.identities().forEach(seen::add);
        last.since().ifPresent(since -> {
            complete = since;
            open = Gap.since(since, "the pipeline was not running");
        });
    }

    /** What is sent from now on is wanted. */
    void begin() {
        complete = complete == null ? Instant.now() : complete;
    }

    /** The connection is gone. The first reason counts: those after it are of the attempts to get another. */
    void lost(String reason) {
        if (open == null && complete != null) {
            open = Gap.since(complete, reason);
        }
    }

    /** What a subscribed session heard since it was last asked. */
    Received of(Session session) {
        Instant now = Instant.now();
        session.takeUnread().forEach(reason -> gaps.add(Gap.since(complete, reason).until(now)));
        List<Trade> trades = session.takeTrades().stream().filter(this::isNew).toList();
        if (ids != null) {
            trades.forEach(trade -> ids.next(trade).ifPresent(gaps::add));
            session.takeLastIds().forEach(last -> ids.through(last).ifPresent(gaps::add));
        }
        List<Gap> all = new ArrayList<>(gaps);
        if (open != null) {
            all.add(open.until(now));
        }
        return new Received(trades, all, complete);
    }

    private boolean isNew(Trade trade) {
        boolean isNew = seen.add(trade.identity());
        repeats += isNew ? 0 : 1;
        return isNew;
    }

    /** @param sentAfter nothing that is still to come was sent before; null when that is not known */
    void delivered(Received received, Instant sentAfter) {
        open = null;
        gaps.clear();
        received.trades().forEach(trade -> complete(trade.time(), trade.received()));
        if (sentAfter != null) {
            complete(sentAfter, Instant.now());
        }
    }

    /** @param received before which it was sent, whatever the provider's clock says */
    private void complete(Instant sent, Instant received) {
        Instant until = sent.isBefore(received) ? sent : received;
        complete = until.isAfter(complete) ? until : complete;
    }

    long repeats() {
        return repeats;
    }
}
