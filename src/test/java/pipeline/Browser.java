package pipeline;

import static org.awaitility.Awaitility.await;

import cloud.Tool;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.opentest4j.TestAbortedException;

/** Chromium without a window and without a network; where it is not installed, the test is skipped. */
final class Browser implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start() {
        Optional<Path> browser = program("CHROMIUM", "chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = program("CHROMEDRIVER", "chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            throw skipped("there is no chromium with its chromedriver on the PATH");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.setPageLoadStrategy(PageLoadStrategy.NORMAL);
        options.addArguments("--headless=new", "--window-size=1280,900", "--no-first-run", "--disable-background-networking");
        // a name that is asked for does not exist, so that a page that wants another host is seen; and root needs the second
        options.addArguments("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--no-sandbox", "--disable-dev-shm-usage");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).usingAnyFreePort().build();
        try {
            return new Browser(new ChromeDriver(service, options));
        } catch (SessionNotCreatedException unfit) {
            throw skipped("chromium and its chromedriver do not start together: " + unfit.getRawMessage().lines().findFirst().orElse(""));
        }
    }

    /** Past Surefire, which leaves the reason to its report. */
    private static TestAbortedException skipped(String why) {
        String line = "the tests in a browser are skipped: " + why;
        new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(line);
        return new TestAbortedException(line);
    }

    private static Optional<Path> program(String variable, String... names) {
        if (System.getenv(variable) != null) {
            return Optional.of(Path.of(System.getenv(variable)));
        }
        return Stream.of(names).flatMap(name -> Tool.path(name).stream()).findFirst();
    }

    /** Anew, also where only what stands behind # is another. */
    void open(String page) {
        driver.get("about:blank");
        driver.get(page);
    }

    /** Pixels as CSS counts them. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param theme {@code light} or {@code dark}, as the system's setting */
    void systemTheme(String theme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(
                // what moves by itself costs a processor that has no graphics beside it
                Map.of("name", "prefers-reduced-motion", "value", "reduce"), Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text(String selector) {
        return one(selector).getText();
    }

    /** Of all at one moment: the page may draw them anew between two questions. */
    @SuppressWarnings("unchecked")
    List<String> texts(String selector) {
        return (List<String>) script("return Array.from(document.querySelectorAll(arguments[0]), element => element.innerText)", selector);
    }

    /** The text of what is perhaps in a view that is not shown. */
    String content(String selector) {
        return one(selector).getDomProperty("textContent");
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** As somebody who has no mouse: the id of an element that is reached by the key Tab, before so many others. */
    boolean tabsTo(String id, int most) {
        for (int i = 0; i < most; i++) {
            press(Keys.TAB);
            if (id.equals(driver.switchTo().activeElement().getDomAttribute("id"))) {
                return true;
            }
        }
        return false;
    }

    static void until(String what, BooleanSupplier condition) {
        await(what)
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(failure -> failure instanceof StaleElementReferenceException || failure instanceof NoSuchElementException)
                .until(condition::getAsBoolean);
    }

    /**
     * What the console says, since it was asked the last time; but for answers that were too slow, as on a machine that has much else to do:
     * what the page says then has a test of its own.
     */
    List<String> console() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(LogEntry::toString)
                .filter(line -> !line.contains("status of 503"))
                .toList();
    }

    /** What the page asked for, since this was asked the last time. */
    List<String> requests() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
                .flatMap(entry -> REQUEST.matcher(entry.getMessage()).results())
                .map((MatchResult request) -> request.group(1))
                .toList();
    }

    /** What WCAG 2.1 A and AA want otherwise, a line each. */
    List<String> accessibilityFaults() {
        return new AxeBuilder().withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze(driver).getViolations().stream()
                .map(Browser::line)
                .toList();
    }

    private static String line(Rule rule) {
        return rule.getHelp() + ": " + rule.getNodes().stream().map(node -> node.getHtml() + " " + node.getFailureSummary()).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
