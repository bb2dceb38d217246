package routes.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import routes.query.QueryFailedException;

/**
 * How to draw a result: {@code line x=trade_date y=close,average_50 series=index}.
 *
 * @param kind line, bar, candlestick (y is open, high, low, close), heatmap (of y over x and series) or none
 * @param x column along the axis, null when there is no chart
 * @param y columns with the values
 * @param series column whose values make a line, a group of bars or a row of the heatmap each; null when there is only one
 */
record Chart(String kind, String x, List<String> y, String series) {
    static final Chart NONE = new Chart("none", null, List.of(), null);

    private static final Set<String> KINDS = new TreeSet<>(Set.of("line", "bar", "candlestick", "heatmap", "none"));
    private static final Set<String> OPTIONS = new TreeSet<>(Set.of("x", "y", "series"));

    /** @throws IllegalArgumentException with what is wrong */
    static Chart parse(String text) {
        String[] words = text.split("\\s+");
        if (!KINDS.contains(words[0])) {
            throw new IllegalArgumentException("chart '%s' is not one of %s".formatted(words[0], KINDS));
        }
        Map<String, String> options = new HashMap<>();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            String[] option = word.split("=", 2);
            if (option.length < 2 || !OPTIONS.contains(option[0]) || option[1].isEmpty() || options.put(option[0], option[1]) != null) {
                throw new IllegalArgumentException(
                        "a chart is 'kind x=column y=column,column series=column', each once; '%s' is not".formatted(word));
            }
        }
        return of(words[0], options);
    }

    private static Chart of(String kind, Map<String, String> options) {
        if (kind.equals("none") && options.isEmpty()) {
            return NONE;
        }
        List<String> y = List.of(options.getOrDefault("y", "").split(","));
        boolean complete = options.containsKey("x") && options.containsKey("y") && !kind.equals("none");
        if (!complete || (kind.equals("candlestick") && y.size() != 4) || (kind.equals("heatmap") && !options.containsKey("series"))) {
            throw new IllegalArgumentException(
                    "chart %s needs %s".formatted(kind, switch (kind) {
                        case "none" -> "no columns";
                        case "candlestick" -> "x= and y=open,high,low,close";
                        case "heatmap" -> "x=, y= and series=";
                        default -> "x= and y=";
                    }));
        }
        return new Chart(kind, options.get("x"), y, options.get("series"));
    }

    /** @throws QueryFailedException when the result lacks a column that is to be drawn */
    void requireColumns(List<String> columns) {
        for (String column : Stream.concat(Stream.of(x, series), y.stream()).filter(Objects::nonNull).toList()) {
            if (!columns.contains(column)) {
                throw new QueryFailedException("its chart names column %s, and the result has %s".formatted(column, columns));
            }
        }
    }
}
