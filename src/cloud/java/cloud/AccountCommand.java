package cloud;

import cloud.server.AthenaEngine;
import cloud.server.LocalAccount;
import cloud.server.PutFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The cloud without Kafka, for containers. */
@Command(
        name = "account",
        description = "Runs S3, Glue and Athena, without Kafka, on the address local.host until stopped: for containers.",
        exitCodeList = {"0:it was stopped", "1:it did not start (a sentence says why)", "2:the command line is wrong"},
        footer = "  mvn -q -Drun test-compile exec:java -Dexec.args=account")
final class AccountCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        return CloudCommand.waitForStop(start()::close);
    }

    /** Listens on the configured address; clients on other machines use whatever host name they reach it by. */
    private static LocalAccount start() throws IOException {
        Path directory = Path.of(Settings.get("local.directory"));
        String host = Settings.get("local.host");
        LocalAccount account = LocalAccount.start(
                directory, host, Settings.port("local.s3-port"), Settings.port("local.aws-port"), PutFaults.none(),
                AthenaEngine.of(Settings.get("local.athena-engine")));
        String bucket = Settings.get("s3.bucket");
        String database = Settings.get("glue.database");
        String crawler = Settings.get("glue.crawler");
        account.prepare(bucket, Settings.get("s3.prefix"), database, crawler);
        System.out.println("S3 on %s:%d, bucket %s; Glue and Athena on %s:%d, database %s, crawler %s; state in %s"
                .formatted(
                        host, account.s3Endpoint().getPort(), bucket,
                        host, account.awsEndpoint().getPort(), database, crawler, directory));
        return account;
    }
}
