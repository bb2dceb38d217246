package routes.lake;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Which JSON keys can be names in a table. Glue keeps a nested object as {@code struct<name:type,…>} and Hive's parser, which Athena has
 * too, takes letters, digits, {@code _ . $} and spaces for names in it: any other character makes the table unreadable, all of it. The names
 * of columns are kept one by one, but in a list with commas.
 */
final class KeyRules {
    /** Bytes that Glue takes for the name of a column. */
    private static final int LONGEST = 255;

    private static final Set<String> HIDDEN = Set.of("$path", "$bucket", "$file_size", "$file_modified_time", "$partition");

    private KeyRules() {}

    /** @return why a key of the record itself cannot be a column, null when it can */
    static String columnProblem(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        if (name.equals("date")) {
            return "is the name of the lake's partition column: choose another name";
        }
        if (HIDDEN.contains(name)) {
            return "is the name of a column that Athena already has: choose another name";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return "is longer than the %d bytes that a column's name may have".formatted(LONGEST);
        }
        return problem(name, "column", c -> c == ',' || c == '\ufffe' || c == '\uffff');
    }

    /** @return why a key of a nested object cannot be a field, null when it can */
    static String fieldProblem(String key) {
        return problem(key.toLowerCase(Locale.ROOT), "field of a nested object",
                c -> !Character.isLetterOrDigit(c) && c != '_' && c != '.' && c != '$' && c != ' ');
    }

    /** @param name as the catalog has it, in lower case */
    private static String problem(String name, String what, IntPredicate isForbidden) {
        if (name.isBlank() || !name.equals(name.strip())) {
            return "is blank, or begins or ends with a space: no %s can have that name".formatted(what);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c) || isForbidden.test(c)) {
                return "has the character %s, which no %s may have: rename it"
                        .formatted(c < ' ' || c > '~' ? "U+%04X".formatted((int) c) : "'" + c + "'", what);
            }
        }
        return null;
    }
}
