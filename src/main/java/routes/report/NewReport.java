package routes.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * A report that is to be kept as a file.
 *
 * @param name of the file, without .sql
 * @param title blank for its name
 * @param chart as in a report's file, blank for none
 */
public record NewReport(String name, String title, String description, String chart, String sql) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 60;

    /** @throws IOException with why there is no file, and what to do */
    Path writeTo(String directory) throws IOException {
        String text = text();
        if (directory.startsWith("classpath:")) {
            throw new IOException("report.directory is %s, the reports in the program, where nothing can be added:".formatted(directory)
                    + " copy them to a folder reports in pipeline.directory, or set report.directory to a folder with them");
        }
        Path file = Path.of(directory).resolve(name + ".sql");
        try {
            return Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            throw new IOException("there is a report %s already: choose another name".formatted(name), there);
        } catch (IOException refused) {
            throw new IOException("%s cannot be written (%s): let the service's user write to report.directory".formatted(file, refused.getClass().getSimpleName()), refused);
        }
    }

    private String text() {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name '%s' is not of small letters, digits and single hyphens between them (latest-close), %d at most"
                    .formatted(name, LONGEST_NAME));
        }
        String query = sql.strip();
        // a comment at the beginning of the query is none of the report's
        String text = "%s%s%s%s%s%n".formatted(
                entry("title", title.isBlank() ? name : title), entry("description", description), entry("chart", chart), query.startsWith("--") ? "\n" : "", query);
        Report report = Report.parse(name, text);
        if (report.problem() != null) {
            throw new IllegalArgumentException(report.problem());
        }
        return text;
    }

    private static String entry(String key, String value) {
        String line = value.replaceAll("\\s+", " ").trim();
        return line.isEmpty() ? "" : "-- %s: %s\n".formatted(key, line);
    }
}
