package routes.transform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import routes.lang.Counts;
import routes.query.QueryFailedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of a curated table: each run writes folders of its own, {@code <prefix>/<table>/<run>/<n>/<partition>=<value>/}. */
public final class CuratedFolders {
    private static final int MOST_AT_ONCE = 1000;

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    /** @param prefix of the table, with a slash at its end */
    public CuratedFolders(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** @param bytes of all of them */
    record Size(long objects, long bytes) {
        Size plus(Size other) {
            return new Size(objects + other.objects, bytes + other.bytes);
        }
    }

    String location() {
        return "s3://%s/%s".formatted(bucket, prefix);
    }

    /** What lies below a location that begins with {@link #location()}. */
    Size size(String location) {
        return list(location.substring("s3://%s/".formatted(bucket).length())).stream()
                .map(object -> new Size(1, object.size()))
                .reduce(new Size(0, 0), Size::plus);
    }

    private List<S3Object> list(String below) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(below)).contents().stream().toList();
    }

    /**
     * Deletes what readers were pointed away from long enough ago, and what a run left that did not end. A query that began on the old
     * version, and another run that is under way, must be over by then.
     *
     * @param before what is newer stays
     */
    void sweep(String partitionColumn, Collection<CuratedPartition> partitions, Instant before) {
        Map<String, CuratedPartition> current =
                partitions.stream().collect(Collectors.toMap(CuratedPartition::value, partition -> partition));
        Pattern folder = Pattern.compile(Pattern.quote(prefix) + "([^/]+)/[^/]+/" + Pattern.quote(partitionColumn) + "=([^/]+)/[^/]+");
        List<ObjectIdentifier> old = new ArrayList<>();
        for (S3Object object : list(prefix)) {
            Matcher value = folder.matcher(object.key());
            CuratedPartition partition = value.matches() ? current.get(value.group(2)) : null;
            boolean read = partition != null && "s3://%s/%s".formatted(bucket, object.key()).startsWith(partition.location());
            if (!read && object.lastModified().isBefore(before) && (partition == null || partition.isUnreadSince(value.group(1), before))) {
                old.add(ObjectIdentifier.builder().key(object.key()).build());
            }
        }
        delete(old);
    }

    private void delete(List<ObjectIdentifier> objects) {
        List<S3Error> errors = new ArrayList<>();
        for (int from = 0; from < objects.size(); from += MOST_AT_ONCE) {
            List<ObjectIdentifier> some = objects.subList(from, Math.min(objects.size(), from + MOST_AT_ONCE));
            errors.addAll(s3.deleteObjects(delete -> delete.bucket(bucket).delete(Delete.builder().objects(some).quiet(true).build())).errors());
        }
        if (!errors.isEmpty()) {
            // S3 answers 200 also when it deletes nothing
            S3Error first = errors.get(0);
            throw new QueryFailedException("%s of replaced versions cannot be deleted and still cost, s3://%s/%s first (%s: %s)"
                    .formatted(Counts.count(errors.size(), "object"), bucket, first.key(), first.code(), first.message()));
        }
    }
}
