package pipeline;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Decides before any container is started whether there is an engine and it has the images or gets them. Testcontainers itself would try
 * for minutes, also where an engine answers but no registry does.
 */
final class ContainerEngine implements ExecutionCondition {
    /** What Testcontainers 2.0.5 starts beside the containers of a test, to remove them when the JVM dies. */
    private static final String RYUK = "testcontainers/ryuk:0.14.0";

    /** What it starts to learn the engine's address, where this JVM itself runs in a container. */
    private static final String TINY = "alpine:3.17";

    private static final int SECONDS_FOR_THE_REGISTRY = 15;
    private static final int MINUTES_FOR_THE_DOWNLOAD = 10;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<NeedsContainers> needs = AnnotationSupport.findAnnotation(context.getElement(), NeedsContainers.class);
        if (needs.isEmpty()) {
            return ConditionEvaluationResult.enabled("needs no containers");
        }
        Optional<String> missing = missing(List.of(needs.get().value()));
        missing.ifPresent(why -> tell(context.getDisplayName() + " " + why));
        return missing.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("engine and images are there"));
    }

    /** Past Surefire, which counts skipped tests on the console and leaves the reason to its report. */
    private static void tell(String line) {
        new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(line);
    }

    /** What is missing, in one line. */
    private static Optional<String> missing(List<String> images) {
        DockerClient engine;
        try {
            // the transport alone: the factory's own client would first start a container
            engine = DockerClientProviderStrategy.getClientForConfig(DockerClientFactory.instance().getTransportConfig());
            engine.pingCmd().exec();
        } catch (RuntimeException none) {
            return Optional.of("skipped: no container engine answers (Docker's default socket, or DOCKER_HOST)");
        }
        return Stream.concat(images.stream(), ofTestcontainers())
                .map(image -> ImageNameSubstitutor.instance().apply(DockerImageName.parse(image)).asCanonicalNameString())
                .flatMap(image -> whyNotHad(engine, image).stream())
                .findFirst();
    }

    private static Stream<String> ofTestcontainers() {
        boolean ryuk = !Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
        boolean tiny = DockerClientConfigUtils.IN_A_CONTAINER && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null;
        return Stream.concat(ryuk ? Stream.of(RYUK) : Stream.empty(), tiny ? Stream.of(TINY) : Stream.empty());
    }

    private static Optional<String> whyNotHad(DockerClient engine, String image) {
        try {
            engine.inspectImageCmd(image).exec();
            return Optional.empty();
        } catch (NotFoundException absent) {
            return whyNotPulled(engine, image);
        }
    }

    private static Optional<String> whyNotPulled(DockerClient engine, String image) {
        try (PullImageResultCallback pull = engine.pullImageCmd(image).exec(new PullImageResultCallback())) {
            if (!pull.awaitStarted(SECONDS_FOR_THE_REGISTRY, TimeUnit.SECONDS)) {
                return Optional.of("skipped: the registry of image %s does not answer".formatted(image));
            }
            if (!pull.awaitCompletion(MINUTES_FOR_THE_DOWNLOAD, TimeUnit.MINUTES)) {
                return Optional.of("skipped: image %s did not arrive within %d minutes".formatted(image, MINUTES_FOR_THE_DOWNLOAD));
            }
            return Optional.empty();
        } catch (DockerException | IOException refused) {
            return Optional.of("skipped: image %s is not there and cannot be pulled: %s".formatted(image, oneLine(refused.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("skipped: interrupted");
        }
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }
}
