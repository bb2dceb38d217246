package routes.sql;

/** Why it is not known how much a query reads, in a sentence. */
final class UnknownSizeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownSizeException(String sentence) {
        super(sentence);
    }
}
