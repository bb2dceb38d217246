package cloud.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

/** S3, Glue and Athena in this JVM: what an AWS account gives. All state is under one directory and survives {@code kill -9}. */
public final class LocalAccount implements AutoCloseable {
    private final LocalS3 s3;
    private final LocalAws aws;
    private final S3Client s3Client;

    private LocalAccount(LocalS3 s3, LocalAws aws, S3Client s3Client) {
        this.s3 = s3;
        this.aws = aws;
        this.s3Client = s3Client;
    }

    /**
     * @param host the address that the servers listen on
     * @param s3Port 0 for any free one
     * @param awsPort of Glue and Athena, 0 for any free one
     * @param faults of S3
     * @throws PortInUseException when something else listens on one of the ports
     */
    public static LocalAccount start(Path directory, String host, int s3Port, int awsPort, PutFaults faults, AthenaEngine engine) throws IOException {
        LocalS3 s3 = LocalS3.start(directory.resolve("s3"), host, s3Port, faults);
        S3Client client = S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(LocalS3.REGION))
                .credentialsProvider(credentials())
                .build();
        try {
            int port = Ports.freeOr(host, awsPort, "Glue and Athena", "local.aws-port");
            LocalAws aws = LocalAws.start(
                    directory.resolve("aws"), host, port, client, s3.buckets(), InstantSource.system(), engine);
            return new LocalAccount(s3, aws, client);
        } catch (IOException | RuntimeException failed) {
            client.close();
            s3.close();
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
    public static String crawlerConfiguration(String prefix) {
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

    void throttle(int calls) {
        aws.throttle(calls);
    }

    /** Returns what clients called, by IAM permission, and forgets it. */
    Set<String> takeCalls() {
        Set<String> rights = new TreeSet<>(s3.calls().rights());
        rights.addAll(aws.calls().rights());
        s3.calls().forget();
        aws.calls().forget();
        return rights;
    }

    public URI s3Endpoint() {
        return s3.endpoint();
    }

    public URI awsEndpoint() {
        return aws.endpoint();
    }

    Path buckets() {
        return s3.buckets();
    }

    S3Client s3() {
        return s3Client;
    }

    GlueClient glue() {
        return GlueClient.builder().endpointOverride(awsEndpoint()).region(Region.of(LocalS3.REGION)).credentialsProvider(credentials()).build();
    }

    AthenaClient athena() {
        return AthenaClient.builder().endpointOverride(awsEndpoint()).region(Region.of(LocalS3.REGION)).credentialsProvider(credentials()).build();
    }

    /** What any AWS SDK and the aws CLI need to reach it from this machine, as environment variables. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL_S3", s3Endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_GLUE", awsEndpoint().toString());
        environment.put("AWS_ENDPOINT_URL_ATHENA", awsEndpoint().toString());
        environment.put("AWS_ENDPOINT_URL_STS", awsEndpoint().toString());
        environment.put("AWS_REGION", LocalS3.REGION);
        // version 1 of the aws CLI reads this one only
        environment.put("AWS_DEFAULT_REGION", LocalS3.REGION);
        environment.put("AWS_ACCESS_KEY_ID", LocalS3.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", LocalS3.SECRET_KEY);
        return environment;
    }

    @Override
    public void close() {
        aws.close();
        s3.close();
        s3Client.close();
    }

    private static AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY));
    }
}
