package routes.transform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import routes.lake.LakeLocation;
import routes.lake.ObjectKey;
import routes.lake.StoredObject;
import routes.lang.ByteSize;
import routes.lang.Counts;
import routes.lang.Errors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of the raw lake behind a watermark, as far as their dates are partitions of the table: what Athena does not see yet waits for
 * the next crawl.
 *
 * @param ranges first and last offset of each Kafka partition
 * @param through the watermark when they are curated
 */
public record NewObjects(
        SortedMap<Integer, Range> ranges, String firstDate, String lastDate, int objects, long records, long bytes, Watermark through)
        implements NewRows {
    private static final int HEADS_AT_ONCE = 8;

    /** Offsets of one Kafka partition, both included. */
    public record Range(long first, long last) {
        private Range with(Range other) {
            return new Range(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    private record Listed(ObjectKey name, String key, long size) {}

    private record Found(Listed listed, StoredObject object) {}

    static NewObjects after(Watermark done, Set<String> dates, S3Client s3, LakeLocation lake) {
        Map<Integer, List<Listed>> listed = s3.listObjectsV2Paginator(list -> list.bucket(lake.bucket()).prefix(lake.prefix() + "/")).contents().stream()
                .flatMap(object -> listed(lake.prefix(), object).stream())
                .filter(object -> object.name().startOffset() > done.of(object.name().partition()))
                .sorted((a, b) -> Long.compare(a.name().startOffset(), b.name().startOffset()))
                .collect(Collectors.groupingBy(object -> object.name().partition(), TreeMap::new, Collectors.toList()));
        List<Listed> visible = listed.values().stream()
                .flatMap(objects -> objects.stream().takeWhile(object -> dates.contains(object.name().date().toString())))
                .toList();
        return of(done, heads(visible, s3, lake.bucket()));
    }

    private static List<Listed> listed(String prefix, S3Object object) {
        return ObjectKey.parse(prefix, object.key()).map(name -> new Listed(name, object.key(), object.size())).stream().toList();
    }

    /** Where an object ends, and how many records it has, only its metadata tell. */
    private static List<Found> heads(Collection<Listed> listed, S3Client s3, String bucket) {
        ForkJoinPool pool = new ForkJoinPool(HEADS_AT_ONCE);
        try {
            return pool.submit(() -> listed.parallelStream()
                            .map(object -> found(object, s3.headObject(head -> head.bucket(bucket).key(object.key())).metadata()))
                            .toList())
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(Errors.sentence(failed), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } finally {
            pool.shutdown();
        }
    }

    private static Found found(Listed listed, Map<String, String> metadata) {
        try {
            return new Found(listed, StoredObject.of(listed.name(), listed.key(), metadata));
        } catch (IllegalArgumentException damaged) {
            throw new IllegalStateException("%s %s".formatted(listed.key(), damaged.getMessage()));
        }
    }

    private static NewObjects of(Watermark done, List<Found> found) {
        SortedMap<Integer, Range> ranges = new TreeMap<>();
        found.forEach(each -> ranges.merge(
                each.listed().name().partition(), new Range(each.object().startOffset(), each.object().endOffset()), Range::with));
        List<String> dates = new ArrayList<>(found.stream().map(each -> each.listed().name().date().toString()).sorted().toList());
        return new NewObjects(
                ranges,
                dates.isEmpty() ? null : dates.get(0),
                dates.isEmpty() ? null : dates.get(dates.size() - 1),
                found.size(),
                found.stream().mapToLong(each -> each.object().records()).sum(),
                found.stream().mapToLong(each -> each.listed().size()).sum(),
                done.with(ranges.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, range -> range.getValue().last()))));
    }

    @Override
    public boolean isEmpty() {
        return objects == 0;
    }

    /** Lets Athena read their dates only. */
    @Override
    public String condition() {
        return "\"date\" BETWEEN '%s' AND '%s' AND (%s)"
                .formatted(firstDate, lastDate, ranges.entrySet().stream()
                        .map(range -> "kafka_partition = %d AND kafka_offset BETWEEN %d AND %d"
                                .formatted(range.getKey(), range.getValue().first(), range.getValue().last()))
                        .collect(Collectors.joining(" OR ")));
    }

    @Override
    public boolean areAllOf(String partition) {
        return false;
    }

    @Override
    public String madeOf(String partition) {
        return null;
    }

    @Override
    public String told() {
        return "%s in %s, %s".formatted(Counts.count(records, "new row"), Counts.count(objects, "object"), ByteSize.format(bytes));
    }

    @Override
    public String leftOut(long rows) {
        return "; %s left out".formatted(Counts.count(records - rows, "row"));
    }
}
