package routes.query;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts the literals of parameters in the place of {@code :name}, except in text, quoted names and comments. They are literals and not
 * Athena's execution parameters, which are literals as well: so a query is whole in Athena's history, a parameter can stand in more than one
 * place, and Camel's component can run it.
 */
public final class Placeholders {
    private static final Pattern TOKEN =
            Pattern.compile("'[^']*'|\"[^\"]*\"|--[^\\n]*|/\\*[\\s\\S]*?\\*/|:([a-z][a-z0-9_]*)");

    private Placeholders() {}

    /** @throws FrontMatterException at a placeholder without a parameter, or a parameter without a placeholder */
    public static String fill(FrontMatter front, String sql, List<Parameter> parameters) {
        Map<String, Parameter> named = parameters.stream().collect(Collectors.toMap(Parameter::name, Function.identity()));
        Set<String> used = new HashSet<>();
        String filled = TOKEN.matcher(sql).replaceAll(token -> {
            String name = token.group(1);
            if (name == null) {
                return Matcher.quoteReplacement(token.group());
            }
            if (!named.containsKey(name)) {
                throw front.wrong(line(sql, token.start()), ":%s is not a parameter; declare it with '-- parameter: %s = …'".formatted(name, name));
            }
            used.add(name);
            return Matcher.quoteReplacement(named.get(name).literal());
        });
        for (FrontMatter.Entry declared : front.all("parameter")) {
            String name = Parameter.declared(declared.value()).name();
            if (!used.contains(name)) {
                throw front.wrong(declared.line(), "the SQL does not use :%s".formatted(name));
            }
        }
        return filled;
    }

    private static int line(String sql, int position) {
        return 1 + (int) sql.substring(0, position).chars().filter(character -> character == '\n').count();
    }
}
