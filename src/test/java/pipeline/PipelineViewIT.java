package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pipeline as a picture, and its last hour. */
@Tag("servers")
class PipelineViewIT extends PageOfSample {
    @Test
    void showsWhatFlowsWhereAndWhatWaitsInEachPartition() {
        view("pipeline");
        Browser.until("rows flow", () -> flows(1) && browser.text("#stages .stage:nth-child(1) .flow").matches("[1-9].*/s"));
        assertThat(browser.texts("#stages .stage h3 button")).containsExactly("Replay", "Kafka", "Lake", "Catalog", "Reports");
        Browser.until("each partition has a bar", () -> browser.all("#stages .lags li").size() == 4);
        Browser.until("records wait", () -> browser.all("#stages .lags .count").stream().anyMatch(count -> !count.getText().equals("0")));
        assertThat(browser.text("#pipeline-sentence")).matches("[\\d,]+ rows a second flow into Kafka, .*\\.");
        Browser.until("what was rejected branches off", () -> browser.text("#stages .branch").matches("(?s)[1-9].* rejected.*dear.*"));
        assertThat(browser.one("#stages .branch a").getDomAttribute("href")).isEqualTo("#/rejected");
    }

    @Test
    void tellsMoreOfAStageThatIsChosenByTheKeyboard() {
        view("pipeline");
        WebElement lake = browser.one("#stages .stage:nth-child(3) h3 button");
        assertThat(browser.one("#figures-lake").isDisplayed()).isFalse();
        lake.sendKeys(Keys.ENTER);
        assertThat(browser.one("#figures-lake").isDisplayed()).isTrue();
        assertThat(browser.text("#figures-lake")).contains("Cut by", "Last object", "Row to object");
        assertThat((String) browser.script("return location.hash")).isEqualTo("#/pipeline/lake");
        lake.sendKeys(Keys.SPACE);
        assertThat(browser.one("#figures-lake").isDisplayed()).isFalse();
        browser.open(page + "#/pipeline/lake");
        Browser.until("the address opens it", () -> browser.one("#figures-lake").isDisplayed());
    }

    @Test
    void saysWhatToDoWhenItIsPaused() {
        browser.script("return fetch('/api/replay/pause', {method: 'POST'}).then(() => true)");
        view("pipeline");
        Browser.until("it is paused", () -> browser.text("#stages .stage:nth-child(1) .cure").startsWith("Press Resume"));
        Browser.until("nothing flows", () -> !flows(1));
        browser.script("return fetch('/api/replay/resume', {method: 'POST'}).then(() => true)");
        Browser.until("it flows again", () -> flows(1) && browser.content("#stages .stage:nth-child(1) .cure").isEmpty());
    }

    @Test
    void showsTheLastHourFromTheFirstMoment() {
        browser.script("return fetch('/api/replay/pause', {method: 'POST'}).then(() => true)");
        view("pipeline");
        Browser.until("the pause is marked", () -> browser.content("#marks").contains("Paused"));
        browser.script("return fetch('/api/replay/resume', {method: 'POST'}).then(() => true)");
        Browser.until("and its end", () -> browser.content("#marks").contains("Resumed"));
        // what another tab shows before anything happened in it
        browser.open(page + "#/pipeline");
        Browser.until("it knows what was before it", () -> painted("#flow") > 2000 && browser.content("#marks").matches("(?s).*Resumed.*Paused.*started.*"));
        long sent = sent();
        browser.all("#spans button").get(2).click();
        Browser.until("an hour is shown", () -> browser.one("#flow").getDomAttribute("aria-label").startsWith("Line chart of the last hour"));
        Browser.until("and it goes on", () -> sent() > sent);
    }

    @Test
    void fitsAPhoneAndAWideScreenAndCanBeReadByEverybody() {
        for (int width : new int[] {390, 1920}) {
            for (String theme : new String[] {"light", "dark"}) {
                browser.size(width, 900);
                browser.systemTheme(theme);
                browser.open(page + "#/pipeline/topic");
                Browser.until("all is there", () -> browser.all("#stages .lags li").size() == 4 && painted("#flow") > 2000);
                assertThat((long) browser.script("return document.documentElement.scrollWidth")).as("%s at %d", theme, width).isLessThanOrEqualTo(width);
                assertThat(browser.accessibilityFaults()).as("%s at %d", theme, width).isEmpty();
            }
        }
    }

    private boolean flows(int stage) {
        return "true".equals(browser.one("#stages .stage:nth-child(%d)".formatted(stage)).getDomAttribute("data-flows"));
    }
}
