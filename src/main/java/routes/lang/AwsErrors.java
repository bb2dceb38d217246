package routes.lang;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What AWS answered, or that it did not, as one sentence for people that ends with what to do about it. */
public final class AwsErrors {
    private static final Set<String> OF_ANOTHER_REGION =
            Set.of("PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "IncorrectEndpoint");
    private static final Set<String> OF_THE_CLOCK = Set.of("RequestTimeTooSkewed", "RequestExpired");
    private static final Set<String> OF_CREDENTIALS = Set.of(
            "AccessDenied", "AccessDeniedException", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSignatureException",
            "IncompleteSignatureException", "UnrecognizedClientException", "MissingAuthenticationTokenException", "InvalidClientTokenId",
            "ExpiredToken", "ExpiredTokenException", "InvalidToken", "NotAuthorized");
    private static final Set<String> OF_WHAT_IS_MISSING =
            Set.of("NoSuchBucket", "NoSuchKey", "EntityNotFoundException", "ResourceNotFoundException", "MetadataException");

    private AwsErrors() {}

    /** The same, where the service is known from the answer alone. */
    public static String sentence(SdkException failed) {
        return sentence("AWS", failed);
    }

    /** @param service that was asked; an answer names its own */
    public static String sentence(String service, SdkException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            // an answer may be wrapped, as one to the search for credentials
            if (cause instanceof SdkServiceException answer) {
                return answered(service, answer);
            }
        }
        return unanswered(service, failed);
    }

    private static String unanswered(String service, SdkException failed) {
        String cause = Errors.innermost(failed);
        if (String.valueOf(failed.getMessage()).startsWith("Unable to load region")) {
            return "there is no region for %s: set AWS_REGION, or AWS_PROFILE to a profile that has one".formatted(service);
        }
        if (String.valueOf(failed.getMessage()).startsWith("Unable to load credentials")) {
            return "there are no credentials for %s: give AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the machine a role"
                    .formatted(service);
        }
        return "%s does not answer (%s): check the network, AWS_REGION and, for a server other than AWS, AWS_ENDPOINT_URL".formatted(service, cause);
    }

    private static String answered(String service, SdkServiceException answer) {
        AwsErrorDetails details = answer instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
        String name = details == null || details.serviceName() == null ? service : details.serviceName();
        String code = details == null ? null : details.errorCode();
        return "%s %s".formatted(name, verdict(answer, code == null ? "" : code).formatted(words(answer, details)));
    }

    private static String verdict(SdkServiceException answer, String code) {
        int status = answer.statusCode();
        if (answer.isThrottlingException() || status == 429 || status == 503) {
            return "asks to slow down (%s): the call is retried; if it persists, wait or request a higher limit";
        }
        if (status >= 500) {
            return "has an internal error (%s): the call is retried; if it persists, check the state of the service";
        }
        if (OF_THE_CLOCK.contains(code) || answer.isClockSkewException()) {
            return "does not trust the time of this machine (%s): set its clock";
        }
        if (status / 100 == 3 || OF_ANOTHER_REGION.contains(code)) {
            return "has it in another region (%s): set AWS_REGION";
        }
        if (status == 401 || status == 403 || OF_CREDENTIALS.contains(code)) {
            return "does not allow it (%s): check the credentials and what they may do";
        }
        if (status == 404 || OF_WHAT_IS_MISSING.contains(code)) {
            return "does not have it (%s): create it, or check its name and AWS_REGION";
        }
        // the answer to HEAD has no words, and this is what S3 says of a bucket of another region so
        return status == 400 && code.isBlank() ? "refuses it (%s): check AWS_REGION and the credentials" : "refuses it (%s)";
    }

    /** {@code HTTP 503 SlowDown: Please reduce your request rate.} */
    private static String words(SdkServiceException answer, AwsErrorDetails details) {
        String words = "HTTP " + answer.statusCode();
        if (details == null) {
            return words;
        }
        words += isBlank(details.errorCode()) ? "" : " " + details.errorCode();
        return isBlank(details.errorMessage()) ? words : words + ": " + details.errorMessage();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
