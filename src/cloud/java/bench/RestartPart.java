package bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Three instances under a steady stream: how long a partition stands still while nobody is restarted, while each is restarted in its turn,
 * as for a new version, and after one was killed.
 */
final class RestartPart {
    private static final int INSTANCES = 3;
    private static final int PARTITIONS = 12;
    private static final int RATE = 1200;
    private static final String WAY = "kafka-to-s3";
    private static final String UNIT = "ms until the next commit at most, by partition";

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;

    RestartPart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        String topic = cloud.topic("restart", PARTITIONS);
        Map<String, String> settings = cloud.lake(topic, PARTITIONS);
        settings.put("batch.max-age", "1s");
        String group = settings.get("kafka.group");
        String what = "%d instances, %d partitions, %,d records/s, batch.max-age=1s, ".formatted(INSTANCES, PARTITIONS, RATE);
        List<Service> services = new ArrayList<>();
        try (Stream stream = new Stream(cloud.brokers(), topic); Standstill standstill = new Standstill(cloud.topics(), group)) {
            for (int i = 0; i < INSTANCES; i++) {
                services.add(start(settings, i + 1));
            }
            standstill.begin();
            TimeUnit.SECONDS.sleep(options.seconds());
            add(standstill, what + "undisturbed");

            System.out.println("restart: each in its turn");
            standstill.begin();
            for (int i = 0; i < INSTANCES; i++) {
                services.get(i).stop();
                services.set(i, start(settings, INSTANCES));
            }
            TimeUnit.SECONDS.sleep(options.seconds());
            add(standstill, what + "each restarted in its turn");

            System.out.println("restart: one is killed");
            standstill.begin();
            services.get(0).process().kill();
            cloud.topics().untilMembers(group, INSTANCES - 1);
            TimeUnit.SECONDS.sleep(options.seconds());
            add(standstill, what + "one killed");
            stream.end();
            cloud.topics().untilCommitted(group, cloud.topics().records(topic));
        } finally {
            services.forEach(Service::close);
        }
        cloud.requireClean(settings, figures);
    }

    /** @param members of the group, with it */
    private Service start(Map<String, String> settings, int members) throws Exception {
        Service service = Service.start(cloud, settings, "-Xmx256m");
        cloud.topics().untilMembers(settings.get("kafka.group"), members);
        return service;
    }

    private void add(Standstill standstill, String what) {
        figures.add("restart", what, WAY, UNIT, standstill.longest());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records to all partitions by turns. */
    private static final class Stream implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> kafka;
        private final String topic;
        private final Thread thread = new Thread(this::send, "stream");
        private volatile boolean over;

        Stream(String brokers, String topic) {
            this.kafka = Backlog.producer(brokers);
            this.topic = topic;
            thread.start();
        }

        private void send() {
            long start = System.nanoTime();
            for (long sent = 0; !over; sent++) {
                byte[] value = "{\"index\":\"HSI\",\"close\":%d.5}".formatted(sent % 1000).getBytes(StandardCharsets.UTF_8);
                kafka.send(new ProducerRecord<>(topic, (int) (sent % PARTITIONS), null, value));
                long due = start + TimeUnit.SECONDS.toNanos(sent) / RATE;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }

        /** All that it sent is in Kafka then. */
        void end() {
            over = true;
            join(thread);
            kafka.flush();
        }

        @Override
        public void close() {
            end();
            kafka.close();
        }
    }

    /** Looks, as others would, when what is committed of each partition moves on. */
    private static final class Standstill implements AutoCloseable {
        private static final long BETWEEN_LOOKS = 20;

        private final TopicWatch topics;
        private final String group;
        private final Map<Integer, Long> next = new HashMap<>();
        private final Map<Integer, Long> since = new HashMap<>();
        private final Map<Integer, Long> longest = new HashMap<>();
        private final Thread thread = new Thread(this::look, "standstill");
        private volatile boolean over;

        Standstill(TopicWatch topics, String group) {
            this.topics = topics;
            this.group = group;
            thread.start();
        }

        /** Forgets what was. */
        synchronized void begin() {
            longest.clear();
            since.replaceAll((partition, any) -> System.nanoTime());
        }

        /** Milliseconds, of each partition. */
        synchronized List<Double> longest() {
            since.keySet().forEach(partition -> note(partition, System.nanoTime()));
            return longest.values().stream().map(nanos -> nanos / 1e6).toList();
        }

        private void look() {
            try {
                while (!over) {
                    add(topics.committedByPartition(group));
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS);
                }
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private synchronized void add(Map<Integer, Long> committed) {
            long now = System.nanoTime();
            committed.forEach((partition, offset) -> {
                if (!offset.equals(next.put(partition, offset))) {
                    note(partition, now);
                    since.put(partition, now);
                }
            });
        }

        private void note(int partition, long now) {
            longest.merge(partition, now - since.getOrDefault(partition, now), Math::max);
        }

        @Override
        public void close() {
            over = true;
            join(thread);
        }
    }
}
