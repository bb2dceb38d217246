package bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that was measured: a table for people, and JSON for programs. */
final class Figures {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param part of the benchmark
     * @param what was done
     * @param way in which it was done
     * @param unit of the measurements
     * @param against what the ratio compares with; blank when with nothing
     * @param ratio of the medians, 0 when it compares with nothing
     */
    private record Figure(String part, String what, String way, String unit, Spread spread, List<Double> raw, String against, double ratio) {}

    void add(String part, String what, String way, String unit, List<Double> measured) {
        figures.add(new Figure(part, what, way, unit, Spread.of(measured), measured, "", 0));
    }

    void add(String part, String what, String way, String unit, double measured) {
        add(part, what, way, unit, List.of(measured));
    }

    /** A figure compared with another, when both were measured in turns. */
    void addAgainst(String part, String what, String way, String unit, List<Double> measured, String against, List<Double> others) {
        Spread spread = Spread.of(measured);
        figures.add(new Figure(part, what, way, unit, spread, measured, against, spread.median() / Spread.of(others).median()));
    }

    /** Something that makes the figures worthless, such as a lake that is not clean. */
    void problem(String sentence) {
        problems.add(sentence);
    }

    List<String> problems() {
        return problems;
    }

    /** A table as Markdown has it. */
    String table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("part", "what", "way", "median (min–max)", "", "ratio"));
        String part = "";
        for (Figure figure : byPart()) {
            rows.add(List.of(
                    figure.part().equals(part) ? "" : figure.part(),
                    figure.what(),
                    figure.way(),
                    figure.spread().text(),
                    figure.unit(),
                    figure.against().isEmpty() ? "" : "%s × %s".formatted(Spread.text(figure.ratio()), figure.against())));
            part = figure.part();
        }
        return lines(rows);
    }

    private List<Figure> byPart() {
        return figures.stream().sorted(Comparator.comparingInt(figure -> Benchmark.PARTS.indexOf(figure.part()))).toList();
    }

    private static String lines(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            lines.append(line(rows.get(i), widths));
            if (i == 0) {
                lines.append(line(java.util.Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
            }
        }
        return lines.toString();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append(' ').append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(" |");
        }
        return line.append('\n').toString();
    }

    void write(Path file, ObjectNode machine) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.set("machine", machine);
        ArrayNode all = json.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode one = all.addObject()
                    .put("part", figure.part())
                    .put("what", figure.what())
                    .put("way", figure.way())
                    .put("unit", figure.unit())
                    .put("median", figure.spread().median())
                    .put("min", figure.spread().min())
                    .put("max", figure.spread().max());
            figure.raw().forEach(one.putArray("raw")::add);
            if (!figure.against().isEmpty()) {
                one.put("against", figure.against()).put("ratio", figure.ratio());
            }
        }
        problems.forEach(json.putArray("problems")::add);
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writeValue(file.toFile(), json);
    }
}
