package routes.transform;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Up to where the raw lake is curated: the last offset of each Kafka partition, as {@code 0:4711,1:815}. Objects of the lake are named by
 * their offsets and never change, so this tells exactly which are new.
 */
public record Watermark(SortedMap<Integer, Long> offsets) {
    static final Watermark NONE = new Watermark(new TreeMap<>());

    public static Watermark parse(String text) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] partitionAndOffset = entry.split(":");
            offsets.put(Integer.valueOf(partitionAndOffset[0]), Long.valueOf(partitionAndOffset[1]));
        }
        return new Watermark(offsets);
    }

    long of(int partition) {
        return offsets.getOrDefault(partition, -1L);
    }

    /** What both have. */
    Watermark lower(Watermark other) {
        SortedMap<Integer, Long> lower = new TreeMap<>();
        offsets.forEach((partition, offset) -> {
            if (other.offsets.containsKey(partition)) {
                lower.put(partition, Math.min(offset, other.of(partition)));
            }
        });
        return new Watermark(lower);
    }

    /** This one, with other offsets for some partitions. */
    Watermark with(Map<Integer, Long> newer) {
        SortedMap<Integer, Long> offsets = new TreeMap<>(this.offsets);
        offsets.putAll(newer);
        return new Watermark(offsets);
    }

    @Override
    public String toString() {
        return offsets.entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue()).collect(Collectors.joining(","));
    }
}
