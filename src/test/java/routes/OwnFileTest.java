package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.replay.Replay;
import routes.transform.Transforms;

/** Files as people have them, from the file to what a report reads. */
@Tag("servers")
class OwnFileTest {
    private static final Path TRANSFORM = Path.of("src/main/resources/transforms/quotes_daily.sql");

    @TempDir
    Path directory;

    private String transform;
    private String report = "SELECT count(*) AS records FROM %s";

    @BeforeEach
    void readTransform() throws IOException {
        transform = Files.readString(TRANSFORM);
    }

    @Test
    void theBarsOfMetaTraderMakeTheirDays() throws IOException {
        Path file = file("EURUSD.csv", """
                <DATE>	<TIME>	<OPEN>	<HIGH>	<LOW>	<CLOSE>	<TICKVOL>	<VOL>	<SPREAD>
                2031.01.02	09:30:00	7.1	7.4	7.0	7.2	100	10	2
                2031.01.02	12:00:00	7.2	7.9	7.1	7.3	120	20	2
                2031.01.02	15:30:00	7.3	7.5	6.8	7.4	110	30	2
                2031.01.03	09:30:00	8.1	8.2	8.0	8.15	90	5	2
                """);
        try (Lab lab = replayed(file)) {
            assertThat(LabQueries.query(lab, "SELECT index, trade_date, open, high, low, close, volume FROM quotes_daily ORDER BY trade_date"))
                    .containsExactly("EURUSD|2031-01-02|7.1|7.9|6.8|7.4|60.0", "EURUSD|2031-01-03|8.1|8.2|8.0|8.15|5.0");
        }
    }

    @Test
    void aPriceKeepsAllItsDigitsUpToAReport() throws IOException {
        Path file = file("DUST.csv", "Date,Close\n2031-01-02,0.1234567890123456789\n2031-01-03,60309.10\n");
        transform = transform.replace("try_cast(close AS double)", "try_cast(close AS decimal(38, 19))");
        report = "SELECT close, CAST(close AS decimal(38, 19)) AS exact FROM %s ORDER BY trade_date";
        try (Lab lab = replayed(file)) {
            assertThat(Lab.cloud().s3().getObjectAsBytes(get -> get.bucket(Lab.BUCKET).key("reports/own/latest.json")).asUtf8String())
                    .contains("[\"0.1234567890123456789\",0.1234567890123456789]", "[\"60309.10\",60309.1000000000000000000]");
            assertThat(LabQueries.query(lab, "SELECT close FROM quotes_daily ORDER BY trade_date"))
                    .containsExactly("0.1234567890123456789", "60309.1000000000000000000");
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** A lake with the rows of the file, after a run. */
    private Lab replayed(Path file) throws IOException {
        Path transforms = Files.createDirectories(directory.resolve("transforms"));
        Path reports = Files.createDirectories(directory.resolve("reports"));
        Lab lab = Lab.with("csv.file", file.toString(), "csv.rate", "0", "csv.repeat", "1", "transform.directory", transforms.toString(),
                "report.directory", reports.toString());
        Files.writeString(transforms.resolve("quotes_daily.sql"), transform
                .replace("-- source: quotes\n", "-- source: %s\n".formatted(lab.database)).replace("FROM quotes\n", "FROM %s\n".formatted(lab.database)));
        Files.writeString(reports.resolve("own.sql"), report.formatted(lab.database));
        lab.set("transform.prefix", "curated/" + lab.topic).createTopics().start();
        Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
        lab.drained().pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
        assertThat(List.copyOf(lab.pipeline().bean("transforms", Transforms.class).failures().values())).isEmpty();
        return lab;
    }
}
