package cloud;

import java.io.IOException;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;

/** Athena's second grammar, Hive's: statements on the catalog rather than on data. */
final class Ddl {
    Ddl(Catalog catalog, S3Client s3) {}

    static boolean isDdl(String sql) {
        return sql.strip().matches("(?is)(create\\s+(database|schema|external)|drop|msck|show|describe|desc|alter)\\b.*");
    }

    static String statementType(String sql) {
        return sql.strip().matches("(?is)(show|describe|desc)\\b.*") ? "UTILITY" : "DDL";
    }

    void run(String sql, String database, Path result) throws IOException {
        throw new QueryFailedException("NOT_SUPPORTED: This statement is not supported by the local Athena");
    }
}
