package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.server.LocalKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.lang.StartException;
import routes.redrive.RedriveOptions;
import routes.replay.Replay;

/** A broker that takes nothing but TLS with a SCRAM password; the pipeline reaches it by camel-kafka's settings alone. */
@Tag("servers")
class KafkaLoginTest {
    @TempDir
    static Path directory;

    private static LocalKafka kafka;
    private static Path trusted;

    @BeforeAll
    static void startKafka() throws Exception {
        Path keys = directory.resolve("broker.p12");
        trusted = certificate(keys);
        kafka = LocalKafka.start(directory.resolve("kafka"), new LocalKafka.Login(keys, "changeit", "lake", "right"));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void carriesRowsToTheLakeAndProvesIt() throws Exception {
        Path file = directory.resolve("quotes.csv");
        String rows = IntStream.range(0, 3000).mapToObj("HSI,2020-01-01,%d\n"::formatted).collect(Collectors.joining());
        Files.writeString(file, "Index,Date,Close\n" + rows + "HSI,2020-01-01,7,8\n");
        try (Lab lab = lab("right").set("csv.file", file.toString()).set("csv.rate", "0").set("csv.repeat", "1")) {
            Replay replay = lab.start().bean("replay", Replay.class);
            Lab.until(replay::isOver);
            lab.drained();
            assertThat(lab.lines()).hasSize(3000);
            assertThat(lab.verify().clean()).isTrue();
            assertThat(lab.command("verify", "--quick")).isZero();
            assertThat(lab.redrive(RedriveOptions.ALL).left()).isEqualTo(1);
        }
    }

    @Test
    void takesAnyOtherSettingOfKafkasClients() {
        Lab lab = lab("right")
                .set("camel.component.kafka.sasl-mechanism", "PLAIN")
                .set("camel.component.kafka.additional-properties[sasl.mechanism]", "SCRAM-SHA-512")
                .createTopics();
        assertThat(lab.command("verify")).isZero();
    }

    @Test
    void saysThatThePasswordIsWrong() {
        Lab lab = lab("wrong");
        assertThatThrownBy(lab::start)
                .isInstanceOf(StartException.class)
                .hasMessage("Kafka at %s refuses the login (Authentication failed during authentication due to invalid credentials "
                        + "with SASL mechanism SCRAM-SHA-512): check camel.component.kafka.sasl-jaas-config and sasl-mechanism", kafka.brokers());
        assertThat(lab.command("run")).isEqualTo(1);
        assertThat(lab.command("verify")).isEqualTo(2);
    }

    @Test
    void saysThatTheCertificateIsNotTrusted() throws Exception {
        Path another = certificate(directory.resolve("another.p12"));
        assertThatThrownBy(lab("right").set("camel.component.kafka.ssl-truststore-location", another.toString())::start)
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Kafka at %s and this program do not agree on TLS (", kafka.brokers())
                .hasMessageContaining("camel.component.kafka.ssl-truststore-location");
    }

    private static Lab lab(String password) {
        return Lab.with(
                "camel.component.kafka.brokers", kafka.brokers(),
                "camel.component.kafka.security-protocol", "SASL_SSL",
                "camel.component.kafka.ssl-truststore-type", "PEM",
                "camel.component.kafka.ssl-truststore-location", trusted.toString(),
                "camel.component.kafka.sasl-mechanism", "SCRAM-SHA-512",
                "camel.component.kafka.sasl-jaas-config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"lake\" password=\"%s\";".formatted(password));
    }

    /** Makes a key for 127.0.0.1. @return the file with its certificate */
    private static Path certificate(Path keys) throws IOException, InterruptedException {
        Path certificate = Path.of(keys + ".pem");
        keytool(keys, "-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "SAN=ip:127.0.0.1");
        keytool(keys, "-exportcert", "-alias", "broker", "-rfc", "-file", certificate.toString());
        return certificate;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
    }
}
