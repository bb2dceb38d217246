package routes.lang;

/** Why the program cannot do what it was asked to: one sentence that names the thing and what to do. */
public class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartException(String sentence) {
        super(sentence);
    }
}
