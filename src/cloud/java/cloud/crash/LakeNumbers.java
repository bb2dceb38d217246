package cloud.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/** The numbers of the records that are in the lake so far. */
final class LakeNumbers {
    private final BitSet numbers = new BitSet();
    private final int[] greatest;

    LakeNumbers(int partitions) {
        greatest = new int[partitions];
        Arrays.fill(greatest, -1);
    }

    /** @param object that was put just now */
    synchronized void add(Path object) {
        try {
            LakeLine.read(object, line -> {
                numbers.set(line.number());
                greatest[line.partition()] = Math.max(greatest[line.partition()], line.number());
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    synchronized BitSet numbers() {
        return (BitSet) numbers.clone();
    }

    /** @param least for each partition, a number that it must have reached */
    synchronized boolean reach(int[] least) {
        for (int partition = 0; partition < least.length; partition++) {
            if (greatest[partition] < least[partition]) {
                return false;
            }
        }
        return true;
    }
}
