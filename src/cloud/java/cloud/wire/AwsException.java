package cloud.wire;

/** An error that the caller of an AWS operation sees: AWS's error type and a message. */
public final class AwsException extends RuntimeException {
    private static final String INVALID_REQUEST = "InvalidRequestException";

    private final String type;
    private final String athenaErrorCode;

    public AwsException(String type, String message) {
        this(type, type.equals(INVALID_REQUEST) ? "INVALID_INPUT" : "", message);
    }

    private AwsException(String type, String athenaErrorCode, String message) {
        super(message);
        this.type = type;
        this.athenaErrorCode = athenaErrorCode;
    }

    public static AwsException notFound(String message) {
        return new AwsException("EntityNotFoundException", message);
    }

    public static AwsException alreadyExists(String message) {
        return new AwsException("AlreadyExistsException", message);
    }

    public static AwsException invalidInput(String message) {
        return new AwsException("InvalidInputException", message);
    }

    public static AwsException invalidRequest(String message) {
        return new AwsException(INVALID_REQUEST, message);
    }

    /** @param code in AthenaErrorCode, such as MALFORMED_QUERY */
    public static AwsException invalidRequest(String code, String message) {
        return new AwsException(INVALID_REQUEST, code, message);
    }

    /** A value outside what AWS's model of the operation allows, in AWS's words. */
    public static AwsException validation(String member, Object value, String constraint) {
        return new AwsException("ValidationException", "1 validation error detected: Value %s at '%s' failed to satisfy constraint: Member must %s"
                .formatted(value == null ? "null" : "'" + value + "'", member, constraint));
    }

    public static AwsException unknownOperation(String action) {
        return new AwsException("UnknownOperationException", "The local cloud does not offer the operation " + action);
    }

    public String type() {
        return type;
    }

    /** Empty for errors of other services. */
    public String athenaErrorCode() {
        return athenaErrorCode;
    }
}
