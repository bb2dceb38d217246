package routes.lake;

import java.util.regex.Pattern;
import routes.lang.StartException;

/** Where the objects of the lake are: below a prefix of a bucket. */
public record LakeLocation(String bucket, String prefix) {
    private static final String S3 = "s3://";
    private static final Pattern TEMPLATE = Pattern.compile("[{}$]");

    /**
     * @param uri such as {@code s3://lake/raw/quotes}
     * @throws StartException when it is a template
     */
    public static LakeLocation of(String uri) {
        String[] bucketAndPrefix = uri.substring(S3.length()).split("/", 2);
        requireNoTemplate(bucketAndPrefix[1]);
        return new LakeLocation(bucketAndPrefix[0], bucketAndPrefix[1]);
    }

    /** Objects below a field's value would not follow each other: a batch would be several, of which some are there after a crash and others not. */
    private static void requireNoTemplate(String prefix) {
        if (TEMPLATE.matcher(prefix).find()) {
            throw new StartException(("s3.prefix is '%s'; it can be no template, but one folder for all objects: below it they lie by date=, and by no field, since the objects of a partition "
                    + "follow each other without gaps. Tables partitioned otherwise are transforms (docs/limitations.md)").formatted(prefix));
        }
    }

    /** As the catalog has it, with a slash at its end. */
    public String uri() {
        return S3 + bucket + "/" + prefix + "/";
    }
}
