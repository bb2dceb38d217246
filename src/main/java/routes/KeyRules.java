package routes;

/**
 * Which JSON keys can be names in a table. Glue keeps a nested object as {@code struct<name:type,…>} and Hive's parser, which Athena has
 * too, takes letters, digits, {@code _ . $} and spaces for names in it: any other character makes the table unreadable, all of it. The names
 * of columns are kept one by one, but in a list with commas.
 */
final class KeyRules {
    /** Glue's limit for the name of a column. */
    private static final int LONGEST = 255;

    private KeyRules() {}

    /** @return why a key of the record itself cannot be a column, null when it can */
    static String columnProblem(String key) {
        if (key.equalsIgnoreCase("date")) {
            return "is the name of the lake's partitions: give it another";
        }
        if (key.length() > LONGEST) {
            return "is longer than the %d characters that a column's name may have".formatted(LONGEST);
        }
        return problem(key, false);
    }

    /** @return why a key of a nested object cannot be a field, null when it can */
    static String fieldProblem(String key) {
        return problem(key, true);
    }

    private static String problem(String key, boolean nested) {
        if (key.isBlank()) {
            return "is blank: no column can have that name";
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (Character.isISOControl(c) || (nested ? !isOfAField(c) : c == ',')) {
                return "has the character %s, which no %s may have: rename it"
                        .formatted(Character.isISOControl(c) || Character.isSurrogate(c) ? "U+%04X".formatted((int) c) : "'" + c + "'",
                                nested ? "field of a nested object" : "column");
            }
        }
        return null;
    }

    private static boolean isOfAField(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$' || c == ' ';
    }
}
