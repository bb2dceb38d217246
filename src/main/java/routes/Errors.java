package routes;

/** Errors as one sentence for people. */
final class Errors {
    private Errors() {}

    /** The innermost message that says something, without line breaks. */
    static String sentence(Throwable failure) {
        String sentence = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                sentence = cause.getMessage();
            }
        }
        return sentence.replaceAll("\\s+", " ").trim();
    }
}
