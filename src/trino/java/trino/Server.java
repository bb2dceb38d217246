package trino;

import io.airlift.log.Logging;
import io.trino.plugin.hive.HivePlugin;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.server.testing.TestingTrinoServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.LogManager;

/**
 * A Trino in this JVM, over the Glue and the S3 that it is told of. Those who start it know the JDK's types only: it has a class loader of its own.
 */
public final class Server implements Function<Map<String, String>, URI>, AutoCloseable {
    private TestingTrinoServer trino;

    /**
     * Starts it.
     *
     * @param account where Glue and S3 are: glue, s3, region, access-key, secret-key
     * @return where it takes statements
     */
    @Override
    public URI apply(Map<String, String> account) {
        silence();
        trino = TestingTrinoServer.builder()
                .setProperties(Map.of("query.max-memory-per-node", "200MB", "memory.heap-headroom-per-node", "100MB",
                        "http-server.max-request-header-size", "1MB"))
                .build();
        trino.installPlugin(new HivePlugin());
        trino.installPlugin(new IcebergPlugin());
        trino.createCatalog("awsdatacatalog", "hive", hive(account));
        trino.createCatalog("iceberg", "iceberg", iceberg(account));
        return trino.getBaseUrl();
    }

    /** It says in its answers what is wrong. Its log would take the streams of the process, once. */
    private static void silence() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        Logging.initialize();
        System.setOut(out);
        System.setErr(err);
        LogManager.getLogManager().reset();
    }

    private static Map<String, String> hive(Map<String, String> account) {
        Map<String, String> hive = new HashMap<>(storage(account));
        hive.put("hive.metastore", "glue");
        // our Glue keeps none
        hive.put("hive.table-statistics-enabled", "false");
        // as Athena does
        hive.put("hive.recursive-directories", "true");
        hive.put("hive.ignore-absent-partitions", "true");
        hive.put("hive.partition-projection-enabled", "true");
        hive.put("hive.iceberg-catalog-name", "iceberg");
        return hive;
    }

    private static Map<String, String> iceberg(Map<String, String> account) {
        Map<String, String> iceberg = new HashMap<>(storage(account));
        iceberg.put("iceberg.catalog.type", "glue");
        return iceberg;
    }

    private static Map<String, String> storage(Map<String, String> account) {
        Map<String, String> storage = new HashMap<>();
        storage.put("hive.metastore.glue.endpoint-url", account.get("glue"));
        storage.put("hive.metastore.glue.region", account.get("region"));
        storage.put("hive.metastore.glue.aws-access-key", account.get("access-key"));
        storage.put("hive.metastore.glue.aws-secret-key", account.get("secret-key"));
        storage.put("fs.native-s3.enabled", "true");
        storage.put("s3.endpoint", account.get("s3"));
        storage.put("s3.region", account.get("region"));
        storage.put("s3.path-style-access", "true");
        storage.put("s3.aws-access-key", account.get("access-key"));
        storage.put("s3.aws-secret-key", account.get("secret-key"));
        return storage;
    }

    @Override
    public void close() throws IOException {
        if (trino != null) {
            trino.close();
        }
    }
}
