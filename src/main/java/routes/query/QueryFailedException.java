package routes.query;

/** Why a report or a transform has no result, in one sentence. */
public class QueryFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public QueryFailedException(String reason) {
        super(reason);
    }
}
