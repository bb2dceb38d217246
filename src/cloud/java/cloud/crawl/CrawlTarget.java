package cloud.crawl;

import cloud.wire.AwsException;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.PatternSyntaxException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A place in S3 that a crawler looks at.
 *
 * @param exclusions globs on what follows the path, in which {@code *} stays within a folder and {@code **} does not
 * @param most objects of each folder that are looked at (SampleSize)
 */
record CrawlTarget(S3Location path, List<PathMatcher> exclusions, int most) {
    private static final int MOST_SAMPLES = 249;

    /** @throws AwsException InvalidInputException if there is a target that is not understood */
    static ObjectNode accept(JsonNode targets) {
        for (Map.Entry<String, JsonNode> kind : targets.properties()) {
            if (!kind.getKey().equals("S3Targets") && !kind.getValue().isEmpty()) {
                throw AwsException.invalidInput("The local cloud crawls S3Targets only, not " + kind.getKey());
            }
        }
        if (targets.path("S3Targets").isEmpty()) {
            throw AwsException.invalidInput("At least one crawler target must be specified");
        }
        targets.path("S3Targets").forEach(CrawlTarget::of);
        return (ObjectNode) targets.deepCopy();
    }

    static CrawlTarget of(JsonNode target) {
        new GlueRequest((ObjectNode) target).refuse("ConnectionName", "EventQueueArn", "DlqEventQueueArn");
        int most = target.path("SampleSize").asInt(Integer.MAX_VALUE);
        if (target.has("SampleSize") && (most < 1 || most > MOST_SAMPLES)) {
            throw AwsException.invalidInput("SampleSize must be between 1 and " + MOST_SAMPLES + ", not " + most);
        }
        List<PathMatcher> exclusions = new ArrayList<>();
        try {
            target.path("Exclusions").forEach(glob -> exclusions.add(FileSystems.getDefault().getPathMatcher("glob:" + glob.asText())));
            return new CrawlTarget(S3Location.parse(target.path("Path").asText()).folder(), exclusions, most);
        } catch (PatternSyntaxException e) {
            throw AwsException.invalidInput("The exclusion is no glob: " + e.getMessage());
        }
    }

    /** Its objects, without hidden and empty ones. */
    List<S3Object> list(S3Client s3, BooleanSupplier cancelled) throws IOException {
        List<S3Object> objects = new ArrayList<>();
        try {
            list(s3, path, objects, cancelled);
        } catch (NoSuchBucketException e) {
            throw new IOException("The bucket " + path.bucket() + " of target " + path + " does not exist", e);
        }
        return objects;
    }

    /** Folder by folder, since the S3 server walks the whole prefix for every page. */
    private void list(S3Client s3, S3Location folder, List<S3Object> objects, BooleanSupplier cancelled) {
        String token = null;
        int taken = 0;
        do {
            if (cancelled.getAsBoolean()) {
                return;
            }
            String next = token;
            ListObjectsV2Response page = s3.listObjectsV2(request ->
                    request.bucket(folder.bucket()).prefix(folder.key()).delimiter("/").continuationToken(next));
            for (S3Object object : page.contents()) {
                if (taken < most && isData(folder, object)) {
                    objects.add(object);
                    taken++;
                }
            }
            for (CommonPrefix sub : page.commonPrefixes()) {
                if (!S3Location.isHidden(sub.prefix().substring(folder.key().length()))) {
                    list(s3, new S3Location(folder.bucket(), sub.prefix()), objects, cancelled);
                }
            }
            token = page.nextContinuationToken();
        } while (token != null);
    }

    private boolean isData(S3Location folder, S3Object object) {
        Path relative = Path.of(object.key().substring(path.key().length()));
        return object.size() > 0 && !object.key().endsWith("/")
                && !S3Location.isHidden(object.key().substring(folder.key().length()))
                && exclusions.stream().noneMatch(exclusion -> exclusion.matches(relative));
    }
}
