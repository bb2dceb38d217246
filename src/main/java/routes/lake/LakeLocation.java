package routes.lake;

/** Where the objects of the lake are: below a prefix of a bucket. */
public record LakeLocation(String bucket, String prefix) {
    private static final String S3 = "s3://";

    /** @param uri such as {@code s3://lake/raw/quotes} */
    public static LakeLocation of(String uri) {
        String[] bucketAndPrefix = uri.substring(S3.length()).split("/", 2);
        return new LakeLocation(bucketAndPrefix[0], bucketAndPrefix[1]);
    }

    /** As the catalog has it, with a slash at its end. */
    public String uri() {
        return S3 + bucket + "/" + prefix + "/";
    }
}
