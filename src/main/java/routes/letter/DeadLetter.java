package routes.letter;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import routes.kafka.HeaderText;

/**
 * A letter of the dead-letter topic.
 *
 * @param record where the rejected record stands, when it is the letter of one
 * @param row the row that was rejected, when it is the letter of one
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> letter, Optional<RecordOrigin> record, Optional<RowOrigin> row) {
    /** On a record that was sent back: the {@link #id()} of its letter. */
    public static final String REDRIVEN = "redriven";

    private static final int SHOWN = 80;

    public static DeadLetter of(ConsumerRecord<byte[], byte[]> letter) {
        Optional<RecordOrigin> record = RecordOrigin.of(letter.headers());
        return new DeadLetter(letter, record, record.isPresent() ? Optional.empty() : RowOrigin.of(letter.headers()));
    }

    /** What was rejected; two letters of the same, as a crash can leave them, have the same. */
    public String id() {
        return record.map(RecordOrigin::toString).or(() -> row.map(RowOrigin::toString)).orElseGet(this::place);
    }

    private String place() {
        return "%s-%d@%d".formatted(letter.topic(), letter.partition(), letter.offset());
    }

    public String reason() {
        return HeaderText.of(letter.headers(), DeadLetters.REASON);
    }

    public boolean isCut() {
        return !HeaderText.of(letter.headers(), DeadLetters.CUT).isEmpty();
    }

    /** The rejected record as it was, for its partition: there, after itself, its copy is looked for. */
    public ProducerRecord<byte[], byte[]> copy(RecordOrigin origin) {
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                origin.partition().topic(), origin.partition().partition(), letter.key(), letter.value());
        for (Header header : letter.headers()) {
            if (isOfTheRecord(header.key())) {
                copy.headers().add(header);
            }
        }
        return marked(copy);
    }

    private static boolean isOfTheRecord(String header) {
        return !header.startsWith("rejected.") && !header.equals(REDRIVEN) && !DeadLetters.REPLAY_HEADERS.contains(header);
    }

    /** Says what the record repeats, and where that was first rejected. */
    public ProducerRecord<byte[], byte[]> marked(ProducerRecord<byte[], byte[]> copy) {
        String first = HeaderText.of(letter.headers(), DeadLetters.FIRST_ORIGIN);
        copy.headers()
                .add(REDRIVEN, id().getBytes(StandardCharsets.UTF_8))
                .add(DeadLetters.FIRST_ORIGIN, (first.isEmpty() ? origin() : first).getBytes(StandardCharsets.UTF_8));
        return copy;
    }

    private String origin() {
        return HeaderText.of(letter.headers(), DeadLetters.ORIGIN);
    }

    /** A line for people: where it is, what was rejected, why, and how it begins. */
    public String line() {
        return "%s  %s  %s  %s".formatted(place(), origin(), reason(), start(letter, SHOWN)).replaceAll("\\p{Cntrl}", " ");
    }

    /** The beginning of the rejected text, for people. */
    public static String start(ConsumerRecord<byte[], byte[]> letter, int characters) {
        String value = letter.value() == null ? "(no value)" : new String(letter.value(), StandardCharsets.UTF_8);
        return value.length() <= characters ? value : value.substring(0, characters) + "…";
    }
}
