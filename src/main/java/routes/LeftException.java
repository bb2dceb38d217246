package routes;

/** Why a dead letter stays where it is. */
class LeftException extends Exception {
    private static final long serialVersionUID = 1;

    LeftException(String reason) {
        super(reason, null, false, false);
    }
}
