package routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One SQL file, with what its leading comments ({@code -- title: …}) say of it.
 *
 * @param name of the file, without .sql
 * @param sql with the values of its parameters
 * @param problem why it cannot be run, with file and line; null when it can
 */
public record Report(String name, String title, String description, Chart chart, String sql, String problem) {
    private static final Set<String> KEYS = Set.of("title", "description", "chart", "parameter");

    /** With the defaults of its parameters. */
    static Report parse(String name, String text) {
        return parse(name, text, Map.of());
    }

    /** @param values for its parameters, by name, instead of the defaults */
    static Report parse(String name, String text, Map<String, String> values) {
        try {
            FrontMatter front = FrontMatter.parse(name + ".sql", text, KEYS, Set.of("parameter"));
            return new Report(
                    name,
                    front.one("title", name),
                    front.one("description", ""),
                    chart(front),
                    Placeholders.fill(front, text.strip(), parameters(front, values)),
                    null);
        } catch (FrontMatterException wrong) {
            return new Report(name, name, "", Chart.NONE, "", wrong.getMessage());
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

    /** Those that are declared, each with its value. */
    static List<Parameter> parameters(FrontMatter front, Map<String, String> values) {
        List<Parameter> parameters = new ArrayList<>();
        Map<String, String> unknown = new TreeMap<>(values);
        for (FrontMatter.Entry entry : front.all("parameter")) {
            try {
                Parameter parameter = Parameter.declared(entry.value());
                if (parameters.stream().anyMatch(other -> other.name().equals(parameter.name()))) {
                    throw new IllegalArgumentException("parameter %s is declared a second time".formatted(parameter.name()));
                }
                String value = unknown.remove(parameter.name());
                parameters.add(value == null ? parameter : parameter.with(value));
            } catch (IllegalArgumentException wrong) {
                throw front.wrong(entry.line(), wrong.getMessage());
            }
        }
        if (!unknown.isEmpty()) {
            throw front.wrong(1, "there is no parameter %s, which a setting gives a value".formatted(unknown.keySet()));
        }
        return parameters;
    }
}
