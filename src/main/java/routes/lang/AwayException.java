package routes.lang;

/** Why there is no answer: the other side is away. */
public final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AwayException(String sentence) {
        super(sentence);
    }
}
