package routes.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.query.QueryFailedException;

/**
 * How to draw a result: {@code line x=trade_date y=close,average_50 series=index}. What the kinds are is told in docs/reports.md.
 *
 * @param kind one of {@link #KINDS}
 * @param x column along the axis, null when there is no chart
 * @param end column with the end of what begins at x
 * @param y columns with the values
 * @param series column whose values make a line, a group of bars or a row each; null when there is only one
 * @param below column that is drawn beneath, along the same axis
 * @param levels that are drawn in it
 * @param mark column whose changes are marked
 */
record Chart(String kind, String x, String end, List<String> y, String series, String below, List<Double> levels, String mark) {
    static final Chart NONE = new Chart("none", null, null, List.of(), null, null, List.of(), null);

    private static final Set<String> OPTIONS = new TreeSet<>(Set.of("x", "end", "y", "series", "below", "mark"));
    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            "none", Kind.of("", ""),
            "line", Kind.of("x= y=", "series= below= mark="),
            "bar", Kind.of("x= y=", "series="),
            "band", Kind.of("x= y=value,lower,middle,upper", "series= below= mark="),
            "candlestick", Kind.of("x= y=open,high,low,close", "series= below="),
            "heatmap", Kind.of("x= y= series=", ""),
            "matrix", Kind.of("x= y= series=", ""),
            "range", Kind.of("x= y=low,value,high", ""),
            "timeline", Kind.of("x= end= series=", "y="),
            "chips", Kind.of("x= y=", "")));

    /**
     * @param needs options that must be given; those that list several columns want so many
     * @param takes options that may be given too
     */
    private record Kind(List<String> needs, List<String> takes) {
        static Kind of(String needs, String takes) {
            return new Kind(words(needs), words(takes));
        }

        private static List<String> words(String words) {
            return Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).toList();
        }

        boolean isComplete(Map<String, String> options) {
            return needs.stream().allMatch(need -> isGiven(need.split("=", 2), options));
        }

        private static boolean isGiven(String[] need, Map<String, String> options) {
            String given = options.get(need[0]);
            return given != null && (need[1].isEmpty() || given.split(",").length == need[1].split(",").length);
        }

        boolean takes(String option) {
            return Stream.concat(needs.stream(), takes.stream()).anyMatch(one -> one.startsWith(option + "="));
        }

        String sentence() {
            if (needs.isEmpty()) {
                return "no columns";
            }
            return String.join(", ", needs.subList(0, needs.size() - 1)) + " and " + needs.get(needs.size() - 1);
        }
    }

    /** @throws IllegalArgumentException with what is wrong */
    static Chart parse(String text) {
        String[] words = text.split("\\s+");
        if (!KINDS.containsKey(words[0])) {
            throw new IllegalArgumentException("chart '%s' is not one of %s".formatted(words[0], KINDS.keySet()));
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
        Kind rules = KINDS.get(kind);
        if (!rules.isComplete(options) || rules.needs().isEmpty() && !options.isEmpty()) {
            throw new IllegalArgumentException("chart %s needs %s".formatted(kind, rules.sentence()));
        }
        List<String> odd = OPTIONS.stream().filter(options::containsKey).filter(option -> !rules.takes(option)).toList();
        if (!odd.isEmpty()) {
            throw new IllegalArgumentException("chart %s takes no %s".formatted(kind, odd.stream().map(option -> option + "=").collect(Collectors.joining(" and "))));
        }
        List<String> below = words(options.get("below"));
        return new Chart(
                kind, options.get("x"), options.get("end"), words(options.get("y")), options.get("series"),
                below.isEmpty() ? null : below.get(0), below.stream().skip(1).map(Chart::level).toList(), options.get("mark"));
    }

    private static List<String> words(String option) {
        return option == null ? List.of() : List.of(option.split(","));
    }

    private static double level(String level) {
        if (!level.matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
            throw new IllegalArgumentException("below= is a column and levels, such as rsi,30,70; '%s' is no number".formatted(level));
        }
        return Double.parseDouble(level);
    }

    /** @throws QueryFailedException when the result lacks a column that is to be drawn */
    void requireColumns(List<String> columns) {
        for (String column : Stream.concat(Arrays.asList(x, end, series, below, mark).stream(), y.stream()).filter(Objects::nonNull).toList()) {
            if (!columns.contains(column)) {
                throw new QueryFailedException("its chart names column %s, and the result has %s".formatted(column, columns));
            }
        }
    }
}
