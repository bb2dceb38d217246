package pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The view of the market: overview, watchlist, chart, and the replay's bar. */
@Tag("servers")
class MarketViewIT extends PageOfSample {
    @BeforeEach
    void allIsDrawn() {
        Browser.until("all indices are there", () -> browser.all("#watchlist tbody tr").size() == 14 && painted("#candles") > 3000);
    }

    @Test
    void isTheFirstScreenOnADeskAndOnAPhone() {
        browser.size(1440, 900);
        browser.open(page);
        Browser.until("the chart is drawn", () -> painted("#candles") > 3000);
        assertThat(bottom("#candles")).isLessThan(900);
        assertThat(browser.text("#tiles")).contains("Nikkei", "▲", "▼");
        assertThat(cut(".tile .name")).isEmpty();
        assertThat(browser.text("#watchlist-day")).matches("as of \\d{4}-\\d\\d-\\d\\d");
        assertThat(browser.text("#watchlist tbody .day")).matches("\\w{3} \\d{1,2}|\\d{4}-\\d\\d-\\d\\d");
        browser.script("document.querySelectorAll('#watchlist tbody .price').forEach(price => price.textContent = '123,456.78')");
        assertThat(cut(".watchlist .scroll")).as("dear ones have room").isEmpty();
        browser.size(390, 844);
        browser.open(page);
        Browser.until("the chart is drawn", () -> painted("#candles") > 3000);
        double chart = top("#candles");
        assertThat(chart).isLessThan(600);
        assertThat(cut(".tile .name")).isEmpty();
        browser.script("document.querySelectorAll('.tile .change').forEach(change => change.textContent = '▲ +9.99 %')");
        assertThat(cut(".tile .name")).as("large moves have room").isEmpty();
        browser.script("document.querySelectorAll('.tile .name').forEach((name, i) => name.textContent = 'A name of many words '.repeat(i % 3 + 1))");
        browser.script("""
                document.querySelector('#candles-title').textContent = 'A name of many words '.repeat(4);
                document.querySelector('#quote-price').textContent = '123,456.78';
                document.querySelector('#quote-change').textContent = '▲ +12.34 %';""");
        assertThat(top("#candles")).as("whatever is above it").isEqualTo(chart, within(1.0));
        assertThat(bottom("#pace")).as("two rows").isEqualTo(bottom("#timeline"), within(4.0));
        assertThat((long) browser.script("const views = document.querySelector('#views'); return views.offsetHeight - views.clientHeight")).as("without a scrollbar").isLessThan(4);
        assertThat((long) browser.script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
    }

    @Test
    void keepsWhatIsLookedAtInTheAddressAndThePriceInTheTitle() {
        browser.open(page + "#/market/HSI?t=1w&n=60&scale=log&show=ema20&sort=-move");
        Browser.until("weeks are drawn", () -> browser.text("#legend").contains("1W") && browser.text("#legend").contains("EMA 20"));
        assertThat(browser.text("#candles-title")).isEqualTo("HSI · Hang Seng");
        assertThat(pressed("#timeframes")).isEqualTo("1W");
        assertThat(pressed("#ranges")).isEqualTo("60");
        assertThat(pressed("#scales")).isEqualTo("Log");
        assertThat(browser.one("#watchlist th:has([data-sort=move])").getDomAttribute("aria-sort")).isEqualTo("descending");
        Browser.until("its price is in the title", () -> title().matches("[▲▼■] [\\d,]+\\.\\d\\d Hang Seng · stock-market-pipeline"));
        browser.one("#ranges [data-candles='250']").click();
        assertThat(hash()).startsWith("#/market/HSI?").contains("t=1w", "n=250", "scale=log", "show=ema20", "sort=-move");
        view("pipeline");
        Browser.until("the title is that of the view", () -> title().startsWith("Pipeline · "));
    }

    @Test
    void choosesTheIndexThatMovedMostWhereTheAddressNamesNone() {
        browser.open(page);
        Browser.until("one is chosen", () -> hash().matches("#/market/.+") && painted("#candles") > 3000);
        String index = hash().replaceAll("#/market/([^?]+).*", "$1");
        browser.open(page + hash());
        Browser.until("it is the same by its address", () -> browser.text("#candles-title").startsWith(index));
    }

    @Test
    void sortsAndSearchesTheWatchlist() {
        browser.one("#watchlist [data-sort=price]").click();
        Browser.until("the dearest is first", () -> {
            List<Double> prices = numbers("#watchlist tbody .price");
            return prices.size() == 14 && prices.equals(prices.stream().sorted(Comparator.reverseOrder()).toList());
        });
        browser.one("#watchlist [data-sort=price]").click();
        Browser.until("the cheapest is first", () -> {
            List<Double> prices = numbers("#watchlist tbody .price");
            return prices.equals(prices.stream().sorted().toList());
        });
        browser.one("#search").sendKeys("nikk");
        Browser.until("one is found", () -> browser.all("#watchlist tbody tr").size() == 1);
        assertThat(browser.text("#watchlist-count")).isEqualTo("1 of 14");
        browser.one("#search").sendKeys(Keys.ENTER);
        Browser.until("it is chosen", () -> browser.text("#candles-title").startsWith("N225"));
    }

    @Test
    void comparesInPercentAndDrawsIndicatorsBelow() {
        browser.open(page + "#/market/N225?show=bollinger,rsi,macd,vwap&with=HSI");
        Browser.until("the other one is drawn", () -> browser.text("#legend").matches("(?s).*Hang Seng [+−][\\d.]+ %.*"));
        assertThat(browser.text("#legend")).contains("Upper band", "Lower band", "VWAP");
        assertThat(pressed("#scales")).isEqualTo("%");
        browser.one("#compared button").click();
        Browser.until("it is gone", () -> !browser.text("#legend").contains("Hang Seng"));
        assertThat(hash()).doesNotContain("with=");
    }

    /** The crosshair stays where it is pointed at, while prices move behind it. */
    @Test
    void saysInTheLegendWhatTheCrosshairIsAt() {
        browser.one("#candles").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        String last = (String) browser.script("return document.querySelector('#candles').getAttribute('aria-label').match(/to ([\\d-]+):/)[1]");
        assertThat(browser.text("#legend")).matches("(?s)\\w{3} \\d+ \\w{3} \\d{4} 1D\\s+O [\\d,.]+\\s+H [\\d,.]+\\s+L [\\d,.]+\\s+C [\\d,.]+.*SMA 20.*");
        Browser.until("days go by", () -> !browser.one("#candles").getDomAttribute("aria-label").contains("to " + last + ":"));
        String there = browser.text("#legend");
        browser.one("#candles").sendKeys(Keys.ESCAPE);
        Browser.until("without it the legend is of the last candle", () -> !browser.text("#legend").equals(there));
    }

    @Test
    void aDoubleClickLeadsFromAWeekToTheRowOfItsFirstDay() {
        browser.open(page + "#/market/N225?t=1w");
        Browser.until("weeks are drawn", () -> browser.text("#candles-title").startsWith("N225") && browser.text("#legend").contains("1W"));
        browser.one("#candles").sendKeys(Keys.HOME, Keys.ARROW_RIGHT);
        browser.script("document.querySelector('#candles').dispatchEvent(new MouseEvent('dblclick'))");
        Browser.until("a day is traced", () -> hash().matches("#/trace/N225(@|%40)\\d{4}-\\d\\d-\\d\\d"));
    }

    @Test
    void seeksByTheTimelineAndShowsTheDateAtOnceWhilePaused() {
        browser.one("#pause").click();
        Browser.until("it is paused", () -> browser.text("#replay-state").equals("Paused"));
        String before = browser.text("#market-time");
        browser.one("#timeline").sendKeys(Keys.HOME);
        Browser.until("the date is the first", () -> !browser.text("#market-time").equals(before) && browser.content("#replay-facts").contains(", from " + browser.text("#market-time")));
        assertThat(browser.text("#replay-state")).isEqualTo("Paused");
        browser.one("#pause").click();
        Browser.until("it goes on", () -> !browser.text("#replay-state").equals("Paused"));
    }

    @Test
    void setsRowsPerSecondWhereThereIsNoMarketTimeAndReadsNumbersOfBothHabits() {
        browser.one("#pace button:nth-child(3)").click();
        Browser.until("it is the pace", () -> pressed("#pace").equals("4×"));
        browser.one("#replay-more summary").click();
        WebElement rate = browser.one("#rate");
        Browser.until("the field has it", () -> rate.getDomProperty("value").equals("400"));
        rate.sendKeys(Keys.chord(Keys.CONTROL, "a"), "1.000", Keys.ENTER);
        Browser.until("it is refused", () -> browser.text("#rate-error").equals("1.000 may be 1000, or 1: write 1000, or 1.0000"));
        rate.sendKeys(Keys.chord(Keys.CONTROL, "a"), "1.000,5", Keys.ENTER);
        Browser.until("it is taken", () -> browser.text("#rate-error").isEmpty() && rate.getDomAttribute("aria-invalid") == null);
        rate.sendKeys(Keys.chord(Keys.CONTROL, "a"), "200", Keys.ENTER);
        Browser.until("it is as before", () -> pressed("#pace").isEmpty());
    }

    @Test
    void asksForNoIndexThatIsNotThere() {
        browser.open(page + "#/market/GONE");
        Browser.until("the page says so", () -> browser.text("#candles-empty").startsWith("No record of GONE is among the last ones"));
        Browser.until("the market goes on", () -> browser.all("#watchlist tbody tr").size() == 14);
        assertThat(browser.requests()).isNotEmpty().noneMatch(url -> url.contains("/api/market/GONE"));
        browser.open(page);
    }

    @Test
    void listsItsShortcutsAndCanDoWithoutThem() {
        browser.press("?");
        Browser.until("they are listed", () -> browser.all("#shortcut-list dt").size() > 8);
        browser.press(Keys.ESCAPE);
        String index = browser.text("#candles-title");
        browser.press("j");
        Browser.until("another index is shown", () -> !browser.text("#candles-title").equals(index));
        browser.press("k");
        Browser.until("the first one again", () -> browser.text("#candles-title").equals(index));
        browser.press("/");
        browser.press("j");
        assertThat(browser.one("#search").getDomProperty("value")).isEqualTo("j");
        assertThat(browser.text("#candles-title")).isEqualTo(index);
    }

    @Test
    void computesIndicatorsAsTheyAreDefined() {
        double[] closes = IntStream.range(0, 60).mapToDouble(i -> 100 + 10 * Math.sin(i / 3.0) + i % 7).toArray();
        double[] last = DoubleStream.of(closes).skip(40).toArray();
        double mean = DoubleStream.of(last).average().orElseThrow();
        double deviation = Math.sqrt(DoubleStream.of(last).map(close -> (close - mean) * (close - mean)).average().orElseThrow());

        List<?> computed = indicators(closes, "[i.sma(v, 20)[59], i.bollinger(v).upper[59], i.bollinger(v).lower[59], i.ema(v, 20)[59], i.rsi(v)[59], i.macd(v).line[59],"
                + " i.macd(v).signal[59], i.sma(v, 20)[18], i.sma([...v.slice(0, 30), null, ...v.slice(30)], 20)[40],"
                + " i.vwap(v.map((c, n) => [n < 58 ? 'a' : 'b', c, c + 2, c - 1, c, n]), s => s)[59]]");

        double[] macd = difference(ema(closes, 12), ema(closes, 26));
        double[] signal = ema(Arrays.copyOfRange(macd, 25, 60), 9);
        double[] expected = {
            mean, mean + 2 * deviation, mean - 2 * deviation, ema(closes, 20)[59], rsi(closes, 14), macd[59], signal[34]
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(((Number) computed.get(i)).doubleValue()).isCloseTo(expected[i], within(1e-9));
        }
        assertThat(computed.get(7)).isNull();
        assertThat(computed.get(8)).as("behind a gap it begins anew").isNull();
        double vwap = (58 * (closes[58] + 1 / 3.0) + 59 * (closes[59] + 1 / 3.0)) / 117;
        assertThat(((Number) computed.get(9)).doubleValue()).isCloseTo(vwap, within(1e-9));
    }

    @Test
    void canBeReadByEverybodyInLightAndDarkOnSmallAndLargeScreens() {
        for (String theme : List.of("light", "dark")) {
            for (int width : new int[] {390, 1920}) {
                browser.systemTheme(theme);
                browser.size(width, 900);
                browser.open(page + "#/market/N225?show=bollinger,rsi&with=HSI");
                Browser.until("the chart is drawn", () -> painted("#candles") > 3000 && browser.text("#legend").contains("Hang Seng"));
                assertThat(browser.accessibilityFaults()).as(theme + " at " + width).isEmpty();
            }
        }
    }

    private List<?> indicators(double[] closes, String expression) {
        browser.script("import('/indicators.js').then(i => { const v = %s; document.body.dataset.computed = JSON.stringify(%s); })"
                .formatted(Arrays.toString(closes), expression));
        Browser.until("they are computed", () -> browser.script("return document.body.dataset.computed") != null);
        return (List<?>) browser.script("return JSON.parse(document.body.dataset.computed)");
    }

    private static double[] ema(double[] values, int length) {
        double[] averages = new double[values.length];
        averages[length - 1] = DoubleStream.of(values).limit(length).average().orElseThrow();
        for (int i = length; i < values.length; i++) {
            averages[i] = (values[i] * 2 + averages[i - 1] * (length - 1)) / (length + 1);
        }
        return averages;
    }

    private static double[] difference(double[] ones, double[] others) {
        return IntStream.range(0, ones.length).mapToDouble(i -> ones[i] - others[i]).toArray();
    }

    private static double rsi(double[] closes, int length) {
        double gain = 0;
        double loss = 0;
        for (int i = 1; i < closes.length; i++) {
            double up = Math.max(0, closes[i] - closes[i - 1]);
            double down = Math.max(0, closes[i - 1] - closes[i]);
            gain = i <= length ? gain + up / length : (gain * (length - 1) + up) / length;
            loss = i <= length ? loss + down / length : (loss * (length - 1) + down) / length;
        }
        return 100 - 100 / (1 + gain / loss);
    }

    private List<Double> numbers(String cells) {
        return browser.texts(cells).stream().map(cell -> Double.valueOf(cell.replace(",", ""))).toList();
    }

    private String pressed(String group) {
        return browser.texts(group + " [aria-pressed=true]").stream().findFirst().orElse("");
    }

    private String hash() {
        return (String) browser.script("return location.hash");
    }

    private String title() {
        return (String) browser.script("return document.title");
    }

    /** Texts of the elements that have more than can be seen. */
    private List<?> cut(String elements) {
        return (List<?>) browser.script("""
                return [...document.querySelectorAll(arguments[0])].filter(each => each.scrollWidth > each.clientWidth + 1
                    || getComputedStyle(each).overflowY === 'hidden' && each.scrollHeight > each.clientHeight + 1).map(each => each.textContent)""", elements);
    }

    private double top(String element) {
        return ((Number) browser.script("return document.querySelector(arguments[0]).getBoundingClientRect().top", element)).doubleValue();
    }

    private double bottom(String element) {
        return ((Number) browser.script("return document.querySelector(arguments[0]).getBoundingClientRect().bottom", element)).doubleValue();
    }
}
