package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.AthenaClient;

@Tag("servers")
class LocalAthenaContractTest implements AthenaContract {
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.rows("CREATE DATABASE stock_market");
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Override
    public AthenaClient athena() {
        return lake.athena;
    }

    @Override
    public String database() {
        return "stock_market";
    }

    @Override
    public String location() {
        return "s3://" + LocalLake.BUCKET + "/contract/";
    }

    @Test
    void holdsAHundredStatementsAndMore() throws IOException {
        long statements = 0;
        try (Stream<Path> files = Files.list(STATEMENTS)) {
            for (Path file : files.toList()) {
                statements += AthenaContract.cases(Files.readString(file)).size();
            }
        }
        assertThat(statements).isGreaterThan(150);
    }
}
