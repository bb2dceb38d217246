package bench;

import cloud.crash.JavaProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The service itself, as it is installed, in its own JVM. */
final class Service implements AutoCloseable {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(60);
    private static int number;

    private final JavaProcess process;

    private Service(JavaProcess process) {
        this.process = process;
    }

    static Service start(BenchmarkCloud cloud, Map<String, String> settings, String heap) {
        return start(cloud, settings, "run", heap);
    }

    /** @param heap such as -Xmx512m */
    static Service start(BenchmarkCloud cloud, Map<String, String> settings, String command, String heap) {
        number++;
        return new Service(JavaProcess.start(
                cloud.directory().resolve("service-%d.log".formatted(number)),
                List.of(heap, "-Dlogback.configurationFile=logback.xml"),
                cloud.environment(),
                settings,
                List.of("routes.Application", command)));
    }

    JavaProcess process() {
        return process;
    }

    /** SIGTERM: it writes what it holds. */
    void stop() {
        process.terminate(TIME_TO_STOP);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
