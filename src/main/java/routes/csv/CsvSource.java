package routes.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Counts;
import routes.lang.Errors;
import routes.lang.StartException;
import routes.source.MarketPeriod;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;
import routes.source.RowException;
import routes.source.RowLayout;
import routes.source.RowOrder;
import routes.source.RowSource;

/** The rows of CSV files in one of their orders. */
public final class CsvSource implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(CsvSource.class);

    private final CsvFiles files;
    private final RowOrder order;
    private final long seed;
    /** By the layout of their files; those without a time have none. */
    private final Map<RowLayout, TimeColumn> times;
    private final TimeIndex index;
    private final FileContent content;
    private final RowPlaces places;
    /** By fingerprint: to find out costs a pass over the files. */
    private final Map<String, Long> common = new HashMap<>();
    private MarketPeriod period;

    private CsvSource(CsvFiles files, RowOrder order, long seed, Map<RowLayout, TimeColumn> times, TimeIndex index) {
        this.files = files;
        this.order = order;
        this.seed = seed;
        this.times = times;
        this.index = index;
        this.content = files.content();
        this.places = new RowPlaces(files.files());
    }

    /** @throws StartException when their rows cannot be put in that order */
    public static CsvSource of(CsvFiles files, RowOrder order, long seed, String timeColumn) {
        Map<RowLayout, TimeColumn> times = new IdentityHashMap<>();
        for (CsvFile file : files.files()) {
            TimeColumn.of(file, timeColumn).ifPresent(time -> times.put(file.layout(), time));
        }
        TimeIndex index = order == RowOrder.TIME ? index(files, files.files().stream().map(file -> TimeColumn.required(file, timeColumn)).toList()) : null;
        return new CsvSource(files, order, seed, times, index);
    }

    private static TimeIndex index(CsvFiles files, List<TimeColumn> columns) {
        long start = System.nanoTime();
        try {
            // a quarter: batches and the Kafka client need theirs
            TimeIndex index = TimeIndex.of(columns, Runtime.getRuntime().maxMemory() / 4);
            LOG.info("csv-to-kafka: {} from {}, ordered by {} in {} ms",
                    Counts.count(index.rows(), "row"), index.period(), columns.get(0).name(), (System.nanoTime() - start) / 1_000_000);
            return index;
        } catch (IOException unreadable) {
            throw new StartException("csv.file %s cannot be read: %s".formatted(files.path(), Errors.sentence(unreadable)));
        }
    }

    @Override
    public PassRows rows(long from, long after) {
        if (index != null) {
            return index.rows(from);
        }
        PassRows rows = order == RowOrder.RANDOM ? new ShuffledRows(files.rows(), seed) : files.rows();
        return from == MarketTime.NONE ? rows : new RowsSince(rows, this::time, from);
    }

    @Override
    public String fingerprint() {
        return content + suffix();
    }

    private String suffix() {
        CsvFile first = files.files().get(0);
        return "-" + order.word()
                + switch (order) {
                    case FILE -> "";
                    case RANDOM -> "-" + seed;
                    case TIME -> "-" + times.get(first.layout()).name();
                }
                + (files.several() ? "" : first.layout().symbol().map(symbol -> "-" + symbol).orElse(""));
    }

    @Override
    public synchronized long rowsInCommon(String fingerprint) throws IOException {
        Long known = common.get(fingerprint);
        if (known == null) {
            known = fingerprint.equals(fingerprint()) ? Long.valueOf(Long.MAX_VALUE) : rowsSince(fingerprint);
            common.put(fingerprint, known);
        }
        return known;
    }

    private long rowsSince(String fingerprint) throws IOException {
        String suffix = suffix();
        Optional<FileContent> before = fingerprint.endsWith(suffix)
                ? FileContent.parse(fingerprint.substring(0, fingerprint.length() - suffix.length()))
                : Optional.empty();
        if (before.isEmpty() || !files.begin(before.get())) {
            return 0;
        }
        if (order != RowOrder.FILE) {
            LOG.warn("csv-to-kafka: {} has grown, and in csv.order={} that makes another order of its rows: all of them are sent, also those that"
                    + " Kafka has; only csv.order=file goes on after the last", path(), order.word());
            return 0;
        }
        long rows = files.rowsSince(before.get());
        LOG.info("csv-to-kafka: {} has grown since Kafka got rows of it, and begins with the same {}; the replay goes on after what Kafka has of them",
                path(), Counts.count(rows, "row"));
        return rows;
    }

    @Override
    public Optional<RawRow> row(long number, Duration patience) throws IOException {
        return switch (order) {
            case FILE -> places.row(number, patience);
            case TIME -> index.row(number);
            case RANDOM -> RowSource.super.row(number, patience);
        };
    }

    @Override
    public Optional<RawRow> rowAt(RowLayout file, long line, Duration patience) throws IOException {
        int place = layouts().indexOf(file);
        return switch (order) {
            case FILE -> places.rowAt(place, line, patience);
            case TIME -> index.row(index.numberOf(place, line)).filter(row -> row.hasLine(line));
            case RANDOM -> RowSource.super.rowAt(file, line, patience);
        };
    }

    @Override
    public boolean isInMarketOrder() {
        return order == RowOrder.TIME;
    }

    @Override
    public long time(RawRow row) {
        TimeColumn time = times.get(row.layout());
        return time == null ? MarketTime.NONE : time.of(row.bytes());
    }

    @Override
    public void requireTime(RawRow row) throws RowException {
        if (isInMarketOrder()) {
            times.get(row.layout()).require(row.bytes());
        }
    }

    @Override
    public synchronized MarketPeriod period() {
        if (period == null) {
            period = index == null ? readPeriod() : index.period();
        }
        return period;
    }

    private MarketPeriod readPeriod() {
        TimeColumn first = times.values().stream().findFirst().orElseThrow(() -> new IllegalArgumentException(
                "%s has no column of dates or timestamps: name it with csv.time-column".formatted(path())));
        MarketPeriod all = new MarketPeriod(Long.MAX_VALUE, MarketTime.NONE);
        try (PassRows rows = files.rows()) {
            while (rows.hasNext()) {
                long row = time(rows.next());
                all = row == MarketTime.NONE ? all : all.with(row);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + path(), unreadable);
        }
        if (all.last() == MarketTime.NONE) {
            throw new IllegalArgumentException("no row of %s has a date or timestamp in column %s".formatted(path(), first.name()));
        }
        return all;
    }

    @Override
    public Path path() {
        return files.path();
    }

    @Override
    public List<RowLayout> layouts() {
        return files.layouts();
    }

    @Override
    public String order() {
        return order.word();
    }

    /** Not known before all rows are read. */
    @Override
    public Set<String> keys() {
        return Set.of();
    }
}
