package routes.transform;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import routes.lang.Counts;

/**
 * The partitions of a curated table that were written since another one was made of them. They are read as a whole, so a row may be made of
 * many.
 *
 * @param runs which run wrote each of them
 * @param gone what the source has no more
 */
record NewPartitions(String source, String column, SortedMap<String, String> runs, Set<String> gone) implements NewRows {
    /** @param made what the other table has */
    static NewPartitions since(Map<String, CuratedPartition> made, Transform transform, Map<String, CuratedPartition> source) {
        SortedMap<String, String> runs = new TreeMap<>();
        source.forEach((value, partition) -> {
            if (!made.containsKey(value) || !partition.run().equals(made.get(value).madeOf())) {
                runs.put(value, partition.run());
            }
        });
        Set<String> gone = new TreeSet<>(made.keySet());
        gone.removeAll(source.keySet());
        return new NewPartitions(transform.source(), transform.partition(), runs, gone);
    }

    @Override
    public boolean isEmpty() {
        return runs.isEmpty() && gone.isEmpty();
    }

    @Override
    public String condition() {
        Set<String> values = runs.isEmpty() ? Set.of("") : runs.keySet();
        return "\"%s\" IN (%s)".formatted(column, values.stream().map("'%s'"::formatted).collect(Collectors.joining(", ")));
    }

    @Override
    public boolean areAllOf(String partition) {
        return runs.containsKey(partition) || gone.contains(partition);
    }

    @Override
    public Watermark through() {
        return Watermark.NONE;
    }

    @Override
    public String madeOf(String partition) {
        return runs.get(partition);
    }

    @Override
    public String told() {
        return "%s of %s".formatted(Counts.count(runs.size(), "new partition"), source);
    }

    @Override
    public String leftOut(long rows) {
        return "";
    }
}
