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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, beside the program that serves it. */
@Tag("servers")
class DashboardIT {
    private static final String COLUMNS = "index:string,trade_date:date,open:double,high:double,low:double,close:double,adj_close:double,volume:bigint,close_usd:double";

    @TempDir
    static Path directory;

    private static Browser browser;
    private static Program program;
    private static String page;

    /** The last rows of the sample, when all of its indices are there; one of them is broken. */
    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        Path file = directory.resolve("quotes.csv");
        List<String> sample = Files.readAllLines(Path.of("data", "quotes.csv"));
        List<String> rows = new ArrayList<>(sample.subList(sample.size() - 6000, sample.size()));
        rows.set(1, rows.get(1).replaceFirst("^([^,]*,[^,]*),[^,]*", "$1,dear"));
        rows.add(0, sample.get(0));
        Files.write(file, rows);
        program = Program.main(directory, List.of(
                "-Dlocal.directory=" + directory.resolve("cloud"), "-Dlocal.kafka-port=0", "-Dlocal.s3-port=0", "-Dlocal.aws-port=0", "-Dlocal.http-port=0",
                "-Dcsv.file=" + file, "-Dcsv.columns=" + COLUMNS, "-Dcsv.rate=200", "-Dcsv.repeat=0", "-Dreport.schedule=0 0 0 1 1 ? 2099"));
        program.untilItPrints("Dashboard  http://");
        page = program.output().replaceAll("(?s).*Dashboard {2}(http://\\S+).*", "$1");
    }

    @AfterAll
    static void stop() {
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

    @Test
    void showsNumbersThatMove() {
        long sent = sent();
        assertThat(browser.all("#stages .stage")).hasSize(5);
        Browser.until("rows are sent", () -> sent() > sent);
        String date = browser.text("#market-time");
        assertThat(date).matches("\\d{4}-\\d{2}-\\d{2}");
        Browser.until("the market goes on", () -> !browser.text("#market-time").equals(date));
        Browser.until("indices have prices", () -> browser.all("#tiles .price").size() > 5);
        String prices = browser.text("#tiles");
        Browser.until("prices move", () -> !browser.text("#tiles").equals(prices));
        assertThat(browser.all("#moves li")).hasSizeBetween(1, 10);
    }

    @Test
    void drawsCandlesOfTheIndexThatIsChosen() {
        Browser.until("there are candles", () -> browser.all("#tiles li").size() > 2 && painted("#candles") > 3000);
        WebElement tile = browser.one("#tiles li:nth-child(3) button");
        String index = tile.findElement(By.className("symbol")).getText();
        assertThat(browser.text("#candles-title")).doesNotStartWith(index);
        tile.click();
        assertThat(browser.text("#candles-title")).startsWith(index);
        Browser.until("its candles are drawn", () -> browser.one("#candles").getDomAttribute("aria-label").contains("chart of " + index) && painted("#candles") > 3000);
        view("pipeline");
        Browser.until("and what flows", () -> painted("#flow") > 500);
    }

    @Test
    void pausesAndResumesByTheKeyboardAlone() {
        assertThat(browser.tabsTo("pause", 10)).isTrue();
        browser.press(Keys.ENTER);
        Browser.until("it is paused", () -> browser.text("#pause").contains("Resume"));
        assertThat(browser.text("#replay-facts")).startsWith("Paused");
        view("pipeline");
        Browser.until("no row was sent for seconds", () -> browser.content("#stages .stage:first-child dl > div:first-child dd").equals("0/s"));
        long sent = sent();
        Browser.until("all of them are in the lake", () -> browser.content("#stages .stage:nth-child(2) dl > div:nth-child(2) dd").equals("0 records"));
        assertThat(sent()).isEqualTo(sent);

        browser.one("#pause").sendKeys(Keys.SPACE);
        Browser.until("rows are sent again", () -> sent() > sent);
        assertThat(browser.text("#pause")).contains("Pause");
    }

    @Test
    void saysWhatIsWrongWithAnEntryBesideIt() {
        WebElement rate = browser.one("#rate");
        rate.clear();
        rate.sendKeys("fast", Keys.ENTER);
        Browser.until("it is refused", () -> browser.text("#rate-error").contains("fast"));
        assertThat(rate.getDomAttribute("aria-invalid")).isEqualTo("true");
        rate.clear();
        rate.sendKeys("300", Keys.ENTER);
        Browser.until("it is taken", () -> browser.text("#rate-error").isEmpty() && rate.getDomAttribute("aria-invalid") == null);
        assertThat(browser.console()).singleElement().asString().contains("/api/replay/rate", "400");
    }

    @Test
    void showsAReportsTableAndChartAfterARun() {
        view("pipeline");
        Browser.until("there is an object", () -> !browser.content("#stages .stage:nth-child(3) dl > div:first-child dd").equals("0"));
        view("reports");
        browser.one("#run").click();
        Browser.until("all reports ran", () -> browser.all("#report-list button").size() > 10 && browser.all("#report-list button:not([data-state=SUCCEEDED])").isEmpty());
        browser.one("#report-list button[data-report=latest-close]").click();
        Browser.until("its table is there", () -> browser.text("#report-title").equals("Latest close") && browser.all("#report-table tbody tr").size() > 5);
        browser.one("#report-list button[data-report=moving-averages]").click();
        Browser.until("its chart is there", () -> browser.text("#report-title").equals("Moving averages") && painted("#report-chart") > 500);
        assertThat(browser.text("#report-run")).contains("scanned", "USD");
    }

    @Test
    void saysWhichRowWasRejectedAndWhy() {
        view("rejected");
        Browser.until("the letter is there", () -> !browser.all("#letters tbody tr").isEmpty());
        assertThat(browser.text("#letters")).contains("quotes.csv:3", "dear");
        assertThat(browser.text("#reasons")).containsPattern("wrong type: \\d");
        assertThat(browser.text("#commonest")).contains("quotes.csv:3", "dear", "csv.columns");
    }

    @Test
    void fitsAPhone() {
        browser.size(360, 740);
        browser.open(page + "#/market");
        Browser.until("indices have prices", () -> browser.all("#tiles .price").size() > 5);
        assertThat((long) browser.script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    }

    @Test
    void canBeReadByEverybodyInLightAndDark() {
        Browser.until("all is there", () -> painted("#candles") > 3000 && !browser.all("#letters tbody tr").isEmpty());
        String light = background();
        assertEveryViewCanBeRead();
        browser.systemTheme("dark");
        Browser.until("the page follows the system", () -> !background().equals(light));
        assertEveryViewCanBeRead();
        browser.one("#theme").click();
        assertThat(background()).isEqualTo(light);
        browser.one("#theme").click();
    }

    private static void assertEveryViewCanBeRead() {
        for (WebElement link : browser.all("#views a")) {
            link.click();
            assertThat(browser.accessibilityFaults()).as(link.getText()).isEmpty();
        }
    }

    private static void view(String name) {
        browser.one("#views a[href='#/%s']".formatted(name)).click();
    }

    private static long sent() {
        return Long.parseLong(browser.content("#stages .stage:first-child dl > div:nth-child(2) dd").replaceAll("\\D", ""));
    }

    private static String background() {
        return (String) browser.script("return getComputedStyle(document.body).backgroundColor");
    }

    /** Pixels of a chart that are not empty. */
    private static long painted(String chart) {
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
