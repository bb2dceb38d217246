package cloud.crash;

import java.util.Arrays;
import java.util.BitSet;

/** What Kafka acknowledged to the producer, by the running numbers of the records: bits and arrays, so that millions of them fit. */
final class Ledger {
    private final BitSet fit = new BitSet();
    private final BitSet garbage = new BitSet();
    private final BitSet lostByKafka = new BitSet();
    private final BitSet excused = new BitSet();
    private final long[] ends;
    private final int[] last;
    private int[] offsets = new int[1 << 20];
    private byte[] partitions = new byte[1 << 20];

    Ledger(int partitions) {
        ends = new long[partitions];
        last = new int[partitions];
        Arrays.fill(last, -1);
    }

    synchronized void acknowledged(int partition, long offset, int number, boolean unfit) {
        if (number >= offsets.length) {
            offsets = Arrays.copyOf(offsets, number * 2);
            partitions = Arrays.copyOf(partitions, number * 2);
        }
        offsets[number] = Math.toIntExact(offset);
        partitions[number] = (byte) partition;
        (unfit ? garbage : fit).set(number);
        ends[partition] = offset + 1;
        last[partition] = number;
    }

    /**
     * Kafka's log has them no more.
     *
     * @param inLake numbers that the lake has already, and must keep
     */
    synchronized void lostByKafka(BitSet numbers, BitSet inLake) {
        lostByKafka.or(numbers);
        BitSet unread = (BitSet) numbers.clone();
        unread.andNot(inLake);
        excused.or(unread);
    }

    synchronized long records() {
        return (long) fit.cardinality() + garbage.cardinality();
    }

    /** For each partition the offset after the one that was acknowledged last. */
    synchronized long[] ends() {
        return ends.clone();
    }

    /** For each partition the number that was acknowledged last. */
    synchronized int[] last() {
        return last.clone();
    }

    /** All that was acknowledged. */
    synchronized BitSet all() {
        BitSet all = fit();
        all.or(garbage);
        return all;
    }

    /** What belongs in the lake. */
    synchronized BitSet fit() {
        return (BitSet) fit.clone();
    }

    /** What belongs on the dead-letter topic. */
    synchronized BitSet garbage() {
        return (BitSet) garbage.clone();
    }

    /** What Kafka acknowledged and still lost. */
    synchronized BitSet lostByKafka() {
        return (BitSet) lostByKafka.clone();
    }

    /** Of that, what the lake cannot be expected to have: it did not have it when Kafka lost it. */
    synchronized BitSet excused() {
        return (BitSet) excused.clone();
    }

    synchronized boolean isAt(int number, int partition, long offset) {
        return (fit.get(number) || garbage.get(number)) && partitions[number] == partition && offsets[number] == offset;
    }

    /** {@code 2@1234 (number 77)}: partition, offset and number. */
    synchronized String name(int number) {
        return "%d@%d (number %d)".formatted(partitions[number], offsets[number], number);
    }
}
