package routes.verify;

import java.time.Instant;
import routes.batch.LakeOffset;
import routes.kafka.Offsets;
import routes.lake.StoredObject;
import routes.lang.Counts;

/**
 * Goes over the objects of one partition in the order of their offsets, and keeps nothing but sums. Those of each generation (see
 * {@link LakeOffset}) must tile its offsets.
 */
final class PartitionCheck {
    private final String name;
    private final Offsets offsets;
    private final RejectedOffsets letters;
    private final ExpiredLetters expiredLetters;
    private final VerifyResult result;

    private int generation;
    private long first = -1;
    private long expected = -1;
    private long objects;
    private long records;
    private long rejected;
    private long filtered;
    private long expired;
    private long problems;
    private boolean unread;
    private StoredObject last;

    PartitionCheck(
            String topic, int partition, Offsets offsets, RejectedOffsets letters, ExpiredLetters expiredLetters, VerifyResult result) {
        this.name = topic + "-" + partition;
        this.offsets = offsets;
        this.letters = letters;
        this.expiredLetters = expiredLetters;
        this.result = result;
    }

    /** @param put when */
    void add(StoredObject object, Instant put) {
        begin(object.startOffset());
        checkPlace(object);
        checkCounts(object);
        checkLetters(object, put);
        unread = false;
        objects++;
        if (!object.isSealed()) {
            result.addUnsealed();
        }
        records += object.records();
        rejected += object.rejected();
        filtered += object.filtered();
        expected = Math.max(expected, object.endOffset() + 1);
        last = object;
    }

    /** An object that S3 does not give: where it ends is not known, so that the next one may begin anywhere. */
    void addUnread(long startOffset, String problem) {
        begin(startOffset);
        checkGap(startOffset);
        expected = Math.max(expected, startOffset);
        unread = true;
        problems++;
        result.unread(problem);
    }

    private void begin(long startOffset) {
        if (LakeOffset.generation(startOffset) > generation) {
            beginGeneration(startOffset);
        }
        if (expected < 0) {
            first = startOffset;
            expected = first;
        }
    }

    /** It begins where the log went back to: at the first record that the generations before have not got. */
    private void beginGeneration(long startOffset) {
        long had = expected < 0 ? 0 : LakeOffset.kafka(expected);
        if (expected >= 0) {
            result.add(new VerifyResult.Partition(
                    generationName(), LakeOffset.kafka(first), had - 1, objects, records, rejected, filtered, expired, 0, 0, problems == 0));
        }
        generation = LakeOffset.generation(startOffset);
        first = startOffset;
        expected = startOffset;
        objects = 0;
        records = 0;
        rejected = 0;
        filtered = 0;
        expired = 0;
        problems = 0;
        if (!unread) {
            checkNothingBefore(Math.max(had, offsets.first()));
        }
    }

    private void checkNothingBefore(long wanted) {
        if (LakeOffset.kafka(first) > wanted) {
            problem("gap", "%s %d..%d is in no object".formatted(generationName(), wanted, LakeOffset.kafka(first) - 1));
        }
    }

    private String generationName() {
        return generation == 0 ? name : "%s generation %d".formatted(name, generation);
    }

    private void checkPlace(StoredObject object) {
        checkGap(object.startOffset());
        if (object.startOffset() < expected) {
            problem(
                    "overlap",
                    "%s begins at %d, but an object before it ends at %d".formatted(object.key(), object.startOffset(), expected - 1));
        }
    }

    private void checkGap(long startOffset) {
        if (startOffset > expected && !unread) {
            problem("gap", "%s %d..%d is in no object".formatted(
                    generationName(), LakeOffset.kafka(expected), LakeOffset.kafka(startOffset) - 1));
        }
    }

    private void checkCounts(StoredObject object) {
        long span = object.endOffset() - object.startOffset() + 1;
        if (object.records() + object.rejected() + object.absent() + object.filtered() != span) {
            problem(
                    "count",
                    "%s has %d records, %d rejected, %d filtered and %d absent in a range of %d offsets"
                            .formatted(object.key(), object.records(), object.rejected(), object.filtered(), object.absent(), span));
        }
    }

    private void checkLetters(StoredObject object, Instant put) {
        long found = letters.count(object.startOffset(), object.endOffset());
        if (found < object.rejected() && expiredLetters.mayLackThoseOf(put)) {
            expired += object.rejected() - found;
        } else if (found != object.rejected()) {
            problem(
                    "rejected",
                    "%s leaves out %s, the dead-letter topic has %d of its range"
                            .formatted(object.key(), Counts.count(object.rejected(), "record"), found));
        }
    }

    /** The object with the greatest offsets, null when there is none. */
    StoredObject last() {
        return last;
    }

    void end() {
        if (expected < 0) {
            first = offsets.first();
            expected = first;
        } else if (generation == 0) {
            // Kafka may have deleted what is in the lake for long; what it still has must be there
            checkNothingBefore(offsets.first());
        }
        long had = LakeOffset.kafka(expected);
        if (offsets.committed() > had && !unread) {
            problem("gap", "%s %d..%d is committed, but in no object".formatted(generationName(), had, offsets.committed() - 1));
        }
        long ahead = offsets.committed() >= 0 ? Math.max(0, had - offsets.committed()) : 0;
        result.add(new VerifyResult.Partition(
                generationName(), LakeOffset.kafka(first), had - 1, objects, records, rejected, filtered, expired, offsets.lag(), ahead, problems == 0));
    }

    void problem(String kind, String sentence) {
        problems++;
        result.problem(kind, sentence);
    }
}
