package routes.csv;

import java.util.ArrayList;
import java.util.List;

/** Rows whose quotes are all around whole cells, as exporters write them; to make a parser for each row takes many times as long. */
final class PlainQuotes {
    private PlainQuotes() {}

    /** @return null for a row with other quotes, or of several lines */
    static List<String> cells(String row, char delimiter) {
        List<String> cells = new ArrayList<>();
        int start = 0;
        while (true) {
            boolean quoted = start < row.length() && row.charAt(start) == '"';
            int from = quoted ? start + 1 : start;
            int found = row.indexOf(quoted ? '"' : delimiter, from);
            int to = found < 0 && !quoted ? row.length() : found;
            int end = quoted ? to + 1 : to;
            if (to < 0 || end < row.length() && row.charAt(end) != delimiter || hasOther(row, from, to)) {
                return null;
            }
            cells.add(row.substring(from, to));
            if (end == row.length()) {
                return cells;
            }
            start = end + 1;
        }
    }

    private static boolean hasOther(String row, int from, int to) {
        for (int i = from; i < to; i++) {
            if (row.charAt(i) == '"' || row.charAt(i) == '\n' || row.charAt(i) == '\r') {
                return true;
            }
        }
        return false;
    }
}
