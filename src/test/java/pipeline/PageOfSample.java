package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, beside the program that serves it and replays the end of the sample. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageOfSample {
    private static final String COLUMNS = "index:string,trade_date:date,open:double,high:double,low:double,close:double,adj_close:double,volume:bigint,close_usd:double";

    @TempDir
    static Path directory;

    Browser browser;
    Program program;
    String page;

    /** The last rows of the sample, when all of its indices are there; one of them is broken. */
    @BeforeAll
    void start() throws IOException {
        browser = Browser.start();
        Path file = directory.resolve("quotes.csv");
        List<String> sample = Files.readAllLines(Path.of("data", "quotes.csv"));
        List<String> rows = new ArrayList<>(sample.subList(sample.size() - 6000, sample.size()));
        rows.set(1, rows.get(1).replaceFirst("^([^,]*,[^,]*),[^,]*", "$1,dear"));
        rows.add(0, sample.get(0));
        Files.write(file, rows);
        List<String> settings = new ArrayList<>(List.of(
                "-Dlocal.directory=" + directory.resolve("cloud"), "-Dlocal.kafka-port=0", "-Dlocal.s3-port=0", "-Dlocal.aws-port=0", "-Dlocal.http-port=0",
                "-Dcsv.file=" + file, "-Dcsv.columns=" + COLUMNS, "-Dcsv.rate=200", "-Dcsv.repeat=0", "-Dreport.schedule=0 0 0 1 1 ? 2099"));
        settings.addAll(settings());
        program = Program.main(directory, settings);
        program.untilItPrints("Dashboard  http://");
        page = program.output().replaceAll("(?s).*Dashboard {2}(http://\\S+).*", "$1");
    }

    /** More of them. */
    List<String> settings() throws IOException {
        return List.of();
    }

    @AfterAll
    void stop() {
        if (program != null) {
            program.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.size(1280, 900);
        browser.systemTheme("light");
        browser.open(page + "#/market");
        Browser.until("the page is told how the pipeline is", () -> browser.text("#connection").equals("connected") && browser.all("#stages dl dd").size() > 10);
    }

    @AfterEach
    void thePageComplainedOfNothingAndAskedNobodyElse() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(page) || url.startsWith("data:"));
    }

    void view(String name) {
        browser.one("#views a[href='#/%s']".formatted(name)).click();
    }

    long sent() {
        return Long.parseLong(browser.content("#stages .stage:first-child dl > div:nth-child(2) dd").replaceAll("\\D", ""));
    }

    String background() {
        return (String) browser.script("return getComputedStyle(document.body).backgroundColor");
    }

    /** Pixels of a chart that are not empty. */
    long painted(String chart) {
        return (long) browser.script("""
                const canvas = document.querySelector(arguments[0] + ' canvas');
                if (!canvas?.width) return 0;
                const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true});
                copy.drawImage(canvas, 0, 0);
                const bytes = copy.getImageData(0, 0, canvas.width, canvas.height).data;
                let painted = 0;
                for (let i = 3; i < bytes.length; i += 4) painted += bytes[i] > 0;
                return painted;""", chart);
    }
}
