package routes.bar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.kafka.KafkaClients;
import routes.kafka.PartitionRange;
import routes.kafka.RecordList;
import routes.kafka.Topics;
import routes.lang.Errors;
import routes.lang.Json;
import routes.lang.StartException;
import routes.lang.SteadyClock;

/**
 * A member of the group that reads the trades: for a second it takes what comes, then it tells the bars that changed, and when Kafka has them, it
 * commits how far it read. Whatever breaks off between is done again, with the same result.
 */
public class Bars implements ConsumerRebalanceListener, AutoCloseable {
    static final String PARTITION = "trades.partition";
    static final String OFFSET = "trades.offset";

    private static final Logger LOG = LoggerFactory.getLogger(Bars.class);
    private static final Duration BETWEEN_BARS = Duration.ofSeconds(1);
    /** So that it stops at once. */
    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    /** A session that is read again may take long; whether the process is alive, its heartbeats tell. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(30);

    private final Topics topics;
    private final KafkaClients clients;
    private final Map<TopicPartition, PartitionBars> partitions = new HashMap<>();
    private String topic = "";
    private int topicPartitions = 1;
    private String group = "";
    private int sessionTimeout = 45_000;
    private List<Timeframe> timeframes = List.of();
    private String zone = "UTC";
    private int hotTrades;
    private Consumer<byte[], byte[]> kafka;
    private Consumer<byte[], byte[]> reader;
    private boolean unsent;
    private boolean uncommitted;
    private String trouble = "";
    /** Partitions that lack trades, and of which that was said. */
    private final Set<TopicPartition> cut = new HashSet<>();
    private volatile boolean closed;
    private volatile long sent;
    private volatile long revised;
    private volatile long unknown;
    private volatile long lag;

    public Bars(Topics topics, KafkaClients clients) {
        this.topics = topics;
        this.clients = clients;
    }

    /** Records of the bars that changed in the last second, for the topic of the bars. */
    public synchronized RecordList next() {
        if (unsent) {
            // what was told last did not reach Kafka
            disconnect();
        }
        RecordList records = new RecordList(16);
        if (closed) {
            return records;
        }
        try {
            connect();
            read();
            partitions.forEach((partition, bars) -> bars.changed().forEach(bar -> records.add(record(partition, bar))));
            unsent = !records.isEmpty();
            trouble = "";
        } catch (RuntimeException failed) {
            disconnect();
            records.clear();
            tell(Errors.sentence(failed));
        }
        return records;
    }

    /** Once, and not with each attempt. */
    private void tell(String sentence) {
        if (!sentence.equals(trouble) && !closed) {
            LOG.warn("trades-to-bars: {}; trying again, and until it works", sentence);
        }
        trouble = sentence;
    }

    private void read() {
        Instant end = SteadyClock.now().plus(BETWEEN_BARS);
        for (Duration left = BETWEEN_BARS; !left.isNegative() && !closed; left = Duration.between(SteadyClock.now(), end)) {
            ConsumerRecords<byte[], byte[]> records = kafka.poll(left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL);
            for (TopicPartition partition : records.partitions()) {
                uncommitted = true;
                PartitionBars bars = partitions.get(partition);
                records.records(partition).forEach(record -> TradeRecord.of(record).ifPresent(trade -> add(partition, bars, trade)));
            }
        }
        lag = partitions.keySet().stream().mapToLong(partition -> kafka.currentLag(partition).orElse(0)).sum();
    }

    private void add(TopicPartition partition, PartitionBars bars, TradeRecord trade) {
        if (bars.add(trade)) {
            return;
        }
        unknown++;
        if (cut.add(partition)) {
            LOG.warn("trades-to-bars: offset {} of {} is in no bar: Kafka no longer has the other trades of its minute, so that bars would be wrong; "
                    + "let the topic keep its records (retention.ms) for longer than a session", trade.offset(), partition);
        }
    }

    private ProducerRecord<byte[], byte[]> record(TopicPartition partition, Bar bar) {
        sent++;
        revised += bar.state() == Bar.State.REVISED ? 1 : 0;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(bar.symbol()), bytes(Json.text(bar.json())));
        record.headers()
                .add(PARTITION, bytes(String.valueOf(partition.partition())))
                .add(OFFSET, bytes(String.valueOf(bar.revision())));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Kafka has the bars that {@link #next} told last. What cannot be committed now is committed with the next ones. */
    public synchronized void sent() {
        unsent = false;
        if (kafka == null || !uncommitted) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
        partitions.forEach((partition, bars) -> reached.put(partition, new OffsetAndMetadata(kafka.position(partition), mark() + bars.progress().text())));
        try {
            kafka.commitSync(reached);
            uncommitted = false;
        } catch (RebalanceInProgressException | RetriableCommitFailedException | TimeoutException later) {
            LOG.debug("commit of {} postponed: {}", reached, later.getMessage());
        } catch (CommitFailedException evicted) {
            tell("the group took its partitions away, since this instance was silent for too long");
            disconnect();
        }
    }

    private void connect() {
        if (kafka != null) {
            return;
        }
        unsent = false;
        Topics.create(clients, new NewTopic(topic, Optional.of(topicPartitions), Optional.empty()));
        Map<String, Object> settings = Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        reader = clients.consumer(settings);
        Map<String, Object> ofGroup = new HashMap<>(settings);
        ofGroup.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        ofGroup.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionTimeout);
        ofGroup.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) LONGEST_TURN.toMillis());
        ofGroup.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        kafka = clients.consumer(ofGroup);
        kafka.subscribe(List.of(topics.records()), this);
    }

    private void disconnect() {
        partitions.clear();
        for (Consumer<byte[], byte[]> one : Arrays.asList(kafka, reader)) {
            try {
                if (one != null) {
                    one.close(CLOSE_TIMEOUT);
                }
            } catch (RuntimeException failed) {
                LOG.debug("a consumer did not close cleanly", failed);
            }
        }
        kafka = null;
        reader = null;
        unsent = false;
        uncommitted = false;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(Set.copyOf(assigned));
        Map<TopicPartition, Long> begins = kafka.beginningOffsets(assigned, PartitionRange.PATIENCE);
        Map<TopicPartition, Long> ends = kafka.endOffsets(assigned, PartitionRange.PATIENCE);
        for (TopicPartition partition : assigned) {
            begin(partition, committed.get(partition), begins.get(partition), ends.get(partition));
        }
    }

    private void begin(TopicPartition partition, OffsetAndMetadata committed, long begin, long end) {
        KafkaTradeLog log = new KafkaTradeLog(reader, partition, begin);
        boolean isThere = committed != null && committed.offset() >= begin && committed.offset() <= end && isOurs(committed.metadata());
        if (committed != null && (committed.offset() < begin || committed.offset() > end)) {
            LOG.warn("trades-to-bars: {} has the offsets {} to {}, and offset {} was next: what is missing is in no bar; "
                    + "if the topic was recreated, delete topic {}, too: its bars have higher revisions", partition, begin, end, committed.offset(), topic);
        }
        Progress progress = isThere ? Progress.parse(committed.metadata().substring(mark().length())) : Progress.since(firstKnown(log, begin, end));
        partitions.put(partition, new PartitionBars(timeframes, session(), hotTrades, log, progress));
        kafka.seek(partition, isThere ? committed.offset() : begin);
    }

    /** Somebody may have set the offset by hand; and where the sessions of another zone are is of no use. Then all begins anew. */
    private boolean isOurs(String metadata) {
        return metadata.startsWith(mark()) && Progress.isOne(metadata.substring(mark().length()));
    }

    private String mark() {
        return session().getId() + " ";
    }

    /** When the first records are gone, the minutes that they were of are not known in full. */
    private static long firstKnown(KafkaTradeLog log, long begin, long end) {
        if (begin == 0 || begin == end) {
            return 0;
        }
        List<TradeRecord> first = log.read(begin, end, null).records();
        return first.isEmpty() ? 0 : PartitionBars.sinceSent(first.get(0));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        // the next owner begins at the last commit
        revoked.forEach(partitions::remove);
    }

    private ZoneId session() {
        return ZoneId.of(zone);
    }

    /** Bars that were told, and may be in Kafka. */
    public long barsSent() {
        return sent;
    }

    /** Those of them that had been closed. */
    public long barsRevised() {
        return revised;
    }

    /** Records that are in no bar, since Kafka no longer has the trades beside them. */
    public long unknown() {
        return unknown;
    }

    /** Records of the partitions of this process that are in no bar yet. */
    public long lag() {
        return lag;
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            disconnect();
        }
    }

    /** @param topic of the bars */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** @param partitions of the topic of the bars, if it does not exist yet */
    public void setTopicPartitions(int partitions) {
        topicPartitions = partitions;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    /** @param millis without a heartbeat after which another member takes over */
    public void setSessionTimeout(int millis) {
        sessionTimeout = millis;
    }

    /** @param names 1m,5m,1h,1d */
    public void setTimeframes(String names) {
        timeframes = Arrays.stream(names.split(",")).map(String::trim).filter(name -> !name.isEmpty()).distinct().map(Timeframe::of).toList();
    }

    /** @param zone whose dates are the sessions */
    public void setZone(String zone) {
        this.zone = zone.trim();
        try {
            session();
        } catch (RuntimeException unknownZone) {
            throw new StartException("bars.zone is '%s'; it can be a zone such as America/New_York".formatted(zone));
        }
    }

    /** @param trades of a partition whose repeats are told without reading them again */
    public void setHotTrades(int trades) {
        hotTrades = trades;
    }
}
