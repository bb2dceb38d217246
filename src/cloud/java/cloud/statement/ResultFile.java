package cloud.statement;

import cloud.scan.Engine;
import cloud.scan.ResultColumn;
import cloud.sql.Types;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A result in Athena's format: a CSV file with every value in quotes and null as nothing at all, and a metadata file beside it. */
public final class ResultFile {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private static final Timestamp YEAR_ONE = Timestamp.valueOf("0001-01-01 00:00:00");

    private ResultFile() {}

    public static Path metadata(Path file) {
        return file.resolveSibling(file.getFileName() + ".metadata");
    }

    /** The result of a statement that writes: no rows, of one column that would say how many were written. */
    static void nothing(Path file) throws IOException {
        ObjectNode metadata = AwsJson.object();
        metadata.putArray("ColumnInfo").add(columnInfo("rows", "BIGINT"));
        AwsJson.MAPPER.writeValue(metadata(file).toFile(), metadata);
        Files.writeString(file, "");
    }

    public static void write(Path csv, List<ResultColumn> columns, Engine.Rows rows) throws SQLException, IOException {
        ObjectNode metadata = AwsJson.object();
        ArrayNode infos = metadata.putArray("ColumnInfo");
        List<String> values = new ArrayList<>();
        for (ResultColumn column : columns) {
            // a column without a name is numbered by its place in the result, which stars in the query may have moved
            String name = column.isUnnamed() ? "_col" + values.size() : column.name();
            infos.add(columnInfo(name, column.type()));
            values.add(name);
        }
        AwsJson.MAPPER.writeValue(metadata(csv).toFile(), metadata);
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            line(out, values);
            for (Object[] row = rows.next(); row != null; row = rows.next()) {
                values.clear();
                for (Object value : row) {
                    values.add(text(value));
                }
                line(out, values);
            }
        }
    }

    /** @param type as DuckDB writes it */
    static ObjectNode columnInfo(String name, String type) {
        String athena = Types.athena(type);
        int[] digits = Types.digits(type).orElse(new int[] {precisionOf(athena), 0});
        return AwsJson.object().put("CatalogName", "hive").put("SchemaName", "").put("TableName", "")
                .put("Name", name).put("Label", name).put("Type", athena).put("Precision", digits[0]).put("Scale", digits[1])
                .put("Nullable", "UNKNOWN").put("CaseSensitive", athena.equals("varchar"));
    }

    private static int precisionOf(String type) {
        return switch (type) {
            case "bigint" -> 19;
            case "integer" -> 10;
            case "smallint" -> 5;
            case "tinyint" -> 3;
            case "double", "float" -> 17;
            case "varchar" -> Integer.MAX_VALUE;
            case "timestamp", "timestamp with time zone" -> 3;
            default -> 0;
        };
    }

    private static void line(BufferedWriter out, List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            out.write(i == 0 ? "" : ",");
            if (values.get(i) != null) {
                out.write('"' + values.get(i).replace("\"", "\"\"") + '"');
            }
        }
        out.write('\n');
    }

    private static String text(Object value) throws SQLException {
        if (value == null) {
            return null;
        }
        if (value instanceof Timestamp timestamp) {
            LocalDateTime time = timestamp.toLocalDateTime();
            // it counts years before the first from 1 on
            return text(timestamp.before(YEAR_ONE) ? time.withYear(1 - time.getYear()) : time);
        }
        if (value instanceof LocalDateTime timestamp) {
            return rounded(timestamp);
        }
        if (value instanceof OffsetDateTime timestamp) {
            return rounded(timestamp.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + " UTC";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Blob blob) {
            // Athena shows bytes as hexadecimal numbers
            return HexFormat.ofDelimiter(" ").formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof java.sql.Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof Struct struct) {
            return row(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return value.toString();
    }

    private static String rounded(LocalDateTime timestamp) {
        return timestamp.plusNanos(500_000).format(TIMESTAMP);
    }

    private static String list(Object[] items) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            texts.add(String.valueOf(text(item)));
        }
        return "[" + String.join(", ", texts) + "]";
    }

    private static String row(Struct struct) throws SQLException {
        Object[] values = struct.getAttributes();
        List<String> names = struct instanceof org.duckdb.DuckDBStruct named ? List.copyOf(named.getMap().keySet()) : List.of();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            // a row without names gives one empty key for all fields
            texts.add((names.size() == values.length && !names.get(i).isEmpty() ? names.get(i) : "field" + i) + "=" + text(values[i]));
        }
        return "{" + String.join(", ", texts) + "}";
    }

    private static String map(Map<?, ?> map) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            texts.add(text(entry.getKey()) + "=" + text(entry.getValue()));
        }
        return "{" + String.join(", ", texts) + "}";
    }

    /** Reads the rows of a result back. */
    public static final class Rows {
        private final BufferedReader in;
        private final boolean csv;

        private Rows(Reader in, boolean csv) {
            this.in = new BufferedReader(in);
            this.csv = csv;
        }

        /** As {@link #write} wrote them. */
        public static Rows csv(Reader in) {
            return new Rows(in, true);
        }

        /** Each line is a row of one value. */
        public static Rows lines(Reader in) {
            return new Rows(in, false);
        }

        /** The next row, with null for no value; null at the end. */
        public List<String> next() throws IOException {
            if (csv) {
                return nextOfCsv();
            }
            String line = in.readLine();
            return line == null ? null : List.of(line);
        }

        private List<String> nextOfCsv() throws IOException {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            List<String> row = new ArrayList<>();
            while (true) {
                String value = null;
                if (c == '"') {
                    value = quoted();
                    c = in.read();
                }
                row.add(value);
                if (c != ',') {
                    return row;
                }
                c = in.read();
            }
        }

        private String quoted() throws IOException {
            StringBuilder value = new StringBuilder();
            while (true) {
                int c = in.read();
                if (c == '"') {
                    in.mark(1);
                    if (in.read() != '"') {
                        in.reset();
                        return value.toString();
                    }
                }
                value.append((char) c);
            }
        }
    }
}
