package simulator.model;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminAnswers;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreatePartitionsResult;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.CreateTopicsResult.TopicMetadataAndConfig;
import org.apache.kafka.clients.admin.DeleteRecordsOptions;
import org.apache.kafka.clients.admin.DeleteRecordsResult;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.DeleteTopicsResult;
import org.apache.kafka.clients.admin.DeletedRecords;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/** Methods of Kafka's {@code Admin}, by their names and parameters there. Answers are there at once, or after the client's limit has gone by. */
public final class SimulatedAdmin {
    /** That of the product's client. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Map<String, String> DEFAULTS = Map.of(TopicConfig.RETENTION_MS_CONFIG, "604800000");

    private final SimulatedKafka kafka;
    private final World world;
    private final ClientMachine machine;

    SimulatedAdmin(SimulatedKafka kafka, World world, ClientMachine machine) {
        this.kafka = kafka;
        this.world = world;
        this.machine = machine;
    }

    public ListTopicsResult listTopics(ListTopicsOptions options) {
        return AdminAnswers.topics(ask("listTopics", "", () -> kafka.topics().stream()
                .collect(Collectors.toMap(SimulatedTopic::name, topic -> new TopicListing(topic.name(), topic.id(), false)))));
    }

    public DescribeTopicsResult describeTopics(TopicCollection topics, DescribeTopicsOptions options) {
        Collection<String> names = ((TopicCollection.TopicNameCollection) topics).topicNames();
        return AdminAnswers.descriptions(each("describeTopics", names, name -> {
            SimulatedTopic topic = kafka.requireTopic(name);
            return new TopicDescription(name, false, topic.descriptions(), java.util.Set.of(), topic.id());
        }));
    }

    public CreateTopicsResult createTopics(Collection<NewTopic> topics, CreateTopicsOptions options) {
        Map<String, NewTopic> byName = topics.stream().collect(Collectors.toMap(NewTopic::name, topic -> topic));
        return AdminAnswers.created(each("createTopics", byName.keySet(), name -> {
            NewTopic topic = byName.get(name);
            Map<String, String> configs = topic.configs() == null ? Map.of() : topic.configs();
            SimulatedTopic created = kafka.createTopic(name, Math.max(1, topic.numPartitions()), configs);
            return new TopicMetadataAndConfig(created.id(), created.logs().size(), 1, config(created));
        }));
    }

    public DeleteTopicsResult deleteTopics(TopicCollection topics, DeleteTopicsOptions options) {
        Collection<String> names = ((TopicCollection.TopicNameCollection) topics).topicNames();
        return AdminAnswers.deleted(each("deleteTopics", names, name -> {
            kafka.deleteTopic(name);
            return null;
        }));
    }

    public CreatePartitionsResult createPartitions(Map<String, NewPartitions> partitions, CreatePartitionsOptions options) {
        return AdminAnswers.partitionsCreated(each("createPartitions", partitions.keySet(), name -> {
            kafka.addPartitions(name, partitions.get(name).totalCount());
            return null;
        }));
    }

    public DescribeConfigsResult describeConfigs(Collection<ConfigResource> resources, DescribeConfigsOptions options) {
        return AdminAnswers.configs(each("describeConfigs", resources, resource -> config(kafka.requireTopic(resource.name()))));
    }

    private static Config config(SimulatedTopic topic) {
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(topic.configs());
        return new Config(all.entrySet().stream().map(entry -> new ConfigEntry(entry.getKey(), entry.getValue())).toList());
    }

    public DeleteRecordsResult deleteRecords(Map<TopicPartition, RecordsToDelete> before, DeleteRecordsOptions options) {
        return new DeleteRecordsResult(each("deleteRecords", before.keySet(), partition -> {
            SimulatedLog log = kafka.requireLog(partition);
            log.deleteBefore(before.get(partition).beforeOffset() < 0 ? log.highWatermark() : before.get(partition).beforeOffset());
            return new DeletedRecords(log.start());
        }));
    }

    public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> wanted, ListOffsetsOptions options) {
        boolean committedOnly = options.isolationLevel() == IsolationLevel.READ_COMMITTED;
        return new ListOffsetsResult(each("listOffsets", wanted.keySet(), partition -> find(kafka.requireLog(partition), wanted.get(partition), committedOnly)));
    }

    private static ListOffsetsResultInfo find(SimulatedLog log, OffsetSpec wanted, boolean committedOnly) {
        if (wanted instanceof OffsetSpec.EarliestSpec) {
            return new ListOffsetsResultInfo(log.start(), -1, Optional.of(log.epochUpTo(log.epoch())));
        }
        if (wanted instanceof OffsetSpec.LatestSpec) {
            return new ListOffsetsResultInfo(committedOnly ? log.lastStable() : log.highWatermark(), -1, Optional.of(log.epoch()));
        }
        if (wanted instanceof OffsetSpec.TimestampSpec since) {
            LogEntry found = log.firstSince(AdminAnswers.time(since));
            return found == null
                    ? new ListOffsetsResultInfo(-1, -1, Optional.empty())
                    : new ListOffsetsResultInfo(found.offset(), found.timestamp(), Optional.of(found.epoch()));
        }
        throw new UnsupportedOperationException("the model has no " + wanted.getClass().getSimpleName());
    }

    public ListConsumerGroupOffsetsResult listConsumerGroupOffsets(Map<String, ListConsumerGroupOffsetsSpec> groups, ListConsumerGroupOffsetsOptions options) {
        String group = groups.keySet().iterator().next();
        return AdminAnswers.offsets(group, ask("listConsumerGroupOffsets", group, () -> new LinkedHashMap<>(kafka.group(group).committed())));
    }

    /** One request for all; the answer tells of each. */
    private <K, T> Map<K, KafkaFuture<T>> each(String operation, Collection<K> keys, Function<K, T> answer) {
        List<K> sorted = keys.stream().sorted(Comparator.comparing(Object::toString)).toList();
        try {
            return machine.ask(operation, sorted.toString(), LIMIT, () -> map(sorted, key -> future(() -> answer.apply(key))));
        } catch (TimeoutException noAnswer) {
            return map(sorted, key -> failed(noAnswer));
        }
    }

    private static <K, T> Map<K, T> map(List<K> keys, Function<K, T> value) {
        Map<K, T> map = new LinkedHashMap<>();
        keys.forEach(key -> map.put(key, value.apply(key)));
        return map;
    }

    private <T> KafkaFuture<T> ask(String operation, String what, Supplier<T> answer) {
        return future(() -> machine.ask(operation, what, LIMIT, answer::get));
    }

    private static <T> KafkaFuture<T> future(Supplier<T> answer) {
        try {
            return KafkaFuture.completedFuture(answer.get());
        } catch (KafkaException refused) {
            return failed(refused);
        }
    }

    private static <T> KafkaFuture<T> failed(KafkaException refused) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        future.completeExceptionally(refused);
        return future;
    }

    public void close() {
        close(Duration.ZERO);
    }

    public void close(Duration limit) {
        world.step("Kafka close of an admin of " + machine.name());
    }
}
