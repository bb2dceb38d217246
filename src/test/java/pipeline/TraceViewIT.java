package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Where a row is, what is in the topics and the lake, and what was rejected, in a real browser. */
@Tag("servers")
class TraceViewIT extends PageOfSample {
    @Test
    void leadsFromALineToItsObjectAndOnToTheLakeAndTheTopic() {
        traceUntil("quotes.csv:2", "✓ in the lake");
        assertThat(browser.text("#trace-result")).contains("Record in Kafka", "Object in the lake", "matches", "Line in the object", "Tables", "quotes_daily", "Reports");
        assertThat(browser.one("#trace-result a[href^='#/sql']").getDomAttribute("href")).contains("kafka_offset");
        browser.one("#trace-result a[href^='#/lake/']").click();
        Browser.until("the object is shown", () -> browser.all("#lake-object-lines li").size() > 1);
        assertThat(browser.text("#lake-object-facts")).contains("start-offset", "seal", "s3://");
        browser.one("#lake-object-lines li a").click();
        Browser.until("its first record is traced", () -> browser.text("#trace-state").contains("in the lake"));
        browser.one("#trace-result a[href^='#/topic/']").click();
        Browser.until("the record is the first in the topic", () -> !browser.all("#records li").isEmpty() && browser.text("#records li:first-child").contains("@"));
    }

    @Test
    void saysWhyARowWasRejectedAndWhatCannotBeTraced() {
        traceUntil("quotes.csv:3", "✕ rejected");
        assertThat(browser.text("#trace-result")).contains("Dead letter", "dear", "no copy was found");
        trace("nothing");
        Browser.until("it is refused", () -> browser.text("#trace-error").contains("cannot be traced: give a line"));
        assertThat(browser.console()).allMatch(line -> line.contains("/api/trace"));
    }

    @Test
    void filtersATopicByKeyAndKeepsThatInTheAddress() {
        view("topic");
        Browser.until("there are records", () -> browser.all("#records li").size() == 50);
        browser.one("#topic-key").sendKeys("N225", Keys.ENTER);
        Browser.until("only its records are there", () -> !browser.all("#records li").isEmpty()
                && browser.all("#records strong").stream().allMatch(key -> key.getText().equals("N225")));
        assertThat((String) browser.script("return location.hash")).contains("/topic/quotes").contains("key=N225");
        assertThat(browser.text("#records li:first-child .quiet")).as("a time with its zone").matches(".*\\d\\d:\\d\\d:\\d\\d \\S+");
        browser.one("#records summary").click();
        Browser.until("its headers are there", () -> browser.text("#records li:first-child").contains("replay"));
    }

    @Test
    void filtersLettersAndShowsWhatWouldBeSentBackBeforeItIs() {
        view("rejected");
        Browser.until("the letter is there", () -> !browser.all("#letters tbody tr").isEmpty());
        browser.one("#letters-reason").sendKeys("no such reason", Keys.ENTER);
        Browser.until("none is of this reason", () -> browser.text("#rejected-empty").contains("for this reason"));
        browser.one("#letters-reason").clear();
        browser.one("#letters-reason").sendKeys("dear", Keys.ENTER);
        Browser.until("the letter is there", () -> !browser.all("#letters tbody tr").isEmpty());
        assertThat(browser.one("#redrive-send").isDisplayed()).isFalse();
        browser.one("#redrive-look").click();
        Browser.until("it looked", () -> browser.text("#redrive-summary").contains("dead letters would be sent back"));
        // the row does not fit still: it is left, and nothing can be sent
        assertThat(browser.text("#redrive-reasons")).contains("a row that still does not fit");
        assertThat(browser.one("#redrive-send").isDisplayed()).isFalse();
    }

    @Test
    void sendsALetterBackOnce() {
        send("quotes", "[\"a record of somebody else\"]");
        view("rejected");
        browser.one("#letters-reason").sendKeys("not a JSON object", Keys.ENTER);
        lettersOf("somebody else", 1);
        browser.one("#redrive-look").click();
        Browser.until("it looked", () -> browser.text("#redrive-summary").startsWith("1 dead letters would be sent back"));
        browser.one("#redrive-send").click();
        assertThat(browser.text("#redrive-what")).contains("1 dead letters would be sent back");
        browser.one("#redrive-dialog button[value=cancel]").click();
        assertThat(browser.text("#redrive-summary")).as("asked, and left").contains("would be");
        browser.one("#redrive-send").click();
        browser.one("#redrive-dialog button[value=send]").click();
        Browser.until("it was sent", () -> browser.text("#redrive-summary").startsWith("1 dead letters sent back, 0 were before"));
        // it is no better than it was: the reader rejects its copy too
        lettersOf("somebody else", 2);
        browser.one("#redrive-look").click();
        Browser.until("its letter is not sent again", () -> browser.text("#redrive-summary").contains("1 were before"));
    }

    @Test
    void fitsAPhoneAndCanBeReadByEverybodyInLightAndDark() {
        traceUntil("quotes.csv:2", "✓ in the lake");
        String place = browser.one("#trace-result a[href^='#/lake/']").getDomAttribute("href");
        browser.size(390, 844);
        for (String theme : new String[] {"light", "dark"}) {
            browser.systemTheme(theme);
            for (String address : new String[] {"#/trace/quotes.csv%3A2", "#/topic", place, "#/rejected"}) {
                browser.open(page + address);
                Browser.until("it is there", () -> browser.all(".view:not([hidden]) dl, .view:not([hidden]) .records > li, .view:not([hidden]) tbody tr").stream()
                        .anyMatch(WebElement::isDisplayed));
                assertThat(browser.accessibilityFaults()).as(theme + " " + address).isEmpty();
                assertThat((long) browser.script("return document.documentElement.scrollWidth")).as(address).isLessThanOrEqualTo(390);
            }
        }
    }

    private void lettersOf(String value, int count) {
        Browser.until(count + " letters are there", () -> browser.all("#letters tbody tr").stream().filter(row -> row.getText().contains(value)).count() == count);
    }

    private void send(String topic, String value) {
        String broker = program.output().replaceAll("(?s).*Kafka +(127\\.0\\.0\\.1:\\d+).*", "$1");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value));
        }
    }

    private void trace(String of) {
        view("trace");
        WebElement entry = browser.one("#trace-of");
        entry.clear();
        entry.sendKeys(of, Keys.ENTER);
    }

    /** Asked again until the row has come so far in its last pass, which is the one that is shown in full. */
    private void traceUntil(String of, String state) {
        String last = of + ": " + state;
        Browser.until(of + " is " + state, () -> {
            String now = browser.content("#trace-state");
            if (!now.startsWith("Looking") && !now.startsWith(last)) {
                trace(of);
                // the same address again asks nothing
                browser.script("dispatchEvent(new HashChangeEvent('hashchange'))");
            }
            return browser.content("#trace-state").startsWith(last);
        });
    }
}
