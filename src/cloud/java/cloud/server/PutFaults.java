package cloud.server;

import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Failures of PutObject, for tests of what the pipeline does about them: before anything was written, or after all of it was, when only
 * the answer is lost.
 */
public final class PutFaults {
    private volatile Predicate<String> failBefore = key -> false;
    private volatile Predicate<String> failAfter = key -> false;
    private volatile Consumer<String> afterPut = key -> {};

    public static PutFaults none() {
        return new PutFaults();
    }

    /** @param keys whose put fails and writes nothing; asked for every try */
    public void failBefore(Predicate<String> keys) {
        failBefore = keys;
    }

    /** @param keys whose put succeeds, but is answered as if it had failed; asked for every try */
    public void failAfter(Predicate<String> keys) {
        failAfter = keys;
    }

    /** @param hook gets the key of each object that is written; the one who put it has no answer before the hook returns */
    public void afterPut(Consumer<String> hook) {
        afterPut = hook;
    }

    BlobStore around(BlobStore store) {
        return new ForwardingBlobStore(store) {
            @Override
            public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
                fail(failBefore, request.key());
                PutObjectResponse response = super.putBlob(request, content);
                afterPut.accept(request.key());
                fail(failAfter, request.key());
                return response;
            }
        };
    }

    private static void fail(Predicate<String> keys, String key) {
        if (keys.test(key)) {
            throw S3Exception.builder()
                    .statusCode(503)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode("ServiceUnavailable").errorMessage("fault at " + key).build())
                    .build();
        }
    }
}
