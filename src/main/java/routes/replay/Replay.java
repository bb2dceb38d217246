package routes.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StatefulService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.kafka.KafkaClients;
import routes.kafka.Offsets;
import routes.kafka.Topics;
import routes.lang.StartException;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;
import routes.source.RowSource;

/**
 * The source as a stream of rows: passes over it, at the wanted pace, each continuing where Kafka says that the replay stopped. No state
 * is kept beside Kafka. {@link Steering} may have it go on elsewhere: the pass that is under way then ends where it is, its rows are all
 * in Kafka before the next one begins, and from its first record on Kafka knows the new pass and where it begins. Until then only
 * this process knows of the request: if it dies, the replay goes on as if nobody had asked.
 */
public class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final SourceSettings settings;
    private final Topics topics;
    private final KafkaClients clients;
    private long passes;
    private boolean once;

    private final Pace pace = new Pace();
    /** The requested market time for a new pass to begin at, {@link MarketTime#NONE} for all rows; null without a request. */
    private final AtomicReference<Long> requestedStart = new AtomicReference<>();
    private volatile CamelContext camel;
    private volatile StatefulService asking;
    private volatile ReplayPosition position;
    private PassChunks chunks;
    private boolean nothingGiven;
    /** Whether Kafka has all rows that the last pass handed out. */
    private boolean settled;
    private boolean passFinished;
    private boolean resumed;
    /** This process began the pass, or an earlier once-through run did and ended between its last row and the lake: then it counts here. */
    private boolean beganHere;
    private long sentInPass;
    private volatile long finishedPasses;
    private volatile long passesAdded;
    private final LongAdder rowsSent = new LongAdder();
    private volatile RawRow lastRow;

    public Replay(SourceSettings settings, Topics topics, KafkaClients clients) {
        this.settings = settings;
        this.topics = topics;
        this.clients = clients;
    }

    /**
     * The rest of the pass that is under way in Kafka, or a whole new pass when there is none; a few rows at a time.
     *
     * @param exchange of the route that asks; when this route stops, the pass breaks off
     * @return lists of {@link RawRow}
     */
    public synchronized Iterator<List<RawRow>> pass(Exchange exchange) {
        camel = exchange.getContext();
        asking = (StatefulService) camel.getRoute(exchange.getFromRouteId()).getConsumer();
        if (isOver() || isStopping()) {
            nothingGiven = true;
            return List.<List<RawRow>>of().iterator();
        }
        long handedOut = begin();
        nothingGiven = false;
        settled = false;
        sentInPass = 0;
        try {
            PassRows rows = source().rows(position.from(), position.completeThrough(topics.records(), source().keys()));
            chunks = new PassChunks(rows, pace, handedOut, this::isStopping, () -> requestedStart.get() != null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + source().path(), unreadable);
        }
        return chunks;
    }

    /**
     * Finds the pass: the next one, or what Kafka does not have of the last.
     *
     * @return the highest row of the pass that was handed out before
     */
    private long begin() {
        Long requested = requestedStart.get();
        if (settled && (passFinished || requested != null)) {
            return beginNext(position, requested);
        }
        ReplayPosition known = ReplayPosition.read(clients, source(), List.of(topics.records(), topics.deadLetters()));
        boolean nothingThere = chunks != null && position.pass() > known.pass() && position.lastRow() == 0;
        if (known.pass() == 0 && !nothingThere) {
            return beginNext(known, requested);
        }
        boolean same = chunks != null && (nothingThere || position.pass() == known.pass());
        beganHere = chunks == null ? once && lags() : beganHere || same;
        position = nothingThere ? position : known;
        resumed = position.lastRow() > 0;
        if (resumed) {
            LOG.info("csv-to-kafka: the replay goes on after row {} of pass {} over {}, the last that Kafka has",
                    "%,d".formatted(position.lastRow()), position.pass(), source().path());
        }
        return Math.max(position.lastRow(), same ? chunks.handedOut() : 0);
    }

    private boolean lags() {
        return Offsets.of(clients, topics.records()).values().stream().anyMatch(offsets -> offsets.lag() > 0);
    }

    private long beginNext(ReplayPosition last, Long requested) {
        position = last.next(requested == null ? MarketTime.NONE : requested);
        passFinished = false;
        resumed = false;
        beganHere = true;
        lastRow = null;
        if (requested != null) {
            long wanted = passesWanted();
            passesAdded = passesAdded + (wanted == 0 ? 0 : Math.max(0, finishedPasses + 1 - wanted));
            requestedStart.compareAndSet(requested, null);
            LOG.info("csv-to-kafka: pass {} begins {}", position.pass(),
                    requested == MarketTime.NONE ? "at the first row" : "at " + MarketTime.text(requested));
        }
        return 0;
    }

    /** All that the iterator gave is in Kafka: the pass is done, unless something cut it short. */
    public synchronized void passed() {
        if (nothingGiven) {
            return;
        }
        settled = true;
        if (!chunks.isExhausted()) {
            return;
        }
        passFinished = true;
        if (resumed && sentInPass == 0 && !beganHere) {
            LOG.info("csv-to-kafka: pass {} was complete; pass {} begins", position.pass(), position.pass() + 1);
        } else {
            finishedPasses++;
        }
    }

    /** @throws StartException when the source cannot be replayed so */
    public void check() {
        RowSource source = source();
        if (settings.isLive()) {
            requireEndless();
        } else if (source == null) {
            LOG.info("csv-to-kafka: nothing is replayed here, since csv.file is blank; records that others send to {} go into the lake", topics.records());
        } else if (pace.speed().isPaced() && !source.isInMarketOrder()) {
            throw new StartException("csv.speed %s needs csv.order=time or source=simulated; in csv.order=%s the market time jumps back and forth"
                    .formatted(pace.speed(), source.order()));
        }
    }

    private void requireEndless() {
        if (once) {
            throw new StartException("pipeline.once is true, and source is websocket: a live feed has no end at which the run could be over");
        }
    }

    /** Null when there is nothing to replay. */
    public RowSource source() {
        return settings.source();
    }

    /** Fingerprint of the rows and of their order; a different one means a different replay. */
    public String id() {
        return source().fingerprint();
    }

    public ReplayPosition position() {
        return position;
    }

    /** Number of the pass that is under way, 0 before the first. */
    public long pass() {
        ReplayPosition position = this.position;
        return position == null ? 0 : position.pass();
    }

    /**
     * Whether the service stops, or the route alone, as it does before it is loaded again: the pass goes on then in the new route, and
     * in the old one no further.
     */
    private boolean isStopping() {
        return camel.isStopping()
                || asking.isSuspending() || asking.isSuspended() || asking.isStopping() || asking.isStopped();
    }

    public Pace pace() {
        return pace;
    }

    /** Rows that are sent now, which the pace is made of; those that Kafka had already cost no time. */
    public void handedOut(long rows) {
        sentInPass += rows;
        pace.sent(rows);
    }

    /** Kafka has these sent rows. */
    public void delivered(long rows) {
        rowsSent.add(rows);
    }

    /** Kafka has rows up to this one; partitions may be ahead of each other, so an earlier one may come later. */
    public void cameTo(RawRow row) {
        RawRow last = lastRow;
        if (last == null || row.number() > last.number()) {
            lastRow = row;
        }
    }

    /** Ends the pass that is under way, where it is, and begins a new one. */
    void beginAt(long from) {
        requestedStart.set(from);
        pace.wake();
    }

    /** The market time that the next pass is asked to begin at, {@link MarketTime#NONE} for all rows; null when it begins by itself. */
    Long requestedStart() {
        return requestedStart.get();
    }

    /** Whether the wanted number of passes is done; without a source always true. */
    public boolean isOver() {
        return source() == null || (requestedStart.get() == null && passesWanted() > 0 && finishedPasses >= passesWanted());
    }

    /** 0 for ever. */
    long passesWanted() {
        return passes == 0 && !once ? 0 : Math.max(1, passes) + passesAdded;
    }

    /** Number of the last row that Kafka has, sent now or before. */
    public long rowsSeen() {
        RawRow row = lastRow;
        ReplayPosition position = this.position;
        return Math.max(row == null ? 0 : row.number(), position == null ? 0 : position.lastRow());
    }

    /** The last row of this pass that Kafka has, null when there is none yet. */
    RawRow lastRow() {
        return lastRow;
    }

    /** Rows that this process sent and Kafka has, in all of its passes. */
    public long rowsSent() {
        return rowsSent.sum();
    }

    long finishedPasses() {
        return finishedPasses;
    }

    /** @param rate rows per second, 0 for as fast as Kafka takes them */
    public void setRate(double rate) {
        pace.rate(rate);
    }

    /** @param speed market time in a second, 0 for the rate alone */
    public void setSpeed(String speed) {
        pace.speed(Speed.parse(speed));
    }

    /** @param time before which rows of the market go as fast as Kafka takes them; blank for none */
    public void setPastUntil(String time) {
        pace.pastUntil(time.isBlank() ? MarketTime.NONE : Steering.parseTime(time));
    }

    /** @param passes over the source, 0 for ever */
    public void setPasses(long passes) {
        this.passes = passes;
    }

    /** @param once whether to make one pass if no number is given */
    public void setOnce(boolean once) {
        this.once = once;
    }
}
