package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The view SQL: its editor, its tables, and what comes of a query. */
@Tag("servers")
class SqlViewIT extends PageOfSample {
    private static final String ENDLESS = "SELECT count(*) FROM UNNEST(sequence(1, 9999)) AS a(x) CROSS JOIN UNNEST(sequence(1, 9999)) AS b(y)"
            + " CROSS JOIN UNNEST(sequence(1, 9999)) AS c(z) WHERE sqrt(x * y) > z";

    /** A folder that a report can be added to. */
    @Override
    List<String> settings() throws IOException {
        Path reports = Files.createDirectory(directory.resolve("reports"));
        Files.copy(Path.of("src/main/resources/reports/top-movers.sql"), reports.resolve("top-movers.sql"));
        return List.of("-Dreport.directory=" + reports);
    }

    @BeforeEach
    void openTheView() {
        view("reports");
        Browser.until("there are objects", () -> !browser.content("#stages .stage:nth-child(3) dl dd").equals("0"));
        if (!browser.content("#report-run").startsWith("Run of")) {
            Browser.until("a run begins", () -> {
                browser.script("document.getElementById('run').click()");
                return browser.content("#run-error").isEmpty();
            });
            Browser.until("the reports have run", () -> browser.content("#report-run").startsWith("Run of"));
        }
        view("sql");
        Browser.until("the editor is there", () -> !browser.all(".CodeMirror").isEmpty() && browser.all("#sql-tables summary").size() > 2);
    }

    @Test
    void aClickInTheTreeWritesANameAndTheEditorCompletes() {
        browser.script("document.querySelectorAll('#sql-tables details').forEach(each => each.open = true)");
        type("SELECT ");
        browser.script("[...document.querySelectorAll('#sql-tables button')].find(each => each.textContent === 'close').click()");
        assertThat(sql()).isEqualTo("SELECT close");
        browser.press(" FROM quotes_d");
        Browser.until("the table is offered", () -> browser.all(".CodeMirror-hint").stream().anyMatch(hint -> hint.getText().equals("quotes_daily")));
        browser.press(Keys.ENTER);
        assertThat(sql()).isEqualTo("SELECT close FROM quotes_daily");
        Browser.until("it is estimated", () -> browser.text("#sql-estimate").matches("Scans at most .* USD \\(.*quotes_daily: .* partitions?, .* objects?\\)\\."));
    }

    @Test
    void anExampleBecomesATableAChartAFileAndAReport() throws Exception {
        browser.one("[data-example='02-one-index']").click();
        succeeded();
        assertThat(browser.all("#sql-table tbody tr").size()).isGreaterThan(100);
        assertThat(browser.text("#sql-facts")).matches("✓ succeeded: .* scanned in .* ms, .* USD");
        browser.script("const as = document.getElementById('sql-as'); as.value = 'chart'; as.dispatchEvent(new Event('change'))");
        Browser.until("it is drawn", () -> painted("#sql-chart") > 500);
        String csv = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(browser.one("#sql-csv").getDomProperty("href"))).build(), BodyHandlers.ofString()).body();
        assertThat(csv).startsWith("\"trade_date\",\"close\"\n");
        Browser.until("it is in the history", () -> browser.content("#sql-history li:first-child code").startsWith("SELECT trade_date, close"));

        browser.one("#sql-save").click();
        browser.one("#sql-save-name").sendKeys("nikkei");
        browser.one("#sql-save-dialog button[value=save]").click();
        Browser.until("it is saved", () -> browser.text("#sql-facts").startsWith("Saved as "));
        Browser.until("it is among the reports", () -> browser.content("#report-list").contains("nikkei"));
    }

    @Test
    void manyRowsComePageAfterPage() {
        type("SELECT x FROM UNNEST(sequence(1, 2500)) AS s(x) ORDER BY x");
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
        Browser.until("the first page is there", () -> browser.text("#sql-rows").matches("Rows 1 to .*, and more"));
        browser.one("#sql-on").click();
        Browser.until("the second page is there", () -> browser.text("#sql-rows").matches("Rows 1,?000 to .*|Rows 1,001 to .*"));
        browser.one("#sql-back").click();
        Browser.until("the first page is back", () -> browser.text("#sql-rows").startsWith("Rows 1 to "));
        assertThat(browser.text("#sql-table tbody tr:first-child td")).isEqualTo("1");
    }

    @Test
    void whatIsWrongIsMarkedWhereItIs() {
        type("SELECT index,\n nothing FROM quotes_daily");
        browser.one("#sql-run").click();
        Browser.until("Athena says what is wrong", () -> browser.text("#sql-error").contains("line 2:"));
        assertThat(browser.text(".sql-wrong")).isEqualTo("nothing");
    }

    @Test
    void aChangeIsRefused() {
        type("DROP TABLE quotes_daily");
        browser.one("#sql-run").click();
        Browser.until("it is refused", () -> browser.text("#sql-error").startsWith("line 1:1: only SELECT"));
        // Chromium itself notes each answer that is an error
        assertThat(browser.console()).isNotEmpty().allMatch(line -> line.contains("400 (Bad Request)"));
    }

    @Test
    void aQueryIsCancelled() {
        type(ENDLESS);
        browser.one("#sql-run").click();
        Browser.until("it runs", () -> browser.text("#sql-facts").startsWith("… running"));
        browser.one("#sql-cancel").click();
        Browser.until("it is cancelled", () -> browser.text("#sql-error").contains("cancelled"));
        assertThat(browser.one("#sql-cancel").isDisplayed()).isFalse();
    }

    @Test
    void theAddressHasTheQueryAndOpeningItRunsNothing() {
        browser.open(page + "#/sql?q=" + URLEncoder.encode("SELECT 1 AS one", StandardCharsets.UTF_8));
        Browser.until("it is in the editor", () -> !browser.all(".CodeMirror").isEmpty() && sql().equals("SELECT 1 AS one"));
        assertThat(browser.text("#sql-facts")).isEmpty();
        assertThat(browser.one("#sql-result").isDisplayed()).isFalse();
    }

    @Test
    void isAccessibleInLightAndDarkAndNarrow() {
        browser.one("[data-example='01-newest-days']").click();
        succeeded();
        for (String theme : new String[] {"light", "dark"}) {
            browser.systemTheme(theme);
            assertThat(browser.accessibilityFaults()).as(theme).isEmpty();
        }
        browser.size(390, 844);
        assertThat(browser.accessibilityFaults()).isEmpty();
        assertThat((long) browser.script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
    }

    @Test
    void theKeyTabLeavesTheEditor() {
        type("SELECT 1");
        assertThat(browser.tabsTo("sql-run", 2)).isTrue();
        browser.press("1");
        assertThat((String) browser.script("return location.hash")).as("what is typed beside it is no shortcut").startsWith("#/sql");
    }

    private void succeeded() {
        Browser.until("there is a result", () -> browser.text("#sql-facts").startsWith("✓ succeeded") && !browser.all("#sql-table td").isEmpty());
    }

    private void type(String sql) {
        browser.script("const editor = document.querySelector('.CodeMirror').CodeMirror; editor.setValue(arguments[0]); editor.focus(); editor.execCommand('goDocEnd')", sql);
    }

    private String sql() {
        return (String) browser.script("return document.querySelector('.CodeMirror').CodeMirror.getValue()");
    }
}
