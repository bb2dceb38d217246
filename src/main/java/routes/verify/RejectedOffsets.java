package routes.verify;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import routes.kafka.HeaderText;
import routes.kafka.KafkaClients;
import routes.kafka.Topics;
import routes.letter.DeadLetters;

/** The offsets of one partition that have a dead letter, each once; eight bytes each. */
final class RejectedOffsets {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    static final RejectedOffsets NONE = new RejectedOffsets();

    private long[] offsets = new long[16];
    private int size;

    /** The letters of a topic's records, by partition. A letter that was sent twice counts once. */
    static Map<Integer, RejectedOffsets> read(KafkaClients clients, String deadLetterTopic, String topic) {
        Map<Integer, RejectedOffsets> rejected = new HashMap<>();
        try (Consumer<byte[], byte[]> kafka = clients.consumer(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"))) {
            List<TopicPartition> partitions = Topics.partitions(clients, deadLetterTopic).stream()
                    .map(partition -> new TopicPartition(deadLetterTopic, partition))
                    .toList();
            kafka.assign(partitions);
            // and where retention deletes letters before they are read, from what is left
            kafka.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = kafka.endOffsets(partitions, PATIENCE);
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey(), PATIENCE) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> letter : kafka.poll(Duration.ofMillis(500))) {
                    add(letter.headers(), topic, rejected);
                }
            }
        }
        rejected.values().forEach(RejectedOffsets::sort);
        return rejected;
    }

    private static void add(Headers letter, String topic, Map<Integer, RejectedOffsets> rejected) {
        if (topic.equals(HeaderText.of(letter, DeadLetters.TOPIC))) {
            int partition = Integer.parseInt(HeaderText.of(letter, DeadLetters.PARTITION));
            rejected.computeIfAbsent(partition, any -> new RejectedOffsets()).add(lakeOffset(letter));
        }
    }

    /** Letters of early versions have Kafka's alone. */
    private static long lakeOffset(Headers letter) {
        String offset = HeaderText.of(letter, DeadLetters.LAKE_OFFSET);
        return Long.parseLong(offset.isEmpty() ? HeaderText.of(letter, DeadLetters.OFFSET) : offset);
    }

    private void add(long offset) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
        }
        offsets[size++] = offset;
    }

    private void sort() {
        offsets = Arrays.stream(offsets, 0, size).sorted().distinct().toArray();
        size = offsets.length;
    }

    /** How many there are from one offset to another, both included. */
    long count(long from, long to) {
        return indexOf(to + 1) - indexOf(from);
    }

    private int indexOf(long offset) {
        int found = Arrays.binarySearch(offsets, 0, size, offset);
        return found >= 0 ? found : -found - 1;
    }
}
