package routes.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Counts;
import routes.lang.Errors;
import routes.lang.StartException;
import routes.source.Column;
import routes.source.MarketPeriod;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;
import routes.source.RowException;
import routes.source.RowOrder;
import routes.source.RowSource;

/** The rows of a CSV file in one of its orders. */
public final class CsvSource implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(CsvSource.class);

    private final CsvFile file;
    private final RowOrder order;
    private final long seed;
    private final Optional<TimeColumn> time;
    private final TimeIndex index;
    /** By fingerprint: to find out costs a pass over the file. */
    private final Map<String, Long> common = new HashMap<>();
    private MarketPeriod period;

    private CsvSource(CsvFile file, RowOrder order, long seed, Optional<TimeColumn> time, TimeIndex index) {
        this.file = file;
        this.order = order;
        this.seed = seed;
        this.time = time;
        this.index = index;
    }

    /** @throws StartException when its rows cannot be put in that order */
    public static CsvSource of(CsvFile file, RowOrder order, long seed, String timeColumn) {
        Optional<TimeColumn> time = TimeColumn.of(file, timeColumn);
        TimeIndex index = order == RowOrder.TIME ? index(file, time.orElseThrow(() -> new StartException(
                        "csv.order=time needs a column of dates or timestamps, and none of %s is one throughout: name it with csv.time-column"
                                .formatted(file.path()))))
                : null;
        return new CsvSource(file, order, seed, time, index);
    }

    private static TimeIndex index(CsvFile file, TimeColumn time) {
        long start = System.nanoTime();
        try {
            // a quarter: batches and the Kafka client need theirs
            TimeIndex index = TimeIndex.of(file, time, Runtime.getRuntime().maxMemory() / 4);
            LOG.info("csv-to-kafka: {} from {}, ordered by {} in {} ms",
                    Counts.count(index.rows(), "row"), index.period(), time.name(), (System.nanoTime() - start) / 1_000_000);
            return index;
        } catch (IOException unreadable) {
            throw new StartException("csv.file %s cannot be read: %s".formatted(file.path(), Errors.sentence(unreadable)));
        }
    }

    @Override
    public PassRows rows(long from, long after) throws IOException {
        if (index != null) {
            return index.rows(from);
        }
        PassRows rows = order == RowOrder.RANDOM ? new ShuffledRows(file.rows(), seed) : file.rows();
        return from == MarketTime.NONE ? rows : new RowsSince(rows, this::time, from);
    }

    @Override
    public String fingerprint() {
        return file.fingerprint() + "-" + order.word()
                + switch (order) {
                    case FILE -> "";
                    case RANDOM -> "-" + seed;
                    case TIME -> "-" + time.orElseThrow().name();
                }
                + symbol().map(symbol -> "-" + symbol).orElse("");
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
        String suffix = fingerprint().substring(file.fingerprint().length());
        Optional<FileContent> before = fingerprint.endsWith(suffix)
                ? FileContent.parse(fingerprint.substring(0, fingerprint.length() - suffix.length()))
                : Optional.empty();
        if (before.isEmpty() || before.get().length() >= file.content().length() || !before.get().begins(file.text().path())) {
            return 0;
        }
        if (order != RowOrder.FILE) {
            LOG.warn("csv-to-kafka: {} has grown, and in csv.order={} that makes another order of its rows: all of them are sent, also those that"
                    + " Kafka has; only csv.order=file goes on after the last", file.path(), order.word());
            return 0;
        }
        long rows = file.rowsSince(before.get());
        LOG.info("csv-to-kafka: {} has grown since Kafka got rows of it, and begins with the same {}; the replay goes on after what Kafka has of them",
                file.path(), Counts.count(rows, "row"));
        return rows;
    }

    @Override
    public boolean isInMarketOrder() {
        return order == RowOrder.TIME;
    }

    @Override
    public long time(RawRow row) {
        return time.isPresent() ? time.get().of(row.bytes()) : MarketTime.NONE;
    }

    @Override
    public void requireTime(RawRow row) throws RowException {
        if (isInMarketOrder()) {
            time.orElseThrow().require(row.bytes());
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
        TimeColumn times = time.orElseThrow(() -> new IllegalArgumentException(
                "%s has no column of dates or timestamps: name it with csv.time-column".formatted(file.path())));
        MarketPeriod all = new MarketPeriod(Long.MAX_VALUE, MarketTime.NONE);
        try (RawRows rows = file.rows()) {
            while (rows.hasNext()) {
                long row = times.of(rows.next().bytes());
                all = row == MarketTime.NONE ? all : all.with(row);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file.path(), unreadable);
        }
        if (all.last() == MarketTime.NONE) {
            throw new IllegalArgumentException(
                    "no row of %s has a date or timestamp in column %s".formatted(file.path(), times.name()));
        }
        return all;
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public char delimiter() {
        return file.delimiter();
    }

    @Override
    public List<Column> columns() {
        return file.columns();
    }

    @Override
    public Optional<String> symbol() {
        return Optional.ofNullable(file.market().symbol());
    }

    @Override
    public int width() {
        return file.width();
    }

    @Override
    public Set<String> nullValues() {
        return file.nullValues();
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
