package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

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

    private Formats() {}

    /** @param type of the first argument */
    static String call(FunctionCall call, String name, List<String> arguments, String type) {
        int wanted = switch (name) {
            case "date_diff", "date_add" -> 3;
            default -> 2;
        };
        boolean optional = arguments.size() == 3 && name.equals("sequence");
        if (arguments.size() != wanted && !optional) {
            throw AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected number of parameters (" + arguments.size() + ") for function " + name);
        }
        return switch (name) {
            // Trino counts whole units, like DuckDB's date_sub; DuckDB's date_diff counts boundaries
            case "date_diff" -> "date_sub(" + Sql.text(unit(call)) + ", " + arguments.get(1) + ", " + arguments.get(2) + ")";
            case "date_add" -> "(" + arguments.get(2) + " + (" + arguments.get(1) + ") * INTERVAL '1 " + unit(call) + "')";
            case "date_trunc" -> "date_trunc(" + Sql.text(unit(call)) + ", " + arguments.get(1) + ")";
            case "date_parse" -> parsed(arguments.get(0), strptime(call));
            case "format_datetime" -> "strftime(trino_of_years(CAST(" + arguments.get(0) + " AS TIMESTAMP)), " + Sql.text(joda(call)) + ")";
            case "parse_datetime" -> "CAST(" + parsed(arguments.get(0), joda(call)) + " AS TIMESTAMPTZ)";
            case "date_format" -> "strftime(trino_of_years(" + arguments.get(0) + "), " + Sql.text(strptime(call)) + ")";
            default -> sequence(arguments, type);
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
        if (text(call, 1).isEmpty()) {
            throw AthenaException.at(call, "INVALID_FUNCTION_ARGUMENT", "Both printing and parsing not supported");
        }
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
                case 'v' -> "%V";
                case 'x' -> "%G";
                default -> throw notSupported(call, "The date format " + letters.group());
            });
        }
        return format.toString();
    }

    /** Translates the letters of Joda's formats that have a counterpart. */
    private static String joda(FunctionCall call) {
        String format = text(call, 1);
        if (format.isEmpty()) {
            throw AthenaException.at(call, "INVALID_FUNCTION_ARGUMENT", "Both printing and parsing not supported");
        }
        StringBuilder translated = new StringBuilder();
        Matcher parts = Pattern.compile("([A-Za-z])\\1*|'((?:[^']|'')+)'|[^A-Za-z']+|'").matcher(format);
        while (parts.find()) {
            String plain = parts.group(2) != null ? parts.group(2).replace("''", "'") : parts.group(1) == null ? parts.group() : null;
            translated.append(plain != null ? plain.replace("%", "%%") : switch (parts.group()) {
                case "yyyy", "YYYY" -> "%Y";
                case "MM" -> "%m";
                case "dd" -> "%d";
                case "HH" -> "%H";
                case "mm" -> "%M";
                case "ss" -> "%S";
                case "SSS" -> "%g";
                case "DDD" -> "%j";
                case "EEE" -> "%a";
                case "EEEE" -> "%A";
                case "MMM" -> "%b";
                case "MMMM" -> "%B";
                default -> throw notSupported(call, "The date format " + parts.group());
            });
        }
        return translated.toString();
    }

    /** What the format leaves open is of the first of January 1970. */
    private static String parsed(String text, String format) {
        boolean hasYear = format.replace("%%", "").matches("(?s).*%[YyG].*");
        String parsed = "trino_parsed_time(" + text + ", " + Sql.text(hasYear ? format : "%Y " + format) + ", " + (hasYear ? "''" : "'1970 '") + ")";
        return format.contains("%y") ? "trino_century(" + parsed + ")" : parsed;
    }

    private static String sequence(List<String> arguments, String type) {
        String first = arguments.get(0);
        String last = arguments.get(1);
        boolean dates = type.equals("DATE");
        boolean times = dates || type.startsWith("TIMESTAMP");
        String one = "CASE WHEN " + last + " < " + first + " THEN -1 ELSE 1 END";
        String step = arguments.size() == 3 ? arguments.get(2) : times ? "to_days(" + one + ")" : one;
        String macro = dates ? "trino_date_sequence(" : times ? "trino_time_sequence(" : "trino_sequence(";
        return macro + first + ", " + last + ", " + step + ")";
    }
}
