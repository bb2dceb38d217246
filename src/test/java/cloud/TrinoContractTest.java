package cloud;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.server.AthenaEngine;
import cloud.trino.TrinoEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.AthenaClient;

/** The contract on the other engine. */
@Tag("servers")
class TrinoContractTest implements AthenaContract {
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        assumeTrue(TrinoEngine.isThere(), "no Trino here: mvn -Ptrino with Java 24 or newer runs the contract on it too");
        lake = new LocalLake(directory, AthenaEngine.TRINO);
        lake.rows("CREATE DATABASE stock_market");
    }

    @AfterAll
    static void stop() {
        if (lake != null) {
            lake.close();
        }
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
}
