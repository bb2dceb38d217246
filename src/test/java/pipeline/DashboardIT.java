package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, beside the program that serves it. */
@Tag("servers")
class DashboardIT extends PageOfSample {
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
        assertThat(browser.all("#watchlist tbody tr")).hasSameSizeAs(browser.all("#tiles li"));
    }

    @Test
    void drawsCandlesOfTheIndexThatIsChosen() {
        Browser.until("there are candles", () -> browser.all("#tiles li").size() > 2 && painted("#candles") > 3000);
        WebElement tile = browser.one("#tiles li:nth-child(3) button");
        String index = tile.findElement(By.className("symbol")).getDomProperty("textContent");
        assertThat(browser.text("#candles-title")).doesNotStartWith(index);
        // a mouse that is on its way may find another tile there by now
        tile.sendKeys(Keys.ENTER);
        assertThat(browser.text("#candles-title")).startsWith(index);
        Browser.until("its candles are drawn", () -> browser.one("#candles").getDomAttribute("aria-label").contains("chart of " + index) && painted("#candles") > 3000);
        view("pipeline");
        Browser.until("and what flows", () -> painted("#flow") > 500);
    }

    @Test
    void pausesAndResumesByTheKeyboardAlone() {
        assertThat(browser.tabsTo("pause", 20)).isTrue();
        browser.press(Keys.ENTER);
        Browser.until("it is paused", () -> browser.text("#pause").contains("Resume"));
        assertThat(browser.text("#replay-state")).isEqualTo("Paused");
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
        browser.one("#replay-more summary").click();
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
        Browser.until("indices have prices", () -> browser.all("#tiles .change").size() > 5);
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

    private void assertEveryViewCanBeRead() {
        for (WebElement link : browser.all("#views a")) {
            link.click();
            assertThat(browser.accessibilityFaults()).as(link.getText()).isEmpty();
        }
    }
}
