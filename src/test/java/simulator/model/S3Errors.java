package simulator.model;

import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Refusals of S3, as its SDK throws them. */
final class S3Errors {
    private S3Errors() {}

    static S3Exception noSuchKey() {
        return of(NoSuchKeyException.builder(), 404, "NoSuchKey", "The specified key does not exist.");
    }

    static S3Exception noSuchBucket() {
        return of(NoSuchBucketException.builder(), 404, "NoSuchBucket", "The specified bucket does not exist");
    }

    static S3Exception preconditionFailed() {
        return of(S3Exception.builder(), 412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    static S3Exception conflict() {
        return of(
                S3Exception.builder(), 409, "ConditionalRequestConflict",
                "The conditional request cannot succeed due to a conflicting operation against this resource.");
    }

    static S3Exception invalidRange() {
        return of(S3Exception.builder(), 416, "InvalidRange", "The requested range is not satisfiable");
    }

    static S3Exception internalError() {
        return of(S3Exception.builder(), 500, "InternalError", "We encountered an internal error. Please try again.");
    }

    static S3Exception slowDown() {
        return of(S3Exception.builder(), 503, "SlowDown", "Please reduce your request rate.");
    }

    static SdkClientException noAnswer(Duration limit) {
        return ApiCallTimeoutException.create(limit.toMillis());
    }

    private static S3Exception of(S3Exception.Builder exception, int status, String code, String message) {
        AwsErrorDetails details = AwsErrorDetails.builder().serviceName("S3").errorCode(code).errorMessage(message).build();
        exception.statusCode(status).awsErrorDetails(details).message(message);
        return (S3Exception) exception.build();
    }
}
