package routes.sql;

import java.util.List;

/**
 * What a query reads at most: all bytes of the objects of the tables and partitions that it names. It may read less, as of Parquet only the
 * columns that it needs.
 *
 * @param parts as far as they are known
 * @param unknown why that is not all; null when it is
 */
record Estimate(List<Part> parts, String unknown) {
    static final Estimate NOTHING = new Estimate(List.of(), null);

    /**
     * @param partitions that the query can read, of so many; 0 of 0 for a table without
     */
    record Part(String table, int partitions, int ofPartitions, long objects, long bytes) {
        /** What is read as often. */
        Part times(long times) {
            return new Part(table, partitions, ofPartitions, objects, bytes > Long.MAX_VALUE / 1_000_000 / times ? Long.MAX_VALUE / 1_000_000 : bytes * times);
        }
    }

    static Estimate unknown(String why) {
        return new Estimate(List.of(), why);
    }

    long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    boolean isKnown() {
        return unknown == null;
    }
}
