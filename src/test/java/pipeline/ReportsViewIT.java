package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reports as they are read. */
@Tag("servers")
class ReportsViewIT extends PageOfSample {
    private static final String OPTION = "echarts.getInstanceByDom(document.getElementById('report-chart')).getOption()";

    @BeforeAll
    void run() {
        open();
        Browser.until("there are objects of all indices", () -> sent() > 2000 && !browser.content("#stages .stage:nth-child(3) dl > div:first-child dd").equals("0"));
        view("reports");
        browser.one("#run").click();
        Browser.until("all reports ran", () -> browser.all("#report-list button").size() > 10 && browser.all("#report-list button:not([data-state=SUCCEEDED])").isEmpty());
    }

    @Test
    void listsThemInTheOrderThatAReaderWantsAndByGroup() {
        view("reports");
        assertThat(browser.texts("#report-list h3")).containsExactly("Prices", "Trends", "Risk", "Data");
        assertThat(browser.texts("#report-list .symbol")).startsWith("Latest close", "Top movers");
        Browser.until("the first of them is shown", () -> browser.text("#report-title").equals("Latest close"));
        assertThat(browser.text("#report-cost")).matches("The queries of the reports of the last run cost 0\\.\\d+ USD\\..* Crawls and curated tables are not in it\\.");
    }

    @Test
    void drawsEachInItsOwnWay() {
        for (String report : List.of("latest-close", "year-range", "monthly-ohlc", "moving-averages", "bollinger-and-rsi", "yearly-returns", "weekdays", "correlation", "gaps")) {
            browser.open(page + "#/reports/" + report);
            Browser.until(report + " is drawn", () -> browser.all("#report-table tbody tr").size() > 0 && painted("#report-chart") > 2000);
        }
        browser.open(page + "#/reports/data-quality");
        Browser.until("chips are there", () -> browser.all("#report-chips .chip").size() > 10);
        assertThat(browser.text("#report-chips")).contains("Left out", "Out of range");
        assertThat(browser.one("#report-chart").isDisplayed()).isFalse();
    }

    @Test
    void namesColumnsAndShowsDaysAsPeopleDo() {
        browser.open(page + "#/reports/weekdays");
        Browser.until("its table is there", () -> browser.text("#report-title").equals("Weekdays") && browser.all("#report-table tbody tr").size() > 10);
        assertThat(browser.texts("#report-table th")).containsExactly("Index", "Day", "Sessions", "Average %", "Rose %");
        assertThat(axis("x")).isEqualTo(List.of("Mon", "Tue", "Wed", "Thu", "Fri"));
        browser.open(page + "#/reports/yearly-returns");
        Browser.until("its chart is there", () -> browser.text("#report-title").equals("Yearly returns") && painted("#report-chart") > 2000);
        assertThat(axis("x")).asInstanceOf(InstanceOfAssertFactories.list(String.class)).isSorted();
    }

    @Test
    void drawsTheCorrelationOfEachPairBothWays() {
        browser.open(page + "#/reports/correlation");
        Browser.until("its chart is there", () -> browser.text("#report-title").equals("Correlation") && painted("#report-chart") > 2000);
        assertThat(axis("x")).isEqualTo(axis("y"));
        long names = (long) browser.script("return arguments[0].length", axis("x"));
        assertThat((long) browser.script("return " + OPTION + ".series[0].data.length")).isEqualTo(names * names);
        assertThat(browser.script("return " + OPTION + ".visualMap[0].min")).isEqualTo(-1L);
    }

    @Test
    void givesTheRowsAsCsvAndTheChartAsPng() {
        browser.open(page + "#/reports/top-movers");
        Browser.until("its table is there", () -> browser.text("#report-title").equals("Top movers") && browser.all("#report-table tbody tr").size() > 5);
        String csv = (String) browser.script("return fetch(arguments[0]).then(answer => answer.text())", browser.one("#report-csv").getDomProperty("href"));
        assertThat(csv).startsWith("\"index\",\"gain_pct\"");
        assertThat(csv.lines().count()).isEqualTo(browser.all("#report-table tbody tr").size() + 1);
        assertThat((String) browser.script("""
                const before = HTMLAnchorElement.prototype.click;
                let link = null;
                HTMLAnchorElement.prototype.click = function () { link = `${this.download} ${this.href.slice(0, 22)}`; };
                document.getElementById('report-png').click();
                HTMLAnchorElement.prototype.click = before;
                return link;""")).isEqualTo("top-movers.png data:image/png;base64,");
    }

    @Test
    void fitsAPhoneAndAWideScreenAndCanBeReadByEverybody() {
        for (int width : new int[] {390, 1920}) {
            for (String theme : new String[] {"light", "dark"}) {
                for (String report : List.of("data-quality", "year-range")) {
                    browser.size(width, 900);
                    browser.systemTheme(theme);
                    browser.open(page + "#/reports/" + report);
                    Browser.until("its table is there", () -> browser.all("#report-table tbody tr").size() > 5);
                    assertThat((long) browser.script("return document.documentElement.scrollWidth")).as("%s at %d", theme, width).isLessThanOrEqualTo(width);
                    assertThat(browser.accessibilityFaults()).as("%s at %d", theme, width).isEmpty();
                }
            }
        }
    }

    private Object axis(String axis) {
        return browser.script("return %s.%sAxis[0].data".formatted(OPTION, axis));
    }
}
