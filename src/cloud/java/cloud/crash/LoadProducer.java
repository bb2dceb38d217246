package cloud.crash;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends numbered records continuously, some of them unfit for the lake, and enters in the ledger what Kafka acknowledges. */
final class LoadProducer implements AutoCloseable {
    /** The header that holds each record's number, since garbage does not contain it. */
    static final String NUMBER = "number";

    private static final int RECORDS_PER_SECOND = 4000;
    private static final int TICKS_PER_SECOND = 100;
    private static final int BURST = 1000;
    private static final int KEYS = 200;
    private static final double SOME_GARBAGE = 0.001;
    private static final double MUCH_GARBAGE = 0.3;

    private final String brokers;
    private final String topic;
    private final Ledger ledger;
    private final Random random;
    private final Thread thread = new Thread(this::sendUntilClosed, "load");
    private volatile double garbage = SOME_GARBAGE;
    private volatile boolean idle;
    private volatile boolean closed;
    private volatile Exception failure;
    private KafkaProducer<byte[], byte[]> kafka;
    private int number;

    private LoadProducer(String brokers, String topic, Ledger ledger, long seed) {
        this.brokers = brokers;
        this.topic = topic;
        this.ledger = ledger;
        this.random = new Random(seed);
        this.kafka = connect();
    }

    private KafkaProducer<byte[], byte[]> connect() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        // a new log accepts any first batch from a producer; one that arrives after the second would be refused for ever
                        "max.in.flight.requests.per.connection", "1",
                        // a restart of the broker must not make it give up
                        "delivery.timeout.ms", "180000",
                        "max.block.ms", "180000",
                        "reconnect.backoff.max.ms", "200",
                        "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static LoadProducer start(String brokers, String topic, Ledger ledger, long seed) {
        LoadProducer producer = new LoadProducer(brokers, topic, ledger, seed);
        producer.thread.setDaemon(true);
        producer.thread.start();
        return producer;
    }

    void idle(boolean yes) {
        idle = yes;
    }

    void muchGarbage(boolean yes) {
        garbage = yes ? MUCH_GARBAGE : SOME_GARBAGE;
    }

    /**
     * Sends nothing while Kafka's log goes back, and waits before until all is acknowledged: what is under way then would be neither there
     * nor lost. A new producer goes on, since the sequence of the old one would have a gap.
     */
    synchronized void pausedWhile(Runnable logGoesBack) {
        kafka.flush();
        logGoesBack.run();
        kafka.close();
        kafka = connect();
    }

    /** Sends as fast as it can, until each partition has an offset beyond the given one. */
    synchronized void hurryBeyond(long[] ends) {
        while (failure == null && !isBeyond(ends)) {
            send(BURST);
            kafka.flush();
        }
    }

    private boolean isBeyond(long[] ends) {
        long[] now = ledger.ends();
        return IntStream.range(0, ends.length).allMatch(partition -> now[partition] > ends[partition]);
    }

    private synchronized void send(int records) {
        for (int i = 0; i < records; i++) {
            sendOne(number++);
        }
    }

    private void sendUntilClosed() {
        long tick = Duration.ofSeconds(1).toNanos() / TICKS_PER_SECOND;
        long next = System.nanoTime();
        try {
            while (!closed) {
                send(idle ? 0 : RECORDS_PER_SECOND / TICKS_PER_SECOND);
                // records missed while the broker was away are not made up for
                next = Math.max(next + tick, System.nanoTime() - tick);
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            failure = failed;
        }
    }

    private void sendOne(int number) {
        boolean unfit = random.nextDouble() < garbage;
        byte[] key = ("k" + random.nextInt(KEYS)).getBytes(StandardCharsets.US_ASCII);
        String value = unfit ? unfit(number) : fit(number);
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> numbered = new ProducerRecord<>(topic, key, bytes);
        numbered.headers().add(NUMBER, String.valueOf(number).getBytes(StandardCharsets.US_ASCII));
        kafka.send(numbered, (record, failed) -> acknowledged(record, failed, number, unfit));
    }

    private void acknowledged(RecordMetadata record, Exception failed, int number, boolean unfit) {
        if (failed == null) {
            ledger.acknowledged(record.partition(), record.offset(), number, unfit);
        } else {
            failure = failed;
        }
    }

    private String fit(int number) {
        return "{\"number\":%d,\"price\":%d.25,\"note\":\"%s\"}".formatted(number, random.nextInt(100_000), "é\\n,".repeat(random.nextInt(8)));
    }

    private String unfit(int number) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> "number " + number;
            case 3 -> "{\"number\":%d,\"number\":0}".formatted(number);
            case 4 -> "{\"number\":%d,\"Kafka_Offset\":0}".formatted(number);
            default -> "{\"number\":%d".formatted(number);
        };
    }

    /**
     * Waits until everything that was sent is acknowledged.
     *
     * @throws IllegalStateException when something was not: the count of what must be in the lake would not be known
     */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        kafka.close();
        if (failure != null) {
            throw new IllegalStateException("the producer could not send: " + failure.getMessage(), failure);
        }
    }
}
