package routes.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routes.lang.StartException;
import routes.source.Column;
import routes.source.ColumnType;
import routes.source.MarketPeriod;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;
import routes.source.RowLayout;
import routes.source.RowOrder;
import routes.source.RowSource;

/**
 * A market that never ends: intraday ticks of {@link SimulatedIndex#ALL} on every weekday from 2025-01-01 until the calendar's year 9999,
 * as the rows of a CSV file that nobody wrote. A row is a tick: {@code close} is the last price, {@code open, high, low, volume} are those
 * of its day until then, so that the last row of an index and day is that day's.
 *
 * <p>A row follows from the seed and its number alone: a restart finds the day of a row by division, and a day of the market without those
 * before it ({@link RandomWalk}).
 */
public final class SimulatedMarket implements RowSource {
    /** Of each index a day: one in five minutes. */
    public static final int TICKS = 79;

    /** Weekdays of one. */
    public static final int YEAR = 260;

    private static final Path PATH = Path.of("simulated");
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final LocalDate MONDAY = FIRST_DAY.with(DayOfWeek.MONDAY);
    private static final int WEEKDAYS = 5;
    private static final Duration SESSION = Duration.ofMinutes(390);

    private static final List<Column> COLUMNS = List.of(
            new Column("index", ColumnType.STRING),
            new Column("trade_date", ColumnType.DATE),
            new Column("trade_time", ColumnType.TIMESTAMP),
            new Column("open", ColumnType.DOUBLE),
            new Column("high", ColumnType.DOUBLE),
            new Column("low", ColumnType.DOUBLE),
            new Column("close", ColumnType.DOUBLE),
            new Column("adj_close", ColumnType.DOUBLE),
            new Column("volume", ColumnType.BIGINT),
            new Column("close_usd", ColumnType.DOUBLE));

    private final long seed;
    private final int ticks;
    private final long days;
    private final RowLayout layout;
    private final RandomWalk market;
    private final List<RandomWalk> walks;
    private final List<Tick> ticksOfDay;

    /** A row's place in each day. */
    private record Tick(int index, int number, LocalTime time) {}

    private SimulatedMarket(long seed, int ticks, long days, RowLayout layout) {
        this.seed = seed;
        this.ticks = ticks;
        this.days = days;
        this.layout = layout;
        market = SimulatedIndex.market(seed);
        walks = SimulatedIndex.ALL.stream().map(index -> index.walk(seed)).toList();
        ticksOfDay = ticksOfDay(ticks);
    }

    /**
     * @param ticks of each index a day
     * @param days from 2025-01-01, weekends not counted; 0 for as many as the calendar has
     * @param key name of the column that is the key of a record
     * @throws StartException when there cannot be so many, or no such column
     */
    public static SimulatedMarket of(long seed, int ticks, int days, String key) {
        if (ticks < 2 || ticks > SESSION.toSeconds()) {
            throw new StartException("simulated.ticks is %d; it can be 2 to %d: a session has no more seconds".formatted(ticks, SESSION.toSeconds()));
        }
        long most = weekday(LAST_DAY) + 1;
        if (days < 0 || days > most) {
            throw new StartException("simulated.days is %d; it can be 1 to %d, where the calendar ends, or 0 for all of them".formatted(days, most));
        }
        RowLayout layout = RowLayout.of(PATH, ',', COLUMNS, COLUMNS.size(), Optional.empty(), Set.of(""), key.trim());
        return new SimulatedMarket(seed, ticks, days == 0 ? most : days, layout.requireKey(key));
    }

    private static List<Tick> ticksOfDay(int ticks) {
        List<Tick> all = new ArrayList<>();
        for (int index = 0; index < SimulatedIndex.ALL.size(); index++) {
            LocalTime opens = SimulatedIndex.ALL.get(index).opens();
            for (int tick = 0; tick < ticks; tick++) {
                all.add(new Tick(index, tick, opens.plusSeconds(SESSION.toSeconds() * tick / (ticks - 1))));
            }
        }
        all.sort(Comparator.comparing(Tick::time));
        return List.copyOf(all);
    }

    /** Weekdays from the first day to this one, or to the next Monday. */
    private static long weekday(LocalDate date) {
        return weekdaysSinceMonday(date) - weekdaysSinceMonday(FIRST_DAY);
    }

    private static long weekdaysSinceMonday(LocalDate date) {
        long days = ChronoUnit.DAYS.between(MONDAY, date);
        return days / 7 * WEEKDAYS + Math.min(days % 7, WEEKDAYS);
    }

    private static LocalDate date(long day) {
        long weekday = day + weekdaysSinceMonday(FIRST_DAY);
        return MONDAY.plusDays(weekday / WEEKDAYS * 7 + weekday % WEEKDAYS);
    }

    @Override
    public PassRows rows(long from, long after) {
        return new Rows(Math.max(after, from == MarketTime.NONE ? 0 : rowsBefore(from)));
    }

    /** A row is a line. */
    @Override
    public Optional<RawRow> rowAt(RowLayout file, long line, Duration patience) throws IOException {
        return row(line, patience);
    }

    private long rowsBefore(long time) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time, Duration.ofDays(1).toMillis()));
        if (date.isBefore(FIRST_DAY)) {
            return 0;
        }
        long day = weekday(date);
        long ticksBefore = date(day).equals(date) ? ticksOfDay.stream().filter(tick -> millis(date, tick) < time).count() : 0;
        return day * ticksOfDay.size() + ticksBefore;
    }

    private static long millis(LocalDate date, Tick tick) {
        return date.atTime(tick.time()).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    @Override
    public long time(RawRow row) {
        return time(row.number() - 1);
    }

    private long time(long at) {
        return millis(date(at / ticksOfDay.size()), ticksOfDay.get((int) (at % ticksOfDay.size())));
    }

    @Override
    public void requireTime(RawRow row) {
        // each has one
    }

    @Override
    public MarketPeriod period() {
        return new MarketPeriod(time(0), time(days * ticksOfDay.size() - 1));
    }

    @Override
    public boolean isInMarketOrder() {
        return true;
    }

    /** Not of how many days: a market that goes on for longer is the same one. */
    @Override
    public String fingerprint() {
        return "simulated-%d-%d".formatted(seed, ticks);
    }

    @Override
    public Set<String> keys() {
        return SimulatedIndex.ALL.stream().map(SimulatedIndex::symbol).collect(Collectors.toSet());
    }

    @Override
    public Path path() {
        return PATH;
    }

    @Override
    public List<RowLayout> layouts() {
        return List.of(layout);
    }

    @Override
    public String order() {
        return RowOrder.TIME.word();
    }

    private final class Rows implements PassRows {
        private final Session[] sessions = new Session[walks.size()];
        private long at;
        private long day = -1;
        private String date;
        private boolean closed;

        /** @param after the number of the row before the first */
        Rows(long after) {
            at = after;
        }

        @Override
        public boolean hasNext() {
            return !closed && at < days * ticksOfDay.size();
        }

        @Override
        public long nextTime() {
            return time(at);
        }

        @Override
        public RawRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            goTo(at / ticksOfDay.size());
            Tick tick = ticksOfDay.get((int) (at % ticksOfDay.size()));
            at++;
            return new RawRow(layout, at, at, row(tick).getBytes(StandardCharsets.US_ASCII));
        }

        private void goTo(long wanted) {
            if (day == wanted) {
                return;
            }
            day = wanted;
            date = date(day).toString();
            for (int i = 0; i < sessions.length; i++) {
                sessions[i] = SimulatedIndex.ALL.get(i).session(day, ticks, market, walks.get(i));
            }
        }

        private String row(Tick tick) {
            SimulatedIndex index = SimulatedIndex.ALL.get(tick.index());
            Session session = sessions[tick.index()];
            long close = session.price()[tick.number()];
            StringBuilder row = new StringBuilder(128).append(index.symbol()).append(',').append(date);
            row.append(',').append(date).append('T').append(tick.time());
            price(row, session.price()[0]);
            price(row, session.high()[tick.number()]);
            price(row, session.low()[tick.number()]);
            price(row, close);
            price(row, close);
            row.append(',').append(session.volume()[tick.number()]);
            price(row, Math.round(close * index.dollars()));
            return row.toString();
        }

        private static void price(StringBuilder row, long hundredths) {
            long fraction = hundredths % 100;
            row.append(',').append(hundredths / 100).append(fraction < 10 ? ".0" : ".").append(fraction);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
