package bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records for a topic, as another producer would send them: quotes of about 180 bytes. */
final class Backlog {
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final int DIFFERENT = 100_000;
    private static final String[] INDICES = {"HSI", "NYA", "IXIC", "000001.SS", "N225", "N100", "GSPTSE", "NSEI", "GDAXI", "KS11"};

    private Backlog() {}

    /** Sends this many records, spread evenly over the partitions, uncompressed. */
    static void fill(String brokers, String topic, int partitions, int records) {
        fill(brokers, topic, partitions, records, record -> null);
    }

    /** The same, as if from two producers a day apart: in each partition, records of today and yesterday alternate. */
    static void fillMixed(String brokers, String topic, int partitions, int records) {
        long now = System.currentTimeMillis();
        fill(brokers, topic, partitions, records, record -> now - record / partitions % 2 * Duration.ofDays(1).toMillis());
    }

    /** Trades of 100 symbols, 20,000 in each second of a session, as a feed's records tell them. */
    static void fillTrades(String brokers, String topic, int partitions, int trades) {
        Random random = new Random(1);
        LocalDateTime open = LocalDateTime.of(2026, 3, 2, 14, 30);
        try (KafkaProducer<byte[], byte[]> kafka = producer(brokers)) {
            for (int i = 0; i < trades; i++) {
                String symbol = "S%02d".formatted(i % 100);
                String time = open.plusNanos(i * 50_000L).format(MICROSECONDS);
                String value = ("{\"symbol\":\"%s\",\"price\":%d.%02d,\"size\":%d,\"trade_time\":\"%s\",\"received_time\":\"%5$s\",\"feed\":\"test\","
                                + "\"sets_price\":true,\"sets_volume\":true,\"trade_id\":\"%d\",\"kind\":\"trade\"}")
                        .formatted(symbol, 100 + random.nextInt(3), random.nextInt(100), 1 + random.nextInt(500), time, i);
                kafka.send(new ProducerRecord<>(
                        topic, i % 100 % partitions, null, symbol.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.US_ASCII)));
            }
        }
    }

    static KafkaProducer<byte[], byte[]> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all", "batch.size", "262144", "linger.ms", "20", "buffer.memory", "67108864"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void fill(String brokers, String topic, int partitions, int records, IntFunction<Long> timestamp) {
        byte[][] values = values(Math.min(records, DIFFERENT));
        try (KafkaProducer<byte[], byte[]> kafka = producer(brokers)) {
            for (int i = 0; i < records; i++) {
                byte[] key = INDICES[i % INDICES.length].getBytes(StandardCharsets.US_ASCII);
                kafka.send(new ProducerRecord<>(topic, i % partitions, timestamp.apply(i), key, values[i % values.length]));
            }
        }
    }

    /** A random walk, with as many digits as real prices have. */
    private static byte[][] values(int count) {
        Random random = new Random(1);
        byte[][] values = new byte[count][];
        double price = 10_000;
        for (int i = 0; i < count; i++) {
            price = Math.max(100, price + random.nextGaussian() * 40);
            values[i] = ("{\"index\":\"%s\",\"trade_date\":\"%s\",\"open\":%.6f,\"high\":%.6f,\"low\":%.6f,\"close\":%.6f,"
                            + "\"adj_close\":%.6f,\"volume\":%d,\"close_usd\":%.6f}")
                    .formatted(
                            INDICES[i % INDICES.length],
                            LocalDate.of(2000, 1, 3).plusDays(i / INDICES.length % 9000),
                            price - random.nextDouble(),
                            price + random.nextDouble(),
                            price - 1,
                            price,
                            price,
                            random.nextInt(2_000_000_000),
                            price * 0.13)
                    .getBytes(StandardCharsets.US_ASCII);
        }
        return values;
    }
}
