package routes.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.kafka.KafkaClients;
import routes.kafka.PartitionRange;
import routes.kafka.Topics;
import routes.lang.AwayException;
import routes.lang.Errors;
import routes.lang.Inquiries;

/**
 * The market as a page shows it: last prices and daily candles of each index, read from Kafka beside the pipeline, by a consumer of no
 * group. It reads only while somebody looks, begins with the last records of each partition, and takes so few at a time that the pipeline
 * does not feel it: where more comes, it skips what is old.
 */
public class Market {
    private static final Logger LOG = LoggerFactory.getLogger(Market.class);

    private static final Duration LOOKED = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    /** Of each partition, at the start. */
    private static final long HISTORY = 20_000;
    /** Of each partition, after records were skipped. */
    private static final long AFTER_SKIP = 300;
    private static final int MOST_RECORDS = 1000;
    private static final int MOST_INDICES = 200;

    private final Map<String, MarketIndex> indices = new TreeMap<>();
    private final Topics topics;
    private final KafkaClients clients;
    private Thread reading;
    private volatile long lookedAt;
    private long version;
    private String trouble;
    private boolean closed;

    public Market(Topics topics, KafkaClients clients) {
        this.topics = topics;
        this.clients = clients;
    }

    /** Somebody looks; reads on for a minute. */
    synchronized void look() {
        lookedAt = System.nanoTime();
        if (reading == null && !closed) {
            reading = new Thread(this::read, "market");
            reading.setDaemon(true);
            reading.start();
        }
    }

    /** Grows with each change. */
    synchronized long version() {
        return version;
    }

    /**
     * The cards of all indices.
     *
     * @throws AwayException when there are none since Kafka is away
     */
    synchronized ObjectNode all() {
        requireReadable();
        return since(-1, MarketIndex::card);
    }

    /** The indices that changed after a version. */
    synchronized ObjectNode news(long since) {
        return since(since, MarketIndex::news);
    }

    private ObjectNode since(long since, Function<MarketIndex, ObjectNode> shown) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode array = node.putArray("indices");
        indices.values().stream().filter(index -> index.version() > since).map(shown).forEach(array::add);
        return node;
    }

    /** @throws AwayException when nothing was read since Kafka is away */
    synchronized Optional<ObjectNode> candles(String index) {
        requireReadable();
        return Optional.ofNullable(indices.get(index)).map(MarketIndex::candles);
    }

    private void requireReadable() {
        if (indices.isEmpty() && trouble != null) {
            throw new AwayException("Kafka does not answer: " + trouble);
        }
    }

    private synchronized void readable(String trouble) {
        this.trouble = trouble;
    }

    private void read() {
        while (isWanted()) {
            try (Consumer<byte[], byte[]> kafka = consumer()) {
                read(kafka);
            } catch (KafkaException | IllegalStateException away) {
                LOG.debug("the market cannot be read; trying again", away);
                readable(Errors.sentence(away));
                pause(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        // small answers, since many of them may be skipped
        return clients.consumer(Map.of(
                "max.poll.records", MOST_RECORDS, "max.partition.fetch.bytes", 131_072, "isolation.level", "read_committed", "auto.offset.reset", "latest",
                "default.api.timeout.ms", (int) Inquiries.PATIENCE.toMillis(), "request.timeout.ms", (int) Inquiries.PATIENCE.toMillis()));
    }

    private void read(Consumer<byte[], byte[]> kafka) {
        String topic = topics.records();
        List<TopicPartition> partitions =
                kafka.partitionsFor(topic).stream().map(partition -> new TopicPartition(topic, partition.partition())).toList();
        kafka.assign(partitions);
        toTheLast(kafka, partitions, HISTORY);
        readable(null);
        long history = HISTORY * partitions.size();
        while (isWanted()) {
            ConsumerRecords<byte[], byte[]> records = kafka.poll(PAUSE);
            add(records);
            history = records.isEmpty() ? 0 : history - records.count();
            if (history <= 0) {
                toTheLast(kafka, partitions.stream().filter(partition -> kafka.currentLag(partition).orElse(0) > MOST_RECORDS).toList(), AFTER_SKIP);
                pause(PAUSE);
            }
        }
    }

    private static void toTheLast(Consumer<byte[], byte[]> kafka, List<TopicPartition> partitions, long records) {
        if (!partitions.isEmpty()) {
            Map<TopicPartition, Long> first = kafka.beginningOffsets(partitions, PartitionRange.PATIENCE);
            kafka.endOffsets(partitions, PartitionRange.PATIENCE)
                    .forEach((partition, end) -> kafka.seek(partition, Math.max(first.get(partition), end - records)));
        }
    }

    private synchronized void add(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Tick.of(record).ifPresent(this::add);
        }
    }

    private void add(Tick tick) {
        MarketIndex index = indices.get(tick.index());
        if (index == null && indices.size() < MOST_INDICES) {
            index = new MarketIndex();
            indices.put(tick.index(), index);
        }
        if (index != null) {
            version++;
            index.add(tick, version);
        }
    }

    /** When nobody looks any more, all is forgotten, and read again for the next one. */
    private synchronized boolean isWanted() {
        if (!closed && System.nanoTime() - lookedAt < LOOKED.toNanos()) {
            return true;
        }
        indices.clear();
        reading = null;
        return false;
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads no more. */
    public synchronized void close() {
        closed = true;
    }
}
