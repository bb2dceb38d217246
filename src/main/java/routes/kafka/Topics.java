package routes.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Errors;
import routes.lang.Host;
import routes.lang.StartException;
import routes.lang.SteadyClock;

/** The topics that the routes use; created where they are missing, never changed. */
public class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final long FOR_EVER = -1;
    private static final Duration TIME_FOR_LEADERS = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private String records;
    private int partitions;
    private String deadLetters;
    private long deadLetterRetention = FOR_EVER;
    private volatile long largestRecord = Long.MAX_VALUE;

    public Topics(KafkaClients clients) {
        this.clients = clients;
    }

    /** @throws StartException when Kafka does not answer, has not got the topics, or has no leader for one of their partitions */
    public void check() {
        try (Admin admin = clients.admin()) {
            admin.describeTopics(List.of(records, deadLetters)).allTopicNames().get().values().forEach(Topics::requireLeaders);
        } catch (ExecutionException failed) {
            throw clients.startException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void requireLeaders(TopicDescription topic) {
        List<Integer> without = topic.partitions().stream()
                .filter(partition -> partition.leader() == null || partition.leader().isEmpty())
                .map(TopicPartitionInfo::partition)
                .toList();
        if (!without.isEmpty()) {
            throw new StartException("topic %s has no leader for the partitions %s: look at its brokers".formatted(topic.name(), without));
        }
    }

    /** Creates what is missing, with the broker's replication factor. One dead-letter partition keeps rejections in order. */
    public void create() {
        try (Admin admin = clients.admin()) {
            Set<String> existing = admin.listTopics().names().get();
            create(admin, existing, new NewTopic(records, Optional.of(partitions), Optional.empty()));
            create(admin, existing, new NewTopic(deadLetters, Optional.of(1), Optional.empty())
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(deadLetterRetention))));
            if (existing.contains(deadLetters)) {
                compareRetention(admin);
            }
            learnLargestRecord(admin);
        } catch (ExecutionException failed) {
            throw clients.startException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while asking Kafka for its topics");
        }
    }

    /** Creates a topic of one partition that keeps all its records, if there is none of the name. */
    public static void createForEver(KafkaClients clients, String topic) {
        create(clients, forEver(topic));
    }

    /** Creates a topic, if there is none of the name. */
    public static void create(KafkaClients clients, NewTopic topic) {
        try (Admin admin = clients.admin()) {
            create(admin, admin.listTopics().names().get(), topic);
        } catch (ExecutionException failed) {
            throw clients.startException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while asking Kafka for topic " + topic.name());
        }
    }

    private static NewTopic forEver(String topic) {
        return new NewTopic(topic, Optional.of(1), Optional.empty()).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(FOR_EVER)));
    }

    /** An existing topic belongs to whoever created it: it is not changed. */
    private void compareRetention(Admin admin) throws InterruptedException {
        try {
            String retention = config(admin, deadLetters, TopicConfig.RETENTION_MS_CONFIG);
            if (isShorter(Long.parseLong(retention))) {
                LOG.warn(
                        "topic {} keeps its letters for {} only, kafka.dead-letter-retention is {}: "
                                + "kafka-configs.sh --bootstrap-server {} --alter --entity-type topics --entity-name {} --add-config retention.ms={}",
                        deadLetters, words(Long.parseLong(retention)), words(deadLetterRetention), clients.brokers(), deadLetters,
                        deadLetterRetention);
            }
        } catch (ExecutionException notAllowed) {
            LOG.debug("cannot find out how long Kafka keeps the letters of topic {}", deadLetters, notAllowed);
        }
    }

    /** What is too long is refused when it is among others that are on their way, so it is better not sent. */
    private void learnLargestRecord(Admin admin) throws InterruptedException {
        try {
            largestRecord = Long.parseLong(config(admin, records, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        } catch (ExecutionException notAllowed) {
            LOG.debug("cannot find out how long a record of topic {} can be", records, notAllowed);
        }
    }

    private static String config(Admin admin, String topic, String name) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
    }

    private boolean isShorter(long retention) {
        return retention != FOR_EVER && (deadLetterRetention == FOR_EVER || retention < deadLetterRetention);
    }

    private static String words(long retention) {
        return retention == FOR_EVER ? "-1 (for ever)" : TimeUtils.printDuration(retention, true);
    }

    private static void create(Admin admin, Set<String> existing, NewTopic topic)
            throws ExecutionException, InterruptedException {
        if (existing.contains(topic.name())) {
            return;
        }
        try {
            // its answer tells also what it created, but only to who may describe the topic's configuration
            admin.createTopics(List.of(topic)).all().get();
            awaitLeaders(admin, topic.name(), topic.numPartitions());
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    /**
     * A leader that does not know its new partition yet refuses the first batch of a producer and takes the second, which then can never
     * be put in order again. So each is asked for its end, which it knows when it knows the partition.
     */
    private static void awaitLeaders(Admin admin, String topic, int partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Instant end = SteadyClock.now().plus(TIME_FOR_LEADERS);
        while (!areKnown(admin, ends, SteadyClock.now().isBefore(end))) {
            Host.here().sleep(20);
        }
    }

    private static boolean areKnown(Admin admin, Map<TopicPartition, OffsetSpec> ends, boolean mayWait)
            throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException notYet) {
            if (mayWait && notYet.getCause() instanceof RetriableException) {
                return false;
            }
            throw notYet;
        }
    }

    /** Kafka's own id of a topic; one that was deleted and recreated has a different one. */
    public static String id(KafkaClients clients, String topic) {
        return describe(clients, topic).topicId().toString();
    }

    public static String id(Admin admin, String topic) {
        return describe(admin, topic).topicId().toString();
    }

    public static Set<Integer> partitions(KafkaClients clients, String topic) {
        return describe(clients, topic).partitions().stream().map(partition -> partition.partition()).collect(Collectors.toSet());
    }

    private static TopicDescription describe(KafkaClients clients, String topic) {
        try (Admin admin = clients.admin()) {
            return describe(admin, topic);
        }
    }

    private static TopicDescription describe(Admin admin, String topic) {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot describe topic %s: %s".formatted(topic, Errors.sentence(failed)), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka for topic " + topic, interrupted);
        }
    }

    /** The name of the topic of the records. */
    public String records() {
        return records;
    }

    /** In bytes with key and headers, as the topic said when the service started; {@link Long#MAX_VALUE} when that is not known. */
    public long largestRecord() {
        return largestRecord;
    }

    /** The name of the topic of the dead letters. */
    public String deadLetters() {
        return deadLetters;
    }

    public void setRecords(String records) {
        this.records = records;
    }

    public void setPartitions(int partitions) {
        this.partitions = partitions;
    }

    public void setDeadLetters(String deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** @param retention how long letters are kept, such as 90d; -1 for ever */
    public void setDeadLetterRetention(String retention) {
        this.deadLetterRetention = retention(retention.trim());
    }

    private static long retention(String text) {
        try {
            long millis = text.equals("-1") ? FOR_EVER : TimeUtils.toMilliSeconds(text);
            if (millis == FOR_EVER || millis > 0) {
                return millis;
            }
        } catch (RuntimeException noTime) {
            // told below
        }
        throw new IllegalArgumentException("kafka.dead-letter-retention is '%s'; it can be a time such as 90d, or -1 for ever".formatted(text));
    }
}
