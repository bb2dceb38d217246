package routes.batch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.TreeSet;
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
    private final NavigableSet<Long> later;

    private final Deque<Batch> closed = new ArrayDeque<>();
    private PackedRecords open = new PackedRecords();
    private Instant openedAt;
    private Instant lastAddedAt;
    private long openStart;
    private long next;
    private boolean first = true;
    private Batch inFlight;

    /** Begins with whatever record comes first. */
    public PartitionBatches(String topic, String topicId, int partition, BatchLimits limits) {
        this(topic, topicId, partition, limits, -1, new TreeSet<>());
    }

    /**
     * @param next the offset in the lake of the record that is read next
     * @param later where objects begin that the lake has behind it: no batch runs into one of them
     */
    public PartitionBatches(String topic, String topicId, int partition, BatchLimits limits, long next, NavigableSet<Long> later) {
        this.later = later;
        this.next = next;
        this.generation = LakeOffset.generation(Math.max(0, next));
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
        if (!open.isEmpty() && !later.subSet(open.lastOffset(), false, offset, true).isEmpty()) {
            close(CloseReason.LAKE);
        }
        if (open.isEmpty()) {
            openedAt = now;
            openStart = startBefore(offset);
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
        Long inLake = later.floor(offset);
        return next < 0 ? offset : Math.max(next, inLake == null ? next : inLake);
    }

    /**
     * Late records do not cut a batch: with two producers a day apart, each record would be an object of its own. They go under the date of
     * the batch that they came with. A date that is still to come is a producer's mistake, which others are not to share.
     */
    private boolean isOfAnotherObject(long timestamp) {
        long day = Batch.dayOf(open.firstTimestamp());
        long itsDay = Batch.dayOf(timestamp);
        return itsDay > day || itsDay < day && day > tomorrow();
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
        closed.add(new Batch(topic, topicId, partition, openStart, open, cut, false));
        open = new PackedRecords();
    }

    /** The next batch to write, or null when there is none or one is being written. */
    public Batch take() {
        if (inFlight != null || closed.isEmpty()) {
            return null;
        }
        Batch batch = closed.poll();
        inFlight = first ? batch.asFirst() : batch;
        return inFlight;
    }

    /** The batch that was handed out was not stored: it comes first again. */
    public void failed() {
        closed.addFirst(inFlight);
        inFlight = null;
    }

    /**
     * The lake holds everything up to an offset: all of the batch that was handed out, only its head (an object of another writer
     * ends there), or more than that.
     */
    public void stored(long through) {
        if (through < inFlight.startOffset()) {
            throw new IllegalStateException("the lake holds %s only up to %d".formatted(inFlight.name(), through));
        }
        first = false;
        next = Math.max(next, through + 1);
        closed.addFirst(inFlight);
        inFlight = null;
        while (!closed.isEmpty() && closed.peek().endOffset() <= through) {
            closed.poll();
        }
        if (!closed.isEmpty() && closed.peek().startOffset() <= through) {
            closed.addFirst(closed.poll().after(through));
        }
        if (!open.isEmpty() && open.firstOffset() <= through) {
            open = open.after(through);
            openStart = through + 1;
        }
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
