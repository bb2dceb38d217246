package cloud.crash;

import cloud.server.LocalCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.record.Record;

/**
 * Lets Kafka's log go back, and enters in the ledger which records went with it. The load goes on afterwards, at times far beyond the old
 * end at once. Each method returns a description of what it did.
 */
final class LogLoss {
    /** From one record of a partition to some ten thousand of them, each size as likely as the others. */
    private static final int SIZES = 15;

    private final LocalCloud cloud;
    private final Admin admin;
    private final LoadProducer load;
    private final Ledger ledger;
    private final LakeNumbers lake;
    private final Random random;

    LogLoss(LocalCloud cloud, Admin admin, LoadProducer load, Ledger ledger, LakeNumbers lake, Random random) {
        this.cloud = cloud;
        this.admin = admin;
        this.load = load;
        this.ledger = ledger;
        this.lake = lake;
        this.random = random;
    }

    /** The broker stops, and comes up without the last records of one or more partitions. */
    String loseTails() {
        long[] ends = ledger.ends();
        List<String> cuts = new ArrayList<>();
        load.pausedWhile(() -> {
            BitSet lost = new BitSet();
            restartBroker(directory -> {
                for (TopicPartition partition : some(ends.length)) {
                    cuts.add(cut(directory, partition, lost));
                }
            });
            ledger.lostByKafka(lost, lake.numbers());
        });
        return String.join(", ", cuts) + goOn(ends);
    }

    private void restartBroker(LocalCloud.Damage damage) {
        try {
            cloud.restartKafka(damage);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<TopicPartition> some(int partitions) {
        List<TopicPartition> some = new ArrayList<>();
        int always = random.nextInt(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            if (random.nextBoolean() || partition == always) {
                some.add(new TopicPartition(CrashSite.TOPIC, partition));
            }
        }
        return some;
    }

    private String cut(Path directory, TopicPartition partition, BitSet lost) throws IOException {
        List<Record> records = new PartitionLog(directory, partition).loseTail(1 << random.nextInt(SIZES), random.nextBoolean());
        records.forEach(record -> lost.set(number(record)));
        return "%s loses %,d records".formatted(partition, records.size())
                + (records.isEmpty() ? "" : " from %d on".formatted(records.get(0).offset()));
    }

    private static int number(Record record) {
        return Integer.parseInt(new String(record.headers()[0].value(), StandardCharsets.US_ASCII));
    }

    /** The topic is deleted and recreated. */
    String createTopicAnew() {
        long[] ends = ledger.ends();
        load.pausedWhile(() -> {
            try {
                deleteTopic();
                createTopic(ends.length);
            } catch (ExecutionException failed) {
                throw new IllegalStateException("topic %s cannot be created anew".formatted(CrashSite.TOPIC), failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CrashSite.StuckException("interrupted");
            }
            ledger.lostByKafka(ledger.all(), lake.numbers());
        });
        return "topic anew" + goOn(ends);
    }

    private void deleteTopic() throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(CrashSite.TOPIC)).all().get();
        while (admin.listTopics().names().get().contains(CrashSite.TOPIC)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Waits until the new logs take records: the old ones would, too, for a moment. */
    private void createTopic(int partitions) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(CrashSite.TOPIC, partitions, (short) 1))).all().get();
        } catch (ExecutionException failed) {
            // an instance of the service that starts now may be faster
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(partition -> new TopicPartition(CrashSite.TOPIC, partition), partition -> OffsetSpec.latest()));
        while (!areEmpty(ends)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean areEmpty(Map<TopicPartition, OffsetSpec> ends) throws InterruptedException {
        try {
            return admin.listOffsets(ends).all().get().values().stream().allMatch(end -> end.offset() == 0);
        } catch (ExecutionException notYet) {
            return false;
        }
    }

    private String goOn(long[] ends) {
        if (random.nextBoolean()) {
            return "";
        }
        load.hurryBeyond(ends);
        return "; as many come at once";
    }
}
