package cloud;

import bench.Benchmark;
import cloud.crash.CrashTest;
import cloud.server.LocalAccount;
import cloud.server.LocalCloud;
import cloud.server.PutFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.Application;

/**
 * Everything on this machine: the local cloud and the pipeline on it. The command {@code cloud} runs the cloud alone,
 * {@code account} runs it without Kafka, for containers ({@code local.host});
 * {@code crash-test} runs {@link CrashTest}, {@code benchmark} runs {@link Benchmark}; {@code verify} and the other commands of the service run against the cloud.
 */
public final class Main {
    static {
        // before there is a logger: on one machine the results are what is worth reading
        System.getProperties().putIfAbsent("LOG_SETTINGS", "OFF");
    }

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private static final String LOCATION = "camel.main.property-placeholder-location";

    private Main() {}

    public static void main(String[] args) {
        Application.beTheSameEverywhere();
        int exit = 1;
        try {
            exit = run(args);
        } catch (Throwable failed) {
            LOG.error("stopped by an error (see target/local.log): {}", failed.toString(), failed);
        }
        // not all threads of the servers are daemons: the JVM would not end by itself
        System.exit(exit);
    }

    private static int run(String... args) throws Exception {
        try {
            // the Kafka broker and the S3 server print warnings of their own through java.util.logging
            java.util.logging.LogManager.getLogManager().reset();
            if (args.length > 0 && args[0].equals("crash-test")) {
                return CrashTest.run(List.of(args).subList(1, args.length));
            }
            if (args.length > 0 && args[0].equals("benchmark")) {
                return Benchmark.run(List.of(args).subList(1, args.length));
            }
            if (args.length > 0 && args[0].equals("account")) {
                return waitForStop(startAccount()::close);
            }
            LocalCloud cloud = start();
            if (args.length > 0 && args[0].equals("cloud")) {
                return waitForStop(cloud::close);
            }
            if (System.getProperty(LOCATION) == null) {
                System.setProperty(LOCATION, "classpath:local.properties,classpath:application.properties");
            }
            int exit = Application.run(Map.of("camel.component.kafka.brokers", cloud.brokers()), cloud::close, args);
            cloud.close();
            return exit;
        } catch (IOException | IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return 1;
        }
    }

    private static LocalCloud start() throws IOException {
        Path directory = Path.of(Settings.get("local.directory"));
        System.out.println("starting Kafka, S3, Glue and Athena on this machine (state in %s)".formatted(directory));
        LocalCloud cloud = LocalCloud.start(
                directory,
                new LocalCloud.Ports(
                        Settings.port("local.kafka-port"), Settings.port("local.s3-port"), Settings.port("local.aws-port")));
        String bucket = Settings.get("s3.bucket");
        String database = Settings.get("glue.database");
        String crawler = Settings.get("glue.crawler");
        cloud.prepare(bucket, Settings.get("s3.prefix"), database, crawler);
        cloud.exportToThisJvm();
        System.out.print(
                """
                  Kafka   %s  topic %s
                  S3      %s  bucket %s
                  Glue    %s  database %s, crawler %s
                  Athena  %s  workgroup %s
                for the aws CLI, the SDKs and the service (also in %s):
                %s"""
                        .formatted(
                                cloud.brokers(), Settings.get("kafka.topic"),
                                cloud.s3Endpoint(), bucket,
                                cloud.awsEndpoint(), database, crawler,
                                cloud.awsEndpoint(), Settings.get("athena.workgroup"),
                                directory.resolve("env"), cloud.exports().indent(2)));
        return cloud;
    }

    /** Listens where it is told; clients outside this machine know it by whatever name they reach it at. */
    private static LocalAccount startAccount() throws IOException {
        Path directory = Path.of(Settings.get("local.directory"));
        String host = Settings.get("local.host");
        LocalAccount account = LocalAccount.start(
                directory, host, Settings.port("local.s3-port"), Settings.port("local.aws-port"), PutFaults.none());
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

    private static int waitForStop(Runnable close) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            close.run();
            stopped.countDown();
        }, "stop"));
        try {
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
