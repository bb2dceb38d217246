package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs, all of its parts, on tiny sizes; what it measures then means nothing. */
@Tag("servers")
class BenchmarkIT {
    @TempDir
    Path directory;

    @Test
    @Tag("full")
    void measuresEachPartAndProvesTheLakesThatItWrote() throws IOException {
        Path json = directory.resolve("benchmark.json");
        try (Program run = benchmark("--only", "lake,replay,latency,memory,start,page,scale,restart,bars,seam,verify,cost", "--records", "2000", "--large", "4000", "--rounds", "1", "--seconds", "2", "--instances", "1,2", "--json", json.toString())) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.output()).contains("| part ", "kafka-to-s3", "hand-written loop", "csv-to-kafka", "one object per record", "p99");
        }
        JsonNode results = new ObjectMapper().readTree(json.toFile());
        assertThat(results.at("/machine/processors").asInt()).isPositive();
        assertThat(results.get("problems")).isEmpty();
        assertThat(results.findValuesAsText("part")).contains("lake", "replay", "latency", "memory", "start", "page", "scale", "restart", "bars", "seam", "verify", "cost");
        assertThat(results.get("figures")).allSatisfy(figure -> {
            assertThat(figure.get("raw")).isNotEmpty();
            assertThat(figure.get("min").asDouble()).isLessThanOrEqualTo(figure.get("median").asDouble());
            assertThat(figure.get("median").asDouble()).isLessThanOrEqualTo(figure.get("max").asDouble());
        });
    }

    @Test
    void namesThePartsThatThereAre() {
        try (Program run = benchmark("--only", "tea")) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("there is no part 'tea'; there are: lake, replay, latency, memory, start, page, scale, restart, bars, seam, verify, cost");
        }
    }

    @Test
    void emptiesNoDirectoryThatIsNotItsOwn() throws IOException {
        Path precious = Files.createDirectories(directory.resolve("benchmark"));
        Files.writeString(precious.resolve("thesis.txt"), "…");
        try (Program run = benchmark()) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.lastLine()).contains("has no benchmark in it, so it is not emptied");
        }
        assertThat(precious.resolve("thesis.txt")).exists();
    }

    private Program benchmark(String... options) {
        List<String> arguments = new ArrayList<>(List.of("benchmark", "--directory", directory.resolve("benchmark").toString()));
        arguments.addAll(List.of(options));
        return Program.parent(directory, arguments.toArray(String[]::new));
    }
}
