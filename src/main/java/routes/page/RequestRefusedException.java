package routes.page;

/** What the HTTP API refuses: a status, and a sentence that says what to do instead. */
final class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    RequestRefusedException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    int status() {
        return status;
    }
}
