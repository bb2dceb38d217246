package routes;

/** Why there is no answer: whoever was asked is away. */
final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AwayException(String sentence) {
        super(sentence);
    }
}
