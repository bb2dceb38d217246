package cloud.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.catalog.PartitionPath;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionFilterTest {

    /** On the partition date=2026-11-22 (string), hour=7 (int), day=2026-11-22 (date), rate=1.50 (decimal), at=2026-11-22 07:00:00 (timestamp). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "date = '2026-11-22' | true",
        "date <> '2026-11-22' | false",
        "DATE='2026-11-22' and HOUR=7 | true",
        "hour > 6 AND hour < 8 | true",
        "hour > 10 | false",
        "hour >= '7' AND hour <= '7' | true",
        "hour = 6 OR hour = 7 | true",
        "hour = 6 OR hour = 7 AND date = 'x' | false",
        "(hour = 7 OR hour = 6) AND date = 'x' | false",
        "NOT hour = 7 | false",
        "NOT (hour = 6 OR date = 'x') | true",
        "hour IN (1, 7, 9) | true",
        "date NOT IN ('a', 'b') | true",
        "date BETWEEN '2026-11-01' AND '2026-11-30' | true",
        "hour NOT BETWEEN 1 AND 6 AND date LIKE '2026%' | true",
        "hour BETWEEN 8 AND 10 | false",
        "date LIKE '2026-__-22' | true",
        "date LIKE '2026' | false",
        "date NOT LIKE '%-23' | true",
        "date IS NULL | false",
        "date IS NOT NULL | true",
        "day < '2026-12-01' | true",
        "day = date '2026-11-22' | true",
        "rate = 1.5 | true",
        "rate > 1.49 | true",
        "at >= '2026-11-22 06:59:59' | true",
        "\"date\" = '2026-11-22' AND `hour` = 7 | true",
        "date = '' OR hour=-1 | false",
    })
    void decidesByTheColumnsTypes(String expression, boolean expected) {
        assertThat(PartitionFilter.parse(expression, keys()).test(List.of("2026-11-22", "7", "2026-11-22", "1.50", "2026-11-22 07:00:00")))
                .isEqualTo(expected);
    }

    @Test
    void comparesNumbersAsNumbersAndTextAsText() {
        assertThat(PartitionFilter.parse("hour > 9", keys()).test(List.of("d", "10", "2026-01-01", "1", "2026-01-01 00:00:00"))).isTrue();
        assertThat(PartitionFilter.parse("date > '9'", keys()).test(List.of("10", "1", "2026-01-01", "1", "2026-01-01 00:00:00"))).isFalse();
    }

    @Test
    void takesTwoQuotesForOne() {
        assertThat(PartitionFilter.parse("date = 'it''s'", keys()).test(List.of("it's", "1", "2026-01-01", "1", "2026-01-01 00:00:00"))).isTrue();
    }

    @Test
    void treatsHivesDefaultPartitionAsNull() {
        List<String> values = List.of(PartitionPath.NULL, "1", "2026-01-01", "1", "2026-01-01 00:00:00");
        assertThat(PartitionFilter.parse("date IS NULL", keys()).test(values)).isTrue();
        assertThat(PartitionFilter.parse("date = 'a' OR date <> 'a' OR date NOT IN ('a')", keys()).test(values)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "date", "date =", "= 'a'", "date = 'a' AND", "date = 'a' date = 'b'", "(date = 'a'", "date = 'a')", "date == 'a'", "date = hour",
        "date IN ()", "date IN 'a'", "date BETWEEN 'a'", "date LIKE", "date = 'a", "upper(date) = 'A'", "date = 'a'; DROP", "date ! 'a'"
    })
    void refusesWhatIsNoExpression(String expression) {
        assertThatThrownBy(() -> PartitionFilter.parse(expression, keys())).isInstanceOfSatisfying(AwsException.class,
                e -> assertThat(e.type()).isEqualTo("InvalidInputException"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "month = 1 | Unknown column 'month'",
        "hour LIKE '7' | does not support the operation 'LIKE'",
        "hour = 'seven' | 'seven' is not a int",
        "day = 'yesterday' | 'yesterday' is not a date",
    })
    void saysWhatIsWrong(String expression, String reason) {
        assertThatThrownBy(() -> PartitionFilter.parse(expression, keys())).hasMessageContaining(reason);
    }

    private static com.fasterxml.jackson.databind.JsonNode keys() {
        return AwsJson.array()
                .add(AwsJson.object().put("Name", "date").put("Type", "string"))
                .add(AwsJson.object().put("Name", "hour").put("Type", "int"))
                .add(AwsJson.object().put("Name", "day").put("Type", "date"))
                .add(AwsJson.object().put("Name", "rate").put("Type", "decimal(10,2)"))
                .add(AwsJson.object().put("Name", "at").put("Type", "timestamp"));
    }
}
