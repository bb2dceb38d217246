package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service in a JVM of its own, on machines whose language, character set and time zone are others than ours. */
@Tag("servers")
class ForeignMachineTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {
        "-Dfile.encoding=ISO-8859-1 -Duser.language=de -Duser.country=DE",
        "-Duser.language=tr -Duser.country=TR",
        "-Duser.language=ar -Duser.country=EG -Duser.timezone=Pacific/Kiritimati"
    })
    void storesAndSaysTheSame(String options) throws Exception {
        Path file = directory.resolve("rows.csv");
        Files.writeString(file, "Index,Title,Close\nÄ,İstanbul ıI → 1,1.5\nÄ,ü,2.5\n");
        Files.writeString(directory.resolve("one.yaml"), """
                - route:
                    id: tell-ü
                    from:
                      uri: timer:tell?repeatCount=1
                      steps:
                        - log:
                            logName: route.tell
                            message: "{{tell.text}} → ü"
                """);
        Files.createDirectory(directory.resolve("reports"));
        Files.writeString(directory.resolve("reports/one.sql"), "-- title: Größe\nSELECT 1234567.5 AS eins");
        try (Lab lab = Lab.with()) {
            Files.writeString(directory.resolve("application.properties"),
                    "kafka.partitions = 1\ncsv.rename = title:i_title\ntell.text = börse\ns3.prefix = %s\n".formatted(lab.prefix));
            String output = run(options, Map.of(
                    "PIPELINE_DIRECTORY", directory.toString(), "CSV_FILE", file.toString(), "CSV_RATE", "0", "KAFKA_TOPIC", lab.topic,
                    "KAFKA_DEAD_LETTER_TOPIC", lab.topic + ".rejected", "KAFKA_GROUP", lab.topic, "S3_BUCKET", Lab.BUCKET,
                    "PIPELINE_ONCE", "true", "BATCH_MAX_IDLE", "2s"));

            assertThat(output).contains("börse → ü", "Größe", "─────────", "1234567.5", "2 rows → 2 records → 1 object → 1 report, verified");
            assertThat(lab.records()).extracting(record -> Lab.text(record.key()) + Lab.text(record.value())).containsExactly(
                    "Ä{\"index\":\"Ä\",\"i_title\":\"İstanbul ıI → 1\",\"close\":1.5}", "Ä{\"index\":\"Ä\",\"i_title\":\"ü\",\"close\":2.5}");
            assertThat(lab.keys()).singleElement().asString()
                    .matches("date=\\d{4}-\\d\\d-\\d\\d/" + lab.topic + "-0-0{20}\\.json\\.zst");
        }
    }

    @Test
    void aFileThatThisMachineCannotNameIsToldWithWhatToDo() throws Exception {
        Files.writeString(directory.resolve("application.properties"), "csv.file = Börse.csv\n");
        try (Lab lab = Lab.with()) {
            assertThat(run("-Dfile.encoding=UTF-8", Map.of("PIPELINE_DIRECTORY", directory.toString(), "KAFKA_TOPIC", lab.topic)))
                    .contains("csv.file Börse.csv cannot be the name of a file here", "set the environment variable LC_ALL=C.UTF-8");
        }
    }

    private String run(String options, Map<String, String> settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-Dhttp.port=0", "-Dhttp.management-port=0", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "routes.Application"));
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(Lab.cloud().environment());
        builder.environment().putAll(settings);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
