package routes.lang;

/** Why there is no answer: whoever was asked is away. */
public final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AwayException(String sentence) {
        super(sentence);
    }
}
