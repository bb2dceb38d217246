package routes.bar;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The bars of a partition, as its log up to the last record has them. It begins with nothing but the {@link Progress}: a session is read from
 * the log when its next record comes, and those that get none any more are forgotten.
 */
final class PartitionBars {
    /** Around midnight records of two come by turns. */
    private static final int MOST_SESSIONS = 2;

    private final List<Timeframe> timeframes;
    private final ZoneId zone;
    private final int hotTrades;
    private final TradeLog log;
    private final Progress progress;
    /** The one used last is the last. */
    private final Map<LocalDate, LoadedSession> sessions = new LinkedHashMap<>(4, 0.75f, true);
    private LoadedSession last;

    /** A session that is in memory. */
    private static final class LoadedSession {
        private final Session session;
        private final Map<String, SymbolDay> symbols = new HashMap<>();
        private final Set<SymbolDay> changed = new LinkedHashSet<>();
        /** The one used last is the last. */
        private final Map<Minute, SymbolDay> hot = new LinkedHashMap<>(64, 0.75f, true);

        LoadedSession(Session session) {
            this.session = session;
        }

        /** @return whether all trades of its minute are known */
        boolean add(TradeRecord record, TradeLog log) {
            SymbolDay day = symbols.computeIfAbsent(record.symbol(), SymbolDay::new);
            day.add(record, log).ifPresent(minute -> hot.put(minute, day));
            changed.add(day);
            return day.knows(record.minute());
        }

        /** Those that were not used for longest become cold; the latest of a symbol never does: its next trade is to come. */
        void cool(int most) {
            long size = hot.keySet().stream().mapToLong(minute -> minute.seen.size()).sum();
            Iterator<Map.Entry<Minute, SymbolDay>> oldest = hot.entrySet().iterator();
            // each trade has an identity and a key
            while (size > 2L * most && oldest.hasNext()) {
                Map.Entry<Minute, SymbolDay> one = oldest.next();
                if (!one.getValue().isLatest(one.getKey())) {
                    size -= one.getKey().seen.size();
                    one.getKey().seen = null;
                    oldest.remove();
                }
            }
        }
    }

    /** @param hotTrades number of trades whose repeats are told without reading the log again */
    PartitionBars(List<Timeframe> timeframes, ZoneId zone, int hotTrades, TradeLog log, Progress progress) {
        this.timeframes = timeframes;
        this.zone = zone;
        this.hotTrades = hotTrades;
        this.log = log;
        this.progress = progress;
    }

    /**
     * The next record of the log.
     *
     * @return whether it counts; it does not when Kafka no longer has the trades beside it
     */
    boolean add(TradeRecord record) {
        LoadedSession loaded = loaded(record);
        progress.reached(loaded.session, record.offset());
        return progress.knows(loaded.session, record.minute()) && loaded.add(record, log);
    }

    private LoadedSession loaded(TradeRecord record) {
        if (last != null && last.session.has(record.minute())) {
            return last;
        }
        Session session = Session.of(record.minute(), zone);
        LocalDate newest = progress.newest();
        if (newest != null && newest.isBefore(session.date())) {
            LoadedSession ended = load(Session.of(newest, zone));
            ended.symbols.values().forEach(SymbolDay::end);
            ended.changed.addAll(ended.symbols.values());
        }
        last = load(session);
        return last;
    }

    private LoadedSession load(Session session) {
        LoadedSession loaded = sessions.get(session.date());
        if (loaded == null) {
            loaded = new LoadedSession(session);
            Progress.Span span = progress.of(session);
            if (span != null) {
                read(loaded, span);
            }
            sessions.put(session.date(), loaded);
        }
        return loaded;
    }

    /** What of it was sent before is not sent again. */
    private void read(LoadedSession loaded, Progress.Span span) {
        long begin = log.begin();
        long at = Math.max(span.first(), begin);
        boolean isCut = begin > span.first();
        while (at <= span.last()) {
            TradeLog.Chunk chunk = log.read(at, span.last() + 1, null);
            if (isCut && !chunk.records().isEmpty()) {
                progress.lost(loaded.session, sinceSent(chunk.records().get(0)));
                isCut = false;
            }
            for (TradeRecord record : chunk.records()) {
                if (loaded.session.has(record.minute()) && progress.knows(loaded.session, record.minute())) {
                    loaded.add(record, log);
                }
            }
            loaded.cool(hotTrades);
            at = chunk.next();
        }
        if (isCut) {
            progress.lost(loaded.session, loaded.session.end());
        }
        loaded.symbols.values().forEach(SymbolDay::takeChanged);
        loaded.changed.clear();
    }

    /** The first minute of which nothing came before that record: a trade is not of the future, but clocks may differ. */
    static long sinceSent(TradeRecord record) {
        return Math.floorDiv(record.sent(), 60_000) + 2;
    }

    /** The bars that changed since they were last asked for. */
    List<Bar> changed() {
        List<Bar> bars = new ArrayList<>();
        for (LoadedSession loaded : sessions.values()) {
            loaded.changed.forEach(day -> addChanged(bars, loaded.session, day));
            loaded.changed.clear();
            loaded.cool(hotTrades / sessions.size());
        }
        Iterator<LoadedSession> oldest = sessions.values().iterator();
        while (sessions.size() > MOST_SESSIONS) {
            LoadedSession forgotten = oldest.next();
            last = last == forgotten ? null : last;
            oldest.remove();
        }
        return bars;
    }

    private void addChanged(List<Bar> bars, Session session, SymbolDay day) {
        Set<Long> minutes = day.takeChanged();
        for (Timeframe timeframe : timeframes) {
            minutes.stream()
                    .map(minute -> timeframe.start(minute, session))
                    .distinct()
                    .filter(start -> progress.knows(session, start) && day.knows(start))
                    .map(start -> bar(session, day, timeframe, start))
                    .filter(bar -> bar.revision() >= 0)
                    .forEach(bars::add);
        }
    }

    private Bar bar(Session session, SymbolDay day, Timeframe timeframe, long start) {
        long end = timeframe.end(start, session);
        SortedMap<Long, Minute> minutes = day.minutes.subMap(start, end);
        Aggregate sum = new Aggregate();
        minutes.values().forEach(minute -> sum.append(minute.sum));
        long changed = minutes.values().stream().mapToLong(minute -> minute.revision).max().orElse(-1);
        long closed = day.minutes.tailMap(end).values().stream().mapToLong(minute -> minute.firstOffset).min().orElse(Long.MAX_VALUE);
        closed = Math.min(closed, progress.endOf(session));
        if (closed == Long.MAX_VALUE || changed < 0) {
            return new Bar(day.symbol, timeframe.name(), start, sum, changed, Bar.State.FORMING);
        }
        return new Bar(day.symbol, timeframe.name(), start, sum, Math.max(changed, closed), changed < closed ? Bar.State.CLOSED : Bar.State.REVISED);
    }

    Progress progress() {
        return progress;
    }
}
