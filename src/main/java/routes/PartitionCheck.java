package routes;

/**
 * Goes over the objects of one partition in the order of their offsets, and keeps nothing but sums. Those of each generation (see
 * {@link LakeOffset}) must tile its offsets.
 */
final class PartitionCheck {
    private final String name;
    private final Offsets offsets;
    private final RejectedOffsets letters;
    private final VerifyResult result;

    private int generation;
    private long first = -1;
    private long expected = -1;
    private long objects;
    private long records;
    private long rejected;
    private long problems;
    private StoredObject last;

    PartitionCheck(String topic, int partition, Offsets offsets, RejectedOffsets letters, VerifyResult result) {
        this.name = topic + "-" + partition;
        this.offsets = offsets;
        this.letters = letters;
        this.result = result;
    }

    void add(StoredObject object) {
        if (LakeOffset.generation(object.startOffset()) > generation) {
            beginGeneration(object.startOffset());
        }
        if (expected < 0) {
            first = object.startOffset();
            expected = first;
        }
        checkPlace(object);
        checkCounts(object);
        objects++;
        records += object.records();
        rejected += object.rejected();
        expected = Math.max(expected, object.endOffset() + 1);
        last = object;
    }

    /** It begins where the log went back to: at the first record that the generations before have not got. */
    private void beginGeneration(long startOffset) {
        long had = expected < 0 ? 0 : LakeOffset.kafka(expected);
        if (expected >= 0) {
            result.add(new VerifyResult.Partition(generationName(), LakeOffset.kafka(first), had - 1, objects, records, rejected, 0, 0, problems == 0));
        }
        generation = LakeOffset.generation(startOffset);
        first = startOffset;
        expected = startOffset;
        objects = 0;
        records = 0;
        rejected = 0;
        problems = 0;
        checkNothingBefore(Math.max(had, offsets.first()));
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
        if (object.startOffset() > expected) {
            problem("gap", "%s %d..%d is in no object".formatted(
                    generationName(), LakeOffset.kafka(expected), LakeOffset.kafka(object.startOffset()) - 1));
        } else if (object.startOffset() < expected) {
            problem(
                    "overlap",
                    "%s begins at %d, but an object before it ends at %d".formatted(object.key(), object.startOffset(), expected - 1));
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
        long found = letters.count(object.startOffset(), object.endOffset());
        if (found != object.rejected()) {
            problem(
                    "rejected",
                    "%s leaves out %d records, the dead-letter topic has %d of its range"
                            .formatted(object.key(), object.rejected(), found));
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
        if (offsets.committed() > had) {
            problem("gap", "%s %d..%d is committed, but in no object".formatted(generationName(), had, offsets.committed() - 1));
        }
        long ahead = offsets.committed() >= 0 ? Math.max(0, had - offsets.committed()) : 0;
        result.add(new VerifyResult.Partition(
                generationName(), LakeOffset.kafka(first), had - 1, objects, records, rejected, offsets.lag(), ahead, problems == 0));
    }

    void problem(String kind, String sentence) {
        problems++;
        result.problem(kind, sentence);
    }
}
