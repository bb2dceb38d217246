package routes.source;

/** Why a row cannot become a record. */
public class RowException extends Exception {
    private static final long serialVersionUID = 1;

    public RowException(String reason) {
        this(reason, null);
    }

    public RowException(String reason, Exception cause) {
        super(reason, cause, false, false);
    }
}
