package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the machine, and what it said. Where it is not installed, the test is skipped. */
public record Tool(int exit, String output) {
    /** Where on the PATH a program is. */
    public static Optional<Path> path(String program) {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }

    public static Tool run(String... command) {
        return run(Map.of(), command);
    }

    public static Tool run(Map<String, String> environment, String... command) {
        assumeTrue(path(command[0]).isPresent(), command[0] + " is not installed");
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Tool(process.waitFor(), output);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    public Tool requireClean() {
        assertThat(exit).as(output).isZero();
        return this;
    }
}
