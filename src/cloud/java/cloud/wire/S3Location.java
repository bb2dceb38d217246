package cloud.wire;

import java.nio.file.Path;

/** A place in S3: bucket and key (or key prefix, ending in a slash). */
public record S3Location(String bucket, String key) {

    /** Whether it is {@code s3://bucket[/key]}. */
    public static boolean is(String uri) {
        return uri.matches("s3[an]?://[^/]+(/.*)?");
    }

    /** @throws AwsException InvalidInputException if it is not */
    public static S3Location parse(String uri) {
        if (!is(uri)) {
            throw AwsException.invalidInput("Not an S3 location (s3://bucket/prefix/): " + uri);
        }
        String path = uri.substring(uri.indexOf("://") + 3);
        int slash = path.indexOf('/');
        return slash < 0 ? new S3Location(path, "") : new S3Location(path.substring(0, slash), path.substring(slash + 1));
    }

    public S3Location folder() {
        return key.isEmpty() || key.endsWith("/") ? this : new S3Location(bucket, key + "/");
    }

    public S3Location resolve(String name) {
        return new S3Location(bucket, key + name);
    }

    /** The file or folder behind it, where buckets are plain folders. */
    public Path in(Path buckets) {
        Path file = buckets.resolve(bucket).resolve(key).normalize();
        if (!file.startsWith(buckets)) {
            throw AwsException.invalidInput("Outside the buckets: " + this);
        }
        return file;
    }

    /** The object behind a file in a bucket. */
    public static S3Location of(Path file, Path buckets) {
        Path path = buckets.relativize(file);
        return new S3Location(path.getName(0).toString(), path.subpath(1, path.getNameCount()).toString());
    }

    /** Names that a reader of the lake skips: hidden ones, and what the S3 server has not yet renamed to its key. */
    public static boolean isHidden(String name) {
        return name.startsWith("_") || name.startsWith(".") || name.matches(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
