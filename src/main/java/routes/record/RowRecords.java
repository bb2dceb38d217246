package routes.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import routes.csv.RawRows;
import routes.kafka.HeaderText;
import routes.kafka.RecordList;
import routes.kafka.Topics;
import routes.letter.DeadLetters;
import routes.replay.Replay;
import routes.replay.ReplayPosition;
import routes.seam.RefusedException;
import routes.seam.Seam;
import routes.source.Column;
import routes.source.MarketTime;
import routes.source.RawRow;
import routes.source.RowException;
import routes.source.RowLayout;

/**
 * Rows as records: the value is one flat JSON object, typed by the columns, without the absent values; the key is the key column; the
 * headers {@code replay, pass, row} and, in a pass that begins at a market time, {@code from} say where it came from. A row that is ragged,
 * breaks the type of its column or cannot be put in the order of the replay becomes a dead letter. Where the user has a route each-row, each
 * good row goes through it first.
 */
public class RowRecords {
    /** Below the broker's default limit of 1 MiB for a record. */
    private static final int LARGEST_VALUE = 900_000;

    /** What a record has beside its value: key, headers, and what Kafka adds. */
    private static final int BESIDE_VALUE = 500;

    private final Replay replay;
    private final DeadLetters deadLetters;
    private final Topics topics;
    private Seam eachRow;
    /** By layout, which is the same object for all rows of a file. */
    private final Map<RowLayout, RowJson> json = new IdentityHashMap<>();

    public RowRecords(Replay replay, DeadLetters deadLetters, Topics topics) {
        this.replay = replay;
        this.deadLetters = deadLetters;
        this.topics = topics;
    }

    /**
     * What a few rows become; those that Kafka has already are left out. A class and no record: Camel asks a body for its hash code at
     * each property that a route takes of it, and that of a record goes through all that it holds.
     */
    public static final class Outgoing {
        private final RecordList records;
        private final List<Message> rejected = new ArrayList<>();
        private int dropped;

        private Outgoing(int rows) {
            records = new RecordList(rows);
        }

        /** For the topic. */
        public RecordList records() {
            return records;
        }

        /** For the dead-letter topic. */
        public List<Message> rejected() {
            return rejected;
        }
    }

    public Outgoing of(List<Row> rows) {
        Outgoing outgoing = new Outgoing(rows.size());
        if (rows.isEmpty()) {
            return outgoing;
        }
        Headers origin = origin();
        Seam.Way way = eachRow == null ? null : eachRow.way();
        for (Row row : rows) {
            try {
                addRecord(row, origin, way, outgoing);
            } catch (RowException unfit) {
                addRejected(row, unfit, outgoing.rejected());
            }
        }
        int records = outgoing.records().size();
        replay.handedOut(records + outgoing.rejected().size() + outgoing.dropped);
        RawRow last = rows.get(rows.size() - 1).raw();
        outgoing.records().whenDelivered(() -> delivered(records, last));
        return outgoing;
    }

    private synchronized void delivered(int records, RawRow last) {
        replay.delivered(records);
        replay.cameTo(last);
    }

    /** Kafka has the letters of broken rows: now they count. */
    public void rejected(List<Message> letters) {
        replay.delivered(letters.size());
    }

    /** What all records of a pass have. */
    private Headers origin() {
        ReplayPosition position = replay.position();
        Headers origin = new RecordHeaders()
                .add(ReplayPosition.REPLAY, text(replay.id()))
                .add(ReplayPosition.PASS, text(position.pass()));
        return position.from() == MarketTime.NONE ? origin : origin.add(ReplayPosition.FROM, text(MarketTime.text(position.from())));
    }

    /** The record of a row by itself, of no replay. */
    public ProducerRecord<byte[], byte[]> record(Row row) throws RowException {
        requireShape(row);
        Seam.Way way = eachRow == null ? null : eachRow.way();
        byte[] key = key(row);
        Seam.Made made = made(row, key, value(row), way);
        if (made.dropped() != null) {
            throw new RowException("each-row: dropped, %s".formatted(made.dropped()));
        }
        return new ProducerRecord<>(topics.records(), key, made.value());
    }

    private void addRecord(Row row, Headers origin, Seam.Way way, Outgoing outgoing) throws RowException {
        requireShape(row);
        byte[] key = key(row);
        byte[] value = value(row);
        replay.source().requireTime(row.raw());
        String topic = topics.records();
        int partition = replay.position().partition(topic, key);
        if (replay.position().has(topic, partition, row.raw().number())) {
            return;
        }
        Seam.Made made = made(row, key, value, way);
        if (made.dropped() != null) {
            outgoing.dropped++;
            return;
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, made.value(), origin);
        record.headers().add(ReplayPosition.ROW, text(row.raw().number()));
        outgoing.records().add(record);
    }

    /** What the user's route makes of it, where there is one. */
    private Seam.Made made(Row row, byte[] key, byte[] value, Seam.Way way) throws RowException {
        if (way == null) {
            return new Seam.Made(value, null);
        }
        Map<String, Object> headers = new HashMap<>();
        headers.put("row.file", row.raw().layout().file().toString());
        headers.put("row.line", row.raw().line());
        headers.put("row.number", row.raw().number());
        headers.put("kafka.KEY", new String(key, StandardCharsets.UTF_8));
        try {
            return withinLimit(way.make(value, headers));
        } catch (RefusedException refused) {
            throw new RowException(refused.getMessage(), refused);
        }
    }

    private void addRejected(Row row, RowException unfit, List<Message> rejected) {
        String topic = topics.deadLetters();
        int partition = replay.position().partition(topic, deadLetters.key(row.raw().layout().file()));
        if (replay.position().has(topic, partition, row.raw().number())) {
            return;
        }
        Message letter = deadLetters.ofRow(row.raw(), unfit);
        origin().add(ReplayPosition.ROW, text(row.raw().number()))
                .forEach(header -> letter.setHeader(header.key(), HeaderText.of(header)));
        rejected.add(letter);
    }

    private void requireShape(Row row) throws RowException {
        int columns = row.raw().layout().width();
        if (row.raw().bytes().length >= RawRows.MAX_LINE) {
            throw new RowException("the line is longer than %d bytes; the rest of it is dropped".formatted(RawRows.MAX_LINE));
        }
        if (!row.raw().isUtf8()) {
            throw new RowException("not UTF-8 text");
        }
        if (row.reason() != null) {
            throw new RowException(row.reason());
        }
        if (row.cells().size() != columns) {
            throw new RowException("%d values for %d columns".formatted(row.cells().size(), columns));
        }
    }

    private byte[] key(Row row) {
        RowLayout layout = row.raw().layout();
        if (layout.key() == RowLayout.SYMBOL) {
            return layout.symbol().orElseThrow().getBytes(StandardCharsets.UTF_8);
        }
        Column key = layout.columns().get(layout.key());
        String cell = key.cell(row.cells(), layout.key());
        String text = key.from().isEmpty() ? cell : key.format().plain(cell);
        return json(layout).isNull(text) ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] value(Row row) throws RowException {
        return withinLimit(new Seam.Made(json(row.raw().layout()).of(row.cells()), null)).value();
    }

    private Seam.Made withinLimit(Seam.Made made) throws RowException {
        if (made.value() != null && made.value().length > LARGEST_VALUE) {
            throw new RowException("%d bytes as JSON are too long for a Kafka record".formatted(made.value().length));
        }
        if (made.value() != null && made.value().length + BESIDE_VALUE > topics.largestRecord()) {
            throw new RowException("%d bytes as JSON are too long for topic %s, whose max.message.bytes is %d".formatted(
                    made.value().length, topics.records(), topics.largestRecord()));
        }
        return made;
    }

    /** @param eachRow through which each row goes before it becomes a record, where there is a route for it */
    public void setEachRow(Seam eachRow) {
        this.eachRow = eachRow;
    }

    private RowJson json(RowLayout layout) {
        return json.computeIfAbsent(layout, RowJson::new);
    }

    private static byte[] text(Object value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
