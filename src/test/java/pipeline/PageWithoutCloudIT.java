package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.server.LocalCloud;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page while Kafka, S3, Glue and Athena go away: it says so, and never what it does not know. */
@Tag("servers")
class PageWithoutCloudIT {
    @TempDir
    Path directory;

    @Test
    void saysWhatIsDownSinceWhenAndWhatIsNotKnown() throws Exception {
        LocalCloud cloud = LocalCloud.start(directory.resolve("cloud"), LocalCloud.Ports.ANY);
        try (Browser browser = Browser.start()) {
            cloud.prepare("stock-market-lake", "raw/quotes", "stock_market", "stock-market-crawler");
            List<String> options = List.of("-Dcsv.file=" + Path.of("data", "quotes.csv").toAbsolutePath(), "-Dcsv.rate=200");
            try (Program service = Program.service(directory, cloud.environment(), options).untilItPrints("Dashboard  http://")) {
                String page = service.output().replaceAll("(?s).*Dashboard {2}(http://\\S+).*", "$1");
                browser.open(page + "#/pipeline");
                Browser.until("all is well", () -> browser.content("#stages .stage:nth-child(2) .health").contains("works") && sent(browser) > 100);
                assertThat(browser.one("#banner").isDisplayed()).isFalse();

                cloud.close();
                Browser.until("the banner says what is down", () -> browser.text("#banner").matches("(?s).*Kafka is in trouble since .*"));
                Browser.until("the picture too", () -> browser.content("#stages .stage:nth-child(2) .health").contains("is down"));
                assertThat(browser.text("#stages .stage:nth-child(2) .cure")).contains("Start the broker");
                assertThat(browser.text("#pipeline-sentence")).contains("is down");
                assertThat(browser.content("#stages .stage:nth-child(1) .health")).doesNotContain("works");
                long since = seconds(browser);
                long sent = sent(browser);
                Browser.until("it counts up", () -> seconds(browser) > since + 2);
                assertThat(sent(browser)).as("nothing is sent").isEqualTo(sent);
                Browser.until("the fault is marked", () -> browser.content("#marks").contains("Kafka down"));

                browser.open(page + "#/rejected");
                Browser.until("the rejected cannot be looked up", () -> !browser.text("#rejected-error").isEmpty());
                assertThat(browser.text("#rejected")).doesNotContain("Nothing was rejected");
                browser.open(page + "#/reports");
                Browser.until("the page is told how the pipeline is", () -> browser.text("#banner").contains("Kafka"));
                assertThat(browser.text("#reports")).doesNotContain("There are no reports");

                service.kill();
                Browser.until("nothing is heard any more", () -> browser.text("#banner").contains("nothing is heard of the pipeline"));
                browser.one("#views a[href='#/pipeline']").click();
                assertThat(browser.all("#stages .stage")).allMatch(stage -> "unknown".equals(stage.getDomAttribute("data-state")));
            }
        } finally {
            cloud.close();
        }
    }

    private static long sent(Browser browser) {
        return Long.parseLong(browser.content("#stages .stage:nth-child(1) dl > div:nth-child(2) dd").replaceAll("\\D", ""));
    }

    /** How long the banner says that Kafka has been down. */
    private static long seconds(Browser browser) {
        String told = browser.text("#banner").replaceFirst("(?s).*?Kafka is in trouble since [^(]*\\(([\\d.]+) (s|min)\\).*", "$1 $2");
        return Math.round(Double.parseDouble(told.split(" ")[0]) * (told.endsWith("min") ? 60 : 1));
    }
}
