package routes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.lang.StartException;
import routes.redrive.RedriveOptions;

/** Settings that become part of a key, a name or an address. */
class SettingNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "kafka.topic|", "kafka.topic|.", "kafka.topic|..", "kafka.topic|my quotes", "kafka.topic|quötes", "kafka.topic|a/b", "kafka.topic|a:b",
        "kafka.topic|a,b", "kafka.topic|a?b", "kafka.dead-letter-topic|", "kafka.dead-letter-topic|a b", "kafka.dead-letter-topic|..",
        "live.gaps-topic|", "live.gaps-topic|a b", "live.gaps-topic|quotes", "live.gaps-topic|quotes_rejected",
        "kafka.group|", "kafka.group| ", "kafka.group| a",
        "s3.bucket|", "s3.bucket|ab", "s3.bucket|Lake", "s3.bucket|my lake", "s3.bucket|my_lake", "s3.bucket|-lake", "s3.bucket|lake-",
        "s3.bucket|s3://lake", "s3.bucket|lake/raw", "s3.bucket|lake/", "s3.bucket|läke",
        "s3.prefix|", "s3.prefix| ", "s3.prefix|/", "s3.prefix|raw/", "s3.prefix|/raw", "s3.prefix|raw//quotes", "s3.prefix|raw/quotes/",
        "s3.prefix|raw quotes", "s3.prefix| raw", "s3.prefix|raw/größe", "s3.prefix|date=2026-01-01", "s3.prefix|raw/a=b", "s3.prefix|.",
        "s3.prefix|raw/../x", "s3.prefix|raw/.", "s3.prefix|s3://lake/raw", "s3.prefix|raw/*", "s3.prefix|raw\\quotes", "s3.prefix|raw/%20",
        "s3.prefix|runs", "s3.prefix|reports/x", "s3.prefix|topics", "s3.prefix|curated", "s3.prefix|curated/raw", "s3.prefix|results",
        "s3.prefix|results/raw",
        "transform.prefix|", "transform.prefix|/curated", "transform.prefix|curated/", "transform.prefix|a//b", "transform.prefix|a=b",
        "transform.prefix|raw", "transform.prefix|raw/quotes", "transform.prefix|raw/quotes/curated", "transform.prefix|runs/x",
        "transform.prefix|reports", "transform.prefix|topics", "transform.prefix|results",
        "glue.database|Market", "glue.database|a b", "glue.database|a.b", "glue.database|a\"b", "glue.database|märkte",
        "glue.crawler|", "glue.crawler| ", "glue.crawler|a ", "glue.crawler|a\tb",
        "athena.workgroup|", "athena.workgroup|a b", "athena.workgroup|a/b",
        "athena.output-location| ", "athena.output-location|results", "athena.output-location|s3://", "athena.output-location|s3:///results/",
        "athena.output-location|s3://lake", "athena.output-location|s3://lake//results/", "athena.output-location|https://lake/results/",
        "athena.output-location|s3://lake/my results/", "athena.output-location|s3://lake/raw/", "athena.output-location|s3://lake/raw/quotes/x/",
        "athena.output-location|s3://lake/curated/x/",
    })
    void isRefusedWithASentenceThatNamesTheSettingAndItsValue(String setting, String value) {
        String given = value == null ? "" : value;
        assertThatThrownBy(() -> check(setting, given))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining("'" + given + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "kafka.topic|quotes", "kafka.topic|Quotes_1.raw-x", "kafka.dead-letter-topic|dead", "kafka.group|team/a b:c", "s3.bucket|abc",
        "s3.bucket|lake.eu-1", "s3.prefix|quotes", "s3.prefix|a/b/c.d_e-F", "s3.prefix|..a/b..", "s3.prefix|runs2", "s3.prefix|curated-not",
        "transform.prefix|a/b", "transform.prefix|raw/quotes2", "transform.prefix|rawer", "glue.database|a_b-1", "glue.database|", "glue.crawler|Über x/y",
        "athena.workgroup|team.a_1-b", "athena.output-location|s3://lake/", "athena.output-location|s3://lake/a/b",
        "athena.output-location|s3://other/raw/quotes/", "athena.output-location|",
    })
    void isTaken(String setting, String value) {
        assertThatCode(() -> check(setting, value == null ? "" : value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"quotes,quotes", "a.b,a_b"})
    void recordsAndDeadLettersHaveTwoTopics(String topic, String deadLetters) {
        assertThatThrownBy(() -> check("kafka.topic", topic, "kafka.dead-letter-topic", deadLetters))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("kafka.topic is '%s'".formatted(topic), "kafka.dead-letter-topic is '%s'".formatted(deadLetters));
    }

    @Tag("servers")
    @ParameterizedTest
    @CsvSource({"s3.prefix,raw/quotes/", "s3.bucket,my lake", "kafka.topic,my quotes", "athena.output-location,results"})
    void endsTheStartAndEveryCommand(String setting, String value) {
        try (Lab lab = Lab.with(setting, value)) {
            assertThatThrownBy(lab::start).isInstanceOf(StartException.class).hasMessageStartingWith("%s is '%s'; it can be ".formatted(setting, value));
            assertThatThrownBy(() -> lab.redrive(RedriveOptions.ALL)).isInstanceOf(StartException.class).hasMessageStartingWith("%s is '%s'".formatted(setting, value));
        }
    }

    @Test
    void aTopicHasNoMoreThan249Letters() {
        assertThatCode(() -> check("kafka.topic", "a".repeat(249))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("kafka.topic", "a".repeat(250))).isInstanceOf(StartException.class);
    }

    private static void check(String... changed) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.topic", "quotes", "kafka.dead-letter-topic", "quotes.rejected", "kafka.group", "kafka-to-s3", "s3.bucket", "lake",
                "s3.prefix", "raw/quotes", "transform.prefix", "curated", "glue.database", "stock_market", "glue.crawler", "crawler",
                "athena.workgroup", "primary", "athena.output-location", "s3://lake/results/"));
        settings.put("live.gaps-topic", "trades.gaps");
        for (int i = 0; i < changed.length; i += 2) {
            settings.put(changed[i], changed[i + 1]);
        }
        SettingNames.check(settings::get);
    }
}
