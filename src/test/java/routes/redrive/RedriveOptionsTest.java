package routes.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveOptionsTest {
    @Test
    void withoutOptionsEverythingIsSent() {
        assertThat(RedriveOptions.parse(List.of())).isEqualTo(RedriveOptions.ALL);
    }

    @Test
    void allOptionsCanBeGiven() {
        assertThat(RedriveOptions.parse(List.of("--from", "3", "--dry-run", "--reason", "not valid", "--to", "7")))
                .isEqualTo(new RedriveOptions("not valid", 3, 7, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--all             | unknown option '--all'; usage: redrive [--reason TEXT] [--from OFFSET] [--to OFFSET] [--dry-run]",
        "--reason          | --reason needs a value; usage: redrive [--reason TEXT] [--from OFFSET] [--to OFFSET] [--dry-run]",
        "--from x          | --from: 'x' is no offset; give a number such as 17",
        "--to -1           | --to: '-1' is no offset; give a number such as 17",
        "--from 99999999999999999999 | --from: '99999999999999999999' is no offset; give a number such as 17",
        "--from 8 --to 7   | --from 8 is after --to 7"
    })
    void whatIsWrongIsSaidInASentence(String arguments, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedriveOptions.parse(List.of(arguments.split(" "))))
                .withMessage(sentence);
    }
}
