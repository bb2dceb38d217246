package routes.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole files of which one line in a hundred has a few bytes changed at random. */
class DamagedFileTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "data/quotes.csv                   | ''",
        "data/quotes.csv                   | index:string,trade_date:date,open:double,high:double,low:double,close:double,adj_close:double,volume:bigint,close_usd:double",
        "../shared/data/indexProcessed.csv | ''",
    })
    void everyLineIsInARecordOrRejected(Path path, String types) throws IOException {
        Assumptions.assumeTrue(Files.exists(path), () -> path + " is not there");
        byte[] content = Files.readAllBytes(path);
        int rows = lines(content) - 1;
        int damaged = damage(content, new Random(1));

        CsvAccount account = CsvAccount.of(content, "index", types);

        assertThat(damaged).isGreaterThan(rows / 200);
        assertThat(account.records() + account.rejected() + account.blank()).isEqualTo(lines(content) - 1);
        assertThat(account.records()).isGreaterThanOrEqualTo(rows - damaged);
    }

    /** @return how many lines have changed; the header is not touched */
    private static int damage(byte[] content, Random random) {
        int damaged = 0;
        int start = lineEnd(content, 0) + 1;
        while (start < content.length) {
            int end = lineEnd(content, start);
            if (random.nextInt(100) == 0 && end > start) {
                damaged++;
                for (int i = 0; i < 3; i++) {
                    content[start + random.nextInt(end - start)] = (byte) random.nextInt(256);
                }
            }
            start = end + 1;
        }
        return damaged;
    }

    private static int lineEnd(byte[] content, int start) {
        int end = start;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return end;
    }

    private static int lines(byte[] content) {
        int lines = 0;
        for (int start = 0; start < content.length; start = lineEnd(content, start) + 1) {
            lines++;
        }
        return lines;
    }
}
