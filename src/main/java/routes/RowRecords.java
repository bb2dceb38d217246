package routes;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Rows as records: the value is one flat JSON object, typed by the columns, without the absent values; the key is the key column; the
 * headers {@code replay, pass, row} say where it came from. A row that is ragged or breaks the type of its column becomes a dead letter.
 */
public class RowRecords implements CamelContextAware {
    /** Below the broker's default limit of 1 MiB for a record. */
    private static final int LARGEST_VALUE = 900_000;

    private CamelContext camel;
    private Replay replay;
    private DeadLetters deadLetters;
    private Progress progress;
    private String topic;

    /**
     * What a few rows become; those that Kafka has already are left out.
     *
     * @param records for the topic
     * @param rejected for the dead-letter topic
     */
    public record Outgoing(List<Message> records, List<Message> rejected) {}

    public Outgoing of(List<Row> rows) {
        Outgoing outgoing = new Outgoing(new ArrayList<>(rows.size()), new ArrayList<>());
        for (Row row : rows) {
            try {
                addRecord(row, outgoing.records());
            } catch (RowException unfit) {
                addRejected(row, unfit, outgoing.rejected());
            }
        }
        int sent = outgoing.records().size() + outgoing.rejected().size();
        replay.sent(sent);
        progress.replayed(replay.position().pass(), rows.get(rows.size() - 1).raw().number(), sent, outgoing.rejected().size());
        return outgoing;
    }

    /** The record of a row by itself, of no replay. */
    ProducerRecord<byte[], byte[]> record(Row row) throws RowException {
        CsvFile file = replay.file();
        requireShape(row, file);
        return new ProducerRecord<>(topic, key(row, file), json(row, file));
    }

    private void addRecord(Row row, List<Message> records) throws RowException {
        CsvFile file = replay.file();
        requireShape(row, file);
        byte[] key = key(row, file);
        if (replay.position().has(topic, key, row.raw().number())) {
            return;
        }
        Message record = message(row, json(row, file));
        record.setHeader(KafkaConstants.KEY, key);
        record.setHeader(KafkaConstants.PARTITION_KEY, replay.position().partition(topic, key));
        records.add(record);
    }

    private void addRejected(Row row, RowException unfit, List<Message> rejected) {
        byte[] key = deadLetters.key(replay.file().path());
        if (replay.position().has(deadLetters.topic(), key, row.raw().number())) {
            return;
        }
        Message letter = message(row, row.raw().bytes());
        deadLetters.describe(letter, key, replay.file().path(), row.raw().line(), unfit);
        rejected.add(letter);
    }

    private static void requireShape(Row row, CsvFile file) throws RowException {
        if (row.raw().bytes().length >= RawRows.MAX_LINE) {
            throw new RowException("the line is longer than %d bytes; the rest of it is dropped".formatted(RawRows.MAX_LINE));
        }
        if (row.raw().text() == null) {
            throw new RowException("not UTF-8 text");
        }
        if (row.reason() != null) {
            throw new RowException(row.reason());
        }
        if (row.cells().size() != file.columns().size()) {
            throw new RowException("%d values for %d columns".formatted(row.cells().size(), file.columns().size()));
        }
    }

    private byte[] key(Row row, CsvFile file) {
        String text = row.cells().get(replay.keyIndex()).trim();
        return file.nullValues().contains(text) ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(Row row, CsvFile file) throws RowException {
        ByteArrayOutputStream value = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Columns.JSON.createGenerator(value)) {
            json.writeStartObject();
            for (int i = 0; i < file.columns().size(); i++) {
                write(file.columns().get(i), row.cells().get(i).trim(), file, json);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (value.size() > LARGEST_VALUE) {
            throw new RowException("%d bytes as JSON are too long for a Kafka record".formatted(value.size()));
        }
        return value.toByteArray();
    }

    private static void write(Column column, String text, CsvFile file, JsonGenerator json) throws RowException, IOException {
        if (file.nullValues().contains(text)) {
            return;
        }
        json.writeFieldName(column.name());
        try {
            column.type().write(text, json);
        } catch (IllegalArgumentException | DateTimeException other) {
            throw new RowException(
                    "column %s: '%s' is no %s".formatted(column.name(), shortened(text), column.type().word()), other);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private Message message(Row row, byte[] value) {
        Message message = new DefaultMessage(camel);
        message.setBody(value);
        message.setHeaders(new java.util.HashMap<>(Map.of(
                ReplayPosition.REPLAY, replay.id(),
                ReplayPosition.PASS, String.valueOf(replay.position().pass()),
                ReplayPosition.ROW, String.valueOf(row.raw().number()))));
        return message;
    }

    public void setReplay(Replay replay) {
        this.replay = replay;
    }

    public void setDeadLetters(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    public void setProgress(Progress progress) {
        this.progress = progress;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }
}
