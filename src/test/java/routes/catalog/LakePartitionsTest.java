package routes.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.Lab;
import routes.LabQueries;
import routes.Pipeline;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

@Tag("servers")
class LakePartitionsTest {
    private static final String FIRST = "2026-03-01";
    private static final String SECOND = "2026-03-02";

    @Test
    void makesANewDateQueryableWithoutASecondCrawl() {
        try (Lab lab = crawled()) {
            send(lab, 0, SECOND, "{\"n\":2}");
            send(lab, 1, SECOND, "{\"n\":3}");
            lab.drained();

            Lab.until(() -> dates(lab).equals(List.of(FIRST, SECOND)));
            assertThat(count(lab, "date = '" + SECOND + "'")).isEqualTo("2");
            assertThat(count(lab, "true")).isEqualTo("3");
        }
    }

    @Test
    void givesThePartitionTheTablesStorageAndItsOwnLocation() {
        try (Lab lab = crawled()) {
            send(lab, 0, SECOND, "{\"n\":2}");
            lab.drained();
            Lab.until(() -> dates(lab).contains(SECOND));

            Table table = glue().getTable(get -> get.databaseName(lab.database).name(lab.database)).table();
            Partition partition = partitions(lab).get(1);
            assertThat(partition.storageDescriptor().location()).isEqualTo("s3://%s/%s/date=%s/".formatted(Lab.BUCKET, lab.prefix, SECOND));
            assertThat(partition.storageDescriptor().copy(copy -> copy.location(table.storageDescriptor().location())))
                    .isEqualTo(table.storageDescriptor());
        }
    }

    @Test
    void doesNothingWhileThereIsNoTable() {
        try (Lab lab = Lab.with()) {
            lab.createTopics();
            lab.start();
            send(lab, 0, FIRST, "{\"n\":1}");
            lab.drained();

            assertThat(glue().getTables(tables -> tables.databaseName(lab.database)).tableList()).isEmpty();
            crawl(lab);
            assertThat(dates(lab)).containsExactly(FIRST);
        }
    }

    @Test
    void agreesWithAnotherInstanceThatRegistersTheSameDate() {
        try (Lab lab = crawled(); Pipeline another = lab.startAnother()) {
            Lab.until(() -> Lab.consumer(another).getEndpoint() != null && lab.offsets().size() == 2);
            for (int partition = 0; partition < 2; partition++) {
                send(lab, partition, SECOND, "{\"n\":2}");
                send(lab, partition, "2026-03-03", "{\"n\":3}");
            }
            lab.drained();

            Lab.until(() -> dates(lab).equals(List.of(FIRST, SECOND, "2026-03-03")));
            assertThat(count(lab, "true")).isEqualTo("5");
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void deliversWhileGlueFailsAndRegistersWithALaterObject() {
        try (Lab lab = crawled()) {
            Lab.cloud().throttleAws(1000);
            send(lab, 0, SECOND, "{\"n\":2}");
            lab.drained();
            assertThat(lab.keys()).anyMatch(key -> key.startsWith("date=" + SECOND));

            Lab.cloud().throttleAws(0);
            // an object may come while the last attempt is still under way
            Lab.until(() -> {
                send(lab, 0, SECOND, "{\"n\":3}");
                lab.drained();
                return dates(lab).contains(SECOND);
            });
            assertThat(lab.verify().problems()).isEmpty();
        } finally {
            Lab.cloud().throttleAws(0);
        }
    }

    @Test
    void leavesTheCatalogToTheCrawlerWhenToldTo() {
        try (Lab lab = crawled("glue.register-partitions", "false")) {
            send(lab, 0, SECOND, "{\"n\":2}");
            lab.drained();
            lab.stop();

            assertThat(dates(lab)).containsExactly(FIRST);
        }
    }

    /** A lake of one record of the first date, and the table that a crawl made of it. */
    private static Lab crawled(String... settings) {
        Lab lab = Lab.with(settings);
        lab.createTopics();
        lab.start();
        send(lab, 0, FIRST, "{\"n\":1}");
        lab.drained();
        crawl(lab);
        return lab;
    }

    private static void crawl(Lab lab) {
        lab.pipeline().bean("crawler", Crawler.class).crawl();
    }

    private static void send(Lab lab, int partition, String date, String value) {
        long noon = Instant.parse(date + "T12:00:00Z").toEpochMilli();
        lab.send(List.of(new ProducerRecord<>(lab.topic, partition, noon, "k".getBytes(), value.getBytes())));
    }

    private static GlueClient glue() {
        return Lab.cloud().glue();
    }

    private static List<Partition> partitions(Lab lab) {
        try (GlueClient glue = glue()) {
            return glue.getPartitions(get -> get.databaseName(lab.database).tableName(lab.database)).partitions();
        }
    }

    private static List<String> dates(Lab lab) {
        return partitions(lab).stream().map(partition -> partition.values().get(0)).toList();
    }

    private static String count(Lab lab, String condition) {
        return LabQueries.query(lab, "SELECT count(*) FROM %s WHERE " + condition).get(0);
    }
}
