package cloud;

import cloud.server.LocalCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import routes.SourceAhead;
import routes.Surroundings;

/** The local cloud, started for the command that runs in it. */
final class LocalSurroundings implements Surroundings {
    private static final String LOCATION = "camel.main.property-placeholder-location";

    private LocalCloud cloud;

    @Override
    public Map<String, String> settings() throws IOException {
        cloud = start();
        if (System.getProperty(LOCATION) == null) {
            System.setProperty(LOCATION, "classpath:local.properties,classpath:application.properties");
        }
        return Map.of("camel.component.kafka.brokers", cloud.brokers());
    }

    @Override
    public void check() throws IOException {
        SourceAhead.require();
    }

    @Override
    public void close() {
        if (cloud != null) {
            cloud.close();
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
}
