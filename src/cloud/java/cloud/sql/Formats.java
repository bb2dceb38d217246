package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.Format;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.StringLiteral;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions whose translation depends on a unit, format or pattern that is a literal in the query. */
final class Formats {
    private static final Set<String> UNITS = Set.of("millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year");
    private static final Pattern SPECIFIER = Pattern.compile("%([-0]?\\d*)(\\.\\d+)?(.)");

    private Formats() {}

    /** @param dates whether the first argument is a date */
    static String call(FunctionCall call, String name, List<String> arguments, boolean dates) {
        int wanted = switch (name) {
            case "date_diff", "date_add", "regexp_replace" -> 3;
            default -> 2;
        };
        boolean optional = arguments.size() == 3 && name.equals("sequence") || arguments.size() == 2 && name.equals("regexp_replace");
        if (arguments.size() != wanted && !optional) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected number of parameters (" + arguments.size() + ") for function " + name);
        }
        return switch (name) {
            // Trino counts whole units, like DuckDB's date_sub; DuckDB's date_diff counts boundaries
            case "date_diff" -> "date_sub(" + Sql.text(unit(call)) + ", " + arguments.get(1) + ", " + arguments.get(2) + ")";
            case "date_add" -> "(" + arguments.get(2) + " + (" + arguments.get(1) + ") * INTERVAL '1 " + unit(call) + "')";
            case "date_trunc" -> "date_trunc(" + Sql.text(unit(call)) + ", " + arguments.get(1) + ")";
            case "date_parse" -> "strptime(" + arguments.get(0) + ", " + Sql.text(strptime(call)) + ")";
            case "date_format" -> "strftime(" + arguments.get(0) + ", " + Sql.text(strptime(call)) + ")";
            case "sequence" -> sequence(arguments, dates);
            default -> "regexp_replace(" + arguments.get(0) + ", " + arguments.get(1) + ", " + replacement(call) + ", 'g')";
        };
    }

    private static String text(FunctionCall call, int argument) {
        if (call.getArguments().get(argument) instanceof StringLiteral literal) {
            return literal.getValue();
        }
        throw notSupported(call, "A computed argument " + (argument + 1) + " of " + call.getName().getSuffix());
    }

    private static String unit(FunctionCall call) {
        String unit = text(call, 0).toLowerCase(Locale.ROOT);
        if (!UNITS.contains(unit)) {
            throw AthenaException.at(call, "INVALID_FUNCTION_ARGUMENT", "'" + unit + "' is not a valid DATE field");
        }
        return unit;
    }

    /** Translates MySQL's format letters, which Trino uses, to strptime's. */
    private static String strptime(FunctionCall call) {
        StringBuilder format = new StringBuilder();
        Matcher letters = Pattern.compile("%(.)|[^%]+").matcher(text(call, 1));
        while (letters.find()) {
            if (letters.group(1) == null) {
                format.append(letters.group());
                continue;
            }
            format.append(switch (letters.group(1).charAt(0)) {
                case 'Y', 'y', 'm', 'd', 'H', 'j', 'p', 'f', 'b', 'a', '%', 'S' -> letters.group();
                case 'i' -> "%M";
                case 's' -> "%S";
                case 'h', 'I' -> "%I";
                case 'T' -> "%H:%M:%S";
                case 'M' -> "%B";
                case 'W' -> "%A";
                case 'r' -> "%I:%M:%S %p";
                case 'e' -> "%-d";
                case 'c' -> "%-m";
                case 'k' -> "%-H";
                case 'l' -> "%-I";
                default -> throw notSupported(call, "The date format " + letters.group());
            });
        }
        return format.toString();
    }

    private static String sequence(List<String> arguments, boolean dates) {
        String first = arguments.get(0);
        String last = arguments.get(1);
        String step = arguments.size() == 3 ? arguments.get(2)
                : dates ? "INTERVAL 1 DAY" : "CASE WHEN " + last + " < " + first + " THEN -1 ELSE 1 END";
        return "generate_series(" + first + ", " + last + ", " + step + ")" + (dates ? "::DATE[]" : "");
    }

    private static String replacement(FunctionCall call) {
        if (call.getArguments().size() == 2) {
            return "''";
        }
        return Sql.text(text(call, 2).replace("\\", "\\\\").replaceAll("\\$(\\d)", "\\\\$1"));
    }

    /** Java's format() as DuckDB's printf, for the specifiers on which they agree. */
    static String printf(Format format, List<String> values) {
        if (!(format.getArguments().get(0) instanceof StringLiteral literal)) {
            throw notSupported(format, "format() with a computed format");
        }
        Matcher specifiers = SPECIFIER.matcher(literal.getValue());
        StringBuilder text = new StringBuilder();
        List<String> arguments = new java.util.ArrayList<>();
        while (specifiers.find()) {
            String kind = specifiers.group(3);
            if (!kind.equals("%") && arguments.size() == values.size()) {
                throw AthenaException.at(format, "INVALID_FUNCTION_ARGUMENT", "Format specifier without a value: " + specifiers.group());
            }
            switch (kind) {
                case "d" -> arguments.add(values.get(arguments.size()));
                case "s" -> arguments.add("trino_to_varchar(" + values.get(arguments.size()) + ")");
                case "f" -> {
                    String digits = specifiers.group(2) == null ? "6" : specifiers.group(2).substring(1);
                    // Java rounds halves up, C rounds them to even
                    arguments.add("round(CAST(" + values.get(arguments.size()) + " AS DOUBLE), " + digits + ")");
                }
                case "%" -> { }
                default -> throw notSupported(format, "The format specifier " + specifiers.group());
            }
            specifiers.appendReplacement(text, Matcher.quoteReplacement(specifiers.group()));
        }
        specifiers.appendTail(text);
        return "printf(" + Sql.text(text.toString()) + (arguments.isEmpty() ? "" : ", " + String.join(", ", arguments)) + ")";
    }
}
