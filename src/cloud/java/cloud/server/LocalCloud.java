package cloud.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Kafka, S3, Glue and Athena on 127.0.0.1, in this JVM. All state is under one directory and survives {@code kill -9}.
 */
public final class LocalCloud implements AutoCloseable {
    private final Path directory;
    private volatile LocalKafka kafka;
    private final LocalAccount account;
    private boolean closed;

    private LocalCloud(Path directory, LocalKafka kafka, LocalAccount account) {
        this.directory = directory;
        this.kafka = kafka;
        this.account = account;
    }

    /** Ports of the servers, 0 for any free one. */
    public record Ports(int kafka, int s3, int aws) {
        public static final Ports ANY = new Ports(0, 0, 0);
    }

    /** @throws PortInUseException when something else listens on one of the ports */
    public static LocalCloud start(Path directory, Ports ports) throws IOException {
        return start(directory, ports, PutFaults.none());
    }

    /** The same, with another engine in Athena. */
    public static LocalCloud start(Path directory, Ports ports, AthenaEngine engine) throws IOException {
        return start(directory, ports, PutFaults.none(), engine);
    }

    /** The same, with S3 faults at the given moments. */
    public static LocalCloud start(Path directory, Ports ports, PutFaults faults) throws IOException {
        return start(directory, ports, faults, AthenaEngine.DUCKDB);
    }

    private static LocalCloud start(Path directory, Ports ports, PutFaults faults, AthenaEngine engine) throws IOException {
        LocalAccount account = LocalAccount.start(directory, cloud.server.Ports.LOOPBACK, ports.s3(), ports.aws(), faults, engine);
        try {
            LocalCloud cloud = new LocalCloud(directory, LocalKafka.start(kafkaDirectory(directory), ports.kafka()), account);
            Files.writeString(directory.resolve("env"), cloud.exports());
            return cloud;
        } catch (IOException | RuntimeException failed) {
            account.close();
            throw failed;
        }
    }

    /** Creates what an account would have been given: the bucket, the database and the crawler. What exists is kept. */
    public void prepare(String bucket, String prefix, String database, String crawler) {
        account.prepare(bucket, prefix, database, crawler);
    }

    /** Stops the broker and starts it again, with the same log on the same port. */
    public void restartKafka() throws IOException {
        restartKafka(directory -> {});
    }

    /** An action on the broker's directory while the broker is stopped. */
    public interface Damage {
        void strike(Path directory) throws IOException;
    }

    /** The same, with a change to the log in between. */
    public synchronized void restartKafka(Damage damage) throws IOException {
        if (closed) {
            return;
        }
        int port = Integer.parseInt(brokers().substring(brokers().lastIndexOf(':') + 1));
        kafka.close();
        damage.strike(kafkaDirectory(directory));
        kafka = LocalKafka.start(kafkaDirectory(directory), port);
    }

    private static Path kafkaDirectory(Path directory) {
        return directory.resolve("kafka");
    }

    /** Glue and Athena refuse this many of the next calls, as AWS does when an account calls too often. */
    public void throttleAws(int calls) {
        account.throttle(calls);
    }

    /** What clients have called since the last time this was asked, by IAM permission: {@code glue:GetTables}, {@code s3:PutObject}. */
    public Set<String> takeCalls() {
        return account.takeCalls();
    }

    public String brokers() {
        return kafka.brokers();
    }

    public URI s3Endpoint() {
        return account.s3Endpoint();
    }

    public URI awsEndpoint() {
        return account.awsEndpoint();
    }

    /** The folder whose sub-folders are the buckets. */
    public Path buckets() {
        return account.buckets();
    }

    public S3Client s3() {
        return account.s3();
    }

    public GlueClient glue() {
        return account.glue();
    }

    public AthenaClient athena() {
        return account.athena();
    }

    /** What any AWS SDK, the aws CLI and the pipeline need to reach this cloud, as environment variables. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(account.environment());
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
        System.setProperty("aws.endpointUrlS3", s3Endpoint().toString());
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
        kafka.close();
        account.close();
    }
}
