package routes.csv;

import java.util.Set;
import routes.source.CellFormat;

/** Words that stand for no value among values that are none. */
record Absent(Set<String> words, CellFormat format) implements CellFormat {
    /** {@code .} is FRED's. */
    static final Set<String> KNOWN = Set.of(
            ".", "-", "--", "---", "–", "—", "N/A", "n/a", "NA", "na", "#N/A", "N.A.", "n.a.", "null", "NULL", "Null", "None", "none", "nan", "NaN",
            "NAN", "ND", "N/D", "nil", "?", "\\N", "<NA>", "NaT");

    @Override
    public String plain(String cell) {
        return words.contains(cell) ? null : format.plain(cell);
    }

    @Override
    public String toString() {
        return format.toString();
    }
}
