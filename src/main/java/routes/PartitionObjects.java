package routes;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The keys of one partition's objects in the order of their start offsets. Each date is listed on its own, a page at a time, and the
 * dates are merged, so that memory grows with the number of dates and not with that of objects.
 */
final class PartitionObjects implements Iterator<PartitionObjects.Listed> {
    private static final int PAGE = 200;

    private final PriorityQueue<Date> dates = new PriorityQueue<>(Comparator.comparingLong(date -> date.next.name().startOffset()));

    /** A key and what it says. */
    record Listed(ObjectKey name, String key) {}

    PartitionObjects(S3Client s3, String bucket, String prefix, List<String> datePrefixes, String topic, int partition) {
        for (String datePrefix : datePrefixes) {
            ListObjectsV2Request request = ListObjectsV2Request.builder()
                    .bucket(bucket)
                    .prefix("%s%s-%d-".formatted(datePrefix, topic, partition))
                    .maxKeys(PAGE)
                    .build();
            add(new Date(prefix, s3.listObjectsV2Paginator(request).contents().iterator()));
        }
    }

    /** The date folders below a prefix, for example {@code raw/quotes/date=2026-11-22/}. */
    static List<String> dates(S3Client s3, String bucket, String prefix) {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix + "/date=")
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
        return !dates.isEmpty();
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
        private final Iterator<S3Object> objects;
        private Listed next;

        Date(String prefix, Iterator<S3Object> objects) {
            this.prefix = prefix;
            this.objects = objects;
        }

        /** Passes over keys that are not ours; they are found by another way. */
        boolean advance() {
            while (objects.hasNext()) {
                String key = objects.next().key();
                ObjectKey name = ObjectKey.parse(prefix, key).orElse(null);
                if (name != null) {
                    next = new Listed(name, key);
                    return true;
                }
            }
            return false;
        }
    }
}
