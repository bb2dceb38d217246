package routes.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import routes.lang.Errors;
import routes.lang.StartException;

/**
 * The files that {@code csv.file} names: a file, a directory, a pattern such as {@code prices/*.csv}, or several of those with commas between
 * them. Those of a directory or a pattern come in the order of their names.
 *
 * @param several whether there may be more than one, now or later
 * @param passedOver files of its directories that are not called as CSV files are
 */
record FilePaths(List<Path> paths, boolean several, List<Path> passedOver) {
    private static final Pattern CSV_NAME = Pattern.compile("(?i)[^.].*\\.(csv|txt|tsv|tab|dat|prn)(\\.(gz|gzip|zip|zst|zstd|bz2))?|[^.].*\\.(zip|gz|zst)");
    private static final Predicate<Path> IS_CSV = file -> CSV_NAME.matcher(file.getFileName().toString()).matches();
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");

    /** @throws StartException when it names none */
    static FilePaths of(String setting) {
        if (isFile(setting)) {
            return new FilePaths(List.of(path(setting)), false, List.of());
        }
        // a comma may be part of {a,b}
        List<String> parts = Arrays.stream(setting.split(",(?![^{]*})")).map(String::trim).filter(part -> !part.isEmpty()).toList();
        try {
            List<Path> paths = parts.stream().flatMap(FilePaths::named).distinct().toList();
            boolean several = parts.size() > 1 || isWild(parts.get(0)) || Files.isDirectory(path(parts.get(0)));
            List<Path> others = parts.stream().filter(part -> !isWild(part) && Files.isDirectory(path(part))).flatMap(part -> in(path(part), IS_CSV.negate()).stream()).toList();
            return new FilePaths(paths, several, others);
        } catch (UncheckedIOException unreadable) {
            throw new StartException("csv.file %s cannot be read: %s".formatted(setting, Errors.sentence(unreadable.getCause())));
        }
    }

    /**
     * The files that can be opened.
     *
     * @param wrong gets what is wrong with the others
     * @throws StartException the first of those, when no file is left
     */
    List<CsvFile> files(List<StartException> wrong, Function<Path, CsvFile> open) {
        List<CsvFile> files = new ArrayList<>();
        for (Path path : paths) {
            try {
                files.add(open.apply(path));
            } catch (StartException broken) {
                wrong.add(broken);
            }
        }
        if (files.isEmpty()) {
            throw wrong.get(0);
        }
        return files;
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException pattern) {
            return false;
        }
    }

    private static boolean isWild(String name) {
        return WILD.matcher(name).find() && !isFile(name);
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException wrong) {
            throw new StartException("csv.file " + Errors.sentence(wrong));
        }
    }

    private static Stream<Path> named(String name) {
        List<Path> files = isWild(name) ? matching(name) : Files.isDirectory(path(name)) ? in(path(name), IS_CSV) : List.of(path(name));
        if (files.isEmpty()) {
            throw new StartException(isWild(name)
                    ? "csv.file %s matches no file (looked in %s)".formatted(name, base(name).toAbsolutePath())
                    : "csv.file %s is a directory without a CSV file: none in it is called *.csv, *.txt or *.tsv, or so and compressed".formatted(name));
        }
        return files.stream();
    }

    private static List<Path> in(Path directory, Predicate<Path> wanted) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> matching(String pattern) {
        PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        int depth = pattern.contains("**") ? Integer.MAX_VALUE : Path.of(pattern.replaceAll("[*?\\[\\]{}]", "x")).getNameCount();
        Path base = base(pattern);
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(base, depth)) {
            return all.filter(Files::isRegularFile).filter(wanted::matches).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The directory that a pattern begins with. */
    private static Path base(String pattern) {
        String[] parts = WILD.split(pattern, 2);
        int end = parts[0].lastIndexOf('/');
        return Path.of(end < 0 ? "" : pattern.substring(0, end + 1));
    }
}
