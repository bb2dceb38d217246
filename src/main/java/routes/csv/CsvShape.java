package routes.csv;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import routes.lang.StartException;
import routes.source.RawRow;

/**
 * Where the rows of a file begin and how they are parted, found out from its first lines.
 *
 * @param titles as the header has them; empty without a header
 * @param start of the first row, in bytes
 * @param firstLine number of that line, from 1
 * @param symbol that a line of the header has for all columns
 * @param passedOver lines above the header that are no part of it
 */
record CsvShape(char delimiter, List<String> titles, int width, long start, long firstLine, Optional<String> symbol, int passedOver) {
    private static final char[] DELIMITERS = {',', '\t', ';', '|'};
    private static final int MOST_LINES = 200;
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=(.)\"?");

    /** Numbers and dates, as people write them. */
    private static final Pattern VALUE = Pattern.compile("(?=.*\\d)[\\d\\s.,:/+\\-−()%'’\\p{Sc}TZKMB]*"
            + "|[+-]?[\\d.]+[eE][+-]?\\d+|\\d{1,2}[- .]\\p{L}{3,9}[- .,]+\\d{2,4}.*|\\p{L}{3,9} \\d{1,2},? \\d{4}.*|\\d[\\d:.]* ?[AaPp][Mm]|\\d{4}-\\d\\d-\\d\\d.*");

    /** What the first cell of a second or third line of a header says; yfinance writes such. */
    private static final Set<String> HEADER_WORDS = Set.of("ticker", "tickers", "symbol", "symbols", "date", "datetime", "price", "attributes", "unit", "units");

    private static final Set<String> SYMBOL_WORDS = Set.of("ticker", "tickers", "symbol", "symbols");

    /** A line with something in it. */
    private record Line(long number, int start, int end, String text) {}

    boolean isHeaderless() {
        return titles.isEmpty();
    }

    static CsvShape of(byte[] head, Dialect dialect) {
        if (head.length == 0) {
            throw new StartException("is empty");
        }
        List<Line> lines = lines(head);
        if (lines.isEmpty()) {
            throw new StartException("has only blank lines");
        }
        requireText(head, lines.get(0).end());
        int passedOver = 0;
        if (dialect.skipLines() >= 0) {
            lines = lines.stream().filter(line -> line.number() > dialect.skipLines()).toList();
            if (lines.isEmpty()) {
                throw new StartException("csv.skip-lines %d leaves no line".formatted(dialect.skipLines()));
            }
            passedOver = dialect.skipLines();
        }
        String delimiter = dialect.delimiter();
        Matcher separator = SEPARATOR_LINE.matcher(lines.get(0).text());
        if (separator.matches() && lines.size() > 1) {
            delimiter = delimiter.isEmpty() ? separator.group(1) : delimiter;
            lines = lines.subList(1, lines.size());
            passedOver++;
        }
        return new Search(head, lines, dialect, passedOver).shape(delimiter);
    }

    /** Looks for the header among the lines. */
    private record Search(byte[] head, List<Line> lines, Dialect dialect, int passedOver) {
        CsvShape shape(String given) {
            char first = given.isEmpty() ? delimiter(lines.get(0).text()) : given.charAt(0);
            int width = cells(lines.get(0).text(), first).size();
            if (width == 0) {
                throw new StartException("the header cannot be read as CSV: " + lines.get(0).text());
            }
            boolean mayBeTitle = width == 1 && given.isEmpty();
            if (lines.size() == 1 || dialect.skipLines() >= 0 || !mayBeTitle && isMostly(first, width)) {
                return from(0, first, width);
            }
            return Optional.ofNullable(given.isEmpty() ? null : first)
                    .map(only -> table(new char[] {only}))
                    .orElseGet(() -> table(DELIMITERS))
                    .orElseGet(() -> from(0, first, width));
        }

        /** Whether half of the rows below the first line have its width. */
        private boolean isMostly(char delimiter, int width) {
            byte[] below = Arrays.copyOfRange(head, lines.get(1).start(), head.length);
            List<RawRow> rows = new RawRows(new ByteArrayInputStream(below), 1, row -> width(row, delimiter) == width).take(MOST_LINES);
            long alike = rows.stream().filter(row -> width(row.bytes(), delimiter) == width).count();
            return alike * 2 >= rows.size();
        }

        private static int width(byte[] row, char delimiter) {
            return cells(new String(row, StandardCharsets.UTF_8), delimiter).size();
        }

        /** The delimiter that gives most lines the same width, and the first of these lines as the header. */
        private Optional<CsvShape> table(char[] delimiters) {
            record Candidate(char delimiter, int width, long lines) {}
            List<Candidate> candidates = new ArrayList<>();
            for (char delimiter : delimiters) {
                Map<Integer, Long> widths = new HashMap<>();
                lines.forEach(line -> widths.merge(cells(line.text(), delimiter).size(), 1L, Long::sum));
                widths.entrySet().stream()
                        .filter(width -> width.getKey() > 1)
                        .max(Comparator.comparing((Map.Entry<Integer, Long> width) -> width.getValue()).thenComparing(Map.Entry::getKey))
                        .ifPresent(width -> candidates.add(new Candidate(delimiter, width.getKey(), width.getValue())));
            }
            return candidates.stream()
                    .max(Comparator.comparing(Candidate::lines).thenComparing(Candidate::width))
                    .filter(best -> best.lines() > 1)
                    .map(best -> table(best.delimiter(), best.width()));
        }

        /** @return null when too many of the lines below have another width */
        private CsvShape table(char delimiter, int width) {
            int first = IntStream.range(0, lines.size()).filter(i -> cells(lines.get(i).text(), delimiter).size() == width).findFirst().orElse(0);
            if (rows(first, delimiter, width).size() * 5L < (lines.size() - first) * 4L) {
                return null;
            }
            if (first > 0 && !hasHeader(first, delimiter)) {
                int above = cells(lines.get(first - 1).text(), delimiter).size();
                if (above == width + 1 || above == width - 1 && isPadded(first, delimiter, width)) {
                    return from(first - 1, delimiter, width);
                }
                return above > 1 ? null : from(first, delimiter, width);
            }
            return from(first, delimiter, width);
        }

        /** The header at that line, or the rows, when there is none. */
        private CsvShape from(int at, char delimiter, int width) {
            if (!dialect.header().equals("auto")) {
                List<String> names = dialect.header().equals("none") ? List.of() : Arrays.stream(dialect.header().split(",")).map(String::trim).toList();
                if (!names.isEmpty() && names.size() != width) {
                    throw new StartException("csv.header names %d columns, the file has %d".formatted(names.size(), width));
                }
                return below(at, delimiter, names, width, Optional.empty(), at);
            }
            List<String> titles = titles(at, delimiter, width);
            if (titles.size() == width && !hasHeader(at, delimiter)) {
                return below(at, delimiter, List.of(), width, Optional.empty(), at);
            }
            return header(at, delimiter, titles, at);
        }

        private CsvShape header(int at, char delimiter, List<String> first, int above) {
            List<String> titles = new ArrayList<>(first);
            Optional<String> symbol = Optional.empty();
            int next = at + 1;
            for (; next < lines.size() && next <= at + 3 && isMoreHeader(next, delimiter, titles.size()); next++) {
                List<String> more = cells(lines.get(next).text(), delimiter).stream().map(String::trim).toList();
                Set<String> others = new LinkedHashSet<>(more.subList(1, more.size()));
                if (SYMBOL_WORDS.contains(more.get(0).toLowerCase(Locale.ROOT))) {
                    if (others.size() == 1) {
                        symbol = others.stream().findFirst().filter(one -> !one.isEmpty());
                    } else {
                        for (int i = 1; i < more.size(); i++) {
                            titles.set(i, titles.get(i) + " " + more.get(i));
                        }
                    }
                } else if (others.equals(Set.of(""))) {
                    titles.set(0, more.get(0));
                }
            }
            return below(next, delimiter, titles, titles.size(), symbol, above);
        }

        private boolean isMoreHeader(int line, char delimiter, int width) {
            List<String> cells = cells(lines.get(line).text(), delimiter);
            return cells.size() == width
                    && HEADER_WORDS.contains(cells.get(0).trim().toLowerCase(Locale.ROOT))
                    && cells.stream().noneMatch(CsvShape::isValue)
                    && line + 1 < lines.size();
        }

        private CsvShape below(int line, char delimiter, List<String> titles, int width, Optional<String> symbol, int above) {
            boolean end = line >= lines.size();
            Line last = lines.get(lines.size() - 1);
            long start = end ? Math.min(last.end() + 1, head.length) : startOf(line);
            long number = end ? last.number() + 1 : numberOf(line);
            return new CsvShape(delimiter, List.copyOf(titles), width, start, number, symbol, passedOver + above);
        }

        /** Behind the line before, as far as that is part of the table. */
        private long startOf(int line) {
            return line == 0 ? lines.get(0).start() : Math.min(lines.get(line - 1).end() + 1, head.length);
        }

        private long numberOf(int line) {
            return line == 0 ? lines.get(0).number() : lines.get(line - 1).number() + 1;
        }

        /** As many as the rows have cells: a delimiter at the end of each row, or of the header alone, and R's column of row names have no title. */
        private List<String> titles(int at, char delimiter, int width) {
            List<String> titles = new ArrayList<>(cells(lines.get(at).text(), delimiter));
            if (titles.isEmpty()) {
                throw new StartException("the header cannot be read as CSV: " + lines.get(at).text());
            }
            if (titles.size() == width - 1) {
                boolean trailing = rows(at + 1, delimiter, width).stream().allMatch(row -> row.get(width - 1).isBlank());
                titles.add(trailing ? titles.size() : 0, "");
            } else if (titles.size() == width + 1 && titles.get(width).isBlank()) {
                titles.remove(width);
            }
            return titles;
        }

        /** Rows end with a delimiter, or begin with a name of their own, and all do. */
        private boolean isPadded(int first, char delimiter, int width) {
            List<List<String>> rows = rows(first, delimiter, width);
            return rows.size() == lines.size() - first
                    && (rows.stream().allMatch(row -> row.get(width - 1).isBlank()) || rows.stream().map(row -> row.get(0)).distinct().count() == rows.size());
        }

        private List<List<String>> rows(int from, char delimiter, int width) {
            return lines.stream().skip(from).map(line -> cells(line.text(), delimiter)).filter(row -> row.size() == width).toList();
        }

        /** A line is a header unless its cells are values where those below are. */
        private boolean hasHeader(int at, char delimiter) {
            List<String> cells = cells(lines.get(at).text(), delimiter);
            List<List<String>> below = rows(at + 1, delimiter, cells.size());
            if (below.isEmpty()) {
                return cells.stream().filter(CsvShape::isValue).count() * 2 < cells.size() || cells.isEmpty();
            }
            boolean valued = false;
            for (int i = 0; i < cells.size(); i++) {
                if (isValued(below, i) && !isAbsent(cells.get(i))) {
                    if (!isValue(cells.get(i))) {
                        return true;
                    }
                    valued = true;
                }
            }
            return !valued;
        }

        private static boolean isValued(List<List<String>> rows, int column) {
            List<String> cells = rows.stream().map(row -> row.get(column)).filter(cell -> !isAbsent(cell)).toList();
            return !cells.isEmpty() && cells.stream().filter(CsvShape::isValue).count() * 10 >= cells.size() * 9L;
        }

        private static char delimiter(String header) {
            char best = ',';
            for (char candidate : DELIMITERS) {
                if (cells(header, candidate).size() > cells(header, best).size()) {
                    best = candidate;
                }
            }
            return best;
        }

        private static List<String> cells(String text, char delimiter) {
            return CsvFile.cells(text, delimiter);
        }
    }

    private static boolean isAbsent(String cell) {
        return cell.isBlank() || Absent.KNOWN.contains(cell.trim());
    }

    private static boolean isValue(String cell) {
        return VALUE.matcher(cell.trim()).matches();
    }

    private static List<Line> lines(byte[] head) {
        List<Line> lines = new ArrayList<>();
        long number = 1;
        for (int start = hasByteOrderMark(head) ? 3 : 0; start < head.length && lines.size() < MOST_LINES; number++) {
            int end = lineEnd(head, start);
            if (!isBlank(head, start, end)) {
                lines.add(new Line(number, start, end, decode(head, start, end, lines.isEmpty()).replaceAll("^ +|[ \r]+$", "")));
            }
            start = end + 1;
        }
        return lines;
    }

    private static int lineEnd(byte[] head, int start) {
        int end = start;
        while (end < head.length && head[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte[] head, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isBreakOrSpace(head[i])) {
                return false;
            }
        }
        return true;
    }

    /** A file of another kind shows it early; further below, a byte that is no text spoils only its own row. */
    private static void requireText(byte[] head, int end) {
        for (int i = 0; i < Math.min(end, 4096); i++) {
            if (head[i] >= 0 && head[i] < ' ' && !isBreakOrSpace(head[i])) {
                throw new StartException("is not a text file (byte 0x%02x at offset %d)".formatted(head[i], i));
            }
        }
    }

    private static String decode(byte[] head, int start, int end, boolean header) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, start, end - start)).toString();
        } catch (CharacterCodingException notUtf8) {
            if (header) {
                throw new StartException("the header is not UTF-8 text; name its encoding with csv.encoding");
            }
            return new String(head, start, end - start, StandardCharsets.UTF_8);
        }
    }

    private static boolean hasByteOrderMark(byte[] head) {
        return head.length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
    }

    private static boolean isBreakOrSpace(byte b) {
        return b == '\n' || b == '\r' || b == ' ' || b == '\t';
    }
}
