package routes.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Errors;
import routes.lang.StartException;
import routes.source.Column;
import routes.source.ColumnType;
import routes.source.Columns;
import routes.source.CommonTypes;
import routes.source.MarketColumns;
import routes.source.RawRow;
import routes.source.RowLayout;

/**
 * A CSV file: its shape is that of its first lines, its types and formats are those of a sample of its rows (all of them in a file up to
 * 4 MB, else the first 256 kB and 48 stretches spread over the rest).
 *
 * @param content what was in the file when it was opened: what is appended afterwards is not looked at
 * @param market which columns are those of a market
 * @param layout of its rows
 */
public record CsvFile(
        Path path, PlainText text, CsvShape shape, CsvSettings settings, FileContent content, Formats.Found found, MarketColumns market, RowLayout layout) {

    private static final int WHOLE = 4 << 20;
    private static final int HEAD = 1 << 20;
    private static final int FIRST = 256 << 10;
    private static final int STRETCH = 16 << 10;
    private static final int STRETCHES = 48;

    /**
     * @param fully whether all of it is read, for its fingerprint
     * @throws StartException naming the file and what is wrong with it, or what must be set first
     */
    static CsvFile open(Path path, CsvSettings settings, boolean fully) {
        CsvFile file = find(path, settings, fully);
        file.found.questions().stream().findFirst().ifPresent(question -> {
            throw new StartException("csv.file %s: %s".formatted(path, question));
        });
        return file;
    }

    /** The file with what it leaves open. */
    static CsvFile find(Path path, CsvSettings settings, boolean fully) {
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
            return read(path, settings, fully);
        } catch (IOException unreadable) {
            throw new StartException("csv.file %s cannot be read: %s".formatted(path, Errors.sentence(unreadable)));
        } catch (StartException wrong) {
            throw new StartException(wrong.getMessage().startsWith("csv.") ? wrong.getMessage() : "csv.file %s: %s".formatted(path, wrong.getMessage()));
        }
    }

    private static CsvFile read(Path path, CsvSettings settings, boolean fully) throws IOException {
        PlainText text = PlainText.of(path, settings.dialect());
        CsvShape shape = CsvShape.of(head(text.path()), settings.dialect());
        FileContent content = fully ? FileContent.of(text.path()) : new FileContent(Files.size(text.path()), 0);
        CsvFile bare = new CsvFile(path, text, shape, settings, content, new Formats.Found(List.of(), List.of(), List.of()), null, null);
        List<List<String>> rows = bare.sample(content.length());
        if (rows.isEmpty()) {
            throw new StartException("has a header but no rows below it");
        }
        List<List<String>> sample = bare.shapely(rows);
        List<String> names = shape.isHeaderless() ? bare.madeUpNames(sample) : shape.titles();
        return bare.with(bare.columns(Columns.names(names, settings.renames()), settings.types(), sample), sample);
    }

    private List<String> madeUpNames(List<List<String>> sample) {
        List<String> numbered = IntStream.rangeClosed(1, width()).mapToObj(i -> "column_" + i).toList();
        return MadeUpNames.of(columns(numbered, "", sample).columns(), sample);
    }

    private Formats.Found columns(List<String> names, String types, List<List<String>> sample) {
        List<Column> asTheyStand = types.isBlank() ? Columns.infer(names, sample, settings.nullValues()) : Columns.given(names, types);
        Formats.Found formats = Formats.of(shape, asTheyStand, sample, settings.dialect(), settings.nullValues(), !types.isBlank());
        List<Column> columns = new ArrayList<>(formats.columns());
        if (shape.symbol().isPresent() && !names.contains("symbol")) {
            columns.add(new Column("symbol", ColumnType.STRING, new Constant(shape.symbol().get()), List.of(0)));
        }
        List<String> doubts = new ArrayList<>(formats.doubts());
        if (types.isBlank()) {
            OddValues.in(formats.columns().subList(0, width()), sample, settings.nullValues()).ifPresent(doubts::add);
        }
        return new Formats.Found(List.copyOf(columns), doubts, formats.questions());
    }

    private CsvFile with(Formats.Found columns, List<List<String>> sample) {
        MarketColumns market = MarketColumns.of(
                path, titles(columns.columns()), columns.columns(), asTyped(columns.columns(), sample), settings.nullValues(), settings.market());
        RowLayout layout = RowLayout.of(
                path, delimiter(), market.columns(), width(), Optional.ofNullable(market.symbol()), settings.nullValues(), market.nameOf(settings.key()));
        return new CsvFile(path, text, shape, settings, content, columns, market, layout);
    }

    /** The same with these types; how the cells of a text that becomes a number are written is found out again, by most of them. */
    CsvFile with(CommonTypes types) {
        List<Column> typed = new ArrayList<>(types.of(columns()));
        List<Integer> numbers = IntStream.range(0, width())
                .filter(i -> columns().get(i).type() == ColumnType.STRING && typed.get(i).type() != ColumnType.STRING)
                .boxed()
                .toList();
        if (!numbers.isEmpty()) {
            List<Column> written = Formats.of(shape, typed.subList(0, width()), shapely(sampled()), settings.dialect(), settings.nullValues(), true).columns();
            numbers.forEach(i -> typed.set(i, typed.get(i).with(typed.get(i).type(), written.get(i).format())));
        }
        return new CsvFile(path, text, shape, settings, content, found, market, layout.with(List.copyOf(typed)));
    }

    private List<String> titles(List<Column> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> i < shape.titles().size() ? shape.titles().get(i) : columns.get(i).name())
                .toList();
    }

    /** The values of all columns, written as their types have them. */
    private static List<List<String>> asTyped(List<Column> columns, List<List<String>> sample) {
        return columns.stream().allMatch(Column::isPlain)
                ? sample
                : sample.stream().<List<String>>map(row -> new TypedRow(columns, row)).toList();
    }

    /** Those of its rows' cells, then those that are made of several. */
    public List<Column> columns() {
        return layout.columns();
    }

    public char delimiter() {
        return shape.delimiter();
    }

    /** How many cells a row has. */
    int width() {
        return shape.width();
    }

    /** Of the first row, in bytes. */
    public long start() {
        return shape.start();
    }

    /** Number of the line of the first row, from 1. */
    public long firstLine() {
        return shape.firstLine();
    }

    /** Opens the rows anew, lazily. */
    public RawRows rows() throws IOException {
        return rows(content.length());
    }

    private RawRows rows(long end) throws IOException {
        return RawRows.open(this, start(), end);
    }

    /** Of the whole content. */
    String fingerprint() {
        return content.toString();
    }

    /** What the first bytes of the file are. */
    FileContent beginning(long bytes) throws IOException {
        return FileContent.of(text.path(), bytes);
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
        if (!settings.types().isBlank()) {
            return;
        }
        List<Column> columns = found.columns().subList(0, width());
        List<Column> then = columns(columns.stream().map(Column::name).toList(), "", shapely(sample(before.length()))).columns();
        for (int i = 0; i < columns.size(); i++) {
            if (then.get(i).type() != columns.get(i).type()) {
                log().warn("{}: by the rows that were appended, column {} is {} from now on and was {} in the rows before; csv.columns gives it one type",
                        path, columns.get(i).name(), columns.get(i).type().word(), then.get(i).type().word());
            }
        }
    }

    long countRows() throws IOException {
        try (RawRows rows = rows()) {
            long count = 0;
            for (; rows.hasNext(); count++) {
                rows.next();
            }
            return count;
        }
    }

    /** Whether the sampled rows have no value in a column. */
    boolean isBlank(Column column) {
        int place = columns().indexOf(column);
        return shapely(sampled()).stream().allMatch(row -> settings.nullValues().contains(column.cell(row, place)));
    }

    private List<List<String>> sampled() {
        try {
            return sample(content.length());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + path, unreadable);
        }
    }

    boolean isRow(byte[] row) {
        return cells(row).size() == width();
    }

    /** Made when something is said: to inspect a file takes less time than to start a log. */
    private static Logger log() {
        return LoggerFactory.getLogger(CsvFile.class);
    }

    private static byte[] head(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(HEAD);
        }
    }

    List<List<String>> sample(long length) throws IOException {
        List<List<String>> sample = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(text.path().toFile(), "r")) {
            addSample(file, length, start(), length <= WHOLE ? WHOLE : FIRST, true, sample);
            for (int i = 1; i <= STRETCHES && length > WHOLE; i++) {
                addSample(file, length, FIRST + (length - FIRST - STRETCH) * i / STRETCHES, STRETCH, false, sample);
            }
        }
        return sample;
    }

    private List<List<String>> shapely(List<List<String>> rows) {
        return rows.stream().filter(row -> row.size() == width()).toList();
    }

    /** Adds the rows of a stretch; what is cut off at its ends is not looked at, except at the ends of the file. */
    private void addSample(RandomAccessFile file, long length, long from, int bytes, boolean fromStart, List<List<String>> sample)
            throws IOException {
        byte[] stretch = new byte[(int) Math.min(bytes, Math.max(0, length - from))];
        file.seek(from);
        file.readFully(stretch);
        boolean toEnd = from + stretch.length == length;
        List<RawRow> rows = new RawRows(new ByteArrayInputStream(stretch), 1, this::isRow)
                .take(Integer.MAX_VALUE);
        int last = rows.size() - (toEnd ? 0 : 1);
        for (int i = fromStart ? 0 : 1; i < last; i++) {
            sample.add(cells(rows.get(i).bytes()));
        }
    }

    /** The values of one row by itself; no values when it cannot be parsed. */
    List<String> cells(byte[] row) {
        return cells(new String(row, StandardCharsets.UTF_8), delimiter());
    }

    static List<String> cells(String row, char delimiter) {
        if (row.indexOf('"') < 0) {
            return split(row, delimiter);
        }
        List<String> plain = PlainQuotes.cells(row, delimiter);
        if (plain != null) {
            return plain;
        }
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreSurroundingSpaces(true).get();
        try (CSVParser parser = CSVParser.parse(row, format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? records.get(0).toList() : List.of();
        } catch (IOException | UncheckedIOException broken) {
            return List.of();
        }
    }

    private static List<String> split(String row, char delimiter) {
        List<String> cells = new ArrayList<>();
        int start = 0;
        for (int end = row.indexOf(delimiter); end >= 0; end = row.indexOf(delimiter, start)) {
            cells.add(row.substring(start, end));
            start = end + 1;
        }
        cells.add(row.substring(start));
        return cells;
    }
}
