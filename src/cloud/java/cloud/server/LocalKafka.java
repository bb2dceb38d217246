package cloud.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One real Kafka broker with its own controller (KRaft), on 127.0.0.1. Its log survives {@code kill -9}. */
public final class LocalKafka implements AutoCloseable {
    private static final int NODE_ID = 1;
    private static final long STOP_SECONDS = 15;

    private final KafkaRaftServer server;
    private final String brokers;

    private LocalKafka(KafkaRaftServer server, String brokers) {
        this.server = server;
        this.brokers = brokers;
    }

    /**
     * Who may come in by SASL_SSL.
     *
     * @param keyStore PKCS12, with the broker's key
     * @param user with a password for SCRAM-SHA-512
     */
    public record Login(Path keyStore, String keyStorePassword, String user, String password) {}

    /**
     * @param directory of the log; formatted when new
     * @param port of the broker, 0 for any free one
     * @throws PortInUseException when something else listens there
     */
    public static LocalKafka start(Path directory, int port) throws IOException {
        List<Integer> free = Ports.any(2);
        int brokerPort = port == 0 ? free.get(0) : Ports.freeOr(port, "Kafka", "local.kafka-port");
        int controllerPort = free.get(0) == brokerPort ? free.get(1) : free.get(0);
        Properties settings = settings(directory.toAbsolutePath(), brokerPort, controllerPort);
        format(directory.toAbsolutePath(), List.of());
        return start(settings, "127.0.0.1:" + brokerPort);
    }

    /** A broker that wants TLS and a password, in a new directory, on any free port. */
    public static LocalKafka start(Path directory, Login login) throws IOException {
        List<Integer> free = Ports.any(3);
        int brokerPort = free.get(0);
        Properties settings = settings(directory.toAbsolutePath(), free.get(1), free.get(2));
        settings.merge("listeners", ",LOGIN://127.0.0.1:" + brokerPort, (all, more) -> "" + all + more);
        settings.merge("advertised.listeners", ",LOGIN://127.0.0.1:" + brokerPort, (all, more) -> "" + all + more);
        settings.merge("listener.security.protocol.map", ",LOGIN:SASL_SSL", (all, more) -> "" + all + more);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.name.login.ssl.keystore.type", "PKCS12");
        settings.put("listener.name.login.ssl.keystore.location", login.keyStore().toString());
        settings.put("listener.name.login.ssl.keystore.password", login.keyStorePassword());
        settings.put("listener.name.login.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.login.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        format(
                directory.toAbsolutePath(),
                List.of("SCRAM-SHA-512=[name=%s,password=%s]".formatted(login.user(), login.password())));
        return start(settings, "127.0.0.1:" + brokerPort);
    }

    private static LocalKafka start(Properties settings, String brokers) {
        // Kafka halts the JVM without a word, and it logs the reason where nobody looks first
        Exit.setHaltProcedure((status, message) -> {
            System.err.printf("the Kafka broker cannot go on with what is in %s (%s), and ends the program%n", settings.get("log.dirs"),
                    message == null ? "the reason stands above" : message);
            Runtime.getRuntime().halt(status);
        });
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new LocalKafka(server, brokers);
    }

    /** Bootstrap servers, {@code host:port}. */
    public String brokers() {
        return brokers;
    }

    /** Stops the broker; gives up waiting after 15 s, since a broker that lost its directory would wait for minutes. */
    @Override
    public void close() {
        try {
            CompletableFuture.runAsync(() -> {
                        server.shutdown();
                        server.awaitShutdown();
                    })
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException tooLong) {
            // the caller exits the JVM next
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException("the Kafka broker did not stop cleanly", failed.getCause());
        }
    }

    private static Properties settings(Path directory, int brokerPort, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(brokerPort, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", directory.toString());
        settings.put("num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // a producer that reuses a topic name after deleting it must not create it with one partition
        settings.put("auto.create.topics.enable", "false");
        // after kill -9 the controller refuses the broker until its old session ends: 9 s by default
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "300");
        // the sample's records keep the timestamps of their replay, but users' own may be decades old
        settings.put("log.retention.ms", "-1");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        return settings;
    }

    private static void format(Path directory, List<String> scramUsers) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        Formatter formatter = new Formatter();
        formatter.setNodeId(NODE_ID);
        formatter.setClusterId(Uuid.randomUuid().toString());
        formatter.addDirectory(directory.toString());
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setMetadataLogDirectory(directory.toString());
        formatter.setReleaseVersion(MetadataVersion.IBP_3_9_IV0);
        formatter.setIgnoreFormatted(false);
        formatter.setScramArguments(scramUsers);
        formatter.setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        try {
            formatter.run();
        } catch (Exception failed) {
            throw new IOException("cannot format " + directory + " for Kafka: " + failed.getMessage(), failed);
        }
    }
}
