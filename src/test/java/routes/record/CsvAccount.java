package routes.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import routes.Lab;
import routes.csv.CsvFile;
import routes.csv.CsvFiles;
import routes.csv.CsvSettings;
import routes.csv.Dialect;
import routes.csv.RawRows;
import routes.kafka.Topics;
import routes.lake.RecordValidator;
import routes.source.Column;
import routes.source.ColumnType;
import routes.source.MarketSettings;
import routes.source.RawRow;
import routes.source.RowException;
import routes.source.RowOrder;

/**
 * Reads a file as the replay does, without Kafka, and says what became of each of its lines.
 *
 * @param records lines that are in a record
 * @param rejected lines that are in the text of a rejected row
 * @param blank lines that were passed over
 */
record CsvAccount(int records, int rejected, int blank) {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS[SSS]");
    /** As far as each row is read once more alone, to see that its neighbours made no difference. */
    private static final int ALONE = 100;

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    /** @throws StartException when the file as a whole cannot be replayed */
    static CsvAccount of(byte[] content, String keyColumn, String types) {
        try {
            Path path = Files.createTempFile("fuzz", ".csv");
            try {
                Files.write(path, content);
                return new Reading(path, keyColumn, types).account(content);
            } finally {
                Files.delete(path);
            }
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static final class Reading {
        private final CsvFile file;
        private final CsvRows csvRows = new CsvRows();
        private final RowRecords rowRecords;
        private int records;
        private int rejected;
        private int blank;

        Reading(Path path, String keyColumn, String types) {
            Topics topics = new Topics(null);
            topics.setRecords("quotes");
            rowRecords = new RowRecords(null, null, topics);
            // what damaged bytes may be the letters of is another question
            Dialect utf8 = new Dialect();
            utf8.setEncoding("UTF-8");
            Map<String, String> names = Map.of("date", "trade_date");
            CsvSettings settings = new CsvSettings(
                    types, names, Set.of("", "null", "NaN"), utf8, MarketSettings.of("", "", names), keyColumn, RowOrder.FILE, "");
            file = CsvFiles.open(path.toString(), settings).files().get(0);
        }

        CsvAccount account(byte[] content) throws IOException {
            boolean macintosh = count(content, '\r') > 0 && count(content, '\n') == 0;
            byte[] text = macintosh ? new String(content, UTF_8).replace('\r', '\n').getBytes(UTF_8) : content;
            Iterator<byte[]> lines = lines(text, (int) file.start()).iterator();
            long line = file.firstLine();
            for (Row row : rows()) {
                while (line < row.raw().line()) {
                    requireBlank(lines.next(), line++);
                }
                int own = count(row.raw().bytes(), '\n') + 1;
                assertThat(row.raw().bytes()).as("line %d", line).isEqualTo(joined(lines, own));
                line += own;
                take(row, own);
            }
            while (lines.hasNext()) {
                requireBlank(lines.next(), line++);
            }
            return new CsvAccount(records, rejected, blank);
        }

        /** As many at a time as the replay takes; each must be what it is alone. */
        private List<Row> rows() throws IOException {
            List<Row> rows = new ArrayList<>();
            try (RawRows raw = file.rows()) {
                for (List<RawRow> some = raw.take(2000); !some.isEmpty(); some = raw.take(2000)) {
                    List<Row> together = csvRows.unmarshal(new DefaultExchange(CAMEL), some);
                    assertThat(together).extracting(Row::raw).isEqualTo(some);
                    rows.addAll(together);
                }
            }
            return rows;
        }

        private void take(Row row, int lines) {
            if (row.raw().line() < ALONE) {
                Row alone = csvRows.unmarshal(new DefaultExchange(CAMEL), List.of(row.raw())).get(0);
                assertThat(trimmed(alone)).as("%s", row.reason()).isEqualTo(trimmed(row));
            }
            try {
                byte[] value = rowRecords.record(row).value();
                requireFit(value, row);
                records += lines;
            } catch (RowException unfit) {
                assertThat(unfit.getMessage()).isNotBlank();
                rejected += lines;
            }
        }

        /** Spaces around a value are no part of it. */
        private static List<String> trimmed(Row row) {
            return row.cells() == null ? null : row.cells().stream().map(String::trim).toList();
        }

        private void requireFit(byte[] value, Row row) {
            assertThat(new RecordValidator().rejection(value)).as("%s", new String(value, UTF_8)).isNull();
            assertThat(count(value, '\n') + count(value, '\r')).isZero();
            JsonNode json = Lab.json(value);
            List<Column> columns = file.columns();
            for (int i = 0; i < columns.size(); i++) {
                String text = columns.get(i).cell(row.cells(), i);
                JsonNode node = json.get(columns.get(i).name());
                boolean absent = file.settings().nullValues().contains(text) || columns.get(i).format().plain(text) == null;
                assertThat(node == null).as("%s '%s'", columns.get(i), text).isEqualTo(absent);
                requireType(columns.get(i).type(), node, text);
            }
        }

        private static void requireType(ColumnType type, JsonNode node, String text) {
            if (node == null) {
                return;
            }
            switch (type) {
                case BIGINT -> assertThat(node.isIntegralNumber() && node.canConvertToLong()).as(text).isTrue();
                case DECIMAL -> assertThat(new BigDecimal(node.textValue())).as(text).isEqualByComparingTo(text);
                case DOUBLE -> assertThat(node.isNumber() && Double.isFinite(node.asDouble())).as(text).isTrue();
                case BOOLEAN -> assertThat(node.isBoolean()).as(text).isTrue();
                case DATE -> assertThat(LocalDate.parse(node.asText())).hasToString(node.asText());
                case TIMESTAMP -> assertThat(TIMESTAMP.parse(node.asText())).as(text).isNotNull();
                case STRING -> assertThat(node.isTextual() ? node.asText() : null).isEqualTo(text);
            }
        }

        private void requireBlank(byte[] line, long number) {
            assertThat(new String(line, UTF_8)).as("line %d", number).matches("[ \t,;|]*");
            blank++;
        }
    }

    /** The lines as an editor would count them, from an offset. */
    private static List<byte[]> lines(byte[] content, int from) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = from; i < content.length; i++) {
            if (content[i] == '\n') {
                lines.add(withoutReturn(line.toByteArray()));
                line.reset();
            } else {
                line.write(content[i]);
            }
        }
        if (line.size() > 0) {
            lines.add(withoutReturn(line.toByteArray()));
        }
        return lines;
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean windows = line.length > 0 && line[line.length - 1] == '\r';
        return windows ? java.util.Arrays.copyOf(line, line.length - 1) : line;
    }

    private static byte[] joined(Iterator<byte[]> lines, int count) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                joined.write('\n');
            }
            joined.writeBytes(lines.next());
        }
        return joined.toByteArray();
    }

    private static int count(byte[] bytes, char wanted) {
        int count = 0;
        for (byte b : bytes) {
            count += b == wanted ? 1 : 0;
        }
        return count;
    }
}
