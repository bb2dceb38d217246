package pipeline;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program in a JVM of its own, with everything it prints. */
final class Program implements AutoCloseable {
    /** It starts more than it computes. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The local cloud with the pipeline on it, as exec:java starts it. */
    static Program main(Path directory, List<String> options, String... arguments) {
        return main(directory, Map.of(), options, arguments);
    }

    /** The same for a command that starts other programs: each of these lives briefly too. */
    static Program parent(Path directory, String... arguments) {
        return main(directory, Map.of("JAVA_TOOL_OPTIONS", String.join(" ", SHORT_LIVED)), List.of(), arguments);
    }

    private static Program main(Path directory, Map<String, String> environment, List<String> options, String... arguments) {
        List<String> command = java(options);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, "cloud.Main"));
        command.addAll(List.of(arguments));
        return start(directory, command, environment);
    }

    /** The packaged jar. */
    static Program service(Path directory, Map<String, String> environment, List<String> options, String... arguments) {
        List<String> command = java(options);
        command.addAll(List.of("-jar", Path.of("target/stock-market-pipeline.jar").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return start(directory, command, environment);
    }

    /** The Camel CLI, as jbang/README.md starts it with Maven alone. */
    static Program camel(Path directory, Map<String, String> environment, String arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("MAVEN_OPTS", String.join(" ", SHORT_LIVED));
        return start(directory, List.of("mvn", "-q", "-Pcamel", "-Dexec.args=" + arguments), all);
    }

    private static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SHORT_LIVED);
        command.addAll(List.of("-Xmx512m", "-Dhttp.port=0", "-Dhttp.management-port=0"));
        command.addAll(options);
        return command;
    }

    private static Program start(Path directory, List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile(directory, "output", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Program(builder.start(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @return the exit code */
    int exit() {
        try {
            if (!process.waitFor(40, TimeUnit.MINUTES)) {
                throw new AssertionError("did not end within forty minutes: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Program untilItPrints(String text) {
        return untilItPrints(Pattern.compile(Pattern.quote(text)));
    }

    Program untilItPrints(Pattern text) {
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(20)).until(() -> hasPrinted(text) || !process.isAlive());
        if (!hasPrinted(text)) {
            throw new AssertionError("ended without printing '%s': %s".formatted(text, output()));
        }
        return this;
    }

    private boolean hasPrinted(Pattern text) {
        return text.matcher(output()).find();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9. */
    void kill() {
        process.destroyForcibly();
        exit();
    }

    /** As SIGTERM. @return how long it took to end */
    Duration terminate() {
        long start = System.nanoTime();
        process.destroy();
        exit();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String lastLine() {
        List<String> lines = output().lines().toList();
        return lines.get(lines.size() - 1);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
