package cloud.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.LocalLake;
import cloud.wire.AwsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;

@Tag("servers")
class CrawlSchedulesTest {

    /** 2026-11-25 is a Wednesday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cron(15 12 * * ? *) | 2026-11-25T12:15:00Z",
        "cron(0 0 * * ? *) | 2026-11-26T00:00:00Z",
        "cron(0/5 * * * ? *) | 2026-11-25T12:05:00Z",
        "cron(0 8 1 * ? *) | 2026-12-01T08:00:00Z",
        "cron(0 18 ? * MON-FRI *) | 2026-11-25T18:00:00Z",
        "cron(0 18 ? * 1 *) | 2026-11-29T18:00:00Z",
        "cron(30 6 L * ? *) | 2026-11-30T06:30:00Z",
        "cron(0 0 1 1 ? 2030) | 2030-01-01T00:00:00Z",
    })
    void firesWhenAwssExpressionSays(String schedule, Instant next) {
        assertThat(CrawlSchedules.parse(schedule).getNextValidTimeAfter(Date.from(Instant.parse("2026-11-25T12:00:00Z")))).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "every hour", "0 12 * * ? *", "cron(0 12 * * ?)", "cron(61 12 * * ? *)", "cron(0 12 * * * *)", "rate(5 minutes)", "cron(* * * * ? *)",
        "cron(0/4 * * * ? *)", "cron(0,2 12 * * ? *)"
    })
    void refusesOthersAndThoseFasterThanEveryFiveMinutes(String schedule) {
        assertThatThrownBy(() -> CrawlSchedules.parse(schedule)).isInstanceOfSatisfying(AwsException.class,
                e -> assertThat(e.type()).isEqualTo("InvalidInputException"));
    }

    @Test
    void startsTheCrawlerWhenItIsTimeAlsoAfterARestart(@TempDir Path directory) throws Exception {
        try (LocalLake lake = new LocalLake(directory)) {
            lake.createCrawler("quotes", "raw/quotes/");
            lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
            lake.glue.updateCrawlerSchedule(update -> update.crawlerName("quotes").schedule("cron(0 12 * * ? *)"));

            lake.restartAws(clockThatStoodAt("2026-11-25T11:59:59Z"));

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(
                    () -> lake.glue.getCrawler(get -> get.name("quotes")).crawler().lastCrawl() != null);
            assertThat(lake.glue.getCrawler(get -> get.name("quotes")).crawler().lastCrawl().status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
            assertThat(lake.glue.getTables(get -> get.databaseName("stock_market")).tableList()).hasSize(1);
        }
    }

    private static InstantSource clockThatStoodAt(String time) {
        Duration behind = Duration.between(Instant.now(), Instant.parse(time));
        return () -> Instant.now().plus(behind);
    }
}
