package routes.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import routes.lang.Host;

/**
 * The records of one assigned partition on their way to the lake: one open batch that grows, and closed ones that wait their turn.
 * One at a time is handed out, so that objects of a partition are written in order.
 */
public final class PartitionBatches {
    private final String topic;
    private final String topicId;
    private final int partition;
    private final BatchLimits limits;
    private final int generation;
    private final NavigableMap<Long, LocalDate> inLake;

    private final Deque<Batch> closed = new ArrayDeque<>();
    private PackedRecords open = new PackedRecords();
    private Instant openedAt;
    private Instant lastAddedAt;
    private long openStart;
    private long openDay;
    private long next;
    private boolean first = true;
    private Batch inFlight;

    /** Begins with whatever record comes first. */
    public PartitionBatches(String topic, String topicId, int partition, BatchLimits limits) {
        this(topic, topicId, partition, limits, -1, new TreeMap<>());
    }

    /**
     * @param begin the offset in the lake that the first batch begins with: of the record that is read next, or of the object that has it
     * @param inLake where objects begin that the lake has from there on, and their dates: no batch runs into one of them, and one that begins
     *     there is of its date
     */
    public PartitionBatches(String topic, String topicId, int partition, BatchLimits limits, long begin, NavigableMap<Long, LocalDate> inLake) {
        this.inLake = inLake;
        this.next = begin;
        this.generation = LakeOffset.generation(Math.max(0, begin));
        this.topic = topic;
        this.topicId = topicId;
        this.partition = partition;
        this.limits = limits;
    }

    /**
     * Takes the next record.
     *
     * @throws IllegalStateException when it is none: offsets only grow while a log is read
     */
    public void add(ConsumerRecord<byte[], byte[]> record, Instant now) {
        long offset = LakeOffset.of(generation, record.offset());
        if (offset < next) {
            throw new IllegalStateException(
                    "Kafka gave offset %d of %s-%d after offset %d".formatted(record.offset(), topic, partition, LakeOffset.kafka(next) - 1));
        }
        if (!open.isEmpty() && isOfAnotherObject(record.timestamp())) {
            close(CloseReason.DATE);
        }
        if (!open.isEmpty() && !inLake.isEmpty() && !inLake.subMap(open.lastOffset(), false, offset, true).isEmpty()) {
            close(CloseReason.LAKE);
        }
        if (open.isEmpty()) {
            openedAt = now;
            openStart = startBefore(offset);
            openDay = openingDay(record.timestamp());
        }
        next = offset + 1;
        lastAddedAt = now;
        open.add(record, offset);
        if (open.size() >= limits.maxRecords()) {
            close(CloseReason.RECORDS);
        } else if (open.bytes() >= limits.maxBytes()) {
            close(CloseReason.BYTES);
        }
    }

    /** Where the last object ended; or where the lake has one already whose first records Kafka has no longer. */
    private long startBefore(long offset) {
        Long object = inLake.floorKey(offset);
        return next < 0 ? offset : Math.max(next, object == null ? next : object);
    }

    /**
     * Late records do not cut a batch: with two producers a day apart, each record would be an object of its own. They go under the date of
     * the batch that they came with. A date that is still to come is a producer's mistake, which others are not to share.
     */
    private boolean isOfAnotherObject(long timestamp) {
        long itsDay = Batch.dayOf(timestamp);
        return itsDay > openDay || itsDay < openDay && openDay > tomorrow();
    }

    /** Compaction may have taken the record that gave an object its date. */
    private long openingDay(long timestamp) {
        LocalDate date = inLake.get(openStart);
        return date == null ? Batch.dayOf(timestamp) : date.toEpochDay();
    }

    private static long tomorrow() {
        return Batch.dayOf(Host.here().wallClock().toEpochMilli()) + 1;
    }

    public long next() {
        return next;
    }

    /** Closes the open batch when it is old enough, or when nothing more seems to come. */
    public void closeIfDue(Instant now) {
        if (open.isEmpty()) {
            return;
        }
        if (!now.isBefore(openedAt.plus(limits.maxAge()))) {
            close(CloseReason.AGE);
        } else if (!now.isBefore(lastAddedAt.plus(limits.maxIdle()))) {
            close(CloseReason.IDLE);
        }
    }

    public void close(CloseReason cut) {
        if (open.isEmpty()) {
            return;
        }
        closed.add(new Batch(topic, topicId, partition, LocalDate.ofEpochDay(openDay), openStart, open, cut, inLake.containsKey(openStart)));
        open = new PackedRecords();
    }

    /** The next batch to write, or null when there is none or one is being written. */
    public Batch take() {
        if (inFlight != null || closed.isEmpty()) {
            return null;
        }
        Batch batch = closed.poll();
        inFlight = first ? batch.asMaybeInLake() : batch;
        return inFlight;
    }

    /** The batch that was handed out was not stored: it comes first again. */
    public void failed() {
        closed.addFirst(inFlight);
        inFlight = null;
    }

    /**
     * The lake holds everything up to an offset: mostly all of the batch that was handed out. Where an object of another writer ends
     * elsewhere, what is held behind it goes: it is read again, and cut as by whoever begins there.
     *
     * @return false when reading must go on from {@link #next()}, wherever it is
     */
    public boolean stored(long through) {
        if (through < inFlight.startOffset()) {
            throw new IllegalStateException("the lake holds %s only up to %d".formatted(inFlight.name(), through));
        }
        boolean asHandedOut = through == inFlight.endOffset();
        first = false;
        inFlight = null;
        if (!asHandedOut) {
            closed.clear();
            open = new PackedRecords();
            next = through + 1;
        }
        return asHandedOut;
    }

    /** Whether the lake is known to have objects behind an offset, as while records are read again. */
    public boolean isInLakeAfter(long offset) {
        return inLake.higherKey(offset) != null;
    }

    /** Whether enough is held to stop reading until some of it is written. */
    public boolean isFull() {
        return closed.size() > 1 || (inFlight != null && !closed.isEmpty());
    }

    /** Whether no batch is closed or being written. */
    public boolean isOnlyOpen() {
        return closed.isEmpty() && inFlight == null;
    }

    public boolean isEmpty() {
        return open.isEmpty() && isOnlyOpen();
    }

    /** Records held, also those that are being written. */
    public long records() {
        return sum(PackedRecords::size);
    }

    /** Bytes of the keys and values held. */
    long bytes() {
        return sum(PackedRecords::bytes);
    }

    /** Bytes of heap that they take. */
    public long memory() {
        return sum(PackedRecords::memory);
    }

    private long sum(ToLongFunction<PackedRecords> size) {
        long sum = size.applyAsLong(open) + (inFlight == null ? 0 : size.applyAsLong(inFlight.records()));
        for (Batch batch : closed) {
            sum += size.applyAsLong(batch.records());
        }
        return sum;
    }

    public Batch inFlight() {
        return inFlight;
    }
}
