package bench;

import cloud.crash.JavaProcess;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An {@link Implementation} in its own JVM: settings go in as a line of JSON, and the result comes out as one. So several implementations
 * can take turns, each warm and with its own heap.
 */
final class Contender implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    private Contender(String name, Process process) {
        this.name = name;
        this.process = process;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param options of the JVM */
    static Contender start(Class<? extends Implementation> implementation, Map<String, String> environment, Path directory, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        // the tests' own configuration would make all processes write to one file
        all.add("-Dlogback.configurationFile=logback.xml");
        ProcessBuilder builder =
                JavaProcess.builder(all, environment, Map.of(), List.of(Contender.class.getName(), implementation.getName()));
        try {
            Path log = directory.resolve(implementation.getSimpleName() + ".log");
            return new Contender(implementation.getSimpleName(), builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The result of one run, and what the process had used by then. */
    record Run(long records, Spent spent, String problem, double peakResidentMiB, long fullCollections) {
        double perSecond() {
            return records * 1e9 / spent.nanos();
        }

        /** Seconds. */
        double cpuPerMillion() {
            return spent.cpuNanos() / 1e3 / records;
        }
    }

    Run run(Map<String, String> settings) {
        try {
            in.println(JSON.writeValueAsString(new TreeMap<>(settings)));
            JsonNode result = JSON.readTree(result());
            return new Run(
                    result.path("records").asLong(),
                    new Spent(result.path("nanos").asLong(), result.path("cpuNanos").asLong()),
                    result.path("problem").asText(),
                    result.path("peakResidentMiB").asDouble(),
                    result.path("fullCollections").asLong());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The next line that is a result; a JVM may print other lines. */
    private String result() throws IOException {
        String line = out.readLine();
        while (line != null && !line.startsWith("{")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("%s ended without a result; see its log".formatted(name));
        }
        return line;
    }

    @Override
    public void close() {
        in.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** The other end: runs once for each line of settings, until there are no more. */
    public static void main(String[] args) throws Exception {
        PrintStream results = System.out;
        // what the pipeline prints is no result
        System.setOut(System.err);
        Implementation implementation = (Implementation) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Implementation.Result result = implementation.run(JSON.readValue(line, new TypeReference<Map<String, String>>() {}));
            results.println(JSON.createObjectNode()
                    .put("records", result.records())
                    .put("nanos", result.spent().nanos())
                    .put("cpuNanos", result.spent().cpuNanos())
                    .put("problem", result.problem())
                    .put("peakResidentMiB", Machine.peakResidentMiB())
                    .put("fullCollections", Machine.fullCollections()));
        }
        System.exit(0);
    }
}
