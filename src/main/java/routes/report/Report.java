package routes.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import routes.query.FrontMatter;
import routes.query.FrontMatterException;
import routes.query.Parameter;
import routes.query.Placeholders;

/**
 * One SQL file, with what its leading comments ({@code -- title: …}) say of it.
 *
 * @param name of the file, without .sql
 * @param group of reports that it is shown with; blank for those without one, which come last
 * @param place among the reports
 * @param needs columns without which its result means nothing
 * @param empty what it means that there are no rows
 * @param sql with the values of its parameters
 * @param problem why it cannot be run, with file and line; null when it can
 */
public record Report(
        String name, String title, String description, String group, int place, Chart chart, List<String> needs, String empty, String sql, String problem) {
    /** As readers want them. */
    static final Comparator<Report> BY_PLACE = Comparator.comparingInt(Report::place).thenComparing(Report::name);

    private static final int LAST = Integer.MAX_VALUE;
    private static final Set<String> KEYS = Set.of("title", "description", "group", "place", "chart", "needs", "empty", "parameter");

    /** With the defaults of its parameters. */
    public static Report parse(String name, String text) {
        return parse(name, text, Map.of());
    }

    /** @param values for its parameters, by name, instead of the defaults */
    public static Report parse(String name, String text, Map<String, String> values) {
        try {
            FrontMatter front = FrontMatter.parse(name + ".sql", text, KEYS, Set.of("parameter"));
            return new Report(
                    name,
                    front.one("title", name),
                    front.one("description", ""),
                    front.one("group", ""),
                    placeIn(front),
                    chart(front),
                    front.names("needs", ""),
                    front.one("empty", "no rows"),
                    Placeholders.fill(front, text.strip(), Parameter.all(front, values)),
                    null);
        } catch (FrontMatterException wrong) {
            return new Report(name, name, "", "", LAST, Chart.NONE, List.of(), "", "", wrong.getMessage());
        }
    }

    private static int placeIn(FrontMatter front) {
        for (FrontMatter.Entry entry : front.all("place")) {
            if (!entry.value().matches("\\d{1,6}")) {
                throw front.wrong(entry.line(), "place '%s' is no whole number up to 999999".formatted(entry.value()));
            }
            return Integer.parseInt(entry.value());
        }
        return LAST;
    }

    private static Chart chart(FrontMatter front) {
        for (FrontMatter.Entry entry : front.all("chart")) {
            try {
                return Chart.parse(entry.value());
            } catch (IllegalArgumentException wrong) {
                throw front.wrong(entry.line(), wrong.getMessage());
            }
        }
        return Chart.NONE;
    }
}
