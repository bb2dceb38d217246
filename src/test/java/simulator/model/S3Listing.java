package simulator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A page of what is in a bucket: keys and, below a delimiter, their common prefixes, in the order of the keys. */
final class S3Listing {
    private static final int LARGEST_PAGE = 1000;

    private final ListObjectsV2Request request;
    private final List<S3Object> contents = new ArrayList<>();
    private final List<CommonPrefix> prefixes = new ArrayList<>();
    private String last;
    private boolean truncated;

    private S3Listing(ListObjectsV2Request request) {
        this.request = request;
    }

    static ListObjectsV2Response.Builder of(ListObjectsV2Request request, NavigableMap<String, SimulatedS3.Stored> objects) {
        S3Listing page = new S3Listing(request);
        page.fill(objects);
        return ListObjectsV2Response.builder()
                .name(request.bucket())
                .prefix(request.prefix())
                .delimiter(request.delimiter())
                .maxKeys(page.most())
                .contents(page.contents.isEmpty() ? null : page.contents)
                .commonPrefixes(page.prefixes.isEmpty() ? null : page.prefixes)
                .keyCount(page.size())
                .isTruncated(page.truncated)
                .continuationToken(request.continuationToken())
                .nextContinuationToken(page.truncated ? page.last : null);
    }

    private int most() {
        return request.maxKeys() == null ? LARGEST_PAGE : Math.min(LARGEST_PAGE, request.maxKeys());
    }

    private int size() {
        return contents.size() + prefixes.size();
    }

    /** What the page before ended with: a key, or a common prefix, which all keys below it were told by. */
    private String after() {
        return request.continuationToken() != null ? request.continuationToken() : request.startAfter();
    }

    private void fill(NavigableMap<String, SimulatedS3.Stored> objects) {
        String prefix = request.prefix() == null ? "" : request.prefix();
        String after = after();
        String from = after == null || objects.comparator().compare(after, prefix) < 0 ? prefix : after;
        for (Map.Entry<String, SimulatedS3.Stored> object : objects.tailMap(from, true).entrySet()) {
            String key = object.getKey();
            if (!key.startsWith(prefix)) {
                return;
            }
            String folder = folder(key, prefix);
            boolean told = key.equals(after) || (folder != null && (folder.equals(last) || folder.equals(request.continuationToken())));
            if (!told && size() == most()) {
                truncated = most() > 0;
                return;
            }
            if (!told) {
                add(key, folder, object.getValue());
            }
        }
    }

    private void add(String key, String folder, SimulatedS3.Stored stored) {
        last = folder == null ? key : folder;
        if (folder == null) {
            contents.add(S3Object.builder().key(key).size((long) stored.content().length).eTag(stored.etag()).lastModified(stored.lastModified()).build());
        } else {
            prefixes.add(CommonPrefix.builder().prefix(folder).build());
        }
    }

    /** The common prefix that stands for a key, null when the key itself is told. */
    private String folder(String key, String prefix) {
        int end = request.delimiter() == null ? -1 : key.indexOf(request.delimiter(), prefix.length());
        return end < 0 ? null : key.substring(0, end + request.delimiter().length());
    }
}
