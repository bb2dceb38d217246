package routes.csv;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import routes.source.MarketSettings;
import routes.source.RowOrder;

/** CSV files as tests open them: with the names that the files have, unless told otherwise. */
final class Csv {
    private Csv() {}

    static CsvSettings settings(String types, Map<String, String> renames, Set<String> nullValues, Dialect dialect) {
        return new CsvSettings(types, renames, nullValues, dialect, MarketSettings.of("none", "", renames), "index", RowOrder.FILE, "");
    }

    static CsvFile open(Path file, String types, Map<String, String> renames, Set<String> nullValues) {
        return open(file, types, renames, nullValues, new Dialect());
    }

    static CsvFile open(Path file, String types, Map<String, String> renames, Set<String> nullValues, Dialect dialect) {
        return CsvFile.open(file, settings(types, renames, nullValues, dialect), true);
    }
}
