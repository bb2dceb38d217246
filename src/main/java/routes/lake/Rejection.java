package routes.lake;

/**
 * Why a record cannot go to the lake.
 *
 * @param reason for people
 * @param exception name of the exception that tells it, or of the class that found it where there is none
 */
public record Rejection(String reason, String exception) {
    static Rejection found(String reason) {
        return new Rejection(reason, RecordValidator.class.getName());
    }

    static Rejection thrown(String reason, Exception exception) {
        return new Rejection(reason, exception.getClass().getName());
    }
}
