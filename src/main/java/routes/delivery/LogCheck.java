package routes.delivery;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.Bookmark;
import routes.batch.LakeOffset;
import routes.batch.PackedRecords;
import routes.kafka.KafkaClients;
import routes.kafka.KafkaLog;
import routes.kafka.Topics;
import routes.lake.Lake;
import routes.lake.LogWentBackException;
import routes.lake.PartitionObjects;
import routes.lake.StoredLines;
import routes.lake.StoredObject;

/**
 * Finds where to resume reading a partition, by comparing Kafka's log with what the lake has of it. A log only grows, so if it has the last
 * record that the lake has, byte for byte, it has everything before it, and what follows is new. If it does not, the log went back: either
 * the partition waits for somebody to look at it, or it goes on as the next generation, from the first record that the lake does not have.
 */
final class LogCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LogCheck.class);

    private final String route;
    private final KafkaClients clients;
    private final Lake lake;
    private final String topic;
    private final boolean goOn;

    /**
     * @param route that reads on there
     * @param goOn whether a partition whose log went back continues as its next generation
     */
    LogCheck(String route, KafkaClients clients, Lake lake, String topic, boolean goOn) {
        this.route = route;
        this.clients = clients;
        this.lake = lake;
        this.topic = topic;
        this.goOn = goOn;
    }

    /**
     * What is known of a partition before it is read.
     *
     * @param next the offset of Kafka's that was to be read next, -1 when nothing was committed
     * @param bookmark null when none was kept
     * @param sure whether a log that seems to have gone back was looked at more than once: a new leader may not know its own end yet
     */
    record Known(TopicPartition partition, long next, Bookmark bookmark, boolean sure) {}

    /**
     * Where a partition is read on.
     *
     * @param next the offset in the lake of the next record
     * @param begin that of the batch of the next record: the same, or where the object begins that has it
     * @param epoch of the leader that took the record before; Kafka's client then tells when the log goes back
     * @param bookmark null when the lake has nothing
     * @param inLake where objects begin that the lake has from there on, as after a reset of the group, and their dates
     * @param wentBack what there is to say of a log that went back, null when it did not
     */
    record Start(
            String topicId, long next, long begin, Optional<Integer> epoch, Bookmark bookmark, NavigableMap<Long, LocalDate> inLake, String wentBack) {}

    /** One of the two is null. */
    record Outcome(Start start, Exception problem) {}

    Map<TopicPartition, Outcome> run(Collection<Known> all) {
        String topicId = Topics.id(clients, topic);
        Map<Integer, PartitionObjects.Listed> newest = lake.newest(topic, since(all));
        Map<TopicPartition, Outcome> outcomes = new HashMap<>();
        try (KafkaLog log = new KafkaLog(clients)) {
            var spans = log.spans(all.stream().map(Known::partition).toList());
            for (Known known : all) {
                Look look = new Look(topicId, known, log, spans.apply(known.partition()), newest.get(known.partition().partition()));
                outcomes.put(known.partition(), look.outcome());
            }
        }
        return outcomes;
    }

    /** Objects of an earlier date than the bookmarks' are older than these. */
    private static LocalDate since(Collection<Known> all) {
        return all.stream().anyMatch(known -> known.bookmark() == null)
                ? null
                : all.stream().map(known -> known.bookmark().date()).min(Comparator.naturalOrder()).orElse(null);
    }

    /** At one partition. */
    private final class Look {
        private final String topicId;
        private final Known known;
        private final TopicPartition partition;
        private final KafkaLog log;
        private final KafkaLog.Span span;
        private final PartitionObjects.Listed listed;
        private StoredObject newest;
        private Optional<Integer> epoch = Optional.empty();

        /** @param listed the newest object, null when there is none beyond the bookmark */
        Look(String topicId, Known known, KafkaLog log, KafkaLog.Span span, PartitionObjects.Listed listed) {
            this.topicId = topicId;
            this.known = known;
            this.partition = known.partition();
            this.log = log;
            this.span = span;
            this.listed = listed;
        }

        Outcome outcome() {
            try {
                newest = listed == null ? null : lake.stored(listed);
                return new Outcome(isSameLog() ? goOn() : afterGoingBack(), null);
            } catch (LogWentBackException | RuntimeException problem) {
                return new Outcome(null, problem);
            }
        }

        private boolean isSameLog() {
            // that the log went back since was seen already where a later generation has begun
            boolean bookmarkIsThere = known.bookmark() == null || known.bookmark().generation() < newestGeneration() || hasBookmark(known.bookmark());
            boolean objectIsThere = newest == null || lake.isInKafka(newest, partition, topicId, log, span);
            // where the lake has nothing, there is only the group's word for what was read
            boolean endIsThere = known.bookmark() != null || newest != null || known.next() <= span.end();
            return bookmarkIsThere && objectIsThere && endIsThere;
        }

        private boolean hasBookmark(Bookmark bookmark) {
            return KafkaLog.Found.OTHER != log.find(partition, span, LakeOffset.kafka(bookmark.last()), record -> {
                epoch = record.leaderEpoch();
                return PackedRecords.checksum(record).equals(bookmark.checksum());
            });
        }

        private Start goOn() {
            int generation = Math.max(known.bookmark() == null ? 0 : known.bookmark().generation(), newestGeneration());
            if (known.bookmark() != null && known.bookmark().generation() == generation) {
                long next = LakeOffset.kafka(known.bookmark().last()) + 1;
                tellOfLost(Math.max(next, Math.min(known.next(), span.end())));
                return start(generation, next);
            }
            // with a bookmark, the committed offset is one of an earlier generation
            boolean committed = known.next() >= 0 && known.bookmark() == null;
            if (committed) {
                tellOfLost(known.next());
            }
            return start(generation, Math.max(committed ? known.next() : span.begin(), firstOf(generation)));
        }

        private int newestGeneration() {
            return newest == null ? 0 : LakeOffset.generation(newest.startOffset());
        }

        /** The generation before has what is below. */
        private long firstOf(int generation) {
            return generation == 0
                    ? 0
                    : lake.objects(partition).stream()
                            .map(object -> object.name().startOffset())
                            .filter(start -> LakeOffset.generation(start) == generation)
                            .findFirst()
                            .map(LakeOffset::kafka)
                            .orElse(0L);
        }

        private void tellOfLost(long next) {
            if (next < span.begin()) {
                LOG.error(
                        "{}: {} {}..{} are LOST: Kafka's retention deleted them before they were read",
                        route, partition, next, span.begin() - 1);
            }
        }

        private Start start(int generation, long next) {
            long from = LakeOffset.of(generation, Math.max(next, span.begin()));
            NavigableMap<Long, LocalDate> inLake = inLake(from);
            return new Start(topicId, from, Optional.ofNullable(inLake.floorKey(from)).orElse(from), epoch, known.bookmark(), inLake, null);
        }

        /** The object that has an offset, and those behind it. Mostly there is none: then nothing is listed. */
        private NavigableMap<Long, LocalDate> inLake(long from) {
            List<PartitionObjects.Listed> objects = newest == null ? List.of() : newest.startOffset() <= from ? List.of(listed) : lake.objects(partition);
            long begin = objects.stream()
                    .filter(object -> object.name().startOffset() <= from)
                    .reduce((earlier, later) -> later)
                    .map(object -> object == listed ? newest : lake.stored(object))
                    .filter(object -> object.endOffset() >= from)
                    .map(StoredObject::startOffset)
                    .orElse(from);
            NavigableMap<Long, LocalDate> inLake = new TreeMap<>();
            objects.stream().map(PartitionObjects.Listed::name).filter(name -> name.startOffset() >= begin).forEach(name -> inLake.put(name.startOffset(), name.date()));
            return inLake;
        }

        private Start afterGoingBack() throws LogWentBackException {
            List<PartitionObjects.Listed> objects = lake.objects(partition);
            long from = firstDifference(objects);
            String anew = newest != null && newest.topicId() != null && !newest.topicId().equals(topicId)
                    ? " (the topic was created anew, or comes from another cluster)"
                    : "";
            String what = "the log of %s went back%s: it ends at offset %d now, %s, and from offset %d on its records are not those of the lake"
                    .formatted(partition, anew, span.end(), before(objects), from);
            if (!goOn || !known.sure()) {
                String next = goOn
                        ? "; looking again"
                        : "; what came from there on waits in Kafka until kafka.log-went-back=continue lets it go on as generation %d of the partition (docs/log-went-back.md)"
                                .formatted(nextGeneration(objects));
                throw new LogWentBackException(what + next, span.end() - from);
            }
            long begin = LakeOffset.of(nextGeneration(objects), from);
            return new Start(
                    topicId,
                    begin,
                    begin,
                    Optional.empty(),
                    null,
                    new TreeMap<>(),
                    what + "; going on from there as generation %d of the partition".formatted(nextGeneration(objects)));
        }

        private String before(List<PartitionObjects.Listed> objects) {
            return objects.isEmpty()
                    ? "though offset %d was to be read next".formatted(known.next())
                    : "the lake has it up to offset %d".formatted(LakeOffset.kafka(newestOf(objects).endOffset()));
        }

        private StoredObject newestOf(List<PartitionObjects.Listed> objects) {
            return newest != null ? newest : lake.stored(objects.get(objects.size() - 1));
        }

        private static int nextGeneration(List<PartitionObjects.Listed> objects) {
            return objects.isEmpty() ? 0 : 1 + LakeOffset.generation(objects.get(objects.size() - 1).name().startOffset());
        }

        /** The first offset of Kafka's whose record the lake does not have. */
        private long firstDifference(List<PartitionObjects.Listed> objects) {
            Map<Integer, List<PartitionObjects.Listed>> generations =
                    objects.stream().collect(Collectors.groupingBy(object -> LakeOffset.generation(object.name().startOffset())));
            long below = Long.MAX_VALUE;
            for (int generation = nextGeneration(objects) - 1; generation >= 0; generation--) {
                long end = below;
                List<PartitionObjects.Listed> earlier = generations.getOrDefault(generation, List.of()).stream()
                        .filter(object -> LakeOffset.kafka(object.name().startOffset()) < end)
                        .toList();
                if (earlier.isEmpty()) {
                    continue;
                }
                long first = LakeOffset.kafka(earlier.get(0).name().startOffset());
                long difference = firstDifference(earlier, below);
                if (difference > first) {
                    return Math.max(difference, span.begin());
                }
                below = first;
            }
            return span.begin();
        }

        /** Those of one generation, as far as a later one has not replaced them. */
        private long firstDifference(List<PartitionObjects.Listed> objects, long below) {
            int there = countTrue(objects, listed -> {
                StoredObject object = lake.stored(listed);
                return LakeOffset.kafka(object.endOffset()) < below && lake.isInKafka(object, partition, topicId, log, span);
            });
            long behind = there == 0 ? -1 : LakeOffset.kafka(lake.stored(objects.get(there - 1)).endOffset()) + 1;
            if (there == objects.size()) {
                return behind;
            }
            StoredObject other = lake.stored(objects.get(there));
            long difference = firstDifference(other, below);
            // the log may have gone back to before it, where the lake has nothing since the group was set forward
            return there > 0 && difference == LakeOffset.kafka(other.startOffset()) ? behind : difference;
        }

        private long firstDifference(StoredObject object, long below) {
            StoredLines lines = lake.lines(object);
            List<Long> offsets = lines.offsets().stream().filter(offset -> LakeOffset.kafka(offset) < below).toList();
            int there = countTrue(offsets, offset -> lines.find(offset, partition, log, span) != KafkaLog.Found.OTHER);
            // where retention or compaction has left nothing, nothing tells whose log it is
            while (there > 0 && !isHere(lines, offsets.get(there - 1))) {
                there--;
            }
            return there == 0 ? LakeOffset.kafka(object.startOffset()) : LakeOffset.kafka(offsets.get(there - 1)) + 1;
        }

        private boolean isHere(StoredLines lines, long offset) {
            return LakeOffset.kafka(offset) >= span.begin()
                    && log.find(partition, span, LakeOffset.kafka(offset), record -> lines.has(offset, record)) == KafkaLog.Found.SAME;
        }

        /** How many at the start of a list are so, when none after them are. */
        private static <T> int countTrue(List<T> list, Predicate<T> isSo) {
            int so = 0;
            int notSo = list.size();
            while (so < notSo) {
                int middle = (so + notSo) / 2;
                if (isSo.test(list.get(middle))) {
                    so = middle + 1;
                } else {
                    notSo = middle;
                }
            }
            return so;
        }
    }
}
