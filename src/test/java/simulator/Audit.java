package simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import simulator.model.LogEntry;
import simulator.model.SimulatedLog;
import simulator.model.SimulatedS3;

/**
 * What must hold after every step. It sees Kafka and S3 as they are, and knows what was sent; of the pipeline it knows only the objects that
 * it has put, the letters that it has sent, and the offsets that it has committed.
 */
final class Audit {
    private static final Pattern BOOKMARK = Pattern.compile("topic-id=(\\S+) last=(\\d+) .*");
    private static final NavigableMap<Long, Long> NONE = new TreeMap<>();

    private final Stage stage;
    private final Simulation simulation;
    private final Map<Long, Sent> sent = new HashMap<>();
    private final Map<Integer, TreeMap<Long, StoredRange>> ranges = new TreeMap<>();
    /** The numbers of the records, by partition and offset in the lake. */
    private final Map<Integer, NavigableMap<Long, Long>> lines = new HashMap<>();
    /** How often, by partition. */
    private final Map<Integer, Integer> logsBack = new HashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private final Set<Long> letters = new HashSet<>();
    private final Map<TopicPartition, Long> checkedThrough = new HashMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private int changesSeen;
    private long lettersSeen;

    /** A record, and what became of it. */
    private static final class Sent {
        private final TopicPartition partition;
        private final boolean garbage;
        /** Not of a transaction that is aborted. */
        private final boolean toBeRead;
        private boolean acknowledged;
        /** Kafka itself has lost it before it was stored, or somebody wanted it not to be read. */
        private boolean lost;
        private StoredRange stored;

        Sent(TopicPartition partition, boolean garbage, boolean toBeRead) {
            this.partition = partition;
            this.garbage = garbage;
            this.toBeRead = toBeRead;
        }
    }

    Audit(Stage stage) {
        this.stage = stage;
        this.simulation = stage.simulation();
    }

    void isSent(long number, TopicPartition partition, boolean garbage, boolean toBeRead) {
        sent.put(number, new Sent(partition, garbage, toBeRead));
        simulation.operation(0, "invoke", "send", partition.partition(), number);
    }

    void isAcknowledged(long number) {
        sent.get(number).acknowledged = true;
        simulation.operation(0, "ok", "send", sent.get(number).partition.partition(), number);
    }

    /** @return always true: what compaction deletes before it is stored is lost, as the topic's owner wants it */
    boolean isCompacted(LogEntry entry) {
        Sent record = sent.get(Records.number(entry.value()));
        if (record != null && !isDone(entry)) {
            record.lost = true;
        }
        return true;
    }

    /** Whether Kafka has it is not known. */
    void isDoubtful(long number) {
        simulation.operation(0, "info", "send", sent.get(number).partition.partition(), number);
    }

    /** Called before a log goes back to an offset. */
    void willGoBack(TopicPartition partition, long to) {
        logsBack.merge(partition.partition(), 1, Integer::sum);
        willBeLost(partition, to, Long.MAX_VALUE);
    }

    /** Called before Kafka loses what its log has from an offset to before another, or the group is set to skip it. */
    void willBeLost(TopicPartition partition, long from, long to) {
        look();
        for (LogEntry entry : stage.log(partition).entries(from, to)) {
            Sent record = sent.get(Records.number(entry.value()));
            if (record != null && !isDone(entry)) {
                record.lost = true;
            }
        }
        checkedThrough.clear();
    }

    /** Records that Kafka lost before they were stored, or that somebody let the group skip. */
    long lost() {
        return sent.values().stream().filter(record -> record.lost).count();
    }

    /** Also what was stored before: then its place in the log is another record's, or nobody's. */
    boolean hasKafkaLostAnything() {
        return !logsBack.isEmpty() || sent.values().stream().anyMatch(record -> record.lost);
    }

    int objects() {
        return keys.size();
    }

    /** After each step. */
    void look() {
        List<SimulatedS3.Change> changes = stage.s3().changes();
        for (; changesSeen < changes.size(); changesSeen++) {
            check(changes.get(changesSeen));
        }
        lookAtLetters();
        lookAtCommitted();
        for (Slot slot : stage.slots()) {
            if (!slot.instance().isWithinMemory()) {
                simulation.fail("%s holds more than its memory allows".formatted(slot.host().name()), null);
            }
        }
    }

    private void check(SimulatedS3.Change change) {
        if (!change.key().startsWith(Stage.LAKE.prefix() + "/")) {
            return;
        }
        if (keys.put(change.key(), changesSeen) != null || change.now() == null) {
            simulation.fail("an object was changed: " + change.key(), null);
            return;
        }
        try {
            check(StoredRange.of(change.key(), change.now().content(), change.now().metadata()));
        } catch (RuntimeException unreadable) {
            simulation.fail("%s cannot be read: %s".formatted(change.key(), unreadable.getMessage()), unreadable);
        }
    }

    private void check(StoredRange range) {
        requireNoOverlap(range);
        if (range.generation() > logsBack.getOrDefault(range.partition(), 0)) {
            simulation.fail("%s is of generation %d, and the log of its partition went back %d times".formatted(
                    range.key(), range.generation(), logsBack.getOrDefault(range.partition(), 0)), null);
        }
        long last = range.start() - 1;
        for (StoredRange.Line line : range.lines()) {
            if (line.partition() != range.partition() || line.offset() <= last || line.offset() > range.end()
                    || line.date().compareTo(range.date()) > 0) {
                simulation.fail("%s has a line of partition %d, offset %d, date %s".formatted(range.key(), line.partition(), line.offset(), line.date()), null);
            }
            last = line.offset();
            store(range, line);
        }
    }

    private void requireNoOverlap(StoredRange range) {
        TreeMap<Long, StoredRange> others = ranges.computeIfAbsent(range.partition(), any -> new TreeMap<>());
        Map.Entry<Long, StoredRange> before = others.floorEntry(range.end());
        if (before != null && before.getValue().end() >= range.start()) {
            simulation.fail("%s, which ends at %d, overlaps %s, which ends at %d".formatted(
                    range.key(), range.end(), before.getValue().key(), before.getValue().end()), null);
        }
        others.put(range.start(), range);
    }

    private void store(StoredRange range, StoredRange.Line line) {
        Sent record = sent.get(line.record());
        if (record == null) {
            simulation.fail("%s has a line that was never sent: record %d".formatted(range.key(), line.record()), null);
        } else if (record.stored != null) {
            simulation.fail("record %d is in the lake twice: in %s and in %s".formatted(line.record(), record.stored.key(), range.key()), null);
        } else if (record.garbage || !record.toBeRead) {
            simulation.fail("%s has record %d, which is %s".formatted(range.key(), line.record(), record.garbage ? "no JSON object" : "of an aborted transaction"), null);
        } else if (record.partition.partition() != range.partition()) {
            simulation.fail("%s has record %d of %s".formatted(range.key(), line.record(), record.partition), null);
        } else {
            record.stored = range;
            simulation.operation(1, "ok", "store", range.partition(), line.offset(), line.record());
            lines.computeIfAbsent(range.partition(), any -> new TreeMap<>()).put(line.offset(), line.record());
        }
    }

    private void lookAtLetters() {
        SimulatedLog log = stage.kafka().log(new TopicPartition(Stage.LETTERS, 0)).orElseThrow();
        if (log.end() == lettersSeen) {
            return;
        }
        log.entries(lettersSeen, log.end()).forEach(letter -> letters.add(Records.number(letter.value())));
        lettersSeen = log.end();
    }

    /** What is committed is in the lake: a consumer that begins there must not miss anything. */
    private void lookAtCommitted() {
        Map<TopicPartition, OffsetAndMetadata> now = stage.kafka().committed(Stage.GROUP);
        if (now.equals(committed)) {
            return;
        }
        now.forEach(this::requireNotBack);
        now.forEach((partition, offset) -> {
            if (partition.topic().equals(Stage.TOPIC) && !offset.equals(committed.get(partition)) && isOfThisLog(partition, offset)) {
                // whoever begins with a bookmark reads on after it
                checkCommitted(partition, Math.max(offset.offset(), bookmark(offset) < 0 ? 0 : StoredRange.kafka(bookmark(offset)) + 1));
            }
        });
        committed = new HashMap<>(now);
    }

    private void requireNotBack(TopicPartition partition, OffsetAndMetadata offset) {
        long last = bookmark(offset);
        long before = committed.containsKey(partition) ? bookmark(committed.get(partition)) : -1;
        if (last >= 0 && last < before && !stage.scenario().mayCommitsComeLate()) {
            simulation.fail("what is committed of %s went back from %d to %d".formatted(partition, before, last), null);
        }
    }

    private static long bookmark(OffsetAndMetadata offset) {
        Matcher bookmark = BOOKMARK.matcher(offset.metadata());
        return bookmark.matches() ? Long.parseLong(bookmark.group(2)) : -1;
    }

    /**
     * A commit that was under way when the log went back is of the log before it: the bookmark beside it says so; where there is none, since the
     * lake has objects behind it, the newest of these.
     */
    private boolean isOfThisLog(TopicPartition partition, OffsetAndMetadata offset) {
        Matcher bookmark = BOOKMARK.matcher(offset.metadata());
        if (bookmark.matches() && !bookmark.group(1).equals(stage.kafka().topic(Stage.TOPIC).orElseThrow().id().toString())) {
            return false;
        }
        long known = bookmark.matches() ? Long.parseLong(bookmark.group(2)) : Long.MAX_VALUE;
        Map.Entry<Long, Long> last = lines.getOrDefault(partition.partition(), NONE).floorEntry(known);
        return last == null || StoredRange.kafka(last.getKey()) < stage.log(partition).end()
                && stage.log(partition).entries(StoredRange.kafka(last.getKey()), StoredRange.kafka(last.getKey()) + 1).stream()
                        .allMatch(entry -> Records.number(entry.value()) == last.getValue());
    }

    private void checkCommitted(TopicPartition partition, long offset) {
        long from = checkedThrough.getOrDefault(partition, 0L);
        for (LogEntry entry : stage.log(partition).entries(from, offset)) {
            if (isMissing(entry)) {
                simulation.fail("offset %d of %s is committed, but record %d at offset %d is neither in the lake nor rejected".formatted(
                        offset, partition, Records.number(entry.value()), entry.offset()), null);
            }
        }
        checkedThrough.put(partition, Math.max(from, offset));
    }

    /** The first offset whose record is neither stored nor lost, the end of the log when there is none. */
    long firstMissing(TopicPartition partition) {
        look();
        return stage.log(partition).entries(0, Long.MAX_VALUE).stream().filter(this::isMissing).mapToLong(LogEntry::offset).findFirst()
                .orElse(stage.log(partition).end());
    }

    private boolean isMissing(LogEntry entry) {
        Sent record = sent.get(Records.number(entry.value()));
        return record != null && record.toBeRead && !record.lost && !isDone(entry);
    }

    private boolean isDone(LogEntry entry) {
        long number = Records.number(entry.value());
        Sent record = sent.get(number);
        return record.garbage ? letters.contains(number) : record.stored != null;
    }

    /** At the end, when everything had time to arrive. */
    void checkComplete() {
        look();
        stage.partitions().forEach(partition -> stage.log(partition).committed().forEach(entry -> {
            Sent record = sent.get(Records.number(entry.value()));
            if (record != null && !record.lost && !isDone(entry)) {
                simulation.fail("record %d, at offset %d of %s, is neither in the lake nor rejected".formatted(
                        Records.number(entry.value()), entry.offset(), partition), null);
            }
        }));
        sent.forEach((number, record) -> {
            boolean done = record.garbage ? letters.contains(number) : record.stored != null;
            if (record.acknowledged && record.toBeRead && !record.lost && !done) {
                simulation.fail("record %d of %s was acknowledged, and is neither in the lake nor rejected".formatted(number, record.partition), null);
            }
        });
    }

    /** Whether all that Kafka has is stored and committed. */
    boolean isDrained() {
        Map<TopicPartition, OffsetAndMetadata> now = stage.kafka().committed(Stage.GROUP);
        return stage.partitions().stream().allMatch(partition -> {
            List<LogEntry> entries = stage.log(partition).committed();
            if (entries.isEmpty()) {
                return true;
            }
            LogEntry last = entries.get(entries.size() - 1);
            boolean isCommitted = now.containsKey(partition) && now.get(partition).offset() > last.offset();
            return (isDone(last) || sent.get(Records.number(last.value())).lost) && (isCommitted || stage.scenario().mayCommitsComeLate());
        });
    }

    /** Whether the objects of each partition follow each other without gaps, as they must where Kafka lost nothing unread. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        ranges.forEach((partition, all) -> {
            StoredRange before = null;
            for (StoredRange range : all.values()) {
                if (before != null && before.generation() == range.generation() && before.end() + 1 != range.start()) {
                    gaps.add("%s-%d %d..%d".formatted(Stage.TOPIC, partition, before.end() + 1, range.start() - 1));
                }
                before = range;
            }
        });
        return gaps;
    }
}
