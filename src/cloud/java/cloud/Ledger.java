package cloud;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What Kafka acknowledged to the producer: for each partition its offsets, and the running number of the record at each. */
final class Ledger {
    private final List<Page> pages = new ArrayList<>();
    private long records;

    Ledger(int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            pages.add(new Page());
        }
    }

    /** One partition; bits and numbers, so that millions of records fit. */
    private static final class Page {
        private final BitSet fit = new BitSet();
        private final BitSet garbage = new BitSet();
        private int[] numbers = new int[1 << 16];
    }

    synchronized void acknowledged(int partition, long offset, int number, boolean garbage) {
        Page page = pages.get(partition);
        int at = Math.toIntExact(offset);
        if (at >= page.numbers.length) {
            page.numbers = Arrays.copyOf(page.numbers, Math.max(at + 1, page.numbers.length * 2));
        }
        page.numbers[at] = number;
        (garbage ? page.garbage : page.fit).set(at);
        records++;
    }

    synchronized long records() {
        return records;
    }

    int partitions() {
        return pages.size();
    }

    /** The offset after the last acknowledged one, for each partition. */
    synchronized long[] ends() {
        return pages.stream().mapToLong(page -> Math.max(page.fit.length(), page.garbage.length())).toArray();
    }

    /** Offsets whose records belong in the lake. */
    synchronized BitSet fit(int partition) {
        return (BitSet) pages.get(partition).fit.clone();
    }

    /** Offsets whose records belong on the dead-letter topic. */
    synchronized BitSet garbage(int partition) {
        return (BitSet) pages.get(partition).garbage.clone();
    }

    synchronized boolean isNumber(int partition, int offset, int number) {
        int[] numbers = pages.get(partition).numbers;
        return offset < numbers.length && numbers[offset] == number;
    }
}
