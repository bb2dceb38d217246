package routes.trace;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import routes.batch.Batch;
import routes.batch.Bookmark;
import routes.batch.LakeOffset;
import routes.kafka.HeaderText;
import routes.kafka.KafkaLog;
import routes.kafka.Topics;
import routes.lake.LakeLocation;
import routes.letter.DeadLetter;
import routes.letter.DeadLetters;
import routes.letter.RecordOrigin;
import routes.letter.RowOrigin;
import routes.replay.ReplayPosition;
import routes.source.RowSource;
import routes.trace.TraceResult.Place;
import routes.trace.TraceResult.State;
import software.amazon.awssdk.services.s3.S3Client;

/** Follows a record: to its object and its line there, or to its letter. */
final class Places {
    /** More of a value is of no use to a reader. */
    private static final int SHOWN = 20_000;

    /** Records of one key that are looked through for a time, the newest first. */
    private static final long MOST_OF_A_LOG = 500_000;

    private static final int AT_ONCE = 5000;
    private static final int MOST_LETTERS = 50_000;
    /** Of all letters of an answer together, among which their copies are looked for. */
    private static final int MOST_COPIES = 20_000;

    /** A letter is sent before its object is put, and a put may be tried for some time. */
    private static final long LETTER_BEFORE_OBJECT = 3_600_000;

    private final Glance glance;
    private final Topics topics;
    private final LakeLocation location;
    private final S3Client s3;
    private long copies = MOST_COPIES;

    Places(Glance glance, Topics topics, LakeLocation location, S3Client s3) {
        this.glance = glance;
        this.topics = topics;
        this.location = location;
        this.s3 = s3;
    }

    /** The row of a replay that a place tells of, if it is the same row in this one. */
    Optional<Long> rowNumber(Place place, RowSource source) {
        if (place.record() == null || source == null) {
            return Optional.empty();
        }
        Map<String, String> headers = place.record().headers();
        try {
            RowOrigin origin = new RowOrigin(headers.getOrDefault(ReplayPosition.REPLAY, ""), place.pass() == null ? 0 : place.pass(),
                    Long.parseLong(headers.getOrDefault(ReplayPosition.ROW, "")));
            return RowSearch.isOfReplay(origin, source) ? Optional.of(origin.row()) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /**
     * One for each generation that may have the offset, the newest first.
     *
     * @param offset Kafka's, or the lake's of a certain generation
     */
    List<Place> ofOffset(int partition, long offset) {
        TopicPartition log = new TopicPartition(topics.records(), partition);
        if (!glance.partitions(topics.records()).contains(log)) {
            throw new IllegalArgumentException("topic %s has no partition %d".formatted(topics.records(), partition));
        }
        int current = generation(log);
        int named = LakeOffset.generation(offset);
        long kafkaOffset = LakeOffset.kafka(offset);
        List<Place> places = new ArrayList<>();
        for (int generation = current; generation >= 0; generation--) {
            boolean wanted = named == generation || named == 0;
            if (wanted && generation == current) {
                places.add(inKafka(log, kafkaOffset, current));
            } else if (wanted) {
                before(log, kafkaOffset, generation).ifPresent(places::add);
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("%s is at generation %d of its log; offset %d is of generation %d".formatted(log, current, offset, named));
        }
        return places;
    }

    private Place inKafka(TopicPartition log, long offset, int generation) {
        KafkaLog.Span span = glance.span(log);
        long lakeOffset = LakeOffset.of(generation, offset);
        if (offset >= span.end()) {
            String note = "the log of %s ends before offset %d: no record has it".formatted(log, span.end());
            return new Place(State.NOT_SENT, null, null, null, null, null, List.of(note));
        }
        Optional<ConsumerRecord<byte[], byte[]>> record = offset < span.begin() ? Optional.empty() : at(log, offset);
        if (record.isPresent()) {
            return ofRecord(record.get(), generation);
        }
        String note = offset < span.begin()
                ? "Kafka has it no more: the log of %s begins at offset %d".formatted(log, span.begin())
                : "Kafka has no record at this offset: it is a transaction's marker, or was compacted away";
        return gone(log, lakeOffset, note);
    }

    private Optional<Place> before(TopicPartition log, long offset, int generation) {
        Place place = gone(log, LakeOffset.of(generation, offset),
                "a record that had this offset before the log of %s went back, in generation %d".formatted(log, generation));
        return place.object() == null ? Optional.empty() : Optional.of(place);
    }

    private Place gone(TopicPartition log, long lakeOffset, String note) {
        ObjectSearch objects = objects(log);
        Optional<ObjectSearch.Found> found = objects.find(lakeOffset);
        if (found.isEmpty()) {
            return new Place(State.NOT_FOUND, null, null, null, null, null, List.of(note, "no object of the lake has it"));
        }
        return stored(objects, found.get(), log, lakeOffset, null, new ArrayList<>(List.of(note)));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition log, long offset) {
        AtomicReference<ConsumerRecord<byte[], byte[]>> found = new AtomicReference<>();
        glance.read(log, offset, offset + 1, record -> {
            found.set(record);
            return false;
        });
        return Optional.ofNullable(found.get());
    }

    /** A record that Kafka has. */
    Place ofRecord(ConsumerRecord<byte[], byte[]> record) {
        return ofRecord(record, generation(new TopicPartition(record.topic(), record.partition())));
    }

    private Place ofRecord(ConsumerRecord<byte[], byte[]> record, int generation) {
        TopicPartition log = new TopicPartition(record.topic(), record.partition());
        long lakeOffset = LakeOffset.of(generation, record.offset());
        ObjectSearch objects = objects(log);
        LocalDate date = Instant.ofEpochMilli(Batch.millisOf(record.timestamp())).atZone(ZoneOffset.UTC).toLocalDate();
        // asked before: what is committed meanwhile is no reason to miss an object that was put after the search for it
        OffsetAndMetadata committed = glance.committed(log);
        Optional<ObjectSearch.Found> found = objects.find(lakeOffset, date);
        if (found.isPresent()) {
            return stored(objects, found.get(), log, lakeOffset, record, new ArrayList<>());
        }
        long next = committed == null ? 0 : committed.offset();
        boolean waits = next <= record.offset();
        String note = waits
                ? "%s has come to offset %d of %s: this record, and %,d before it, wait for the next object".formatted(
                        "the writer of the lake", next, log, record.offset() - next)
                : "its offset is committed, and no object of %s or later has it: verify tells more".formatted(date);
        return new Place(waits ? State.WAITING : State.MISSING, pass(record), shown(record, lakeOffset), null, null, null, List.of(note));
    }

    private Place stored(
            ObjectSearch objects, ObjectSearch.Found found, TopicPartition log, long lakeOffset, ConsumerRecord<byte[], byte[]> record,
            List<String> notes) {
        Optional<String> line = objects.line(found, lakeOffset);
        TraceResult.StoredIn object = new TraceResult.StoredIn(
                location.bucket(), found.key(), found.listed().size(), found.put(), found.object().isSealed(), found.object().cut(),
                found.object().startOffset(), found.object().endOffset(), found.object().records(), found.object().rejected(),
                found.object().absent(), found.before(), found.after());
        TraceResult.Letter letter = line.isEmpty() && found.object().rejected() > 0 ? letter(log, lakeOffset, found.put(), notes).orElse(null) : null;
        State state = line.isPresent() ? State.STORED : letter != null ? State.REJECTED : State.LEFT_OUT;
        if (state == State.LEFT_OUT) {
            notes.add("the object has no line for it: %d offsets of its range hold no record, %d are of rejected ones, %d were dropped by the route each-record"
                    .formatted(found.object().absent(), found.object().rejected(), found.object().filtered()));
        }
        return new Place(state, record == null ? null : pass(record), record == null ? null : shown(record, lakeOffset), letter, object,
                line.map(text -> cut(text, SHOWN)).orElse(null), List.copyOf(notes));
    }

    /** The letter of a record, which was sent before the object was put. */
    private Optional<TraceResult.Letter> letter(TopicPartition log, long lakeOffset, Instant put, List<String> notes) {
        String id = new RecordOrigin(log, lakeOffset).toString();
        for (TopicPartition letters : glance.partitions(topics.deadLetters())) {
            KafkaLog.Span span = glance.span(letters);
            long from = Math.max(span.begin(), glance.offsetAt(letters, put.toEpochMilli() - LETTER_BEFORE_OBJECT).orElse(span.end()));
            long to = Math.min(span.end(), from + MOST_LETTERS);
            Optional<ConsumerRecord<byte[], byte[]>> letter = first(letters, from, to, record -> DeadLetter.of(record).id().equals(id));
            if (letter.isPresent()) {
                return letter.map(this::letterOf);
            }
        }
        notes.add("its letter is not among those of the hour before the object was put, or of the first %,d of them".formatted(MOST_LETTERS));
        return Optional.empty();
    }

    /** What a letter is of. */
    List<Place> ofLetter(int partition, long offset) {
        TopicPartition log = new TopicPartition(topics.deadLetters(), partition);
        if (!glance.partitions(log.topic()).contains(log)) {
            throw new IllegalArgumentException("topic %s has no partition %d".formatted(log.topic(), partition));
        }
        KafkaLog.Span span = glance.span(log);
        DeadLetter letter = (offset < span.begin() || offset >= span.end() ? Optional.<ConsumerRecord<byte[], byte[]>>empty() : at(log, offset))
                .map(DeadLetter::of)
                .orElseThrow(() -> new IllegalArgumentException("%s has offsets from %d to before %d, and no letter at %d"
                        .formatted(log, span.begin(), span.end(), offset)));
        if (letter.record().isPresent() && letter.record().get().partition().topic().equals(topics.records())) {
            return ofOffset(letter.record().get().partition().partition(), letter.record().get().lakeOffset());
        }
        return List.of(ofRowLetter(letter.letter(), letter.row().map(RowOrigin::pass).orElse(null)));
    }

    /** A row that became no record. */
    Place ofRowLetter(ConsumerRecord<byte[], byte[]> letter, Long pass) {
        return new Place(State.REJECTED, pass, null, letterOf(letter), null, null, List.of());
    }

    private TraceResult.Letter letterOf(ConsumerRecord<byte[], byte[]> letter) {
        return new TraceResult.Letter(
                letter.topic(), letter.partition(), letter.offset(), Instant.ofEpochMilli(letter.timestamp()), header(letter, DeadLetters.ORIGIN),
                header(letter, DeadLetters.REASON), header(letter, DeadLetters.EXCEPTION), sentBackAs(DeadLetter.of(letter)));
    }

    /** The first copy of it that redrive sent, as {@code quotes-0@9000}; null when there is none among those that may be it. */
    private String sentBackAs(DeadLetter letter) {
        List<TopicPartition> logs = letter.record().map(origin -> List.of(origin.partition())).orElseGet(() -> glance.partitions(topics.records()));
        for (TopicPartition log : logs) {
            long end = glance.span(log).end();
            OptionalLong since = glance.offsetAt(log, letter.letter().timestamp());
            long from = since.orElse(end);
            long to = Math.min(end, from + copies);
            copies -= to - from;
            Optional<ConsumerRecord<byte[], byte[]>> copy = first(log, from, to,
                    record -> HeaderText.of(record.headers(), DeadLetter.REDRIVEN).equals(letter.id()));
            if (copy.isPresent()) {
                return "%s@%d".formatted(log, copy.get().offset());
            }
        }
        return null;
    }

    /** The last record of a key whose value has a text that begins so. */
    Place ofTime(String key, String time) {
        List<TopicPartition> partitions = glance.partitions(topics.records());
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("there is no topic %s".formatted(topics.records()));
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        String text = ":\"" + time;
        TopicPartition log = partitions.get(ReplayPosition.partition(bytes, partitions.size()));
        KafkaLog.Span span = glance.span(log);
        AtomicReference<ConsumerRecord<byte[], byte[]>> last = new AtomicReference<>();
        long upper = span.end();
        while (last.get() == null && upper > span.begin() && span.end() - upper < MOST_OF_A_LOG) {
            long lower = Math.max(span.begin(), upper - AT_ONCE);
            glance.read(log, lower, upper, record -> {
                if (Arrays.equals(record.key(), bytes) && text(record.value()).contains(text)) {
                    last.set(record);
                }
                return true;
            });
            upper = lower;
        }
        if (last.get() != null) {
            return ofRecord(last.get());
        }
        String note = "none of the last %,d records of %s has the key %s and the time %s; its log begins at offset %d"
                .formatted(span.end() - upper, log, key, time, span.begin());
        return new Place(State.NOT_FOUND, null, null, null, null, null, List.of(note));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> first(
            TopicPartition log, long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        AtomicReference<ConsumerRecord<byte[], byte[]>> found = new AtomicReference<>();
        glance.read(log, from, to, record -> {
            if (wanted.test(record)) {
                found.set(record);
            }
            return found.get() == null;
        });
        return Optional.ofNullable(found.get());
    }

    private ObjectSearch objects(TopicPartition log) {
        return new ObjectSearch(location, s3, log.topic(), log.partition(), glance.patience());
    }

    /** That of the records which are stored now, as the group that stores them has noted it. */
    private int generation(TopicPartition log) {
        OffsetAndMetadata committed = glance.committed(log);
        return committed == null ? 0 : Bookmark.parse(committed.metadata()).map(Bookmark::generation).orElse(0);
    }

    private static Long pass(ConsumerRecord<byte[], byte[]> record) {
        return RowOrigin.of(record.headers()).map(RowOrigin::pass).orElse(null);
    }

    private static TraceResult.Record shown(ConsumerRecord<byte[], byte[]> record, long lakeOffset) {
        return shown(record, lakeOffset, SHOWN);
    }

    /** @param most characters of each text */
    static TraceResult.Record shown(ConsumerRecord<byte[], byte[]> record, long lakeOffset, int most) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), cut(HeaderText.of(header), most));
        }
        return new TraceResult.Record(
                record.topic(), record.partition(), record.offset(), lakeOffset, Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : cut(text(record.key()), most), headers, record.value() == null ? null : cut(text(record.value()), most));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        String text = HeaderText.of(record.headers(), name);
        return text.isEmpty() ? null : text;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
