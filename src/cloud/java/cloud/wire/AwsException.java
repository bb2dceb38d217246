package cloud.wire;

/** An error that the caller of an AWS operation sees: AWS's error type and a message. */
public final class AwsException extends RuntimeException {
    private final String type;

    public AwsException(String type, String message) {
        super(message);
        this.type = type;
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
        return new AwsException("InvalidRequestException", message);
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
}
