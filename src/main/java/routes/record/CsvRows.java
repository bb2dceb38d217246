package routes.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import routes.source.RawRow;

/**
 * camel-csv over a list of {@link RawRow}: all of them in one pass, or one by one when one of them is broken, so that it spoils only
 * itself. Where none has a quote, there is nothing to parse: the rows are split at the delimiter, for parsing them took a third of the
 * replay's time. The delimiter is that of the row's file.
 */
public class CsvRows extends ServiceSupport implements DataFormat {
    /** One for each delimiter. */
    private final Map<Character, CsvDataFormat> formats = new HashMap<>();

    private CsvDataFormat format(char delimiter) {
        return formats.computeIfAbsent(delimiter, with -> {
            CsvDataFormat csv = new CsvDataFormat();
            csv.setDelimiter(with);
            csv.setIgnoreSurroundingSpaces(true);
            csv.setRecordConverter(record -> record.toList());
            ServiceHelper.startService(csv);
            return csv;
        });
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(formats.values());
    }

    /** @return a {@link Row} for each {@link RawRow}, in the same order */
    @Override
    public List<Row> unmarshal(Exchange exchange, Object body) {
        @SuppressWarnings("unchecked")
        List<RawRow> raw = (List<RawRow>) body;
        if (raw.stream().allMatch(CsvRows::isPlain)) {
            return raw.stream().map(row -> Row.of(row, split(row.bytes(), row.layout().delimiter()))).toList();
        }
        char delimiter = raw.get(0).layout().delimiter();
        boolean together = raw.stream().noneMatch(row -> mayUpsetOthers(row) || row.layout().delimiter() != delimiter);
        List<List<String>> cells = together ? parse(exchange, lines(raw), delimiter) : null;
        return cells != null && cells.size() == raw.size() ? together(raw, cells) : oneByOne(exchange, raw);
    }

    /** Without quotes, and without carriage returns, which camel-csv takes for the end of a row. */
    private static boolean isPlain(RawRow row) {
        for (byte b : row.bytes()) {
            if (b == '"' || b == '\r') {
                return false;
            }
        }
        return true;
    }

    private static List<String> split(byte[] row, char delimiter) {
        List<String> cells = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= row.length; i++) {
            if (i == row.length || row[i] == delimiter) {
                cells.add(new String(row, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return cells;
    }

    /** A quote that does not close would swallow the rows after it; a lone carriage return would make two rows of one. */
    private static boolean mayUpsetOthers(RawRow row) {
        int quotes = 0;
        for (byte b : row.bytes()) {
            if (b == '\r') {
                return true;
            }
            quotes += b == '"' ? 1 : 0;
        }
        return quotes % 2 == 1;
    }

    private static List<Row> together(List<RawRow> raw, List<List<String>> cells) {
        List<Row> rows = new ArrayList<>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            rows.add(Row.of(raw.get(i), cells.get(i)));
        }
        return rows;
    }

    private List<Row> oneByOne(Exchange exchange, List<RawRow> raw) {
        List<Row> rows = new ArrayList<>(raw.size());
        for (RawRow row : raw) {
            List<List<String>> cells = parse(exchange, row.bytes(), row.layout().delimiter());
            rows.add(
                    cells == null || cells.size() != 1
                            ? Row.broken(row, "not readable as CSV (a quote that does not close, or text around one)")
                            : Row.of(row, cells.get(0)));
        }
        return rows;
    }

    private static byte[] lines(List<RawRow> rows) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(rows.size() * 128);
        for (RawRow row : rows) {
            lines.writeBytes(row.bytes());
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    @SuppressWarnings("unchecked")
    private List<List<String>> parse(Exchange exchange, byte[] text, char delimiter) {
        try {
            return (List<List<String>>) format(delimiter).unmarshal(exchange, new ByteArrayInputStream(text));
        } catch (Exception broken) {
            return null;
        }
    }

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) {
        throw new UnsupportedOperationException("csvRows takes rows, not a stream");
    }

    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) {
        throw new UnsupportedOperationException("csvRows only reads");
    }
}
