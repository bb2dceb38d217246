package cloud.trino;

import cloud.wire.DaemonThreads;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** A Trino in this JVM, in a class loader of its own: its libraries are others than ours. What is in there is src/trino. */
final class TrinoServer implements AutoCloseable {
    /** What the Maven profile makes. */
    private static final Path BUILD = Path.of("target/trino");

    private static final int JAVA = 24;
    private static final String VECTORS = "jdk.incubator.vector";

    private final ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("trino"));
    private final URLClassLoader loader;
    private final AutoCloseable server;
    private final URI uri;

    private TrinoServer(Map<String, String> account) throws IOException {
        loader = new URLClassLoader("trino", jars(), ClassLoader.getPlatformClassLoader());
        try {
            Object made = loader.loadClass("trino.Server").getConstructor().newInstance();
            server = (AutoCloseable) made;
            uri = inside(() -> start(made, account));
        } catch (ReflectiveOperationException e) {
            throw new IOException("%s does not fit this version: build it again with -Ptrino".formatted(BUILD), e);
        }
    }

    static TrinoServer start(Map<String, String> account) throws IOException {
        return new TrinoServer(account);
    }

    /** What is missing for it, and what to do. */
    static Optional<String> missing() {
        if (Runtime.version().feature() < JAVA) {
            return Optional.of("Trino needs Java %d or newer, and this is Java %d: set JAVA_HOME to one".formatted(JAVA, Runtime.version().feature()));
        }
        if (ModuleLayer.boot().findModule(VECTORS).isEmpty()) {
            return Optional.of("Trino needs a module that Java does not load by itself: add --add-modules %s to MAVEN_OPTS".formatted(VECTORS));
        }
        return Files.exists(classPath()) ? Optional.empty()
                : Optional.of("there is no Trino in %s: add -Ptrino to mvn, which fetches it (450 MB, once)".formatted(BUILD));
    }

    private static Path classPath() {
        return BUILD.resolve("class-path");
    }

    private static URL[] jars() throws IOException {
        return Stream.concat(Stream.of(BUILD.resolve("classes")), Stream.of(Files.readString(classPath()).strip().split(File.pathSeparator)).map(Path::of))
                .map(TrinoServer::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static URI start(Object server, Map<String, String> account) {
        return ((Function<Map<String, String>, URI>) server).apply(account);
    }

    /** Where it takes statements. */
    URI uri() {
        return uri;
    }

    /** On a thread that finds its classes. */
    private <T> T inside(Callable<T> work) throws IOException {
        try {
            return thread.submit(() -> {
                Thread.currentThread().setContextClassLoader(loader);
                return work.call();
            }).get();
        } catch (ExecutionException e) {
            throw new IOException("Trino: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Trino was interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        inside(() -> {
            server.close();
            return null;
        });
        thread.shutdown();
        loader.close();
    }
}
