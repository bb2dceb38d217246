package routes.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import routes.lang.Errors;

/** Lines of a file, but for blank ones and remarks ({@code #}); what is wrong with one is told with its number, and the others are read. */
public final class TextLines {
    private static final String UNREAD = " cannot be read: ";

    private TextLines() {}

    static String unread(String name, IOException why) {
        return name + UNREAD + Errors.sentence(why);
    }

    /** Whether some of these sentences are about a whole file: what it says is not known then. */
    public static boolean areOfFiles(List<String> problems) {
        return problems.stream().anyMatch(problem -> problem.contains(UNREAD));
    }

    /**
     * @param name of the file, for people
     * @param read takes a line, and throws an IllegalArgumentException that says what is wrong with it
     * @return a sentence for each line that is wrong, or for the file
     */
    public static List<String> read(Path file, String name, Consumer<String> read) {
        List<String> problems = new ArrayList<>();
        String[] lines;
        try (InputStream in = Files.newInputStream(file)) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R");
        } catch (IOException unreadable) {
            return List.of(unread(name, unreadable));
        }
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1].replaceFirst("^\uFEFF", "").replaceFirst("#.*", "").strip();
            try {
                if (!line.isEmpty()) {
                    read.accept(line);
                }
            } catch (IllegalArgumentException wrong) {
                problems.add("%s:%d: %s".formatted(name, number, wrong.getMessage()));
            }
        }
        return problems;
    }
}
