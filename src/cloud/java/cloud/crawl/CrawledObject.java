package cloud.crawl;

import cloud.wire.S3Location;
import java.util.List;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An object that a crawler found, and what was inferred from its beginning. */
record CrawledObject(S3Location location, Sample sample) {

    static CrawledObject of(String bucket, S3Object object, Sample sample) {
        return new CrawledObject(new S3Location(bucket, object.key()), sample);
    }

    S3Location folder() {
        return new S3Location(location.bucket(), location.key().substring(0, location.key().lastIndexOf('/') + 1));
    }

    /** The names of the folders between that folder and the object. */
    List<String> foldersBelow(S3Location folder) {
        List<String> segments = List.of(location.key().substring(folder.key().length()).split("/"));
        return segments.subList(0, segments.size() - 1);
    }
}
