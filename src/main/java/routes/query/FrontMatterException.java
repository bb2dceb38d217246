package routes.query;

/** What is wrong in the leading comments of an SQL file, and in which line. */
public class FrontMatterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param line from 1 */
    public FrontMatterException(String file, int line, String sentence) {
        super("%s:%d: %s".formatted(file, line, sentence));
    }
}
