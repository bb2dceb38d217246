package routes.lake;

import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The keys of one partition's objects in the order of their start offsets. Each date is listed on its own, a page at a time, and the
 * dates are merged, so that memory grows with the number of dates and not with that of objects.
 */
public final class PartitionObjects implements Iterator<PartitionObjects.Listed> {
    /** Keys held by all dates together, where each has more than its smallest page. */
    private static final int HELD = 20_000;

    private static final int SMALLEST_PAGE = 10;
    private static final int LARGEST_PAGE = 1000;

    private final long last;
    private final PriorityQueue<Date> dates = new PriorityQueue<>(Comparator.comparingLong(date -> date.next.name().startOffset()));

    /**
     * An object as S3 lists it.
     *
     * @param size in bytes
     * @param put when
     */
    public record Listed(ObjectKey name, String key, long size, Instant put) {
        /** Empty if it is not one of ours. */
        public static Optional<Listed> of(String prefix, S3Object object) {
            return ObjectKey.parse(prefix, object.key()).map(name -> new Listed(name, object.key(), object.size(), object.lastModified()));
        }
    }

    /** @param last the start offset of the last one; what is put after it while the others are looked at is left out */
    public PartitionObjects(
            S3Client s3, LakeLocation location, List<String> datePrefixes, String topic, int partition, long last) {
        this.last = last;
        int page = Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, HELD / Math.max(1, datePrefixes.size())));
        for (String datePrefix : datePrefixes) {
            ListObjectsV2Request request = ListObjectsV2Request.builder()
                    .bucket(location.bucket())
                    .prefix("%s%s-%d-".formatted(datePrefix, topic, partition))
                    .maxKeys(page)
                    .build();
            add(new Date(location.prefix(), topic, partition, s3.listObjectsV2Paginator(request).contents().iterator()));
        }
    }

    /** The date folders of the lake, for example {@code raw/quotes/date=2026-11-22/}. */
    public static List<String> dates(S3Client s3, LakeLocation location) {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(location.bucket())
                .prefix(location.prefix() + "/date=")
                .delimiter("/")
                .build();
        return s3.listObjectsV2Paginator(request).commonPrefixes().stream().map(CommonPrefix::prefix).toList();
    }

    private void add(Date date) {
        if (date.advance()) {
            dates.add(date);
        }
    }

    @Override
    public boolean hasNext() {
        return !dates.isEmpty() && dates.peek().next.name().startOffset() <= last;
    }

    @Override
    public Listed next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Date date = dates.poll();
        Listed next = date.next;
        add(date);
        return next;
    }

    private static final class Date {
        private final String prefix;
        private final String topic;
        private final int partition;
        private final Iterator<S3Object> objects;
        private Listed next;

        Date(String prefix, String topic, int partition, Iterator<S3Object> objects) {
            this.prefix = prefix;
            this.topic = topic;
            this.partition = partition;
            this.objects = objects;
        }

        /** Skips keys that are not ours, also those of a topic {@code quotes-0} beside ours; those are found another way. */
        boolean advance() {
            while (objects.hasNext()) {
                Listed object = Listed.of(prefix, objects.next()).orElse(null);
                if (object != null && object.name().isOf(topic, partition)) {
                    next = object;
                    return true;
                }
            }
            return false;
        }
    }
}
