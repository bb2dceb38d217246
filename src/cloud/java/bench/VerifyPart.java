package bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the proof of delivery takes when there are many objects: a tenth of them, and all, in a small heap. */
final class VerifyPart {
    private static final int PARTITIONS = 4;
    private static final int MOST_OF_DATE = 500;
    private static final String HEAP = "-Xmx256m";

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;

    VerifyPart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        verify(options.records() / 10);
        verify(options.records());
    }

    private void verify(int wanted) throws Exception {
        int ofDate = Math.max(1, Math.min(MOST_OF_DATE, wanted / PARTITIONS / 2));
        int dates = Math.max(1, wanted / PARTITIONS / ofDate);
        String topic = cloud.topic("objects-" + wanted, PARTITIONS);
        Map<String, String> settings = cloud.lake(topic, PARTITIONS);
        try (PaperBucket bucket = PaperBucket.start(settings.get("s3.prefix"), topic, PARTITIONS, dates, ofDate)) {
            String what = "%,d objects, %s".formatted(bucket.objects(), HEAP);
            System.out.println("verify: " + what);
            Backlog.fill(cloud.brokers(), topic, PARTITIONS, (int) bucket.objects());
            commitAndDelete(settings.get("kafka.group"), topic, (long) dates * ofDate);
            settings.put(QuickVerify.OBJECTS, String.valueOf(bucket.objects()));
            Map<String, String> environment = new HashMap<>(cloud.environment());
            environment.put("AWS_ENDPOINT_URL_S3", bucket.endpoint());
            try (Contender contender = Contender.start(QuickVerify.class, environment, cloud.directory(), HEAP)) {
                add(what, contender.run(settings));
            }
        }
    }

    /** As after years: the group has read all, and Kafka has deleted it. */
    private void commitAndDelete(String group, String topic, long next) throws Exception {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cloud.brokers()))) {
            admin.alterConsumerGroupOffsets(group, partitions.stream().collect(Collectors.toMap(one -> one, one -> new OffsetAndMetadata(next)))).all().get();
            admin.deleteRecords(partitions.stream().collect(Collectors.toMap(one -> one, one -> RecordsToDelete.beforeOffset(next)))).all().get();
        }
    }

    private void add(String what, Contender.Run run) {
        figures.add("verify", what, "verify --quick", "objects/s", run.perSecond());
        figures.add("verify", what, "verify --quick", "CPU s per million objects", run.cpuPerMillion());
        figures.add("verify", what, "verify --quick", "MiB resident at most", run.peakResidentMiB());
        if (!run.problem().isEmpty()) {
            figures.problem("verify --quick, %s: %s (see QuickVerify.log)".formatted(what, run.problem()));
        }
    }
}
