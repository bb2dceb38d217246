package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.server.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a process of its own, against the local cloud of this one, with nothing but standard settings. */
@Tag("servers")
class ServiceIT {
    @TempDir
    static Path directory;

    private static LocalCloud cloud;

    @BeforeAll
    static void startCloud() throws IOException {
        cloud = LocalCloud.start(directory.resolve("cloud"), LocalCloud.Ports.ANY);
        cloud.prepare("stock-market-lake", "raw/quotes", "stock_market", "stock-market-crawler");
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @Test
    void runsTheSameRoutesOnceThroughAndProvesTheLake() {
        try (Program run = service(List.of("-Dpipeline.once=true", "-Dcsv.rate=0", "-Dbatch.max-idle=1s"))) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.lastLine()).matches("51,702 rows → 51,702 records → \\d+ objects → 13 reports, verified");
        }
        try (Program verify = service(List.of(), "verify")) {
            assertThat(verify.exit()).as(verify.output()).isZero();
            assertThat(verify.output()).startsWith("quotes-0 ").contains("51,702 records and 0 rejected in ").endsWith("objects, verified\n");
        }
    }

    @Test
    void drainsAndReportsWithoutAFileToReplay() {
        try (Program run = service(List.of("-Dpipeline.once=true", "-Dcsv.file="))) {
            assertThat(run.exit()).as(run.output()).isLessThan(2);
            assertThat(run.lastLine()).startsWith("0 rows → ").endsWith("verified");
        }
    }

    @Test
    void rehearsesWithoutKafkaAndS3AndStartsWithTheArchiveOrWithoutIt() throws IOException {
        Path archive = directory.resolve("classes.jsa");
        try (Program rehearsal = Program.service(directory, Map.of(), List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"), "rehearse")) {
            assertThat(rehearsal.exit()).as(rehearsal.output()).isZero();
            assertThat(rehearsal.output().lines()).singleElement().asString().contains("stock-market-pipeline ");
        }
        String loaded = "class,load] routes.Application source: shared objects file (top)";
        for (Path one : List.of(archive, Files.writeString(directory.resolve("broken.jsa"), "…"), directory.resolve("nowhere.jsa"))) {
            try (Program run = service(List.of("-XX:SharedArchiveFile=" + one, "-Xlog:class+load"), "--version")) {
                assertThat(run.exit()).as(run.output()).isZero();
                assertThat(run.output().contains(loaded)).as("loaded from " + one).isEqualTo(one.equals(archive));
            }
        }
    }

    @Test
    void namesABucketThatDoesNotExist() {
        try (Program run = service(List.of("-Ds3.bucket=nowhere"))) {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.lastLine()).isEqualTo("bucket nowhere does not exist: create it, or set s3.bucket");
        }
    }

    @Test
    void namesABrokerThatDoesNotAnswer() {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.put("KAFKA_BROKERS", "127.0.0.1:1");
        try (Program run = Program.service(directory, environment, List.of())) {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.lastLine()).startsWith("Kafka at 127.0.0.1:1 does not answer");
            assertThat(run.output()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void saysAtItsStartWhatItIsHowItIsSetAndWhatComesOfIt() throws IOException {
        Files.writeString(
                directory.resolve("application.properties"),
                """
                csv.file =
                batch.max-records = 1111
                batch.max-bytes = 11MB
                batch.max-age = 11s
                camel.component.kafka.sasl-jaas-config = org.example.Login required username="me" password="secret-1";
                """);
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.put("PIPELINE_DIRECTORY", directory.toString());
        environment.put("BATCH_MAX_RECORDS", "3333");
        List<String> options = List.of("-Dbatch.max-records=2222", "-Dbatch.max-bytes=22MB", "-Dcamel.component.kafka.ssl-key-password=secret-2",
                "-Dalert.webhook=http://127.0.0.1:1/secret-3");
        try (Program run = Program.service(directory, environment, options).untilItPrints("forecast for quotes: 10,000 records/s: ")) {
            run.terminate();
            assertThat(run.output().lines().findFirst().orElseThrow()).matches(".* stock-market-pipeline \\S+, Java \\S+, process " + run.pid());
            assertThat(run.output())
                    .as("the environment wins over -D, -D over the directory's file, and that over the defaults")
                    .containsPattern("OS Environment Variable] +batch.max-records = 3333")
                    .containsPattern("JVM System Property] +batch.max-bytes = 22MB")
                    .containsPattern("application.properties] +batch.max-age = 11s")
                    .containsPattern("application.properties] +batch.max-idle = 30s")
                    .containsPattern("saslJaasConfig = xxxxxx")
                    .doesNotContain("secret-1", "secret-2", "secret-3", cloud.environment().get("AWS_SECRET_ACCESS_KEY"));
        }
    }

    @Test
    void cannotVerifyWithoutKafka() {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.put("KAFKA_BROKERS", "127.0.0.1:1");
        try (Program verify = Program.service(directory, environment, List.of(), "verify")) {
            assertThat(verify.exit()).isEqualTo(2);
            assertThat(verify.lastLine()).startsWith("could not verify: ");
        }
    }

    @Test
    void refusesACommandThatItDoesNotKnow() {
        try (Program run = service(List.of(), "fly")) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("unknown command 'fly'; there are: run, verify, redrive");
        }
    }

    private static Program service(List<String> options, String... arguments) {
        return Program.service(directory, cloud.environment(), options, arguments);
    }
}
