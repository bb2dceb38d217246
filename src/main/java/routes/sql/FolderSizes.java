package routes.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** How much is in folders of S3. Those of a table have the beginning of their names in common, so that one listing sees them all. */
final class FolderSizes {
    /** A listing of a thousand objects costs 0.000005 USD and some 100 ms. */
    private static final int MOST_OBJECTS = 200_000;

    private final S3Client s3;
    private final Remembered remembered;
    private final int most;

    FolderSizes(S3Client s3, Remembered remembered) {
        this(s3, remembered, MOST_OBJECTS);
    }

    /** @param most objects that are looked at */
    FolderSizes(S3Client s3, Remembered remembered, int most) {
        this.s3 = s3;
        this.remembered = remembered;
        this.most = most;
    }

    /** @param unknown why there may be more; null when that is all */
    record Size(long objects, long bytes, String unknown) {
        private static final Size NONE = new Size(0, 0, null);

        private Size plus(Size other) {
            return new Size(objects + other.objects, bytes + other.bytes, unknown == null ? other.unknown : unknown);
        }
    }

    private record Listing(Map<String, Size> sizes, String unknown) {}

    /** @param locations {@code s3://bucket/folder/}, with or without the slash at the end */
    Size of(List<String> locations) {
        Map<String, Set<String>> byBucket = locations.stream().collect(Collectors.groupingBy(FolderSizes::bucket, TreeMap::new,
                Collectors.mapping(FolderSizes::folder, Collectors.toCollection(TreeSet::new))));
        return byBucket.entrySet().stream().map(one -> of(one.getKey(), one.getValue())).reduce(Size.NONE, Size::plus);
    }

    private static String bucket(String location) {
        return location.replaceFirst("^s3[an]?://", "").split("/", 2)[0];
    }

    private static String folder(String location) {
        String[] parts = location.replaceFirst("^s3[an]?://", "").split("/", 2);
        return parts.length < 2 ? "" : parts[1].isEmpty() || parts[1].endsWith("/") ? parts[1] : parts[1] + "/";
    }

    private Size of(String bucket, Set<String> folders) {
        String prefix = commonStart(folders);
        Listing listing = remembered.get(List.of(bucket, prefix), () -> list(bucket, prefix));
        return listing.sizes().entrySet().stream()
                .filter(size -> isIn(size.getKey(), folders))
                .map(Map.Entry::getValue)
                .reduce(new Size(0, 0, listing.unknown()), Size::plus);
    }

    private static String commonStart(Collection<String> folders) {
        return folders.stream().reduce((one, other) -> {
            int same = 0;
            while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
                same++;
            }
            return one.substring(0, same);
        }).orElse("");
    }

    private Listing list(String bucket, String prefix) {
        Map<String, Size> sizes = new HashMap<>();
        Iterator<S3Object> objects = s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().iterator();
        for (int i = 0; objects.hasNext(); i++) {
            if (i == most) {
                return new Listing(sizes, "there are more than %,d objects in s3://%s/%s".formatted(most, bucket, prefix));
            }
            S3Object object = objects.next();
            sizes.merge(object.key().substring(0, object.key().lastIndexOf('/') + 1), new Size(1, object.size(), null), Size::plus);
        }
        return new Listing(sizes, null);
    }

    /** Folders in a partition's folder are read with it. */
    private static boolean isIn(String folder, Set<String> folders) {
        for (int end = folder.length(); end > 0; end = folder.lastIndexOf('/', end - 2) + 1) {
            if (folders.contains(folder.substring(0, end))) {
                return true;
            }
        }
        return folders.contains("");
    }
}
