package routes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;

/**
 * How far a replay has come, as Kafka itself tells: the pass and row of the last record of each partition that this replay sent. Rows
 * of one key are always in one partition and in order, so within a partition every row up to that one is there.
 */
final class ReplayPosition {
    /** Record headers: the replay (fingerprint of file and order), the pass over the file and the row in it, both from 1. */
    static final String REPLAY = "replay";

    static final String PASS = "pass";
    static final String ROW = "row";

    private final long pass;
    private final Map<String, long[]> rowsByTopic;

    private ReplayPosition(long pass, Map<String, long[]> rowsByTopic) {
        this.pass = pass;
        this.rowsByTopic = rowsByTopic;
    }

    /** The pass that is under way or was the last, 0 when there was none. */
    long pass() {
        return pass;
    }

    /** Whether Kafka has this row of {@link #pass()} already. */
    boolean has(String topic, int partition, long row) {
        return row <= rowsByTopic.get(topic)[partition];
    }

    /** Whether Kafka has any row of {@link #pass()}. */
    boolean isUnderWay() {
        return rowsByTopic.values().stream().flatMapToLong(Arrays::stream).anyMatch(row -> row > 0);
    }

    /** The next pass: nothing of it is there. */
    ReplayPosition next() {
        Map<String, long[]> none = new HashMap<>();
        rowsByTopic.forEach((topic, rows) -> none.put(topic, new long[rows.length]));
        return new ReplayPosition(pass + 1, none);
    }

    /** Kafka's own choice for a key, made here so that it can be asked later. */
    int partition(String topic, byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % rowsByTopic.get(topic).length;
    }

    static ReplayPosition read(KafkaClients clients, String replay, List<String> topics) {
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
        long pass = marks.values().stream().mapToLong(Mark::pass).max().orElse(0);
        marks.forEach((partition, mark) ->
                rows.get(partition.topic())[partition.partition()] = mark.pass() == pass ? mark.row() : 0);
        return new ReplayPosition(pass, rows);
    }

    /** Looks back from the end, further and further, past what others sent. */
    private static Mark lastMark(Consumer<byte[], byte[]> kafka, TopicPartition partition, String replay) {
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

    private static Mark lastMark(Consumer<byte[], byte[]> kafka, PartitionRange range, String replay) {
        AtomicReference<Mark> last = new AtomicReference<>(Mark.NONE);
        range.read(kafka, record -> {
            Mark mark = Mark.of(record.headers(), replay);
            if (mark != Mark.NONE) {
                last.set(mark);
            }
        });
        return last.get();
    }

    private record Mark(long pass, long row) {
        static final Mark NONE = new Mark(0, 0);

        static Mark of(Headers headers, String replay) {
            Header ours = headers.lastHeader(REPLAY);
            if (ours == null || !replay.equals(new String(ours.value(), StandardCharsets.UTF_8))) {
                return NONE;
            }
            OptionalLong pass = number(headers, PASS);
            OptionalLong row = number(headers, ROW);
            return pass.isPresent() && row.isPresent() ? new Mark(pass.getAsLong(), row.getAsLong()) : NONE;
        }

        private static OptionalLong number(Headers headers, String name) {
            Header header = headers.lastHeader(name);
            try {
                return header == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Long.parseLong(new String(header.value(), StandardCharsets.UTF_8)));
            } catch (NumberFormatException notOurs) {
                return OptionalLong.empty();
            }
        }
    }
}
