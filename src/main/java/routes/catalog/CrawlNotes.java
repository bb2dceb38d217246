package routes.catalog;

import java.nio.charset.StandardCharsets;
import routes.lake.LakeLocation;
import routes.lang.AwsErrors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * What the table lacks, noted in S3 by the instance that wrote it for the one that makes the next run: {@code crawl-wanted} has the last
 * such note, and {@code crawl-made} the one that was there when the last crawl of a run began. A crawl is wanted while they differ: that
 * needs no clock, and no right to delete.
 */
final class CrawlNotes {
    private static final String WANTED = "crawl-wanted";
    private static final String MADE = "crawl-made";

    private final String bucket;
    private final String folder;
    private final S3Client s3;

    CrawlNotes(LakeLocation lake, S3Client s3) {
        this.bucket = lake.bucket();
        this.folder = "runs/%s/".formatted(lake.prefix());
        this.s3 = s3;
    }

    /** @param why it is wanted, with what no other note says: the object that shows it */
    void want(String why) {
        put(WANTED, why);
    }

    /** @return the last note, empty when there is none */
    String wanted() {
        return get(WANTED);
    }

    boolean isMade(String wanted) {
        return wanted.isEmpty() || wanted.equals(get(MADE));
    }

    /** @param wanted the note that was there before the crawl began */
    void made(String wanted) {
        put(MADE, wanted);
    }

    private void put(String name, String text) {
        s3.putObject(put -> put.bucket(bucket).key(folder + name).contentType("text/plain; charset=utf-8"), RequestBody.fromString(text));
    }

    private String get(String name) {
        try {
            return s3.getObjectAsBytes(get -> get.bucket(bucket).key(folder + name)).asString(StandardCharsets.UTF_8);
        } catch (NoSuchKeyException none) {
            return "";
        } catch (SdkException refused) {
            throw new IllegalStateException("s3://%s/%s%s: %s".formatted(bucket, folder, name, AwsErrors.sentence("S3", refused)), refused);
        }
    }
}
