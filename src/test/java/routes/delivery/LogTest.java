package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service's log leaves out, and what not. */
class LogTest {
    private final LoggerContext logs = new LoggerContext();

    @BeforeEach
    void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logs);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    }

    @AfterEach
    void stop() {
        logs.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NetworkClient", "producer.internals.Sender"})
    void whatKafkasClientsTryAgainIsToldByOneSentenceOfOurs(String client) {
        assertThat(logs.getLogger("org.apache.kafka.clients." + client).getEffectiveLevel()).isEqualTo(Level.ERROR);
        assertThat(logs.getLogger(KafkaWatch.class).getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void whatElseKafkasClientsWarnOfIsTold() {
        assertThat(logs.getLogger("org.apache.kafka.clients.consumer.internals.ConsumerCoordinator").isWarnEnabled()).isTrue();
        assertThat(logs.getLogger("org.apache.kafka.clients.producer.KafkaProducer").isWarnEnabled()).isTrue();
    }
}
