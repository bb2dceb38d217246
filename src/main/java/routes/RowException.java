package routes;

/** Why a row cannot become a record. */
public class RowException extends Exception {
    private static final long serialVersionUID = 1;

    public RowException(String reason) {
        super(reason, null, false, false);
    }
}
