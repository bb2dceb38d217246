package cloud.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program in its own JVM, which gets the signals that an operating system sends. */
public final class JavaProcess {
    private static final Duration TIME_FOR_A_THREAD_DUMP = Duration.ofSeconds(1);

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param log receives everything that it prints
     * @param program the main class and its arguments
     * @see #builder
     */
    public static JavaProcess start(
            Path log, List<String> options, Map<String, String> environment, Map<String, String> settings, List<String> program) {
        ProcessBuilder builder =
                builder(options, environment, settings, program).redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            return new JavaProcess(builder.start(), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * A program of this class path.
     *
     * @param options of the JVM, such as -Xmx512m
     * @param settings become -D options
     * @param program the main class and its arguments
     */
    public static ProcessBuilder builder(
            List<String> options, Map<String, String> environment, Map<String, String> settings, List<String> program) {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(options);
        settings.forEach((key, value) -> java.add("-D%s=%s".formatted(key, value)));
        java.addAll(List.of("-cp", classPath()));
        java.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(java);
        builder.environment().putAll(environment);
        return builder;
    }

    /** exec:java loads this class with its own class loader, and leaves Maven's class path in java.class.path. */
    private static String classPath() {
        if (JavaProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(JavaProcess::file).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** SIGKILL: it gets no chance to clean up. */
    public void kill() {
        process.destroyForcibly();
        ended(Duration.ofSeconds(10));
    }

    /**
     * SIGTERM: it writes what it holds, commits and leaves.
     *
     * @return whether it did so in time; if not, its threads are dumped to its log, and it is killed
     */
    public boolean terminate(Duration limit) {
        process.destroy();
        boolean inTime = ended(limit);
        if (!inTime) {
            signal("QUIT", process.pid());
            ended(TIME_FOR_A_THREAD_DUMP);
            kill();
        }
        return inTime;
    }

    /** Whether it has ended within the time. */
    public boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGSTOP: to others it looks dead, but it is only suspended. */
    void freeze() {
        signal("STOP", process.pid());
    }

    /** SIGCONT: it resumes where it was, and does not know that time has passed. */
    void thaw() {
        signal("CONT", process.pid());
    }

    /** Whether this machine has what {@link #freeze} needs. */
    static boolean canFreeze() {
        try {
            signal("0", ProcessHandle.current().pid());
            return true;
        } catch (UncheckedIOException none) {
            return false;
        }
    }

    private static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchProgram) {
            throw new UncheckedIOException(noSuchProgram);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public List<String> output() {
        try {
            return Files.readAllLines(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }
}
