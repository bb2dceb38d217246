package routes.report;

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
 * @param needs columns without which its result means nothing
 * @param empty what it means that there are no rows
 * @param sql with the values of its parameters
 * @param problem why it cannot be run, with file and line; null when it can
 */
public record Report(String name, String title, String description, Chart chart, List<String> needs, String empty, String sql, String problem) {
    private static final Set<String> KEYS = Set.of("title", "description", "chart", "needs", "empty", "parameter");

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
                    chart(front),
                    front.names("needs", ""),
                    front.one("empty", "no rows"),
                    Placeholders.fill(front, text.strip(), Parameter.all(front, values)),
                    null);
        } catch (FrontMatterException wrong) {
            return new Report(name, name, "", Chart.NONE, List.of(), "", "", wrong.getMessage());
        }
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
