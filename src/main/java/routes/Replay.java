package routes;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file as a stream of rows: passes over it, at the wanted rate, each continuing where Kafka says that the replay stopped.
 * No state is kept beside Kafka.
 */
public class Replay implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final int LARGEST_CHUNK = 1000;
    private static final int CHUNKS_PER_SECOND = 10;

    private CamelContext camel;
    private String path = "";
    private double rate;
    private RowOrder order = RowOrder.FILE;
    private long seed;
    private String types = "";
    private String renames = "";
    private Set<String> nullValues = Set.of("", "null", "NaN");
    private String keyColumn;
    private List<String> topics;

    private CsvFile file;
    private ReplayPosition position;
    private long passes;
    private boolean once;
    private boolean passFinished;
    /** A run once through that ended between its last row and the lake: its pass is this run's, not one before it. */
    private boolean interrupted;
    private volatile long finishedPasses;
    private volatile long sentInPass;
    private boolean resumed;
    private boolean exhausted;
    private volatile long rowsSeen;

    /**
     * The rest of the pass that is under way in Kafka, or a whole new pass when there is none; a few rows at a time.
     *
     * @return lists of {@link RawRow}
     */
    public synchronized Iterator<List<RawRow>> pass() {
        if (isOver() || camel.isStopping()) {
            return List.<List<RawRow>>of().iterator();
        }
        if (passFinished) {
            position = position.next();
        } else {
            KafkaClients clients = KafkaClients.of(camel, topics.get(0));
            position = ReplayPosition.read(clients, id(), topics);
            interrupted = once && Offsets.of(clients, topics.get(0)).values().stream().anyMatch(offsets -> offsets.lag() > 0);
            position = position.pass() == 0 ? position.next() : position;
        }
        interrupted &= !passFinished;
        passFinished = false;
        return new Chunks();
    }

    /** @throws StartException when the file cannot be replayed */
    public synchronized CsvFile file() {
        if (file == null && !path.isBlank()) {
            file = CsvFile.open(Path.of(path), types, Columns.pairs("csv.rename", renames), nullValues);
            file.indexOf(keyColumn);
        }
        return file;
    }

    /** Fingerprint of the file and of the order of its rows; another one is another replay. */
    String id() {
        return file().fingerprint() + "-" + order.fingerprint(seed);
    }

    ReplayPosition position() {
        return position;
    }

    int keyIndex() {
        return file().indexOf(keyColumn);
    }

    /** Rows that were sent now, which the pace is made of; those that Kafka had already cost no time. */
    void sent(long rows) {
        sentInPass = sentInPass + rows;
    }

    /** Whether the wanted number of passes is done; without a file it is from the start. */
    public boolean isOver() {
        if (path.isBlank()) {
            return true;
        }
        long wanted = passes == 0 && once ? 1 : passes;
        return wanted > 0 && finishedPasses >= wanted;
    }

    /** Rows of the current pass that were looked at, sent now or before. */
    public long rowsSeen() {
        return rowsSeen;
    }

    /** All that the iterator gave is in Kafka: the pass is done, unless a stop cut it short. */
    public synchronized void passed() {
        if (!exhausted) {
            return;
        }
        passFinished = true;
        if (resumed && sentInPass == 0 && !interrupted) {
            LOG.info("csv-to-kafka: pass {} was complete; pass {} begins", position.pass(), position.pass() + 1);
        } else {
            finishedPasses++;
        }
    }

    /** The rows of a pass, a few at a time. The split asks for the next ones before it has sent the last. */
    private final class Chunks implements Iterator<List<RawRow>>, Closeable {
        private final long startedAt = System.nanoTime();
        private final Iterator<RawRow> rows = open();

        private Chunks() {
            if (resumed) {
                LOG.info("csv-to-kafka: Kafka has part of pass {} over {}; the replay goes on after it", position.pass(), path);
            }
        }

        @Override
        public boolean hasNext() {
            if (rows.hasNext() && !camel.isStopping()) {
                return true;
            }
            exhausted = !rows.hasNext();
            return false;
        }

        @Override
        public List<RawRow> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            waitForTurn();
            List<RawRow> chunk = new ArrayList<>();
            while (chunk.size() < chunkSize() && rows.hasNext()) {
                chunk.add(rows.next());
            }
            rowsSeen = chunk.get(chunk.size() - 1).number();
            return chunk;
        }

        private Iterator<RawRow> open() {
            sentInPass = 0;
            exhausted = false;
            resumed = position.isUnderWay();
            try {
                return order.of(file, seed);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read " + path, unreadable);
            }
        }

        private int chunkSize() {
            return rate <= 0 ? LARGEST_CHUNK : (int) Math.max(1, Math.min(LARGEST_CHUNK, rate / CHUNKS_PER_SECOND));
        }

        @Override
        public void close() {
            order.close(rows);
        }

        private void waitForTurn() {
            if (rate <= 0) {
                return;
            }
            long due = startedAt + (long) (sentInPass / rate * TimeUnit.SECONDS.toNanos(1));
            try {
                for (long left = due - System.nanoTime(); left > 0 && !camel.isStopping(); left = due - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(200)));
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the next row", stopping);
            }
        }
    }

    /** @param path blank for no replay */
    public void setFile(String path) {
        this.path = path.trim();
    }

    /** @param rate rows per second, 0 for as fast as Kafka takes them */
    public void setRate(double rate) {
        this.rate = rate;
    }

    /** @param passes over the file, 0 for ever */
    public void setPasses(long passes) {
        this.passes = passes;
    }

    /** @param once whether one pass is meant where no number is given */
    public void setOnce(boolean once) {
        this.once = once;
    }

    public void setOrder(String order) {
        this.order = RowOrder.parse(order);
    }

    public void setSeed(long seed) {
        this.seed = seed;
    }

    public void setTypes(String types) {
        this.types = types;
    }

    public void setRenames(String renames) {
        this.renames = renames;
    }

    /** @param values separated by commas; quotes around a value are dropped, so that "" is the empty one */
    public void setNullValues(String values) {
        Set<String> all = new LinkedHashSet<>();
        Arrays.stream(values.split(",", -1)).map(value -> value.trim().replace("\"", "")).forEach(all::add);
        nullValues = all;
    }

    public void setKeyColumn(String keyColumn) {
        this.keyColumn = keyColumn;
    }

    /** @param topics of the records and of the dead letters, separated by a comma */
    public void setTopics(String topics) {
        this.topics = List.of(topics.split(","));
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }
}
