package cloud.server;

import cloud.catalog.Catalog;
import cloud.scan.DuckDbEngine;
import cloud.scan.Engine;
import cloud.trino.TrinoEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** What computes the answers of the local Athena. */
public enum AthenaEngine {
    DUCKDB,
    TRINO;

    /** @throws IllegalArgumentException naming the setting */
    public static AthenaEngine of(String setting) {
        return Stream.of(values()).filter(engine -> engine.name().equals(setting.trim().toUpperCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("local.athena-engine is '%s'; it must be duckdb or trino".formatted(setting)));
    }

    Engine open(Path scratch, Catalog catalog, Path buckets, S3Client s3, URI glue) throws IOException {
        DuckDbEngine duckDb = DuckDbEngine.open(scratch, catalog, buckets);
        if (this == DUCKDB) {
            return duckDb;
        }
        try {
            return TrinoEngine.of(duckDb, scratch, Map.of("glue", glue.toString(),
                    "s3", s3.serviceClientConfiguration().endpointOverride().orElseThrow().toString(),
                    "region", LocalS3.REGION, "access-key", LocalS3.ACCESS_KEY, "secret-key", LocalS3.SECRET_KEY));
        } catch (IllegalArgumentException cannotRun) {
            duckDb.close();
            throw cannotRun;
        }
    }
}
