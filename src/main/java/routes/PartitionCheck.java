package routes;

import java.time.Instant;

/** Goes over the objects of one partition in the order of their offsets, and keeps nothing but sums. */
final class PartitionCheck {
    private final String topicId;
    private final String name;
    private final Offsets offsets;
    private final RejectedOffsets letters;
    private final ExpiredLetters expiredLetters;
    private final VerifyResult result;

    private long first = -1;
    private long expected = -1;
    private long objects;
    private long records;
    private long rejected;
    private long expired;
    private long problems;
    private boolean unread;
    private boolean foreign;

    PartitionCheck(
            String topic,
            String topicId,
            int partition,
            Offsets offsets,
            RejectedOffsets letters,
            ExpiredLetters expiredLetters,
            VerifyResult result) {
        this.topicId = topicId;
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
        checkTopic(object);
        unread = false;
        objects++;
        if (!object.isSealed()) {
            result.addUnsealed();
        }
        records += object.records();
        rejected += object.rejected();
        expected = Math.max(expected, object.endOffset() + 1);
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

    /** Kafka may have deleted what is in the lake for long; what it still has must be there. */
    private void begin(long startOffset) {
        if (expected < 0) {
            first = Math.min(offsets.first(), startOffset);
            expected = first;
        }
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
            problem("gap", "%s %d..%d is in no object".formatted(name, expected, startOffset - 1));
        }
    }

    private void checkCounts(StoredObject object) {
        long span = object.endOffset() - object.startOffset() + 1;
        if (object.records() + object.rejected() + object.absent() != span) {
            problem(
                    "count",
                    "%s has %d records, %d rejected and %d absent in a range of %d offsets"
                            .formatted(object.key(), object.records(), object.rejected(), object.absent(), span));
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
                            .formatted(object.key(), Words.count(object.rejected(), "record"), found));
        }
    }

    private void checkTopic(StoredObject object) {
        String id = object.topicId();
        if (id != null && !id.equals(topicId) && !foreign) {
            foreign = true;
            problem("topic", "%s is of a topic of the same name with id %s; it was created anew as %s".formatted(object.key(), id, topicId));
        }
    }

    void end() {
        begin(offsets.first());
        if (offsets.committed() > expected && !unread) {
            problem("gap", "%s %d..%d is committed, but in no object".formatted(name, expected, offsets.committed() - 1));
        }
        long ahead = offsets.committed() >= 0 ? Math.max(0, expected - offsets.committed()) : 0;
        result.add(new VerifyResult.Partition(
                name, first, expected - 1, objects, records, rejected, expired, offsets.lag(), ahead, problems == 0));
    }

    void problem(String kind, String sentence) {
        problems++;
        result.problem(kind, sentence);
    }
}
