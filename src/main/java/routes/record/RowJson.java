package routes.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import routes.source.Column;
import routes.source.MarketColumns;
import routes.source.RowException;
import routes.source.RowLayout;

/**
 * Rows as flat JSON objects: typed by the columns, keys in the order of the columns, without the absent values. One writer serves all
 * rows, one after the other; it is not for several threads.
 */
final class RowJson {
    private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private final List<Column> columns;
    private final SerializableString[] names;
    private final String[] nullValues;
    /** Of all rows, written before their own values. */
    private final Optional<String> symbol;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private JsonGenerator json;

    RowJson(RowLayout layout) {
        this.columns = layout.columns();
        this.names = columns.stream().map(column -> new SerializedString(column.name())).toArray(SerializableString[]::new);
        this.nullValues = layout.nullValues().toArray(String[]::new);
        this.symbol = layout.symbol();
    }

    /**
     * @param cells as many as there are columns
     * @throws RowException for a value that is none of its column's type
     */
    byte[] of(List<String> cells) throws RowException {
        try {
            json = json == null ? JSON.createGenerator(out) : json;
            json.writeStartObject();
            if (symbol.isPresent()) {
                json.writeStringField(MarketColumns.SYMBOL, symbol.get());
            }
            for (int i = 0; i < names.length; i++) {
                write(i, columns.get(i).cell(cells, i));
            }
            json.writeEndObject();
            json.flush();
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (RowException unfit) {
            // it stands in the middle of an object
            json = null;
            throw unfit;
        } finally {
            out.reset();
        }
    }

    private void write(int column, String text) throws RowException, IOException {
        if (isNull(text)) {
            return;
        }
        Column of = columns.get(column);
        try {
            String plain = of.isPlain() ? text : of.format().plain(text);
            if (plain != null) {
                json.writeFieldName(names[column]);
                of.type().write(plain, json);
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException other) {
            throw new RowException("column %s: '%s' is no %s%s".formatted(of.name(), shortened(text), of.word(), written(of)), other);
        }
    }

    private static String written(Column column) {
        String format = column.format().toString();
        return format.isEmpty() ? "" : " (" + format + ")";
    }

    /** Whether a text stands for no value. */
    boolean isNull(String text) {
        for (String nullValue : nullValues) {
            if (nullValue.equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static String shortened(String text) {
        return (text.length() <= 60 ? text : text.substring(0, 60) + "…").replace(Column.JOINT, ' ');
    }
}
