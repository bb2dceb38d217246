package routes.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
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
 * The market as a page shows it: last prices, daily candles and bars of each index, read from Kafka beside the pipeline, by a consumer of no
 * group. It reads only while somebody looks, begins with the last records of each partition, and takes so few at a time that the pipeline
 * does not feel it: where more comes, it skips what is old.
 */
public class Market {
    private static final Logger LOG = LoggerFactory.getLogger(Market.class);

    private static final Duration LOOKED = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    /** Of each partition, at the start; enough where ten indices tell one price a day. */
    private static final long HISTORY = 5000;
    /** Of each partition where that was not enough. */
    private static final long LONG_HISTORY = 20_000;
    /** Of each partition, after records were skipped. */
    private static final long AFTER_SKIP = 2000;
    /** Of a partition; more are skipped. */
    private static final int MOST_BEHIND = 4000;
    private static final int MOST_RECORDS = 1000;
    private static final int MOST_INDICES = 200;

    private final Map<String, MarketIndex> indices = new TreeMap<>();
    /** From which its prices came last. */
    private final Map<String, TopicPartition> partitionsOf = new HashMap<>();
    private final Topics topics;
    private final KafkaClients clients;
    private Thread reading;
    private volatile long lookedAt;
    private long version;
    private long told;
    private boolean complete;
    private String trouble;
    private boolean closed;
    private String bars = "";

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

    /** Grows with each change; the pages are about to be told those until now. */
    synchronized long tell() {
        told++;
        return version;
    }

    /** How often the pages were told what changed. */
    synchronized long told() {
        return told;
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
        return since(since, index -> index.news(since));
    }

    private ObjectNode since(long since, Function<MarketIndex, ObjectNode> shown) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode array = node.putArray("indices");
        indices.values().stream().filter(index -> index.version() > since && index.hasPrice()).map(shown).forEach(array::add);
        return node.put("complete", complete);
    }

    /**
     * @param since the time of the first candle; blank for all
     * @throws AwayException when nothing was read since Kafka is away
     */
    synchronized Optional<ObjectNode> candles(String index, String timeframe, String since) {
        requireReadable();
        return Optional.ofNullable(indices.get(index)).map(known -> known.candles(timeframe, index, since));
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
        try {
            readOn();
        } finally {
            ended();
        }
    }

    private void readOn() {
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
                "max.poll.records", MOST_RECORDS, "max.partition.fetch.bytes", 131_072, "isolation.level", "read_committed", "auto.offset.reset", "latest", "allow.auto.create.topics", false,
                "default.api.timeout.ms", (int) Inquiries.PATIENCE.toMillis(), "request.timeout.ms", (int) Inquiries.PATIENCE.toMillis()));
    }

    private void read(Consumer<byte[], byte[]> kafka) {
        List<TopicPartition> partitions = Stream.of(topics.records(), bars)
                .filter(topic -> !topic.isBlank())
                .flatMap(topic -> kafka.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        kafka.assign(partitions);
        readTo(toTheLast(kafka, partitions, HISTORY), kafka);
        readable(null);
        readTo(toTheLast(kafka, partitions.stream().filter(this::knowsLittleOf).toList(), LONG_HISTORY), kafka);
        historyIsRead();
        while (isWanted()) {
            add(kafka.poll(PAUSE));
            skip(kafka, partitions.stream().filter(partition -> kafka.currentLag(partition).orElse(0) > MOST_BEHIND).toList());
            pause(PAUSE);
        }
    }

    private void readTo(Map<TopicPartition, Long> ends, Consumer<byte[], byte[]> kafka) {
        while (isWanted() && !ends.isEmpty()) {
            add(kafka.poll(PAUSE));
            // a poll that gives nothing is not yet the end: a broker may take longer than it waits
            ends.entrySet().removeIf(end -> kafka.position(end.getKey()) >= end.getValue());
        }
    }

    /** An index has fewer days than are shown; or one is alone, as where a file tells one after the other. */
    private synchronized boolean knowsLittleOf(TopicPartition partition) {
        List<MarketIndex> known = partitionsOf.entrySet().stream()
                .filter(index -> index.getValue().equals(partition))
                .map(index -> indices.get(index.getKey()))
                .toList();
        return known.size() < 2 || !known.stream().allMatch(MarketIndex::hasAllDays);
    }

    /** @return where each of them ends now */
    private static Map<TopicPartition, Long> toTheLast(Consumer<byte[], byte[]> kafka, List<TopicPartition> partitions, long records) {
        Map<TopicPartition, Long> first = kafka.beginningOffsets(partitions, PartitionRange.PATIENCE);
        Map<TopicPartition, Long> ends = kafka.endOffsets(partitions, PartitionRange.PATIENCE);
        ends.forEach((partition, end) -> kafka.seek(partition, Math.max(first.get(partition), end - records)));
        return new HashMap<>(ends);
    }

    private void skip(Consumer<byte[], byte[]> kafka, List<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            toTheLast(kafka, partitions, AFTER_SKIP);
            synchronized (this) {
                partitions.forEach(partition -> partitionsOf.forEach((index, of) -> {
                    if (of.equals(partition)) {
                        indices.get(index).skip();
                    }
                }));
            }
        }
    }

    private synchronized void historyIsRead() {
        if (!complete) {
            complete = true;
            version++;
        }
    }

    private synchronized void add(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(bars)) {
                Bar.of(record).ifPresent(bar -> index(bar.symbol()).ifPresent(index -> index.add(bar, ++version)));
            } else {
                Tick.of(record).ifPresent(tick -> index(tick.index()).ifPresent(index -> {
                    partitionsOf.put(tick.index(), new TopicPartition(record.topic(), record.partition()));
                    index.add(tick, ++version);
                }));
            }
        }
    }

    private Optional<MarketIndex> index(String name) {
        if (!indices.containsKey(name) && indices.size() < MOST_INDICES) {
            indices.put(name, new MarketIndex());
        }
        return Optional.ofNullable(indices.get(name));
    }

    /** All is forgotten, and read again for the next one who looks. */
    private synchronized void ended() {
        indices.clear();
        partitionsOf.clear();
        complete = false;
        reading = null;
    }

    private synchronized boolean isWanted() {
        return !closed && System.nanoTime() - lookedAt < LOOKED.toNanos();
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

    /** @param topic of bars; blank when there is none */
    public void setBars(String topic) {
        this.bars = topic;
    }
}
