package routes.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Errors;
import routes.lang.StartException;
import routes.source.Column;
import routes.source.Columns;
import routes.source.MarketColumns;
import routes.source.MarketSettings;
import routes.source.RawRow;

/**
 * A CSV file with a header: its delimiter is the one that splits the header, its types are those of a sample of its rows (all of them
 * in a file up to 4 MB, else the first 1 MB and 48 stretches spread over the rest).
 *
 * @param start of the first row, in bytes
 * @param firstLine number of that line, from 1
 * @param content what was in the file when it was opened: what is appended afterwards is not looked at
 * @param inferred whether the types are those of the values
 * @param market which columns are those of a market
 */
public record CsvFile(
        Path path, char delimiter, List<Column> columns, Set<String> nullValues, long start, long firstLine, FileContent content, boolean inferred,
        MarketColumns market) {

    private static final Logger LOG = LoggerFactory.getLogger(CsvFile.class);

    private static final int WHOLE = 4 << 20;
    private static final int FIRST = 1 << 20;
    private static final int STRETCH = 64 << 10;
    private static final int STRETCHES = 48;

    /**
     * @param types {@code csv.columns}, blank to infer them
     * @throws StartException naming the file and what is wrong with it
     */
    public static CsvFile open(Path path, String types, Map<String, String> renames, Set<String> nullValues, MarketSettings market) {
        if (!Files.exists(path)) {
            throw new StartException("csv.file %s does not exist (looked at %s)".formatted(path, path.toAbsolutePath()));
        }
        if (!Files.isRegularFile(path)) {
            throw new StartException("csv.file %s is not a file; name the CSV file itself".formatted(path));
        }
        if (!Files.isReadable(path)) {
            throw new StartException("csv.file %s may not be read by this user".formatted(path));
        }
        try {
            return read(path, types, renames, nullValues, market);
        } catch (IOException unreadable) {
            throw new StartException("csv.file %s cannot be read: %s".formatted(path, Errors.sentence(unreadable)));
        } catch (StartException wrong) {
            throw new StartException(wrong.getMessage().startsWith("csv.") ? wrong.getMessage() : "csv.file %s: %s".formatted(path, wrong.getMessage()));
        }
    }

    private static CsvFile read(Path path, String types, Map<String, String> renames, Set<String> nullValues, MarketSettings settings)
            throws IOException {
        Header header = Header.of(head(path));
        FileContent content = FileContent.of(path);
        List<String> names = Columns.names(header.cells(), renames);
        CsvFile file = new CsvFile(path, header.delimiter(), List.of(), nullValues, header.end(), header.line() + 1, content, types.isBlank(), null);
        List<List<String>> sample = file.sample(names.size(), content.length());
        if (sample.isEmpty()) {
            throw new StartException("has a header but no rows below it");
        }
        List<Column> columns =
                types.isBlank() ? Columns.infer(names, sample, nullValues) : Columns.given(names, types);
        if (types.isBlank()) {
            OddValues.in(columns, sample, nullValues).ifPresent(strays -> LOG.warn("{}: {}", path, strays));
        }
        MarketColumns market = MarketColumns.of(path, header.cells(), columns, sample, nullValues, settings);
        LOG.info("csv-to-kafka: {}: {}", path, market.line());
        return new CsvFile(
                path, header.delimiter(), market.columns(), nullValues, header.end(), header.line() + 1, content, types.isBlank(), market);
    }

    /** Opens the rows anew, lazily. */
    public RawRows rows() throws IOException {
        return rows(content.length());
    }

    private RawRows rows(long end) throws IOException {
        return RawRows.open(path, start, end, firstLine, this::isRow);
    }

    /** Of the whole content. */
    String fingerprint() {
        return content.toString();
    }

    /**
     * How many of the rows that the file had, when it had no more than that content, it has still: the last line may have been cut, or have
     * become part of a longer row. The types that its values had are told when they are others now.
     */
    long rowsSince(FileContent before) throws IOException {
        tellTypesSince(before);
        try (RawRows then = rows(before.length()); RawRows now = rows()) {
            long same = 0;
            while (then.hasNext() && now.hasNext() && Arrays.equals(then.next().bytes(), now.next().bytes())) {
                same++;
            }
            return same;
        }
    }

    private void tellTypesSince(FileContent before) throws IOException {
        if (!inferred) {
            return;
        }
        List<Column> then = Columns.infer(columns.stream().map(Column::name).toList(), sample(columns.size(), before.length()), nullValues);
        for (int i = 0; i < columns.size(); i++) {
            if (then.get(i).type() != columns.get(i).type()) {
                LOG.warn("{}: by the rows that were appended, column {} is {} from now on and was {} in the rows before; csv.columns gives it one type",
                        path, columns.get(i).name(), columns.get(i).type().word(), then.get(i).type().word());
            }
        }
    }

    boolean isRow(byte[] row) {
        return cells(row).size() == columns.size();
    }

    private static byte[] head(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(FIRST);
        }
    }

    private List<List<String>> sample(int width, long length) throws IOException {
        List<List<String>> sample = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            addSample(file, length, start, length <= WHOLE ? WHOLE : FIRST, true, width, sample);
            for (int i = 1; i <= STRETCHES && length > WHOLE; i++) {
                addSample(file, length, FIRST + (length - FIRST - STRETCH) * i / STRETCHES, STRETCH, false, width, sample);
            }
        }
        return sample;
    }

    /** Adds the rows of a stretch; what is cut off at its ends is not looked at, except at the ends of the file. */
    private void addSample(RandomAccessFile file, long length, long from, int bytes, boolean fromStart, int width, List<List<String>> sample)
            throws IOException {
        byte[] stretch = new byte[(int) Math.min(bytes, Math.max(0, length - from))];
        file.seek(from);
        file.readFully(stretch);
        boolean toEnd = from + stretch.length == length;
        List<RawRow> rows = new RawRows(new java.io.ByteArrayInputStream(stretch), 1, row -> cells(row).size() == width)
                .take(Integer.MAX_VALUE);
        int last = rows.size() - (toEnd ? 0 : 1);
        for (int i = fromStart ? 0 : 1; i < last; i++) {
            sample.add(cells(rows.get(i).bytes()));
        }
    }

    /** The values of one row by itself; no values when it cannot be parsed. */
    List<String> cells(byte[] row) {
        return cells(new String(row, StandardCharsets.UTF_8), delimiter);
    }

    private static List<String> cells(String row, char delimiter) {
        if (row.indexOf('"') < 0) {
            return Arrays.asList(row.split(java.util.regex.Pattern.quote(String.valueOf(delimiter)), -1));
        }
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
        try (CSVParser parser = CSVParser.parse(row, format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? records.get(0).toList() : List.of();
        } catch (IOException | java.io.UncheckedIOException broken) {
            return List.of();
        }
    }

    /** The first line that is not blank. */
    private record Header(List<String> cells, char delimiter, long end, long line) {
        private static final char[] DELIMITERS = {',', '\t', ';', '|'};

        static Header of(byte[] head) {
            if (head.length == 0) {
                throw new StartException("is empty");
            }
            requireNoUtf16(head);
            int start = hasByteOrderMark(head) ? 3 : 0;
            int end = lineEnd(head, start);
            long line = 1;
            while (isBlank(head, start, end)) {
                if (end == head.length) {
                    throw new StartException("has only blank lines");
                }
                start = end + 1;
                end = lineEnd(head, start);
                line++;
            }
            requireText(head, end);
            String text = decode(head, start, end).replaceAll("^ +|[ \r]+$", "");
            char delimiter = delimiter(text);
            return new Header(Header.cellsOf(text, delimiter), delimiter, Math.min(end + 1, head.length), line);
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

        private static List<String> cellsOf(String text, char delimiter) {
            List<String> cells = CsvFile.cells(text, delimiter);
            if (cells.isEmpty()) {
                throw new StartException("the header cannot be read as CSV: " + text);
            }
            return cells;
        }

        private static char delimiter(String header) {
            char best = ',';
            for (char candidate : DELIMITERS) {
                if (CsvFile.cells(header, candidate).size() > CsvFile.cells(header, best).size()) {
                    best = candidate;
                }
            }
            return best;
        }

        /** A file of another kind shows it early; further below, a byte that is no text spoils only its own row. */
        private static void requireText(byte[] head, int end) {
            for (int i = 0; i < Math.min(end, 4096); i++) {
                if (head[i] >= 0 && head[i] < ' ' && !isBreakOrSpace(head[i])) {
                    throw new StartException("is not a text file (byte 0x%02x at offset %d)".formatted(head[i], i));
                }
            }
        }

        private static void requireNoUtf16(byte[] head) {
            if (head.length > 1 && ((head[0] == -1 && head[1] == -2) || (head[0] == -2 && head[1] == -1))) {
                throw new StartException("is UTF-16 text; save it as UTF-8");
            }
        }

        private static String decode(byte[] head, int start, int end) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(head, start, end - start))
                        .toString();
            } catch (CharacterCodingException notUtf8) {
                throw new StartException("the header is not UTF-8 text");
            }
        }

        private static boolean hasByteOrderMark(byte[] head) {
            return head.length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
        }

        private static boolean isBreakOrSpace(byte b) {
            return b == '\n' || b == '\r' || b == ' ' || b == '\t';
        }
    }
}
