package routes.bar;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the trades of each session are in the log of a partition. It is committed with the offset: all else is read from the log again.
 */
final class Progress {
    /** Kafka takes 4,096 characters of metadata. */
    private static final int MOST_SESSIONS = 60;
    private static final String VERSION = "1";

    private final TreeMap<LocalDate, Span> sessions = new TreeMap<>();
    /** Minutes before it are not known in full. */
    private long since;

    /**
     * Offsets between which all trades of a session are.
     *
     * @param since minutes before it are not known in full: their first trades are no longer in the log
     */
    record Span(long first, long last, long since) {}

    static Progress since(long minute) {
        Progress progress = new Progress();
        progress.since = minute;
        return progress;
    }

    /** Whether it can be parsed. */
    static boolean isOne(String text) {
        return text.startsWith(VERSION + " ");
    }

    static Progress parse(String text) {
        String[] parts = text.split(" ");
        Progress progress = since(Long.parseLong(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            String[] span = parts[i].split(":");
            progress.sessions.put(LocalDate.parse(span[0]), new Span(Long.parseLong(span[1]), Long.parseLong(span[2]), Long.parseLong(span[3])));
        }
        return progress;
    }

    String text() {
        return sessions.entrySet().stream()
                .map(one -> " %s:%d:%d:%d".formatted(one.getKey(), one.getValue().first, one.getValue().last, one.getValue().since))
                .collect(Collectors.joining("", VERSION + " " + since, ""));
    }

    Span of(Session session) {
        return sessions.get(session.date());
    }

    /** Null when there is none. */
    LocalDate newest() {
        return sessions.isEmpty() ? null : sessions.lastKey();
    }

    /** The offset at which a later session began, the largest number while none has. */
    long endOf(Session session) {
        return sessions.tailMap(session.date(), false).values().stream().mapToLong(Span::first).min().orElse(Long.MAX_VALUE);
    }

    /** A record of the session is at that offset. */
    void reached(Session session, long offset) {
        sessions.merge(session.date(), new Span(offset, offset, since), (span, one) -> new Span(span.first, one.last, span.since));
        while (sessions.size() > MOST_SESSIONS) {
            Map.Entry<LocalDate, Span> oldest = sessions.pollFirstEntry();
            since = Math.max(since, Session.of(oldest.getKey().plusDays(1), ZoneOffset.UTC).start() + 24 * 60);
        }
    }

    /** The log has lost trades of the minutes before. */
    void lost(Session session, long before) {
        sessions.computeIfPresent(session.date(), (date, span) -> new Span(span.first, span.last, Math.max(span.since, before)));
    }

    /** Whether the log had all of its trades, or has. */
    boolean knows(Session session, long minute) {
        Span span = of(session);
        return minute >= (span == null ? since : span.since);
    }
}
