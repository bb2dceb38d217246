package cloud.crawl;

import cloud.sql.HiveType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lines that Glue's built-in classifier takes for CSV. By "Built-in classifiers" of the Glue Developer Guide: the delimiter is a comma, bar,
 * tab, semicolon or Ctrl-A; there are at least two columns and two rows; the first line is a header if every name in it is text of
 * fewer than 150 characters and some row has a value that is not text; otherwise the columns are called col0, col1 …
 */
record CsvSample(Map<String, HiveType> columns, Map<String, String> traits) {
    private static final String DELIMITERS = ",|\t;\u0001";
    private static final int LONGEST_NAME = 150;

    static Optional<CsvSample> of(List<String> lines) {
        List<String> rows = lines.stream().filter(line -> !line.isBlank()).toList();
        for (char delimiter : DELIMITERS.toCharArray()) {
            List<List<String>> values = rows.stream().map(row -> split(row, delimiter)).toList();
            if (values.size() > 1 && values.get(0).size() > 1 && values.stream().allMatch(row -> row.size() == values.get(0).size())) {
                return Optional.of(of(values, delimiter, rows.stream().anyMatch(row -> row.contains("\""))));
            }
        }
        return Optional.empty();
    }

    private static CsvSample of(List<List<String>> rows, char delimiter, boolean quoted) {
        List<HiveType> types = types(rows.subList(1, rows.size()));
        List<String> first = rows.get(0);
        boolean header = first.stream().allMatch(name -> typeOf(name).equals(HiveType.STRING) && name.length() < LONGEST_NAME)
                && first.stream().distinct().count() == first.size()
                && types.stream().anyMatch(type -> !type.settled().equals(HiveType.STRING));
        List<HiveType> all = header ? types : types(rows);
        Map<String, HiveType> columns = new LinkedHashMap<>();
        for (int i = 0; i < first.size(); i++) {
            columns.put(header ? first.get(i).toLowerCase(Locale.ROOT) : "col" + i, all.get(i));
        }
        Map<String, String> traits = new LinkedHashMap<>();
        traits.put("delimiter", String.valueOf(delimiter));
        traits.put("areColumnsQuoted", String.valueOf(quoted));
        traits.put("columnsOrdered", "true");
        if (header) {
            traits.put("skip.header.line.count", "1");
        }
        return new CsvSample(columns, traits);
    }

    private static List<HiveType> types(List<List<String>> rows) {
        List<HiveType> types = new ArrayList<>();
        for (int i = 0; i < rows.get(0).size(); i++) {
            int column = i;
            types.add(rows.stream().map(row -> typeOf(row.get(column))).reduce(HiveType.UNKNOWN, HiveType::merge));
        }
        return types;
    }

    private static HiveType typeOf(String value) {
        if (value.isBlank()) {
            return HiveType.UNKNOWN;
        }
        if (value.matches("[-+]?\\d{1,18}")) {
            return HiveType.simple("bigint");
        }
        if (value.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
            return HiveType.simple("double");
        }
        return value.matches("(?i)true|false") ? HiveType.simple("boolean") : HiveType.STRING;
    }

    private static List<String> split(String line, char delimiter) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString());
        return values;
    }
}
