package cloud;

/** An error that the caller of an AWS operation sees: AWS's error type and a message. */
final class AwsException extends RuntimeException {
    private final String type;

    AwsException(String type, String message) {
        super(message);
        this.type = type;
    }

    static AwsException notFound(String message) {
        return new AwsException("EntityNotFoundException", message);
    }

    static AwsException alreadyExists(String message) {
        return new AwsException("AlreadyExistsException", message);
    }

    static AwsException invalidInput(String message) {
        return new AwsException("InvalidInputException", message);
    }

    static AwsException invalidRequest(String message) {
        return new AwsException("InvalidRequestException", message);
    }

    static AwsException unknownOperation(String action) {
        return new AwsException("UnknownOperationException", "The local cloud does not offer the operation " + action);
    }

    String type() {
        return type;
    }
}
