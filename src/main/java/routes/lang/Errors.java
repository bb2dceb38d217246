package routes.lang;

import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.core.exception.SdkException;

/** Errors as one sentence for people. */
public final class Errors {
    private Errors() {}

    /** The innermost message that says something, without line breaks; of AWS what it means. */
    public static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SdkException aws) {
                return AwsErrors.sentence(aws);
            }
        }
        return innermost(failure);
    }

    static String innermost(Throwable failure) {
        String sentence = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = message(cause);
            if (message != null && !message.isBlank()) {
                sentence = message;
            }
        }
        return sentence.replaceAll("\\s+", " ").trim();
    }

    /** Of some, the message is the name of a file alone. */
    private static String message(Throwable cause) {
        if (cause instanceof NoSuchFileException missing && missing.getReason() == null) {
            return missing.getFile() + " does not exist";
        }
        if (cause instanceof AccessDeniedException denied && denied.getReason() == null) {
            return denied.getFile() + " may not be read by this user";
        }
        if (cause instanceof InvalidPathException wrong && wrong.getReason().startsWith("Malformed input")) {
            return "%s cannot be the name of a file here, where names are %s: set the environment variable LC_ALL=C.UTF-8"
                    .formatted(wrong.getInput(), System.getProperty("sun.jnu.encoding"));
        }
        return cause.getMessage();
    }
}
