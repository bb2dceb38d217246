package routes;

import static org.awaitility.Awaitility.await;

import cloud.server.LocalCloud;
import cloud.server.Ports;
import cloud.server.PutFaults;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import routes.delivery.KafkaBatchConsumer;
import routes.delivery.KafkaBatchConsumers;
import routes.kafka.KafkaClients;
import routes.kafka.Offsets;
import routes.kafka.Topics;
import routes.query.ReportResult;
import routes.redrive.Redrive;
import routes.redrive.RedriveOptions;
import routes.redrive.RedriveResult;
import routes.verify.Verify;
import routes.verify.VerifyResult;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One topic and one lake of their own for a test, on a local cloud that all tests of the JVM share; and the eyes to look at them: only
 * Kafka's and AWS's own clients.
 */
public final class Lab implements AutoCloseable {
    public static final PutFaults FAULTS = PutFaults.none();
    public static final String BUCKET = "lab";

    private static final String FETCH_WAIT = "50";
    private static final Duration POLL = Duration.ofMillis(40);
    /** Generous: the machine may be busy. */
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static LocalCloud cloud;

    public final String topic = "quotes-" + NUMBER.incrementAndGet();
    public final String prefix = "raw/" + topic;
    public final String database = topic.replace('-', '_');
    private final Map<String, String> settings = new HashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private Pipeline pipeline;

    /** An object as it was. */
    private record Kept(String key, byte[] content, Map<String, String> metadata) {}

    private Lab() {
        settings.put("camel.component.kafka.brokers", cloud.brokers());
        settings.put("http.port", "0");
        settings.put("http.management-port", "0");
        settings.put("csv.file", "");
        settings.put("kafka.topic", topic);
        settings.put("kafka.partitions", "2");
        settings.put("kafka.dead-letter-topic", topic + ".rejected");
        settings.put("kafka.group", topic);
        settings.put("kafka.session-timeout", "6000");
        // a client closes when the broker has answered its last fetch: within half a second, by default
        settings.put("camel.component.kafka.fetch-wait-max-ms", FETCH_WAIT);
        settings.put("s3.bucket", BUCKET);
        settings.put("s3.prefix", prefix);
        settings.put("batch.max-idle", "300ms");
        settings.put("glue.database", database);
        settings.put("glue.crawler", topic);
        settings.put("report.schedule", "0 0 0 1 1 ? 2099");
        settings.put("report.lease", "2");
        settings.put("camel.main.shutdown-timeout", "8");
    }

    /** @param settings key, value, key, value … */
    public static synchronized Lab with(String... settings) {
        if (cloud == null) {
            cloud = startCloud();
        }
        FAULTS.failBefore(key -> false);
        FAULTS.failAfter(key -> false);
        Lab lab = new Lab();
        for (int i = 0; i < settings.length; i += 2) {
            lab.settings.put(settings[i], settings[i + 1]);
        }
        cloud.prepare(BUCKET, lab.prefix, lab.database, lab.topic);
        return lab;
    }

    private static LocalCloud startCloud() {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), "lab");
            LocalCloud started = LocalCloud.start(directory, LocalCloud.Ports.ANY, FAULTS);
            started.exportToThisJvm();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All labs have one bucket, and reports of the same names in it. */
    public static void forgetReports() {
        cloud.s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix("reports/")).contents()
                .forEach(object -> cloud.s3().deleteObject(delete -> delete.bucket(BUCKET).key(object.key())));
    }

    public static LocalCloud cloud() {
        return cloud;
    }

    public Pipeline start() {
        pipeline = Pipeline.start(withFreePorts(settings));
        return pipeline;
    }

    public void stop() {
        pipeline.close();
    }

    @Override
    public void close() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    public Lab set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Map<String, String> settings() {
        return settings;
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** A second instance of the same service. */
    public Pipeline startAnother() {
        Map<String, String> others = new HashMap<>(settings);
        others.put("camel.main.name", "another");
        return Pipeline.start(withFreePorts(others));
    }

    /** New ones for each start, since the last pipeline may not have stopped yet. */
    private static Map<String, String> withFreePorts(Map<String, String> settings) {
        try {
            List<Integer> free = Ports.any(2);
            Map<String, String> all = new HashMap<>(settings);
            all.replace("http.port", "0", String.valueOf(free.get(0)));
            all.replace("http.management-port", "0", String.valueOf(free.get(1)));
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public KafkaBatchConsumer consumer() {
        return consumer(pipeline);
    }

    public static KafkaBatchConsumer consumer(Pipeline pipeline) {
        return KafkaBatchConsumers.of(pipeline.context()).all().get(0);
    }

    /** Creates the topics as the pipeline would, before it starts: by the same bean, but without starting all others. */
    public Lab createTopics() {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            PropertyBindingSupport.build().withIgnoreCase(true).withOptionPrefix("camel.component.kafka.")
                    .bind(camel, camel.getComponent("kafka"), new HashMap<>(settings));
            KafkaClients clients = new KafkaClients();
            clients.setCamelContext(camel);
            Topics topics = new Topics(clients);
            topics.setRecords(topic);
            topics.setPartitions(Integer.parseInt(settings.get("kafka.partitions")));
            topics.setDeadLetters(settings.get("kafka.dead-letter-topic"));
            topics.setDeadLetterRetention(settings.getOrDefault("kafka.dead-letter-retention", "-1"));
            topics.create();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    /** Creates the topics, and gives that of the records a limit of its own. */
    public Lab createTopicsFor(int largestMessage) {
        createTopics();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(largestMessage));
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET)))).all().get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        return this;
    }

    String topicId() {
        try (Admin admin = admin()) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId().toString();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Sends values to a partition, with the keys k0, k1 … */
    public void send(int partition, String... values) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            byte[] value = values[i] == null ? null : values[i].getBytes(StandardCharsets.UTF_8);
            records.add(new ProducerRecord<>(topic, partition, null, ("k" + i).getBytes(StandardCharsets.UTF_8), value));
        }
        send(records);
    }

    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", cloud.brokers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
        }
    }

    /** {@code {"n":0}} to {@code {"n":count-1}} */
    public static String[] numbers(int count) {
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            values[i] = "{\"n\":%d}".formatted(i);
        }
        return values;
    }

    /** Waits until everything in the topic is committed. */
    public Lab drained() {
        // Kafka is asked, with clients of its own, when the reader thinks so too: that costs too much for each look
        until(() -> consumer().lag() == 0 && offsets().values().stream().allMatch(offsets -> offsets.lag() == 0));
        return this;
    }

    public static void until(BooleanSupplier condition) {
        await().atMost(LIMIT).pollInterval(POLL).until(condition::getAsBoolean);
    }

    public Map<Integer, Offsets> offsets() {
        return Offsets.of(pipeline.kafka(), topic);
    }

    public VerifyResult verify() {
        return pipeline.bean("verify", Verify.class).run(false);
    }

    public VerifyResult quickVerify() {
        return pipeline.bean("verify", Verify.class).run(true);
    }

    /** Puts the content of one object under the name of another. */
    public void copy(String from, String to, Map<String, String> metadata) {
        put(to, content(from), metadata);
    }

    /** Cuts an object in half; its metadata stay. */
    public void truncate(String key) {
        byte[] content = content(key);
        put(key, Arrays.copyOf(content, content.length / 2), metadata(key));
    }

    /** As the command does, beside the routes or without them. */
    public RedriveResult redrive(RedriveOptions options) {
        try (Pipeline beans = Pipeline.withoutRoutes(settings)) {
            return beans.bean("redrive", Redrive.class).run(options);
        }
    }

    public RedriveResult redrive(Producer<byte[], byte[]> producer) {
        try (Pipeline beans = Pipeline.withoutRoutes(settings)) {
            return beans.bean("redrive", Redrive.class).run(RedriveOptions.ALL, producer);
        }
    }

    /** @return the exit code of a command */
    public int command(String... arguments) {
        return Application.run(settings, () -> {}, arguments);
    }

    /** Keys below the prefix, without it. */
    public List<String> keys() {
        return keys(prefix + "/").stream().map(key -> key.substring(prefix.length() + 1)).toList();
    }

    public static List<String> keys(String prefix) {
        return cloud.s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** As it is stored. */
    byte[] content(String key) {
        return cloud.s3().getObjectAsBytes(get -> get.bucket(BUCKET).key(prefix + "/" + key)).asByteArray();
    }

    public Map<String, String> metadata(String key) {
        return cloud.s3().headObject(head -> head.bucket(BUCKET).key(prefix + "/" + key)).metadata();
    }

    public void put(String key, String content, Map<String, String> metadata) {
        put(key, content.getBytes(StandardCharsets.UTF_8), metadata);
    }

    public void put(String key, byte[] content, Map<String, String> metadata) {
        cloud.s3().putObject(put -> put.bucket(BUCKET).key(prefix + "/" + key).metadata(metadata), RequestBody.fromBytes(content));
    }

    public void delete(String key) {
        cloud.s3().deleteObject(delete -> delete.bucket(BUCKET).key(prefix + "/" + key));
    }

    /** Keeps what is in the lake, for {@link #restore}. */
    public void keep() {
        keys().forEach(key -> kept.add(new Kept(key, content(key), metadata(key))));
    }

    /** Makes the lake what it was: what was changed or deleted is put back, and what was added is deleted. */
    public void restore() {
        keys().stream().filter(key -> kept.stream().noneMatch(object -> object.key().equals(key))).forEach(this::delete);
        kept.forEach(object -> put(object.key(), object.content(), object.metadata()));
    }

    /** All lines of the lake, parsed, in the order of the keys. */
    List<JsonNode> lines() {
        return keys().stream().flatMap(key -> lines(key).stream()).toList();
    }

    List<JsonNode> lines(String key) {
        try (InputStream in = decompressed(key, content(key))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isEmpty()) {
                    lines.add(JSON.readTree(line));
                }
            }
            return lines;
        } catch (IOException broken) {
            throw new UncheckedIOException(key, broken);
        }
    }

    private static InputStream decompressed(String key, byte[] bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        if (key.endsWith(".zst")) {
            return new ZstdInputStream(in);
        }
        return key.endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records(topic);
    }

    public List<ConsumerRecord<byte[], byte[]>> letters() {
        return records(topic + ".rejected");
    }

    public static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", cloud.brokers());
        properties.put("fetch.max.wait.ms", FETCH_WAIT);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    public static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", cloud.brokers()));
    }

    /** Asks Athena; rows without the header, values joined by a bar. */
    public List<String> query(String sql) {
        try (AthenaClient athena = cloud.athena()) {
            String id = athena.startQueryExecution(start -> start.queryString(sql)
                            .queryExecutionContext(context -> context.database(database))
                            .resultConfiguration(result -> result.outputLocation("s3://lab/athena-results/")))
                    .queryExecutionId();
            GetQueryExecutionResponse ended = await().atMost(LIMIT).until(
                    () -> athena.getQueryExecution(get -> get.queryExecutionId(id)),
                    response -> response.queryExecution().status().completionDateTime() != null);
            if (ended.queryExecution().status().state() != QueryExecutionState.SUCCEEDED) {
                throw new AssertionError(ended.queryExecution().status().stateChangeReason());
            }
            return ReportResult.allOf(athena.getQueryResultsPaginator(get -> get.queryExecutionId(id))).stream()
                    .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
                    .toList();
        }
    }
}
