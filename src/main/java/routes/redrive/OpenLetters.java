package routes.redrive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import routes.batch.Bookmark;
import routes.kafka.HeaderText;
import routes.kafka.PartitionRange;
import routes.letter.DeadLetter;
import routes.letter.RecordOrigin;
import routes.letter.RowOrigin;

/**
 * The letters that were not sent back yet, as the topics themselves tell: the copy of a rejected record stands after it in its own
 * partition, that of a row somewhere after its letter came; both say what they repeat.
 */
final class OpenLetters {
    private final Consumer<byte[], byte[]> kafka;
    private final String rowTopic;
    private final UnaryOperator<RowOrigin> asNow;
    private final Map<TopicPartition, PartitionRange> targets = new HashMap<>();

    private final Set<String> open = new HashSet<>();
    private final Map<TopicPartition, Long> copiesFrom = new HashMap<>();
    private long firstRow = Long.MAX_VALUE;
    private long rowsKnownSince = Long.MIN_VALUE;

    /** @param asNow what a row is called by now: the file that it is of may have grown since, and is another replay then */
    OpenLetters(Consumer<byte[], byte[]> kafka, String rowTopic, UnaryOperator<RowOrigin> asNow) {
        this.kafka = kafka;
        this.rowTopic = rowTopic;
        this.asNow = asNow;
    }

    void add(DeadLetter letter) {
        open.add(id(letter));
        letter.record().ifPresent(origin -> copiesFrom.merge(origin.partition(), origin.offset() + 1, Math::min));
        letter.row().ifPresent(row -> firstRow = Math.min(firstRow, letter.letter().timestamp()));
    }

    /** Looks for the copies of all letters that were added. */
    void removeSent() {
        if (firstRow != Long.MAX_VALUE) {
            lookForRows();
        }
        copiesFrom.forEach((partition, from) -> {
            PartitionRange target = target(partition);
            new PartitionRange(partition, Math.max(from, target.from()), target.to()).read(kafka, this::removeSent);
        });
    }

    private void removeSent(ConsumerRecord<byte[], byte[]> record) {
        String redriven = HeaderText.of(record.headers(), DeadLetter.REDRIVEN);
        open.remove(RowOrigin.parse(redriven).map(this::id).orElse(redriven));
        // a replay that was taken up with corrected settings sends a row itself that it had rejected
        RowOrigin.of(record.headers()).ifPresent(row -> open.remove(id(row)));
    }

    private String id(DeadLetter letter) {
        return letter.row().map(this::id).orElseGet(letter::id);
    }

    private String id(RowOrigin row) {
        return asNow.apply(row).toString();
    }

    private void lookForRows() {
        Map<TopicPartition, Long> times =
                partitions(rowTopic).stream().collect(Collectors.toMap(partition -> partition, partition -> firstRow));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found : kafka.offsetsForTimes(times).entrySet()) {
            PartitionRange target = target(found.getKey());
            copiesFrom.merge(found.getKey(), found.getValue() == null ? target.to() : found.getValue().offset(), Math::min);
            rowsKnownSince = Math.max(rowsKnownSince, target.from() == 0 ? Long.MIN_VALUE : firstTimestamp(target));
        }
    }

    private long firstTimestamp(PartitionRange target) {
        if (target.from() == target.to()) {
            return Long.MAX_VALUE;
        }
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        new PartitionRange(target.partition(), target.from(), target.from() + 1).read(kafka, record -> first.set(record.timestamp()));
        return first.get();
    }

    boolean has(DeadLetter letter) {
        return open.contains(id(letter));
    }

    void sent(DeadLetter letter) {
        open.remove(id(letter));
    }

    /** @throws LeftException when its partition is not there, or Kafka has deleted records among which its copy may have been */
    void requireKnown(RecordOrigin origin) throws NotRedrivenException {
        PartitionRange target = target(origin.partition());
        if (target.to() == 0) {
            throw new NotRedrivenException("%s does not exist, or has no records".formatted(origin.partition()));
        }
        if (origin.generation() < generation(origin.partition())) {
            throw new NotRedrivenException("the log of %s went back since: whether it was sent back is not known".formatted(origin.partition()));
        }
        if (origin.offset() >= target.to()) {
            throw new NotRedrivenException("%s does not reach that offset: the topic was recreated".formatted(origin.partition()));
        }
        if (origin.offset() + 1 < target.from()) {
            throw unknown(origin.partition().topic());
        }
    }

    /** That of the records which are stored now, as the group that stores them has noted it. */
    private int generation(TopicPartition partition) {
        OffsetAndMetadata committed = kafka.committed(Set.of(partition)).get(partition);
        return committed == null ? 0 : Bookmark.parse(committed.metadata()).map(Bookmark::generation).orElse(0);
    }

    /** @throws LeftException when Kafka has deleted records among which the copy of a row may have been */
    void requireRowKnown(DeadLetter letter) throws NotRedrivenException {
        if (letter.letter().timestamp() < rowsKnownSince) {
            throw unknown(rowTopic);
        }
    }

    private static NotRedrivenException unknown(String topic) {
        return new NotRedrivenException("too old: %s no longer has all that came after it, so whether it was sent back is not known".formatted(topic));
    }

    /** What Kafka has of a partition now; nothing when it does not exist. */
    private PartitionRange target(TopicPartition partition) {
        return targets.computeIfAbsent(partition, any -> {
            if (!partitions(partition.topic()).contains(partition)) {
                return new PartitionRange(partition, 0, 0);
            }
            List<TopicPartition> one = List.of(partition);
            return new PartitionRange(partition, kafka.beginningOffsets(one).get(partition), kafka.endOffsets(one).get(partition));
        });
    }

    private Set<TopicPartition> partitions(String topic) {
        return kafka.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
    }
}
