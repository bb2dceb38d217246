package routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.query.SqlFiles;
import routes.transform.Transforms;
import software.amazon.awssdk.services.glue.model.Partition;

/** Bars out of trades by the bundled transforms, each of which reads the table of another. */
@Tag("servers")
class CuratedBarsTest {
    private static final String DAY = "2026-03-02 ";

    @TempDir
    Path transforms;

    @Test
    void aMinuteHasItsOpenHighLowCloseVolumeAndAverage() throws IOException {
        try (Lab lab = lab()) {
            lab.send(0,
                    trade("1", "AAA", "10:00:00.5", 10, 1), trade("2", "AAA", "10:00:20", 12, 2), trade("3", "AAA", "10:00:59.999999", 9, 1),
                    trade("4", "AAA", "10:06:00", 11, 4), trade("5", "BBB", "10:00:00", 100, 1));
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(bars(lab, "bars_1m")).containsExactly(
                    "AAA|10:00|10.0|12.0|9.0|9.0|4.0|10.75|3", "AAA|10:06|11.0|11.0|11.0|11.0|4.0|11.0|1", "BBB|10:00|100.0|100.0|100.0|100.0|1.0|100.0|1");
            assertThat(bars(lab, "bars_5m", "AAA")).containsExactly(
                    "AAA|10:00|10.0|12.0|9.0|9.0|4.0|10.75|3", "AAA|10:05|11.0|11.0|11.0|11.0|4.0|11.0|1");
            assertThat(bars(lab, "bars_1h", "AAA")).containsExactly("AAA|10:00|10.0|12.0|9.0|11.0|8.0|10.875|4");
            assertThat(bars(lab, "bars_1d", "AAA")).containsExactly("AAA|10:00|10.0|12.0|9.0|11.0|8.0|10.875|4");
        }
    }

    @Test
    void whatComesLaterRevisesTheBarsOfItsDayAndOfNoOther() throws IOException {
        try (Lab lab = lab()) {
            lab.send(0, trade("1", "AAA", "10:00:10", 10, 1), trade("2", "AAA", "10:00:20", 50, 2), trade("3", "AAA", "10:00:30", 11, 3),
                    trade("4", "AAA", "10:01:00", 7, 1), trade("9", "AAA", "10:00:00", 5, 1).replace("2026-03-02", "2026-03-01"));
            run(lab);
            Map<String, String> before = locations(lab);

            lab.send(0,
                    trade("0", "AAA", "10:00:01", 8, 1),
                    trade("2b", "AAA", "10:00:20", 13, 2).replace("\"kind\":\"trade\"", "\"kind\":\"correction\",\"corrects\":\"2\""),
                    trade("4", "AAA", "10:01:00", 7, 1).replace("\"kind\":\"trade\"", "\"kind\":\"cancel\",\"corrects\":\"4\""),
                    trade("3", "AAA", "10:00:30", 11, 3));
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(bars(lab, "bars_1m")).containsExactly("AAA|10:00|5.0|5.0|5.0|5.0|1.0|5.0|1", "AAA|10:00|8.0|13.0|8.0|11.0|7.0|11.0|4");
            assertThat(bars(lab, "bars_1d")).hasSize(2).last().isEqualTo("AAA|10:00|8.0|13.0|8.0|11.0|7.0|11.0|4");
            assertThat(locations(lab).get("2026-03-01")).isEqualTo(before.get("2026-03-01"));
            assertThat(locations(lab).get("2026-03-02")).isNotEqualTo(before.get("2026-03-02"));

            Map<String, String> after = locations(lab);
            run(lab);
            assertThat(locations(lab)).as("with nothing new").isEqualTo(after);
        }
    }

    @Test
    void aDayWhoseTradesAreAllTakenBackHasNoBars() throws IOException {
        try (Lab lab = lab()) {
            lab.send(0, trade("1", "AAA", "10:00:10", 10, 1));
            run(lab);
            lab.send(0, trade("1", "AAA", "10:00:10", 10, 1).replace("\"kind\":\"trade\"", "\"kind\":\"cancel\",\"corrects\":\"1\""));
            run(lab);
            assertThat(bars(lab, "bars_1m")).isEmpty();
            run(lab);
            assertThat(bars(lab, "bars_1d")).isEmpty();
            assertThat(failures(lab)).isEmpty();
        }
    }

    @Test
    void aTradeThatSetsNoPriceCountsForTheVolume() throws IOException {
        try (Lab lab = lab()) {
            lab.send(0, trade("1", "AAA", "10:00:10", 10, 1), trade("2", "AAA", "10:00:20", 99, 1).replace("\"sets_price\":true", "\"sets_price\":false"),
                    trade("3", "AAA", "10:01:20", 99, 1).replace("\"sets_price\":true", "\"sets_price\":false"));
            run(lab);

            assertThat(bars(lab, "bars_1m")).containsExactly("AAA|10:00|10.0|10.0|10.0|10.0|2.0|54.5|2", "AAA|10:01|null|null|null|null|1.0|99.0|1");
            assertThat(bars(lab, "bars_1h")).containsExactly("AAA|10:00|10.0|10.0|10.0|10.0|3.0|69.33333333333333|3");
        }
    }

    @Test
    void anIdOfAnotherDayIsAnotherTrade() throws IOException {
        try (Lab lab = lab()) {
            lab.send(0,
                    trade("1", "AAA", "10:00:10", 10, 1),
                    trade("1", "AAA", "10:00:10", 20, 1).replace(DAY, "2026-03-03 "),
                    trade("1", "AAA", "10:00:10", 20, 1).replace(DAY, "2026-03-03 ").replace("\"kind\":\"trade\"", "\"kind\":\"cancel\",\"corrects\":\"1\""));
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(bars(lab, "bars_1m")).containsExactly("AAA|10:00|10.0|10.0|10.0|10.0|1.0|10.0|1");
        }
    }

    @Test
    void correctionsMayKeepTheIdAndBeCorrectedAndAreOfTheirVenue() throws IOException {
        try (Lab lab = lab()) {
            String trade = "\"kind\":\"trade\"";
            lab.send(0,
                    trade("1", "AAA", "10:00:10", 10, 1),
                    trade("1", "AAA", "10:00:10", 11, 1).replace(trade, "\"kind\":\"correction\",\"corrects\":\"1\""),
                    trade("1", "AAA", "10:00:11", 12, 1).replace(trade, "\"kind\":\"correction\",\"corrects\":\"1\""),
                    trade("2", "AAA", "10:01:10", 20, 1),
                    trade("2b", "AAA", "10:01:10", 21, 1).replace(trade, "\"kind\":\"correction\",\"corrects\":\"2\""),
                    trade("2c", "AAA", "10:01:10", 22, 1).replace(trade, "\"kind\":\"correction\",\"corrects\":\"2b\""),
                    trade("3", "AAA", "10:02:10", 30, 1).replace(trade, trade + ",\"venue\":\"X\""),
                    trade("3", "AAA", "10:02:10", 30, 1).replace(trade, "\"kind\":\"cancel\",\"corrects\":\"3\",\"venue\":\"Y\""),
                    trade("4", "AAA", "10:03:10", 40, 1).replace(trade, trade + ",\"sets_volume\":false"));
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(bars(lab, "bars_1m")).containsExactly(
                    "AAA|10:00|12.0|12.0|12.0|12.0|1.0|12.0|1", "AAA|10:01|22.0|22.0|22.0|22.0|1.0|22.0|1",
                    "AAA|10:02|30.0|30.0|30.0|30.0|1.0|30.0|1", "AAA|10:03|40.0|40.0|40.0|40.0|0.0|null|0");
        }
    }

    /** Trades of the evening in New York are of its day, though it is the next one in Greenwich. */
    @Test
    void aSessionIsADayOfTheExchange() throws IOException {
        try (Lab lab = lab("transform.parameters", "trades_once.zone=America/New_York")) {
            lab.send(0, trade("1", "AAA", "14:30:00", 10, 1), trade("2", "AAA", "00:30:00", 12, 1).replace("2026-03-02", "2026-03-03"));
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(lab.query("SELECT session, open, close, trade_count FROM bars_1d")).containsExactly("2026-03-02|10.0|12.0|2");
        }
    }

    @Test
    void aTableIsMadeOfACuratedOneAlone() throws IOException {
        Files.writeString(transforms.resolve("a.sql"), "-- curated: %s\n-- partition: day\nSELECT 1 AS a, '2026' AS day FROM %1$s");
        Files.writeString(transforms.resolve("b.sql"), "-- curated: trades_once\n-- partition: year\nSELECT 1 AS a, '2026' AS year FROM trades_once");
        Files.writeString(transforms.resolve("c.sql"), "-- curated: d\n-- partition: day\nSELECT day FROM d");
        Files.writeString(transforms.resolve("d.sql"), "-- curated: c\n-- partition: day\nSELECT day FROM c");
        Files.writeString(transforms.resolve("e.sql"), "-- curated: trades_once\n-- key: a\n-- partition: day\nSELECT day FROM trades_once");
        try (Lab lab = lab()) {
            lab.send(0, trade("1", "AAA", "14:30:00", 10, 1));
            run(lab);

            assertThat(failures(lab)).containsExactlyInAnyOrder(
                    "transform a.sql failed: no transform made %s.%1$s".formatted(lab.database),
                    "transform b.sql failed: " + lab.database + ".trades_once is partitioned by day, so this must be, too",
                    "transform c.sql failed: there is no table %s.d yet".formatted(lab.database),
                    "transform d.sql failed: there is no table %s.c yet".formatted(lab.database),
                    "transform e.sql failed: e.sql:1: a table that is made of a curated one has no key");
        }
    }

    @Test
    void theBundledTransformsAreInTheGrammarOfAthena() {
        for (SqlFiles.SqlFile file : SqlFiles.of("transform.directory", "classpath:live/transforms")) {
            String sql = file.text().replace(":zone", "'UTC'");
            assertThat(new SqlParser().createStatement(sql)).as(file.name()).isNotNull();
        }
    }

    private static String trade(String id, String symbol, String time, int price, int size) {
        return ("{\"symbol\":\"%s\",\"price\":%d,\"size\":%d,\"trade_time\":\"%s%s\",\"received_time\":\"%2$s%4$s\",\"feed\":\"test\","
                + "\"trade_id\":\"%6$s\",\"kind\":\"trade\",\"sets_price\":true}").formatted(symbol, price, size, DAY, time, id);
    }

    private Lab lab(String... settings) throws IOException {
        Lab lab = Lab.with(settings).set("transform.directory", transforms.toString());
        lab.set("transform.prefix", "curated/" + lab.topic);
        for (SqlFiles.SqlFile file : SqlFiles.of("transform.directory", "classpath:live/transforms")) {
            Files.writeString(transforms.resolve(file.name() + ".sql"), file.text()
                    .replace("-- source: trades\n", "-- source: %s\n".formatted(lab.database)).replace("FROM trades\n", "FROM %s\n".formatted(lab.database)));
        }
        for (String own : List.of("a", "b", "c", "d", "e")) {
            Path file = transforms.resolve(own + ".sql");
            if (Files.exists(file)) {
                Files.writeString(file, Files.readString(file).formatted(lab.database));
            }
        }
        lab.createTopics().start();
        return lab;
    }

    private static void run(Lab lab) {
        lab.drained();
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
    }

    private static List<String> failures(Lab lab) {
        return List.copyOf(lab.pipeline().bean("transforms", Transforms.class).failures().values());
    }

    /** Symbol, time, then as a table has them. */
    private static List<String> bars(Lab lab, String table) {
        return lab.query("SELECT symbol, substr(CAST(bar_time AS varchar), 12, 5), open, high, low, close, volume, vwap, trade_count FROM %s ORDER BY symbol, bar_time"
                .formatted(table));
    }

    private static List<String> bars(Lab lab, String table, String symbol) {
        return bars(lab, table).stream().filter(bar -> bar.startsWith(symbol)).toList();
    }

    private static Map<String, String> locations(Lab lab) {
        Map<String, String> locations = new TreeMap<>();
        for (Partition partition : Lab.cloud().glue().getPartitions(get -> get.databaseName(lab.database).tableName("bars_1h")).partitions()) {
            locations.put(partition.values().get(0), partition.storageDescriptor().location());
        }
        return locations;
    }
}
