package routes.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Lab;
import routes.report.Reports;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** By real runs on a real Athena in this process. */
@Tag("servers")
class ReferenceTablesTest {
    private static final String CLOSES = "SELECT close, volume, year FROM quotes_adjusted ORDER BY trade_date";

    @TempDir
    Path directory;

    private Lab lab() throws IOException {
        Lab lab = Lab.with();
        // the raw table of a lab has a name of its own
        Path transforms = Files.createDirectories(directory.resolve("transforms"));
        String transform = Files.readString(Path.of("src/main/resources/transforms/quotes_daily.sql"));
        Files.writeString(
                transforms.resolve("quotes_daily.sql"), transform.replace("-- source: quotes", "-- source: " + lab.database).replace("FROM quotes\n", "FROM %s\n".formatted(lab.database)));
        Path reports = Files.createDirectories(directory.resolve("reports"));
        Files.copy(Path.of("src/main/resources/reports/gaps.sql"), reports.resolve("gaps.sql"));
        return lab.set("calendar.directory", Files.createDirectories(directory.resolve("calendars")).toString())
                .set("transform.directory", transforms.toString())
                .set("report.directory", reports.toString())
                .set("transform.prefix", "curated-" + lab.topic);
    }

    private static void run(Lab lab) {
        lab.drained();
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
    }

    private static String quote(String index, String day, double close) {
        return "{\"index\":\"%s\",\"trade_date\":\"%s\",\"open\":%s,\"high\":%s,\"low\":%s,\"close\":%s,\"volume\":100}"
                .formatted(index, day, close, close, close, close);
    }

    private static HeadObjectResponse head(Lab lab, String table) {
        return Lab.cloud().s3().headObject(head -> head.bucket(Lab.BUCKET).key("curated-%s/%s/%s.json.zst".formatted(lab.topic, table, table)));
    }

    @Test
    void tradingDaysCanBeQueriedAndTheReportOnGapsCountsThem() throws IOException {
        try (Lab lab = lab()) {
            lab.start();
            // the Golden Week of 2023: seven days from Monday to Friday, of which it was closed on six; and a week in which it was open
            lab.send(0, quote("000001.SS", "2023-09-28", 3110), quote("000001.SS", "2023-10-10", 3078), quote("000001.SS", "2023-10-19", 3005));
            run(lab);

            assertThat(lab.pipeline().bean("referenceTables", ReferenceTables.class).failures()).isEmpty();
            assertThat(lab.pipeline().bean("reports", Reports.class).failures()).isEmpty();
            assertThat(lab.query("SELECT * FROM trading_days WHERE exchange = 'XNYS' AND trade_date BETWEEN DATE '2024-07-03' AND DATE '2024-07-05' ORDER BY trade_date"))
                    .containsExactly("XNYS|2024-07-03|2024-07-03 13:30:00.000|2024-07-03 17:00:00.000|true", "XNYS|2024-07-05|2024-07-05 13:30:00.000|2024-07-05 20:00:00.000|false");
            assertThat(lab.query("SELECT exchange FROM symbol_exchanges WHERE symbol = '399001.SZ'")).containsExactly("XSHG");
            assertThat(gaps()).containsExactly("\"000001.SS\",\"XSHG\",\"2023-10-10\",\"2023-10-19\",\"6\"");
        }
    }

    /** The last result, as Athena wrote it. */
    private static List<String> gaps() {
        List<String> runs = Lab.keys("reports/gaps/").stream().filter(key -> key.endsWith(".csv")).sorted().toList();
        return Lab.cloud().s3().getObjectAsBytes(get -> get.bucket(Lab.BUCKET).key(runs.get(runs.size() - 1))).asUtf8String().lines().skip(1).toList();
    }

    @Test
    void tablesAreWrittenAgainOnlyWhenTheyChanged() throws IOException {
        try (Lab lab = lab()) {
            lab.start();
            lab.send(0, quote("HSI", "2024-01-02", 10));
            run(lab);
            HeadObjectResponse days = head(lab, "trading_days");
            HeadObjectResponse symbols = head(lab, "symbol_exchanges");
            Files.writeString(directory.resolve("calendars/symbols.txt"), "AAPL XNAS\n");
            run(lab);

            assertThat(head(lab, "trading_days").lastModified()).isEqualTo(days.lastModified());
            assertThat(head(lab, "symbol_exchanges").metadata()).isNotEqualTo(symbols.metadata());
            assertThat(lab.query("SELECT exchange FROM symbol_exchanges WHERE symbol = 'AAPL'")).containsExactly("XNYS");
        }
    }

    @Test
    void whatIsWrongInAFileIsAFailureOfTheRunAndTheRestCounts() throws IOException {
        try (Lab lab = lab()) {
            lab.start();
            lab.send(0, quote("HSI", "2024-01-02", 10));
            Files.writeString(directory.resolve("calendars/symbols.txt"), "AAPL XNAS\nMSFT\n");
            run(lab);

            assertThat(lab.pipeline().bean("referenceTables", ReferenceTables.class).failures()).hasSize(1).allSatisfy((name, sentence) ->
                    assertThat(sentence).endsWith("symbols.txt:2: a line is a symbol and the code of its exchange: AAPL XNAS"));
            assertThat(lab.query("SELECT exchange FROM symbol_exchanges WHERE symbol = 'AAPL'")).containsExactly("XNYS");
        }
    }

    @Test
    void adjustedPricesFollowTheFileFromRunToRun() throws IOException {
        Path adjustments = directory.resolve("adjustments.csv");
        try (Lab lab = lab().set("adjustments.file", adjustments.toString())) {
            Files.writeString(adjustments, "");
            lab.start();
            lab.send(0, quote("AAPL", "2020-08-28", 500), quote("AAPL", "2020-08-31", 130));
            run(lab);
            assertThat(lab.pipeline().bean("referenceTables", ReferenceTables.class).failures()).isEmpty();
            assertThat(lab.query(CLOSES)).containsExactly("500.0|100.0|2020", "130.0|100.0|2020");

            Files.writeString(adjustments, "AAPL,2020-08-31,0.25\n");
            run(lab);
            assertThat(lab.query(CLOSES)).containsExactly("125.0|400.0|2020", "130.0|100.0|2020");

            Files.writeString(adjustments, "AAPL,2020-08-31,0.25\nAAPL,2020-08-31\n");
            run(lab);
            assertThat(lab.pipeline().bean("referenceTables", ReferenceTables.class).failures()).containsValue(
                    adjustments + ":2: a line is symbol,ex_date,factor,reason: AAPL,2020-08-31,0.25,split");
            assertThat(lab.query(CLOSES)).containsExactly("125.0|400.0|2020", "130.0|100.0|2020");

            Files.delete(adjustments);
            run(lab);
            assertThat(lab.pipeline().bean("referenceTables", ReferenceTables.class).failures()).containsValue(
                    "%s cannot be read: %1$s does not exist".formatted(adjustments));
            assertThat(lab.query(CLOSES)).as("what was known stays").containsExactly("125.0|400.0|2020", "130.0|100.0|2020");

            Files.writeString(adjustments, "");
            Lab.cloud().glue().deleteTable(delete -> delete.databaseName(lab.database).name("quotes_adjusted"));
            run(lab);
            assertThat(lab.query(CLOSES)).containsExactly("500.0|100.0|2020", "130.0|100.0|2020");
        }
    }

    @Test
    void aTableOfAnotherPurposeIsLeftAlone() throws IOException {
        try (Lab lab = lab()) {
            Lab.cloud().glue().createTable(create -> create.databaseName(lab.database).tableInput(table -> table.name("trading_days")
                    .storageDescriptor(storage -> storage.location("s3://lab/mine/"))));
            lab.start();
            lab.send(0, quote("HSI", "2024-01-02", 10));
            run(lab);

            assertThat(lab.pipeline().bean("referenceTables", ReferenceTables.class).failures()).containsValue(
                    "table trading_days: table %s.trading_days exists already, and is needed for something else: give it another name".formatted(lab.database));
            assertThat(Lab.cloud().glue().getTable(get -> get.databaseName(lab.database).name("trading_days")).table().storageDescriptor().location()).isEqualTo("s3://lab/mine/");
            assertThat(lab.query("SELECT count(*) > 14 FROM symbol_exchanges")).containsExactly("true");
        }
    }
}
