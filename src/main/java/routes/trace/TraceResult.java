package routes.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import routes.lang.Counts;
import routes.lang.Json;

/**
 * Where a row is.
 *
 * @param of what was asked
 * @param row of the file; null when it is not known
 * @param passes the passes of the replay that Kafka has anything of; null when there are none
 * @param places one for each time that the row was sent, the newest first
 * @param tables that have it, or will
 * @param reports that read one of them
 * @param notes what was not found, and why
 */
public record TraceResult(
        String of, Row row, Passes passes, List<Place> places, List<TableOf> tables, List<ReportOf> reports, List<String> notes) {

    /**
     * @param number among the rows of a pass
     * @param text as it stands in the file
     * @param record the JSON that it becomes; null when it is rejected
     * @param key of that record
     * @param reason why it is rejected by the settings as they are now; null when it is not
     */
    public record Row(String file, long line, long number, String text, String record, String key, String reason) {}

    /** @param shown the first of those that were looked into */
    public record Passes(long first, long last, long shown) {}

    /** Of the row, or of the offset, in one pass or generation. */
    public record Place(State state, Long pass, Record record, Letter letter, StoredIn object, String line, List<String> notes) {
        boolean isFound() {
            return state != State.NOT_FOUND && state != State.NOT_SENT;
        }
    }

    public enum State {
        STORED("stored"),
        WAITING("in Kafka, not yet in the lake"),
        REJECTED("rejected"),
        LEFT_OUT("in no object, on purpose"),
        MISSING("missing"),
        NOT_SENT("not sent"),
        NOT_FOUND("not found");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    /**
     * In Kafka.
     *
     * @param lakeOffset as in the column kafka_offset
     * @param value its beginning, when it is long
     */
    public record Record(
            String topic, int partition, long offset, long lakeOffset, Instant at, String key, Map<String, String> headers, String value) {
        String name() {
            return "%s-%d@%d".formatted(topic, partition, offset);
        }
    }

    /** Of the dead-letter topic. */
    public record Letter(String topic, int partition, long offset, Instant at, String origin, String reason, String exception, String sentBackAs) {}

    /**
     * The object of the lake.
     *
     * @param sealed whether its metadata are sealed; that they match is checked
     * @param before the object of the same partition that ends where this one begins; {@code after} the one that begins behind it
     */
    public record StoredIn(
            String bucket, String key, long size, Instant put, boolean sealed, String cut, long startOffset, long endOffset, long records,
            long rejected, long absent, String before, String after) {}

    /**
     * @param sql that shows the row there
     * @param made of which table; null for the raw one
     */
    public record TableOf(String table, String title, String made, String sql) {}

    public record ReportOf(String report, String title, List<String> tables) {}

    /** Whether it was found anywhere behind the file. */
    public boolean isFound() {
        return places.stream().anyMatch(Place::isFound);
    }

    public ObjectNode json() {
        return Json.object(this);
    }

    /** For people. */
    public void print() {
        if (row != null) {
            line("row", "%s:%d, row %,d of a pass".formatted(row.file(), row.line(), row.number()));
            line("", row.text());
            line("rejected", row.reason());
        }
        places.forEach(TraceResult::print);
        tables.forEach(table -> line("table", table.table() + ": " + table.sql()));
        if (!reports.isEmpty()) {
            line("reports", String.join(", ", reports.stream().map(ReportOf::report).toList()));
        }
        notes.forEach(note -> line("note", note));
    }

    private static void print(Place place) {
        System.out.println((place.pass() == null ? "" : "pass " + place.pass() + ": ") + place.state().words);
        if (place.record() != null) {
            Record record = place.record();
            line("record", "%s  %s  key %s  %s".formatted(record.name(), record.at(), record.key(), record.headers()));
            line("", record.value());
        }
        if (place.letter() != null) {
            Letter letter = place.letter();
            line("letter", "%s-%d@%d  %s  %s".formatted(letter.topic(), letter.partition(), letter.offset(), letter.at(), letter.reason()));
        }
        if (place.object() != null) {
            StoredIn object = place.object();
            line("object", "s3://%s/%s".formatted(object.bucket(), object.key()));
            line("", "%,d bytes, put %s, %s, offsets %d to %d: %s, %,d rejected, %,d absent; closed by: %s".formatted(
                    object.size(), object.put(), object.sealed() ? "sealed" : "without a seal", object.startOffset(), object.endOffset(),
                    Counts.count(object.records(), "record"), object.rejected(), object.absent(), object.cut()));
            line("before", object.before());
            line("after", object.after());
        }
        line("line", place.line());
        place.notes().forEach(note -> line("note", note));
    }

    private static void line(String what, String text) {
        if (text != null) {
            System.out.println("  %-9s %s".formatted(what, text.replaceAll("\\p{Cntrl}", " ")));
        }
    }
}
