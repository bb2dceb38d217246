package routes.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.HeaderText;
import routes.kafka.KafkaClients;
import routes.kafka.PartitionRange;
import routes.kafka.Topics;

/**
 * What Kafka has of the feed, as the last records of the topic tell: after a restart, trades that it repeats are told by them, and what was
 * missed meanwhile becomes a gap. Also the topic of the gaps, which is created if it is missing.
 */
public class SentTrades {
    /** Records of each partition that are looked at. */
    private static final long LOOK_BACK = 1000;

    private final Topics topics;
    private final KafkaClients clients;
    private String gaps = "";

    public SentTrades(Topics topics, KafkaClients clients) {
        this.topics = topics;
        this.clients = clients;
    }

    /**
     * @param identities of the last trades
     * @param since all that the feed sent until then is in Kafka, or in a gap; empty when nothing ever was
     */
    record Last(List<String> identities, Optional<Instant> since) {
        static final Last NONE = new Last(List.of(), Optional.empty());
    }

    void createTopicOfGaps() {
        Topics.createForEver(clients, gaps);
    }

    /** The latest of what the partitions tell: lists are sent one after the other, and only the last of them may be there in part. */
    Last last() {
        List<String> identities = new ArrayList<>();
        List<Instant> since = new ArrayList<>();
        try (Consumer<byte[], byte[]> kafka = clients.consumer(Map.of())) {
            for (int partition : Topics.partitions(clients, topics.records())) {
                read(kafka, new TopicPartition(topics.records(), partition), identities, since);
            }
        }
        return new Last(identities, since.stream().max(Instant::compareTo));
    }

    private static void read(Consumer<byte[], byte[]> kafka, TopicPartition partition, List<String> identities, List<Instant> since) {
        long first = kafka.beginningOffsets(List.of(partition), PartitionRange.PATIENCE).get(partition);
        long end = kafka.endOffsets(List.of(partition), PartitionRange.PATIENCE).get(partition);
        new PartitionRange(partition, Math.max(first, end - LOOK_BACK), end).read(kafka, record -> {
            if (record.headers().lastHeader(LiveRecords.SINCE) != null) {
                identities.add(header(record, LiveRecords.IDENTITY));
                since.add(Instant.parse(header(record, LiveRecords.SINCE)));
            }
        });
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return HeaderText.of(record.headers(), name);
    }

    /** @param topic of the gaps */
    public void setGaps(String topic) {
        this.gaps = topic;
    }
}
