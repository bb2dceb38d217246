package routes.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import routes.lang.Folders;

/** The {@code .sql} files of a directory, or of a folder of the class path ({@code classpath:reports}). */
public final class SqlFiles {
    private SqlFiles() {}

    /** @param name of the file, without .sql */
    public record SqlFile(String name, String text) {}

    /**
     * All of them by name; read anew each time, so that an edited file counts with the next run.
     *
     * @param setting that gave the directory, for the error
     */
    public static List<SqlFile> of(String setting, String directory) {
        try (Stream<Path> files = Files.list(Folders.of(directory))) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().map(SqlFiles::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("%s %s cannot be read".formatted(setting, directory), unreadable);
        }
    }

    private static SqlFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String name = file.getFileName().toString().replaceFirst("\\.sql$", "");
            return new SqlFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
