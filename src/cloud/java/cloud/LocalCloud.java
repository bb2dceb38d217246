package cloud;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/**
 * Kafka, S3, Glue and Athena on 127.0.0.1, in this JVM. All state is under one directory and survives {@code kill -9}.
 */
public final class LocalCloud implements AutoCloseable {
    private final Path directory;
    private volatile LocalKafka kafka;
    private final LocalS3 s3;
    private final LocalAws aws;
    private final S3Client s3Client;
    private boolean closed;

    private LocalCloud(Path directory, LocalKafka kafka, LocalS3 s3, LocalAws aws, S3Client s3Client) {
        this.directory = directory;
        this.kafka = kafka;
        this.s3 = s3;
        this.aws = aws;
        this.s3Client = s3Client;
    }

    /** Ports of the servers, 0 for any free one. */
    public record Ports(int kafka, int s3, int aws) {
        public static final Ports ANY = new Ports(0, 0, 0);
    }

    /** @throws PortInUseException when something else listens on one of the ports */
    public static LocalCloud start(Path directory, Ports ports) throws IOException {
        return start(directory, ports, PutFaults.none());
    }

    /** The same, with faults of S3 at the wanted moments. */
    public static LocalCloud start(Path directory, Ports ports, PutFaults faults) throws IOException {
        LocalKafka kafka = null;
        LocalS3 s3 = null;
        try {
            s3 = LocalS3.start(directory.resolve("s3"), ports.s3(), faults);
            kafka = LocalKafka.start(kafkaDirectory(directory), ports.kafka());
            int awsPort = cloud.Ports.freeOr(ports.aws(), "Glue and Athena", "local.aws-port");
            S3Client client = s3Client(s3.endpoint());
            LocalAws aws = LocalAws.start(directory.resolve("aws"), awsPort, client, s3.buckets());
            LocalCloud cloud = new LocalCloud(directory, kafka, s3, aws, client);
            Files.writeString(directory.resolve("env"), cloud.exports());
            return cloud;
        } catch (IOException | RuntimeException failed) {
            if (kafka != null) {
                kafka.close();
            }
            if (s3 != null) {
                s3.close();
            }
            throw failed;
        }
    }

    /** Creates what an account would have been given: the bucket, the database and the crawler. What exists is kept. */
    public void prepare(String bucket, String prefix, String database, String crawler) {
        try {
            s3Client.createBucket(create -> create.bucket(bucket));
        } catch (BucketAlreadyOwnedByYouException kept) {
            // from an earlier run
        }
        try (GlueClient glue = glue()) {
            ignoreExisting(() -> glue.createDatabase(create -> create.databaseInput(input -> input.name(database))));
            ignoreExisting(() -> glue.createCrawler(create -> create.name(crawler)
                    .role("local")
                    .databaseName(database)
                    .configuration(crawlerConfiguration(prefix))
                    .targets(targets -> targets.s3Targets(
                            S3Target.builder().path("s3://%s/%s/".formatted(bucket, prefix)).build()))));
        }
    }

    /**
     * One table at the prefix, whatever becomes of its columns, and partitions that have what the table has: else a column that changed
     * its type would fail every query over the older partitions with HIVE_PARTITION_SCHEMA_MISMATCH.
     */
    static String crawlerConfiguration(String prefix) {
        // the bucket is level 1
        int level = 1 + prefix.split("/").length;
        return """
                {"Version":1.0,"Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas","TableLevelConfiguration":%d},\
                "CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}}}""".formatted(level);
    }

    private static void ignoreExisting(Runnable create) {
        try {
            create.run();
        } catch (AlreadyExistsException kept) {
            // from an earlier run
        }
    }

    /** Stops the broker and starts it again, with the same log on the same port. */
    public synchronized void restartKafka() throws IOException {
        if (closed) {
            return;
        }
        int port = Integer.parseInt(brokers().substring(brokers().lastIndexOf(':') + 1));
        kafka.close();
        kafka = LocalKafka.start(kafkaDirectory(directory), port);
    }

    private static Path kafkaDirectory(Path directory) {
        return directory.resolve("kafka");
    }

    /** Glue and Athena refuse so many calls from now on, as AWS does when an account calls too often. */
    public void throttleAws(int calls) {
        aws.throttle(calls);
    }

    public String brokers() {
        return kafka.brokers();
    }

    public URI s3Endpoint() {
        return s3.endpoint();
    }

    public URI awsEndpoint() {
        return aws.endpoint();
    }

    /** The folder whose sub-folders are the buckets. */
    public Path buckets() {
        return s3.buckets();
    }

    public S3Client s3() {
        return s3Client;
    }

    public GlueClient glue() {
        return GlueClient.builder().endpointOverride(awsEndpoint()).region(Region.of(LocalS3.REGION)).credentialsProvider(credentials()).build();
    }

    public AthenaClient athena() {
        return AthenaClient.builder().endpointOverride(awsEndpoint()).region(Region.of(LocalS3.REGION)).credentialsProvider(credentials()).build();
    }

    /** What any AWS SDK, the aws CLI and the pipeline need to reach this cloud, as environment variables. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_GLUE", awsEndpoint().toString());
        environment.put("AWS_ENDPOINT_URL_ATHENA", awsEndpoint().toString());
        environment.put("AWS_REGION", LocalS3.REGION);
        // version 1 of the aws CLI reads this one only
        environment.put("AWS_DEFAULT_REGION", LocalS3.REGION);
        environment.put("AWS_ACCESS_KEY_ID", LocalS3.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", LocalS3.SECRET_KEY);
        environment.put("KAFKA_BROKERS", brokers());
        return environment;
    }

    /** {@link #environment()} as lines for a shell. */
    public String exports() {
        return environment().entrySet().stream()
                .map(variable -> "export %s=%s%n".formatted(variable.getKey(), variable.getValue()))
                .collect(Collectors.joining());
    }

    /** The same for AWS clients of this JVM. */
    public void exportToThisJvm() {
        System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
        System.setProperty("aws.endpointUrlGlue", awsEndpoint().toString());
        System.setProperty("aws.endpointUrlAthena", awsEndpoint().toString());
        System.setProperty("aws.region", LocalS3.REGION);
        System.setProperty("aws.accessKeyId", LocalS3.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", LocalS3.SECRET_KEY);
    }

    /** Also when it is closed already. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        aws.close();
        kafka.close();
        s3.close();
        s3Client.close();
    }

    private static S3Client s3Client(URI endpoint) {
        return S3Client.builder().endpointOverride(endpoint).region(Region.of(LocalS3.REGION)).credentialsProvider(credentials()).build();
    }

    private static AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY));
    }
}
