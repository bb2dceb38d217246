package routes.query;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that a report takes from outside: {@code -- parameter: days = 30}. Its default tells its type, and a value of another type is
 * refused; so what comes into the SQL is always one literal, however the value is quoted.
 *
 * @param literal of SQL
 */
public record Parameter(String name, Type type, String literal) {
    private static final Pattern DECLARATION = Pattern.compile("([a-z][a-z0-9_]*)\\s*=\\s*(\\S.*)");

    /** What a value may be: a whole number, a decimal number (double in SQL), a date, true or false, or text. */
    enum Type {
        NUMBER("-?\\d{1,18}"),
        DECIMAL("-?\\d{1,30}(\\.\\d{1,30})?"),
        DATE("\\d{4}-\\d{2}-\\d{2}"),
        BOOLEAN("true|false"),
        TEXT("(?s).*");

        private final Pattern form;

        Type(String form) {
            this.form = Pattern.compile(form);
        }

        private static Type of(String value) {
            for (Type type : values()) {
                if (type.form.matcher(value).matches()) {
                    return type;
                }
            }
            throw new IllegalArgumentException(value);
        }

        private String literal(String value) {
            if (!form.matcher(value).matches()) {
                throw new IllegalArgumentException("'%s' is no %s".formatted(value, name().toLowerCase(Locale.ROOT)));
            }
            return switch (this) {
                case NUMBER, BOOLEAN -> value;
                case DECIMAL -> value + "e0";
                case DATE -> "DATE '%s'".formatted(date(value));
                case TEXT -> "'%s'".formatted(value.replace("'", "''"));
            };
        }

        private static LocalDate date(String value) {
            try {
                return LocalDate.parse(value);
            } catch (DateTimeException noDay) {
                throw new IllegalArgumentException("'%s' is no day".formatted(value), noDay);
            }
        }
    }

    /** Those that are declared, each with its value. */
    public static List<Parameter> all(FrontMatter front, Map<String, String> values) {
        List<Parameter> parameters = new ArrayList<>();
        Map<String, String> unknown = new TreeMap<>(values);
        for (FrontMatter.Entry entry : front.all("parameter")) {
            try {
                Parameter parameter = declared(entry.value());
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
            throw front.wrong(1, "the settings give a value to %s, which is not a parameter here".formatted(unknown.keySet()));
        }
        return parameters;
    }

    /**
     * @param what has parameters: report, transform
     * @param settings {@code report.parameter=value, …}
     * @return by report, the value of each parameter
     */
    public static Map<String, Map<String, String>> values(String what, String settings) {
        Map<String, Map<String, String>> values = new HashMap<>();
        for (String setting : settings.trim().isEmpty() ? new String[0] : settings.trim().split(",\\s*(?=[\\w-]+\\.\\w+\\s*=)")) {
            String[] nameAndValue = setting.split("=", 2);
            String[] ofWhat = nameAndValue[0].trim().split("\\.");
            if (nameAndValue.length < 2 || ofWhat.length != 2) {
                throw new IllegalArgumentException("'%s' is not %s.parameter=value".formatted(setting, what));
            }
            values.computeIfAbsent(ofWhat[0], name -> new HashMap<>()).put(ofWhat[1], nameAndValue[1].trim());
        }
        return values;
    }

    /** @throws IllegalArgumentException unless it is {@code name = value} */
    static Parameter declared(String declaration) {
        Matcher form = DECLARATION.matcher(declaration);
        if (!form.matches()) {
            throw new IllegalArgumentException("a parameter is 'name = default', not '%s'".formatted(declaration));
        }
        String value = form.group(2).trim();
        boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        Type type = quoted ? Type.TEXT : Type.of(value);
        return new Parameter(form.group(1), type, type.literal(quoted ? value.substring(1, value.length() - 1).replace("''", "'") : value));
    }

    /** @throws IllegalArgumentException when the value is not of the default's type */
    Parameter with(String value) {
        try {
            return new Parameter(name, type, type.literal(value));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("parameter %s: %s".formatted(name, wrong.getMessage()), wrong);
        }
    }
}
