package routes.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import routes.kafka.HeaderText;
import routes.kafka.KafkaClients;
import routes.kafka.PartitionRange;
import routes.kafka.Topics;
import routes.source.MarketTime;
import routes.source.RowSource;

/**
 * How far a replay has come, as Kafka itself tells: the pass and row of the last record of each partition that this replay sent. Rows
 * of one key are always in one partition and in order, so within a partition every row up to that one is there.
 *
 * <p>Someone may have the replay go on elsewhere ({@link Steering}). That is always a new pass: going on within the same one, the last row
 * of a partition would no longer say that those before it are there. A pass that begins at a market time has it in the header {@code
 * from} of each record: whichever record is the last of a partition, it tells which rows the pass leaves out on purpose. No record of a
 * pass is sent before Kafka has all of the one before it, so the pass with the highest number is the only one that may lack rows.
 *
 * <p>A file that grew is the same replay: its pass goes on behind the rows that it had before ({@link RowSource#rowsInCommon}). Those of
 * them that are others now, such as a last line that was cut, are not there.
 */
public final class ReplayPosition {
    /** Record headers: the replay (fingerprint of file and order), the pass over the file and the row in it, both from 1. */
    public static final String REPLAY = "replay";

    public static final String PASS = "pass";
    public static final String ROW = "row";

    /** The market time that the pass begins at; absent from one that has all rows. */
    public static final String FROM = "from";

    private final long pass;
    private final long from;
    private final Map<String, long[]> rowsByTopic;

    private ReplayPosition(long pass, long from, Map<String, long[]> rowsByTopic) {
        this.pass = pass;
        this.from = from;
        this.rowsByTopic = rowsByTopic;
    }

    /** The pass that is under way or was the last, 0 when there was none. */
    public long pass() {
        return pass;
    }

    /** The market time that {@link #pass()} begins at, {@link MarketTime#NONE} when it has all rows. */
    public long from() {
        return from;
    }

    /** Whether Kafka has this row of {@link #pass()} already. */
    public boolean has(String topic, int partition, long row) {
        return row <= rowsByTopic.get(topic)[partition];
    }

    /** The highest row of {@link #pass()} that Kafka has, 0 when it has none. */
    long lastRow() {
        return rowsByTopic.values().stream().flatMapToLong(Arrays::stream).max().orElse(0);
    }

    /** The row up to which Kafka has all of {@link #pass()}, as far as that is known: 0 without the keys that the rows have. */
    long completeThrough(String topic, Set<String> keys) {
        return keys.stream()
                .mapToLong(key -> rowsByTopic.get(topic)[partition(topic, key.getBytes(StandardCharsets.UTF_8))])
                .min()
                .orElse(0);
    }

    /**
     * The next pass: nothing of it is there.
     *
     * @param from the market time that it begins at, {@link MarketTime#NONE} for all rows
     */
    ReplayPosition next(long from) {
        Map<String, long[]> none = new HashMap<>();
        rowsByTopic.forEach((topic, rows) -> none.put(topic, new long[rows.length]));
        return new ReplayPosition(pass + 1, from, none);
    }

    public int partition(String topic, byte[] key) {
        return partition(key, rowsByTopic.get(topic).length);
    }

    /** Kafka's own choice for a key, made here so that it can be asked later. */
    public static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    public static ReplayPosition read(KafkaClients clients, RowSource replay, List<String> topics) {
        Map<TopicPartition, Mark> marks = new HashMap<>();
        Map<String, long[]> rows = new HashMap<>();
        try (Consumer<byte[], byte[]> kafka = clients.consumer(Map.of("max.poll.records", "1000"))) {
            for (String topic : topics) {
                int partitions = Topics.partitions(clients, topic).size();
                rows.put(topic, new long[partitions]);
                for (int partition = 0; partition < partitions; partition++) {
                    TopicPartition one = new TopicPartition(topic, partition);
                    marks.put(one, lastMark(kafka, one, replay));
                }
            }
        }
        Mark last = marks.values().stream().max(Comparator.comparingLong(Mark::pass)).orElse(Mark.NONE);
        marks.forEach((partition, mark) ->
                rows.get(partition.topic())[partition.partition()] = mark.pass() == last.pass() ? mark.row() : 0);
        return new ReplayPosition(last.pass(), last.from(), rows);
    }

    /** Searches back from the end, further and further, past what others sent. */
    private static Mark lastMark(Consumer<byte[], byte[]> kafka, TopicPartition partition, RowSource replay) {
        long start = kafka.beginningOffsets(List.of(partition), PartitionRange.PATIENCE).get(partition);
        long end = kafka.endOffsets(List.of(partition), PartitionRange.PATIENCE).get(partition);
        long step = 1;
        for (long upper = end; upper > start; step *= 8) {
            long lower = Math.max(start, upper - step);
            Mark mark = lastMark(kafka, new PartitionRange(partition, lower, upper), replay);
            if (mark != Mark.NONE) {
                return mark;
            }
            upper = lower;
        }
        return Mark.NONE;
    }

    private static Mark lastMark(Consumer<byte[], byte[]> kafka, PartitionRange range, RowSource replay) {
        AtomicReference<Mark> last = new AtomicReference<>(Mark.NONE);
        range.read(kafka, record -> {
            Mark mark = Mark.of(record.headers(), replay);
            if (mark != Mark.NONE) {
                last.set(mark);
            }
        });
        return last.get();
    }

    private record Mark(long pass, long from, long row) {
        static final Mark NONE = new Mark(0, MarketTime.NONE, 0);

        static Mark of(Headers headers, RowSource replay) {
            String name = HeaderText.of(headers, REPLAY);
            OptionalLong pass = number(headers, PASS);
            OptionalLong row = number(headers, ROW);
            if (name.isEmpty() || pass.isEmpty() || row.isEmpty()) {
                return NONE;
            }
            long common = rowsInCommon(replay, name);
            return common == 0 ? NONE : new Mark(pass.getAsLong(), from(headers), Math.min(row.getAsLong(), common));
        }

        private static long rowsInCommon(RowSource replay, String other) {
            try {
                return replay.rowsInCommon(other);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read " + replay.path(), unreadable);
            }
        }

        private static long from(Headers headers) {
            String from = HeaderText.of(headers, FROM);
            return from.isEmpty() ? MarketTime.NONE : MarketTime.parse(from);
        }

        private static OptionalLong number(Headers headers, String name) {
            try {
                return OptionalLong.of(Long.parseLong(HeaderText.of(headers, name)));
            } catch (NumberFormatException noneOrNotOurs) {
                return OptionalLong.empty();
            }
        }
    }
}
