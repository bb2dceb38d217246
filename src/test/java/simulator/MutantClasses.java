package simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of the pipeline and of the simulator with a mutant among them, apart from those without it. */
final class MutantClasses extends ClassLoader {
    private static final List<Path> SOURCES = List.of(Path.of("src", "main", "java"), Path.of("src", "test", "java"));

    private final Map<String, byte[]> mutated;

    private MutantClasses(Map<String, byte[]> mutated) {
        super(MutantClasses.class.getClassLoader());
        this.mutated = mutated;
    }

    /** @throws IllegalArgumentException when the code that it changes is not there, or more than once, or does not compile then */
    static MutantClasses of(Mutant mutant) {
        return new MutantClasses(compile(mutant.file(), mutatedSource(mutant)));
    }

    static String mutatedSource(Mutant mutant) {
        String source = source(mutant.file());
        int at = source.indexOf(mutant.from());
        if (at < 0 || source.indexOf(mutant.from(), at + 1) >= 0) {
            throw new IllegalArgumentException("mutant '%s': %s has not exactly one '%s'".formatted(mutant.name(), mutant.file(), mutant.from()));
        }
        return source.substring(0, at) + mutant.to() + source.substring(at + mutant.from().length());
    }

    private static String source(String file) {
        try {
            Path path = SOURCES.stream().map(folder -> folder.resolve(file)).filter(Files::exists).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no " + file));
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    private static Map<String, byte[]> compile(String file, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            boolean compiled = compiler.getTask(
                    null, new InMemory(files, classes), problems,
                    List.of("-proc:none", "--release", "17", "-classpath", classPath()), null, List.of(new Source(file, source))).call();
            if (!compiled) {
                throw new IllegalArgumentException("%s does not compile: %s".formatted(file, problems.getDiagnostics()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return classes.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
    }

    /** Maven runs programs in its own process, where the property says nothing of the project. */
    private static String classPath() {
        return MutantClasses.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(MutantClasses::path).collect(Collectors.joining(java.io.File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String path(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("routes.") && !name.startsWith("simulator.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = mutated.containsKey(name) ? mutated.get(name) : unchanged(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] unchanged(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("memory:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(className, any -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
